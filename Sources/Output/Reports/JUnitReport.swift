enum JUnitReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) {}
}
