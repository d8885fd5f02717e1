import CivilTime
import Findings
import JSON
import Testing

/// The sample month against what its generator, which counts days on its own, says of every row.
struct SampleMonthTests {
  private static let expected = SampleProject.expected("110-01")

  private static let result: CheckResult? = {
    guard let january = CivilDate(year: 2021, month: 1, day: 1) else { return nil }
    return SampleProject.result(
      "qixian.yaml", period: Period(.month, holding: january), asOf: "2021-01-31 24:00")
  }()

  private static let ruleNames: [String] = {
    guard case .object(let members)? = expected["rules"] else { return [] }
    return members.map(\.name)
  }()

  @Test func `every dataset of the project has its file and every rule is evaluated`() throws {
    let result = try #require(Self.result)
    #expect(result.rules.filter { !$0.wasEvaluated }.map(\.id) == [])
    #expect(Self.ruleNames.count == 39)
  }

  @Test(arguments: ruleNames)
  func `a rule's verdicts are those that were planted`(name: String) throws {
    let result = try #require(Self.result)
    let want = try #require(Self.expected["rules"]?[name])
    let index = try #require(result.rules.firstIndex { $0.id == name })
    let counts = result.rules[index].counts
    let got = [
      ("compliant", counts.compliant), ("violated", counts.violated), ("pending", counts.pending),
      ("not-applicable", counts.notApplicable), ("undetermined", counts.undetermined),
    ]
    for (verdict, count) in got {
      #expect(want[verdict]?.intValue == Int64(count), "\(verdict)")
    }
    for verdict in [Verdict.violated, .undetermined] {
      guard case .array(let lines)? = want["\(verdict.rawValue)-lines"] else { continue }
      let found = result.findings.filter { $0.rule == index && $0.verdict == verdict }
      let places = Set(found.compactMap { $0.location.map { Int64($0.line) } })
      #expect(places == Set(lines.compactMap(\.intValue)), "\(verdict.rawValue)")
    }
  }

  @Test func `a rate's groups hold the cases that were planted`() throws {
    let result = try #require(Self.result)
    guard case .array(let groups)? = Self.expected["groups"] else {
      Issue.record("no groups")
      return
    }
    for want in groups {
      let label = Self.label(of: want)
      let found = result.groups.filter { group in
        guard case .group(let values, let period) = group.subject, let period else { return false }
        let name = result.rules[group.rule].id
        return ([name] + values.map(\.value) + [period.rocText]).joined(separator: " ") == label
      }
      let group = try #require(found.first, "\(label)")
      #expect(want["met"]?.intValue == Int64(group.members.compliant), "\(label)")
      #expect(want["missed"]?.intValue == Int64(group.members.violated), "\(label)")
      let open = group.members.pending + group.members.undetermined
      #expect(want["open"]?.intValue == Int64(open), "\(label)")
      #expect(want["verdict"]?.stringValue == group.verdict.rawValue, "\(label)")
    }
  }

  /// A group as rule, values and period in one text.
  private static func label(of group: JSONValue) -> String {
    guard case .object(let members)? = group["group"] else { return "" }
    return ([group["rule"]?.stringValue ?? ""] + members.compactMap { $0.value.stringValue })
      .joined(separator: " ")
  }

  @Test func `every mistake that was planted is found where it stands`() throws {
    let result = try #require(Self.result)
    guard case .object(let datasets)? = Self.expected["datasets"] else {
      Issue.record("no datasets")
      return
    }
    // Told by rules, not by the reader.
    let byRules: Set = ["duplicate-key", "done-before-start", "stop-reversed"]
    for dataset in datasets {
      guard case .array(let defects)? = dataset.value["defects"] else { continue }
      for defect in defects {
        let kind = defect["kind"]?.stringValue ?? ""
        guard !byRules.contains(kind), let line = defect["line"]?.intValue else { continue }
        let isFound = result.dataIssues.contains { issue in
          issue.dataset == dataset.name && issue.code == "data/\(kind)"
            && issue.examples.contains { Int64($0.location.line) == line }
        }
        #expect(isFound, "\(dataset.name):\(line) \(kind)")
      }
    }
  }
}

extension Period {
  /// The period as the expected results write it: `110` or `110-01`.
  fileprivate var rocText: String {
    let (year, month, _) = first.components
    let digits = month < 10 ? "0\(month)" : String(month)
    return unit == .year ? String(year - 1911) : "\(year - 1911)-\(digits)"
  }
}
