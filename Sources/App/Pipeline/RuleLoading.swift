import CivilTime
public import Diagnostics
public import Platform
public import RuleCheck
import RuleSyntax

/// Loads rule files from the file system.
public enum RuleLoading {
  /// Checked rules and what was wrong with their files.
  public struct Loaded: Sendable {
    /// The sound rules.
    public var rules: CheckedRules
    /// Problems, warnings included.
    public var diagnostics: [Diagnostic]

    /// Whether something is broken, so that not everything is evaluated.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// The environment in which rules are checked: files and zones of the system.
  public static func environment(library: RuleLibrary) -> RuleEnvironment {
    environment(standards: standards(library), files: .system)
  }

  /// The counting profiles and calendar of a library that rules use which name none.
  public static func standards(_ library: RuleLibrary) -> [String] {
    ["taiwan/counting.yaml", "calendars/tw-government.yaml"].compactMap {
      library.path(of: $0).map(Files.relativeToCurrent)
    }
  }

  /// The environment in which rules are checked: files and zones of a source.
  public static func environment(standards: [String], files: FileSource) -> RuleEnvironment {
    let zones = ZoneDatabase(files.zone)
    return RuleEnvironment(
      read: { path in
        do throws(FileError) {
          return .success(try files.read(path))
        } catch {
          return .failure(FileProblem(error.message))
        }
      }, zone: { zones.zone(named: $0) }, standardFiles: standards)
  }

  /// Loads files and folders; a folder stands for the pack files in it and below.
  public static func load(_ paths: [String], library: RuleLibrary) -> Loaded {
    load(expanded(paths), in: environment(library: library))
  }

  /// Loads files in an environment.
  static func load(_ files: [String], in environment: RuleEnvironment) -> Loaded {
    let (rules, diagnostics) = RuleSetChecker.check(files, in: environment)
    return Loaded(rules: rules, diagnostics: diagnostics)
  }

  /// The files of a list in which folders stand for their pack files.
  public static func expanded(_ paths: [String]) -> [String] {
    paths.flatMap { Files.isFolder($0) ? packFiles(in: $0) : [$0] }
  }

  /// The pack files of a folder and below, in order of names; tests, waivers and projects left out.
  public static func packFiles(in folder: String) -> [String] {
    files(in: folder) { path, bytes in
      !path.hasSuffix(".test.yaml") && declares("pack:", bytes)
    }
  }

  /// The test files of a folder and below, in order of names.
  public static func testFiles(in folder: String) -> [String] {
    files(in: folder) { path, _ in path.hasSuffix(".test.yaml") }
  }

  private static func files(
    in folder: String, where isWanted: (String, [UInt8]) -> Bool
  ) -> [String] {
    Files.names(in: folder).flatMap { name -> [String] in
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if name.hasPrefix(".") { return [] }
      if Files.isFolder(path) { return files(in: path, where: isWanted) }
      guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return [] }
      // A file that cannot be read is kept, so that the checker reports it.
      guard let bytes = try? Files.read(path) else { return [path] }
      return isWanted(path, bytes) ? [path] : []
    }
  }

  /// Whether a file has a top-level key.
  private static func declares(_ key: String, _ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 0x0A).contains { $0.starts(with: key.utf8) }
  }
}
