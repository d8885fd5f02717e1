/// Writes diagnostics for people: place, message, source line, caret, notes, help.
public struct DiagnosticRenderer: Sendable {
  /// The language of the text.
  public var language: Language
  /// Whether ANSI colours are used.
  public var colour: Bool
  /// How many diagnostics of one code are printed in full; the rest are counted.
  public var limitPerCode: Int
  /// The longest source line shown, in terminal columns; longer ones are cut around the caret.
  public var lineWidth: Int

  /// Creates a renderer.
  public init(
    language: Language, colour: Bool = false, limitPerCode: Int = 20, lineWidth: Int = 120
  ) {
    self.language = language
    self.colour = colour
    self.limitPerCode = limitPerCode
    self.lineWidth = lineWidth
  }

  /// All diagnostics, sorted by place, with a count of those beyond the limit.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    var shown: [DiagnosticCode: Int] = [:]
    var output = ""
    for diagnostic in Self.sorted(diagnostics) {
      let count = shown[diagnostic.code, default: 0] + 1
      shown[diagnostic.code] = count
      if count <= limitPerCode { output += render(diagnostic) }
    }
    for (code, count) in shown.sorted(by: { $0.key.name < $1.key.name }) where count > limitPerCode
    {
      let rest = count - limitPerCode
      output +=
        LocalizedText(
          zh: "（另有 \(rest) 個 [\(code.name)] 未列出）\n", en: "(\(rest) more [\(code.name)] not shown)\n"
        )[
          language]
    }
    return output
  }

  /// Sorts by file, position and severity; the order of equal ones is kept.
  public static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    // Offsets order a text as lines and columns do, and need no search for the line.
    diagnostics.enumerated().map { (offset: $0.offset, key: key($0.element), element: $0.element) }
      .sorted { $0.key != $1.key ? $0.key < $1.key : $0.offset < $1.offset }
      .map(\.element)
  }

  private static func key(_ diagnostic: Diagnostic) -> (String, Int, Int) {
    switch diagnostic.place {
    case .source(let text, let span)?: (text.name, span.start, 0)
    case .data(let file, let line, let column, _)?: (file, line ?? 0, column ?? 0)
    case .file(let name)?: (name, -1, 0)
    case nil: ("", 0, 0)
    }
  }

  /// One diagnostic, ending in a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.place.map { describe($0) + ": " } ?? ""
    var output =
      paint(place, "1")
      + paint(word(for: diagnostic.severity) + ": ", colourCode(diagnostic.severity))
      + diagnostic.message[language] + " [\(diagnostic.code.name)]\n"
    if case .source(let text, let span)? = diagnostic.place {
      output += snippet(text, span, severity: diagnostic.severity)
    }
    for label in diagnostic.labels {
      output += "\(word(for: .note)): \(describe(label.place)): \(label.text[language])\n"
      if case .source(let text, let span) = label.place {
        output += snippet(text, span, severity: .note)
      }
    }
    for note in diagnostic.notes { output += "\(word(for: .note)): \(note[language])\n" }
    if let help = diagnostic.help {
      output += "\(LocalizedText(zh: "說明", en: "help")[language]): \(help[language])\n"
    }
    return output
  }

  private func describe(_ place: DiagnosticPlace) -> String {
    var parts = [place.fileName]
    switch place {
    case .source:
      if let position = place.position { parts += ["\(position.line)", "\(position.column)"] }
    case .data(_, let line, let column, let field):
      if let line { parts.append("\(line)") }
      if let column { parts.append("\(column)") }
      if let field { return parts.joined(separator: ":") + " (\(field))" }
    case .file: break
    }
    return parts.joined(separator: ":")
  }

  private func snippet(_ text: SourceText, _ span: SourceSpan, severity: DiagnosticSeverity)
    -> String
  {
    let position = text.position(ofOffset: span.start)
    let line = text.line(position.line)
    let number = "\(position.line)"
    let scalars = Array(line.unicodeScalars)
    let start = min(position.column - 1, scalars.count)
    let endPosition = text.position(ofOffset: span.end)
    let end = endPosition.line == position.line ? endPosition.column - 1 : scalars.count
    let (window, offset) = window(of: scalars, around: start)
    let shown = String(String.UnicodeScalarView(window.map(Self.visible)))
    let before = scalars[offset..<max(offset, start)].reduce(0) {
      $0 + Self.visible($1).displayWidth
    }
    let marked = scalars[start..<min(max(start, end), offset + window.count)].reduce(0) {
      $0 + Self.visible($1).displayWidth
    }
    let marker = "^" + String(repeating: "~", count: max(0, marked - 1))
    return " \(number) | \(shown)\n"
      + String(repeating: " ", count: number.count + 1) + " | "
      + String(repeating: " ", count: before) + paint(marker, colourCode(severity)) + "\n"
  }

  /// A tab counts as one column and control characters cannot reach the terminal.
  private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar == "\t" ? " " : "\u{FFFD}"
    default: scalar
    }
  }

  private func window(
    of scalars: [Unicode.Scalar], around start: Int
  ) -> (ArraySlice<Unicode.Scalar>, Int) {
    if scalars.count <= lineWidth { return (scalars[...], 0) }
    let from = max(0, min(start - lineWidth / 3, scalars.count - lineWidth))
    return (scalars[from..<min(scalars.count, from + lineWidth)], from)
  }

  private func word(for severity: DiagnosticSeverity) -> String {
    switch severity {
    case .error: LocalizedText(zh: "錯誤", en: "error")[language]
    case .warning: LocalizedText(zh: "警告", en: "warning")[language]
    case .note: LocalizedText(zh: "註", en: "note")[language]
    }
  }

  private func colourCode(_ severity: DiagnosticSeverity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    colour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
