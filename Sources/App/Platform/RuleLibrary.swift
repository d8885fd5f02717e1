/// The folders in which shipped and local rules, calendars and counting profiles are found.
public struct RuleLibrary: Sendable {
  /// The folders, the first that has a file wins.
  public let folders: [String]

  /// Creates a library over folders.
  public init(folders: [String]) { self.folders = folders }

  /// Finds the library.
  ///
  /// - Parameters:
  ///   - named: A folder that the user named; then no other is looked at.
  ///   - current: The folder from which `rules` is looked for upward.
  ///   - program: The program's folder, beside which `../share/qixian/rules` may lie, and above
  ///     which a source tree may.
  public static func find(
    named: String?, from current: String = Files.currentFolder,
    program: String? = Files.programFolder
  ) -> RuleLibrary {
    if let named { return RuleLibrary(folders: [named]) }
    var folders = upward(from: current)
    if let program {
      if let above = Files.parent(of: program) { folders.append(above + "/share/qixian/rules") }
      folders += upward(from: program)
    }
    var seen: Set<String> = []
    return RuleLibrary(
      folders: folders.filter { Files.isFolder($0) && seen.insert($0).inserted })
  }

  /// `rules` in a folder and those above it that looks like a library.
  private static func upward(from folder: String) -> [String] {
    var found: [String] = []
    var folder: String? = folder
    while let here = folder {
      let rules = (here == "/" ? "" : here) + "/rules"
      if Files.isFolder(rules + "/calendars") || Files.isFolder(rules + "/taiwan") {
        found.append(rules)
      }
      folder = Files.parent(of: here)
    }
    return found
  }

  /// The path of a file of the library, such as `taiwan/counting.yaml`; `nil` where there is none.
  public func path(of file: String) -> String? {
    folders.lazy.map { $0 + "/" + file }.first { Files.isFile($0) }
  }

  /// The path of a calendar by its name, such as `tw-government`, or of a file named by its path.
  public func calendarPath(_ name: String) -> String? {
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return Files.isFile(name) ? name : nil }
    return path(of: "calendars/\(name).yaml")
  }

  /// The names of the calendars in the library, in order.
  public var calendarNames: [String] {
    var names: Set<String> = []
    for folder in folders {
      for name in Files.names(in: folder + "/calendars") where name.hasSuffix(".yaml") {
        names.insert(String(name.dropLast(5)))
      }
    }
    return names.sorted()
  }
}
