extension DiagnosticCode {
  static let calendarCodes: [DiagnosticCode] = []
}
