public import Findings

/// Turns results into bytes, one file a format.
public enum Reports {
  /// Writes a result in a format, piece by piece.
  ///
  /// - Parameter emit: takes the pieces in order; what it throws is thrown on.
  public static func render(
    _ result: CheckResult, as format: ReportFormat, options: ReportOptions = ReportOptions(),
    to emit: @escaping ([UInt8]) throws -> Void
  ) throws {
    var output = ReportOutput(emit)
    try renderer(of: format).render(ReportView(result, options), to: &output)
    try output.finish()
  }

  /// A result in a format, in one piece.
  public static func render(
    _ result: CheckResult, as format: ReportFormat, options: ReportOptions = ReportOptions()
  ) throws -> [UInt8] {
    let all = Pieces()
    try render(result, as: format, options: options) { all.bytes += $0 }
    return all.bytes
  }

  private final class Pieces {
    var bytes: [UInt8] = []
  }

  private static func renderer(of format: ReportFormat) -> any ReportRenderer.Type {
    switch format {
    case .text: TextReport.self
    case .json: JSONReport.self
    case .csv: CSVReport.self
    case .plain: PlainReport.self
    case .ndjson: NDJSONReport.self
    case .markdown: MarkdownReport.self
    case .html: HTMLReport.self
    case .ods: ODSReport.self
    case .xlsx: XLSXReport.self
    case .junit: JUnitReport.self
    case .sarif: SARIFReport.self
    case .tap: TAPReport.self
    case .github: GitHubReport.self
    case .letters: LetterReport.self
    }
  }
}

/// One format.
protocol ReportRenderer {
  /// Writes the report.
  static func render(_ view: ReportView, to output: inout ReportOutput) throws
}

/// The whole result as JSON.
enum JSONReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) {
    view.result.writeJSON(by: view.options.work) { output.write(bytes: $0) }
  }
}
