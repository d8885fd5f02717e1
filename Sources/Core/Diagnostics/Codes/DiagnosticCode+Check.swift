extension DiagnosticCode {
  /// Codes of the checks that look at a set of rule files as a whole.
  static let checkCodes: [DiagnosticCode] = []
}
