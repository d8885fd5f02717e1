enum MarkdownReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) {}
}
