import FoundationEssentials

/// Files of the repository itself, found from this file's own place.
public enum Repository {
  /// The repository's root folder.
  public static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// The bytes of a file.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: root + "/" + path)))
  }

  /// The text of a file in UTF-8.
  public static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// Whether there is a file or folder.
  public static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root + "/" + path)
  }

  /// The names in a folder, sorted.
  public static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted()
  }

  /// The files below a folder of the repository with an ending, in order.
  public static func files(below folder: String, ending: String) -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    return names.sorted().flatMap { name -> [String] in
      let path = folder + "/" + name
      if name.hasPrefix(".") { return [] }
      return name.hasSuffix(ending)
        ? [path] : name.contains(".") ? [] : files(below: path, ending: ending)
    }
  }
}

/// Data shared with other projects: beside the repository, or where `QIXIAN_SHARED` says.
///
/// Tests on it carry `.enabled(if: SharedData.isPresent, SharedData.absence)`.
public enum SharedData {
  /// The folder that holds it.
  public static let folder: String = {
    if let named = ProcessInfo.processInfo.environment["QIXIAN_SHARED"] { return named }
    var parts = Repository.root.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast()
    let beside = parts.joined(separator: "/") + "/shared"
    return beside
  }()

  /// Whether the folder is there.
  public static let isPresent = FileManager.default.fileExists(atPath: folder)

  /// What a skipped test says.
  public static let absence = "the shared data are not beside the repository (see QIXIAN_SHARED)"

  /// The bytes of a file.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + path)))
  }

  /// The text of a file in UTF-8.
  public static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }
}
