import ArgumentParser
import Diagnostics
import Pipeline
import Platform

/// The rule files that `lint`, `test` and `fmt` take where none are given.
enum DefaultRules {
  /// The folder `rules` where there is one, else the rules of the project file here, and that file itself
  /// where it is asked for.
  ///
  /// - Throws: `ValidationError` where there is neither.
  static func paths(_ given: [String], withProject: Bool) throws -> [String] {
    guard given.isEmpty else { return given }
    let (folder, project) = ("rules", "qixian.yaml")
    if Files.isFolder(folder) { return [folder] }
    guard Files.isFile(project) else {
      throw ValidationError(
        zh: "未寫規則檔，此處亦無 rules 資料夾或 qixian.yaml",
        en: "no rule files are given, and there is neither a folder 'rules' nor qixian.yaml here")
    }
    return (withProject ? [project] : []) + Project(path: project).rulePaths
  }
}
