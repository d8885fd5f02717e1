/// A stable name for one kind of problem, `stage/slug`, with a page's worth of explanation.
///
/// Codes live in `Codes/`, one file a stage; a code is never given to another problem.
public struct DiagnosticCode: Sendable, Hashable {
  /// The name, `stage/slug`, as printed in brackets.
  public let name: String
  /// What the problem is and what to do about it; printed by `qixian help CODE`.
  public let explanation: LocalizedText

  /// Creates a code; only the files in `Codes/` do.
  public init(_ name: String, zh: String, en: String) {
    self.name = name
    explanation = LocalizedText(zh: zh, en: en)
  }

  /// Two codes are the same when their names are.
  public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.name == right.name
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// How bad a problem is.
public enum DiagnosticSeverity: String, Sendable, Comparable, CaseIterable {
  /// Something to know.
  case note
  /// Something that may be wrong, and does not stop the run.
  case warning
  /// Something that is wrong: what depends on it is not evaluated.
  case error

  /// Orders from `note` to `error`.
  public static func < (left: DiagnosticSeverity, right: DiagnosticSeverity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// Where a problem is.
public enum DiagnosticPlace: Sendable {
  /// A span of a text whose lines may be shown.
  case source(SourceText, SourceSpan)
  /// A place in a data file, whose text is never shown (cells may hold personal data).
  ///
  /// `line` and `column` count from 1; `column` is the field's number in its record.
  case data(file: String, line: Int?, column: Int?, field: String?)
  /// A file as a whole.
  case file(String)

  /// The name of the file.
  public var fileName: String {
    switch self {
    case .source(let text, _): text.name
    case .data(let file, _, _, _): file
    case .file(let name): name
    }
  }

  /// Line and column where they are known.
  public var position: SourcePosition? {
    switch self {
    case .source(let text, let span): text.position(ofOffset: span.start)
    case .data(_, let line?, let column, _): SourcePosition(line: line, column: column ?? 1)
    case .data, .file: nil
    }
  }
}

/// One problem, in the form in which every stage reports it.
public struct Diagnostic: Sendable {
  /// A second place that helps to understand the problem.
  public struct Label: Sendable {
    /// Where.
    public var place: DiagnosticPlace
    /// What is there.
    public var text: LocalizedText

    /// Creates a label.
    public init(_ place: DiagnosticPlace, _ text: LocalizedText) {
      self.place = place
      self.text = text
    }
  }

  /// The stable code.
  public var code: DiagnosticCode
  /// How bad it is.
  public var severity: DiagnosticSeverity
  /// The fact with its value: lower-case, no full stop, at most about 80 characters.
  public var message: LocalizedText
  /// Where it is, if it is anywhere.
  public var place: DiagnosticPlace?
  /// Other places that matter.
  public var labels: [Label]
  /// Further facts.
  public var notes: [LocalizedText]
  /// What to do.
  public var help: LocalizedText?

  /// Creates a diagnostic.
  public init(
    _ code: DiagnosticCode, _ severity: DiagnosticSeverity, _ message: LocalizedText,
    at place: DiagnosticPlace? = nil, labels: [Label] = [], notes: [LocalizedText] = [],
    help: LocalizedText? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.labels = labels
    self.notes = notes
    self.help = help
  }

  /// Creates an error.
  public init(
    _ code: DiagnosticCode, _ message: LocalizedText, at place: DiagnosticPlace? = nil,
    labels: [Label] = [], notes: [LocalizedText] = [], help: LocalizedText? = nil
  ) {
    self.init(code, .error, message, at: place, labels: labels, notes: notes, help: help)
  }
}
