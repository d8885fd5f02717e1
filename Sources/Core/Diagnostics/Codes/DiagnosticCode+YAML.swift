extension DiagnosticCode {
  static let yamlCodes: [DiagnosticCode] = []
}
