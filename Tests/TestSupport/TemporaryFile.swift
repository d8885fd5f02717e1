import Foundation

/// Files that a test writes and removes.
public enum TemporaryFile {
  /// Writes bytes to a new file and gives its path.
  public static func write(_ bytes: [UInt8], ending: String = "") throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("qixian-test-\(UUID().uuidString)\(ending)")
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Makes a new folder and gives its path.
  public static func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("qixian-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }

  /// Removes a file or folder.
  public static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
