public import CivilTime
public import Diagnostics
public import RuleSyntax

/// Why a file could not be read.
public struct FileProblem: Error, Sendable, Hashable {
  /// The reason for people, such as `no such file`.
  public var reason: LocalizedText

  /// Creates a problem.
  public init(_ reason: LocalizedText) { self.reason = reason }
}

/// What the outside world answers to the checker, which touches no files itself.
public struct RuleEnvironment: Sendable {
  /// The bytes of a file by its path.
  public var read: @Sendable (String) -> Result<[UInt8], FileProblem>
  /// The zone of an IANA name, if there is one.
  public var zone: @Sendable (String) -> TimeZoneRules?
  /// The document of a file's text; a caller that checks files again and again keeps documents here.
  public var parse: @Sendable (SourceText) -> RuleDocument
  /// Files that are used where a rule needs the default counting profiles or calendar and names
  /// none, in order.
  public var standardFiles: [String]

  /// Creates an environment.
  public init(
    read: @escaping @Sendable (String) -> Result<[UInt8], FileProblem>,
    zone: @escaping @Sendable (String) -> TimeZoneRules?, standardFiles: [String] = [],
    parse: @escaping @Sendable (SourceText) -> RuleDocument = { RuleDocument.parse($0) }
  ) {
    self.read = read
    self.zone = zone
    self.standardFiles = standardFiles
    self.parse = parse
  }
}
