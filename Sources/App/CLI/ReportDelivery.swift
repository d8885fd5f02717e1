import Diagnostics
import Findings
import Platform
import Reports

/// Writes the reports that were asked for.
enum ReportDelivery {
  /// Writes every report; those to files appear whole or not at all.
  ///
  /// A report that cannot be written is told on standard error and does not stop the others.
  /// - Returns: whether all were written.
  static func deliver(
    _ result: CheckResult, _ requests: [ReportRequest], _ options: ReportOptions
  ) -> Bool {
    var isComplete = true
    for request in requests {
      do {
        try deliver(result, request, options)
      } catch {
        isComplete = false
        let message =
          (error as? FileError)?.message
          ?? LocalizedText(
            zh: "無法寫出 \(request.format.rawValue) 報表",
            en: "cannot write the \(request.format.rawValue) report")
        Terminal.complain(message[options.language])
      }
    }
    return isComplete
  }

  private static func deliver(
    _ result: CheckResult, _ request: ReportRequest, _ options: ReportOptions
  ) throws {
    guard let path = request.path else {
      try Reports.render(result, as: request.format, options: options) { try Terminal.write($0) }
      return
    }
    var options = options
    options.colour = false
    let file = try AtomicFile(path)
    try Reports.render(result, as: request.format, options: options) { try file.write($0) }
    try file.commit()
  }
}
