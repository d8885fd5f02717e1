import Diagnostics
import Findings
import Pipeline
import Platform
import Reports
import TemporaryFiles

/// Writes the reports that were asked for.
enum ReportDelivery {
  /// Writes every report; those to files appear whole or not at all.
  ///
  /// A report that cannot be written is told on standard error and does not stop the others.
  ///
  /// - Parameter threads: How many reports, or pieces of one, may be made at a time.
  /// - Returns: whether all were written.
  static func deliver(
    _ result: CheckResult, _ requests: [ReportRequest], _ options: ReportOptions, threads: Int = 1
  ) -> Bool {
    var options = options
    if threads > 1 { options.work = ThreadedPieces(threads: threads) }
    let shown = options
    return deliver(requests, shown, threads) { try deliver(result, $0, shown) }
  }

  /// Writes the trend over several results in every form that was asked for.
  static func deliver(
    _ series: Series, _ requests: [ReportRequest], _ options: ReportOptions
  ) -> Bool {
    deliver(requests, options, 1) { request in
      try write(request) {
        try SeriesReports.render(series, as: request.format, options: options, to: $0)
      }
    }
  }

  private static func deliver(
    _ requests: [ReportRequest], _ options: ReportOptions, _ threads: Int,
    _ write: @escaping @Sendable (ReportRequest) throws -> Void
  ) -> Bool {
    // What goes to standard output keeps its order, and so do reports to one place.
    let lanes = Set(requests.map(\.path)).count == requests.count ? min(threads, requests.count) : 1
    let others = (1..<max(1, lanes)).map { lane in
      Background { failures(requests, lane, lanes, write) }
    }
    var failed = failures(requests, 0, lanes, write)
    for other in others { failed.merge(other.value) { first, _ in first } }
    return tell(failed, of: requests, options)
  }

  /// Writes every so manieth report from one on; gives why those failed that did.
  private static func failures(
    _ requests: [ReportRequest], _ first: Int, _ step: Int,
    _ write: (ReportRequest) throws -> Void
  ) -> [Int: any Error] {
    var failed: [Int: any Error] = [:]
    for index in stride(from: first, to: requests.count, by: max(1, step)) {
      do { try write(requests[index]) } catch { failed[index] = error }
    }
    return failed
  }

  /// Tells of reports that could not be written; gives whether all were.
  private static func tell(
    _ failed: [Int: any Error], of requests: [ReportRequest], _ options: ReportOptions
  ) -> Bool {
    var isComplete = true
    for (index, request) in requests.enumerated() {
      if let error = failed[index] {
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
          ?? unwritten(request.format, error)
        Terminal.complain(message[options.language])
      }
    }
    return isComplete
  }

  /// That a report could not be made, and why where that is known.
  private static func unwritten(_ format: ReportFormat, _ error: any Error) -> LocalizedText {
    let reason = (error as? TemporaryFileError)?.text ?? (error as? SpreadsheetError)?.text
    return LocalizedText(
      zh: "無法寫出 \(format.rawValue) 報表" + (reason.map { "：" + $0.zhHant } ?? ""),
      en: "cannot write the \(format.rawValue) report" + (reason.map { ": " + $0.en } ?? ""))
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
