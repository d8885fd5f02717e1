public import Diagnostics
public import Platform
import RuleCheck
import RuleSyntax

/// Checks rule files of every kind, as `qixian lint` does.
public enum RuleLinting {
  /// What was looked at, and what is wrong with it.
  public struct Result: Sendable {
    /// The number of files that were read, those that others use included.
    public var fileCount: Int
    /// The number of sound rules.
    public var ruleCount: Int
    /// What is wrong.
    public var diagnostics: [Diagnostic]
  }

  /// Checks files and folders.
  public static func check(_ paths: [String], library: RuleLibrary) -> Result {
    let names = yamlFiles(paths)
    var roots: [String] = []
    var result = Result(fileCount: 0, ruleCount: 0, diagnostics: [])
    var others = 0
    for name in names {
      guard let bytes = try? Files.read(name) else {
        roots.append(name)
        continue
      }
      let document = RuleDocument.parse(SourceText(name: name, bytes: bytes))
      switch document.kind {
      case .project:
        result.diagnostics += Project(path: name).diagnostics
        others += 1
      case .tests, .waivers, .undecided:
        result.diagnostics += document.diagnostics
        others += 1
      case .rules, .calendar, nil: roots.append(name)
      }
    }
    let (rules, diagnostics) = RuleSetChecker.check(
      roots, in: RuleLoading.environment(library: library))
    result.diagnostics += diagnostics
    result.fileCount = others + rules.files.count
    result.ruleCount = rules.rules.count
    return result
  }

  /// The files of some paths; a folder stands for the YAML files in it and below.
  public static func yamlFiles(_ paths: [String]) -> [String] {
    paths.flatMap { Files.isFolder($0) ? files(in: $0) : [$0] }
  }

  /// The YAML files of a folder and below, in order of names.
  private static func files(in folder: String) -> [String] {
    Files.names(in: folder).flatMap { name -> [String] in
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if name.hasPrefix(".") { return [] }
      if Files.isFolder(path) { return files(in: path) }
      return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? [path] : []
    }
  }
}
