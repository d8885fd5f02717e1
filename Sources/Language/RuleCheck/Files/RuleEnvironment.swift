public import CivilTime
public import Diagnostics

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
  /// Files that are used where a rule needs the default counting profiles or calendar and names
  /// none, in order.
  public var standardFiles: [String]

  /// Creates an environment.
  public init(
    read: @escaping @Sendable (String) -> Result<[UInt8], FileProblem>,
    zone: @escaping @Sendable (String) -> TimeZoneRules?, standardFiles: [String] = []
  ) {
    self.read = read
    self.zone = zone
    self.standardFiles = standardFiles
  }
}
