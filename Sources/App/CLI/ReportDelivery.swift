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
    deliver(requests, options) { try deliver(result, $0, options) }
  }

  /// Writes the trend over several results in every form that was asked for.
  static func deliver(
    _ series: Series, _ requests: [ReportRequest], _ options: ReportOptions
  ) -> Bool {
    deliver(requests, options) { request in
      try write(request) {
        try SeriesReports.render(series, as: request.format, options: options, to: $0)
      }
    }
  }

  private static func deliver(
    _ requests: [ReportRequest], _ options: ReportOptions, _ write: (ReportRequest) throws -> Void
  ) -> Bool {
    var isComplete = true
    for request in requests {
      do {
        try write(request)
      } catch {
        isComplete = false
        let message =
          (error as? FileError)?.message
          ?? (error as? StrangeLetters).map { strangers in
            LocalizedText(
              zh: "函稿資料夾內有非本次產生之檔案 \(strangers.path)，為免誤發，未寫出；請另指定空資料夾",
              en:
                "\(strangers.path) is not of this run; no letter was written, so that none is sent by "
                + "mistake: name an empty folder")
          }
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
    if request.format == .letters, let path = request.path, !path.lowercased().hasSuffix(".zip") {
      return try deliverLetters(result, path, options)
    }
    var options = options
    if request.path != nil { options.colour = false }
    try write(request) { try Reports.render(result, as: request.format, options: options, to: $0) }
  }

  /// Writes to standard output, or to a file that appears whole or not at all.
  private static func write(
    _ request: ReportRequest, _ render: (@escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    guard let path = request.path else { return try render { try Terminal.write($0) } }
    let file = try AtomicFile(path)
    try render { try file.write($0) }
    try file.commit()
  }

  /// Writes a letter a file; a letter of another run in the folder could be sent by mistake, so that
  /// nothing is written beside one.
  private static func deliverLetters(
    _ result: CheckResult, _ folder: String, _ options: ReportOptions
  ) throws {
    let letters = try Letters(result, options)
    let names = letters.names
    let known = Set(names)
    let strangers = Files.names(in: folder).filter { !$0.hasPrefix(".") && !known.contains($0) }
    if let first = strangers.first { throw StrangeLetters(path: folder + "/" + first) }
    try Files.makeFolder(folder)
    for (index, name) in names.enumerated() {
      try Files.write(try letters.bytes(index), to: folder + "/" + name)
    }
  }

  /// A file that is not of this run stands among the letters.
  private struct StrangeLetters: Error {
    var path: String
  }
}
