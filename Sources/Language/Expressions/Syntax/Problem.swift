import Diagnostics

/// A problem found in an expression, placed by offsets into its text.
struct Problem {
  var code: DiagnosticCode
  var message: LocalizedText
  var span: SourceSpan
  var help: LocalizedText?
  /// A second place in the expression with what is there.
  var other: (span: SourceSpan, text: LocalizedText)?

  init(
    _ code: DiagnosticCode, at span: SourceSpan, zh: String, en: String,
    help: LocalizedText? = nil, other: (span: SourceSpan, text: LocalizedText)? = nil
  ) {
    self.code = code
    self.message = LocalizedText(zh: zh, en: en)
    self.span = span
    self.help = help
    self.other = other
  }
}

/// Stops the parsing of an expression whose problem has been recorded.
struct ParsingStopped: Error {}
