/// How much a rule file may hold, so that no file can exhaust memory or time.
public struct YAMLLimits: Sendable {
  /// Bytes of a file.
  public var fileBytes = 16 << 20
  /// Bytes of one scalar.
  public var scalarBytes = 1 << 20
  /// Levels of lists and maps inside one another.
  public var depth = 64
  /// Nodes after aliases are expanded.
  public var nodes = 1_000_000
  /// Problems reported before reading stops.
  public var problems = 200

  /// Creates the limits of the rule language.
  public init() {}
}
