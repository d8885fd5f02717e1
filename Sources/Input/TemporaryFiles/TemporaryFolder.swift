import Glibc

/// Where temporary files are made.
public enum TemporaryFolder {
  /// The folder that `TMPDIR` names, or else /tmp; an empty name counts as none.
  public static var path: String { path(named: getenv("TMPDIR").map { String(cString: $0) }) }

  /// The folder for a value of `TMPDIR`; `nil` where that is not set.
  static func path(named value: String?) -> String {
    guard let value, !value.isEmpty else { return "/tmp" }
    return value
  }
}
