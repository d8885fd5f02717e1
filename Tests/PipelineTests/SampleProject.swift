import CivilTime
import Findings
import JSON
import LogReaders
import Pipeline
import Platform
import TestSupport

/// The sample projects of the repository, checked as a whole.
enum SampleProject {
  /// What the generator of a sample says of every row, counting days on its own.
  static func expected(_ name: String) -> JSONValue {
    let text = (try? Repository.text("Tests/SampleMonth/\(name).json")) ?? "{}"
    return (try? JSONValue.parse(text)) ?? .null
  }

  /// The result of a project file under `rules/samples`; `nil` where it cannot be checked.
  static func result(_ file: String, period: Period?, asOf: String) -> CheckResult? {
    let project = Project(path: Repository.root + "/rules/samples/" + file)
    let loaded = RuleLoading.load(
      project.rulePaths, library: RuleLibrary(folders: [Repository.root + "/rules"]))
    guard !loaded.hasErrors, let paths = try? project.dataPaths(for: period),
      let asOf = try? TimeText.parse(asOf).get()
    else { return nil }
    var request = CheckRequest(
      data: paths.map { item in
        .init(dataset: item.dataset, sources: item.patterns.map { LogSource(path: $0) })
      }, asOf: asOf)
    request.explains = false
    return Check.run(request, rules: loaded.rules).result
  }
}
