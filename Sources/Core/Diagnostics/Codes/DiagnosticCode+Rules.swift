extension DiagnosticCode {
  static let ruleCodes: [DiagnosticCode] = []
}
