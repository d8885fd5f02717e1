public import Diagnostics
public import Findings

/// What the caller decides about a report.
public struct ReportOptions: Sendable {
  /// The language of the report.
  public var language: Language
  /// Whether ANSI colours are used, in text.
  public var colour: Bool
  /// The width of the terminal in columns, in text.
  public var width: Int
  /// What is shown openly although it would be hidden: `keys` for case keys in formats for hosts.
  public var reveal: Set<String>
  /// The key under which case keys become pseudonyms.
  ///
  /// Empty: a key is derived from the digests of the inputs, so pseudonyms hold for one run only.
  public var pseudonymKey: [UInt8]
  /// An earlier result, against which violations are new, persisting or resolved.
  public var baseline: CheckResult?
  /// The address under which rule files and data are found, ending in `/`; `nil` for none.
  public var linkBase: String?
  /// How many findings of a rule and verdict formats for reading list in full; the rest is counted.
  ///
  /// Applies to text, Markdown and HTML; the other formats list everything, SARIF to its limits.
  public var listLimit: Int
  /// The templates of pages and letters.
  public var templates = TemplateSet()
  /// Within how many days after the moment judged a case counts as due soon in letters; at least 0.
  public var dueWithin = 30
  /// How the pieces of a long report are made.
  public var work: any PieceWork = OneByOne()

  /// Creates options.
  public init(
    language: Language = .zhHant, colour: Bool = false, width: Int = 100, reveal: Set<String> = [],
    pseudonymKey: [UInt8] = [], baseline: CheckResult? = nil, linkBase: String? = nil,
    listLimit: Int = 200
  ) {
    self.language = language
    self.colour = colour
    self.width = max(40, width)
    self.reveal = reveal
    self.pseudonymKey = pseudonymKey
    self.baseline = baseline
    self.linkBase = linkBase
    self.listLimit = max(0, listLimit)
  }
}
