import TemporaryFiles

/// How much memory gathering events into cases may take before temporary files are used.
public struct MemoryLimit: Sendable {
  /// What is used where nobody states another: 1 GiB.
  public static let standard = MemoryLimit(bytes: 1 << 30)

  /// The largest limit that may be stated.
  public static let mostMebibytes = 1 << 20

  /// The number of bytes; about, and beside what reading and judging take.
  public var bytes: Int
  /// The folder of temporary files.
  public var folder: String

  /// Creates a limit of a number of MiB.
  public init(mebibytes: Int) { self.init(bytes: mebibytes << 20) }

  /// Creates a limit.
  ///
  /// - Parameter folder: the folder of temporary files; `TemporaryFolder.path` where none is stated.
  public init(bytes: Int, folder: String? = nil) {
    self.bytes = bytes
    self.folder = folder ?? TemporaryFolder.path
  }
}
