import Findings
import JSON
import TestSupport
import Testing
import CivilTime

/// The whole library over its sample year, against what the year's generator planted and against the
/// figures that the documents report themselves.
@Suite struct SampleYearTests {
  private static let expected = SampleProject.expected("year")
  private static let result = SampleProject.result(
    "year.yaml", period: nil, asOf: "2022-12-31 24:00")

  @Test func `every rule has something to judge`() throws {
    let result = try #require(Self.result)
    guard case .array(let names)? = Self.expected["silent"] else {
      Issue.record("no list of silent rules")
      return
    }
    let silent = Set(names.compactMap(\.stringValue))
    let active = result.rules.filter { $0.status != .suspended }
    #expect(active.count >= 1200)
    #expect(active.filter { !$0.wasEvaluated }.map(\.id) == [])
    let idle = active.filter { rule in
      let counts = rule.counts
      let judged = counts.compliant + counts.violated + counts.pending + counts.undetermined
      return judged == 0 && !silent.contains(rule.id)
    }
    #expect(idle.map(\.id) == [])
  }

  @Test func `rules show the violations that were planted, and no other`() throws {
    let result = try #require(Self.result)
    guard case .object(let planted)? = Self.expected["violations"] else {
      Issue.record("no planted violations")
      return
    }
    #expect(planted.count >= 1000)
    let counts = Dictionary(uniqueKeysWithValues: result.rules.map { ($0.id, $0.counts.violated) })
    let wrong = planted.filter { counts[$0.name].map(Int64.init) != $0.value.intValue }
    #expect(wrong.map(\.name) == [])
    #expect(planted.contains { $0.value.intValue ?? 0 > 0 })
  }

  @Test func `cases that the tests beside packs judge are judged alike here`() throws {
    let result = try #require(Self.result)
    guard case .array(let cases)? = Self.expected["cases"] else {
      Issue.record("no cases")
      return
    }
    var violated: Set<String> = []
    for finding in result.findings where finding.verdict == .violated {
      guard case .row(let key) = finding.subject else { continue }
      for part in key { violated.insert(result.rules[finding.rule].id + " " + part.value) }
    }
    #expect(cases.count >= 200)
    let wrong = cases.compactMap { item -> String? in
      let name = (item["rule"]?.stringValue ?? "") + " " + (item["key"]?.stringValue ?? "")
      return violated.contains(name) == item["violated"]?.boolValue ? nil : name
    }
    #expect(wrong == [])
  }

  /// A figure of a document: the rule that judges it, its year, its value, its target and the verdict.
  struct Known: CustomTestStringConvertible {
    var rule: String
    var value: Ratio
    var target: Ratio
    var verdict: Verdict
    var testDescription: String { rule }
  }

  private static let known = [
    Known(
      rule: "chiayi-west-district-109.civil-affairs/mediation-target-188", value: Ratio(1169, 1),
      target: Ratio(188, 1), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/archive-catalogued-120000",
      value: Ratio(146_746, 1), target: Ratio(120_000, 1), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/archive-weeded-100000", value: Ratio(153_695, 1),
      target: Ratio(100_000, 1), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/press-releases-250", value: Ratio(403, 1),
      target: Ratio(250, 1), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/aircon-electricity", value: Ratio(3_349_000, 1),
      target: Ratio(3_450_000, 1), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/lifelong-learning-70", value: Ratio(63, 1),
      target: Ratio(70, 1), verdict: .violated),
    Known(
      rule: "chiayi-administration-104.performance/outing-register-50", value: Ratio(40, 1),
      target: Ratio(50, 1), verdict: .violated),
    Known(
      rule: "chiayi-administration-104.performance/score-dimension-3", value: Ratio(139, 10),
      target: Ratio(139, 10), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/score-total", value: Ratio(929, 10),
      target: Ratio(929, 10), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/state-compensation-30d", value: Ratio(100, 1),
      target: Ratio(100, 1), verdict: .compliant),
    Known(
      rule: "chiayi-administration-104.performance/administrative-appeal-3m-plus-2m",
      value: Ratio(100, 1), target: Ratio(100, 1), verdict: .compliant),
  ]

  @Test(arguments: known)
  func `a document's own figure is judged as the document says`(known: Known) throws {
    let result = try #require(Self.result)
    let rule = try #require(result.rules.firstIndex { $0.id == known.rule })
    let group = try #require(
      result.groups.first {
        $0.rule == rule && $0.verdict == known.verdict && $0.low == known.value
      })
    #expect(group.high == known.value)
    #expect(group.target == known.target)
  }

  @Test func `seven claims of seven and sixteen appeals of sixteen were in time`() throws {
    let result = try #require(Self.result)
    let pack = "chiayi-administration-104.performance/"
    for (name, cases) in [("state-compensation-30d", 7), ("administrative-appeal-3m-plus-2m", 16)] {
      let rule = try #require(result.rules.firstIndex { $0.id == pack + name })
      let group = try #require(result.groups.first { $0.rule == rule })
      #expect(group.members.compliant == cases)
      #expect(group.members.violated + group.members.pending + group.members.undetermined == 0)
    }
  }

  @Test(arguments: [
    "civil-affairs/mediation-total-consistency", "social-and-works/double-ninth-amount-by-band",
    "social-and-works/nhi-total-consistency", "figures/conscripts-called-total",
    "figures/mediation-settled", "civil-affairs/mediation-settlement-rate",
  ])
  func `figures that the report adds up do add up`(name: String) throws {
    let result = try #require(Self.result)
    let rule = try #require(
      result.rules.first { $0.id == "chiayi-west-district-109." + name })
    #expect(rule.counts.violated == 0)
    #expect(rule.counts.compliant >= 1)
  }

  @Test(arguments: [
    "west-district.double-ninth-amount-by-band,2020-12-31,84681000,16944,4378,821,16",
    "west-district.mediation-settled,2020-12-31,1464,1169",
    "west-district.mediation-settlement-rate,2020-12-31,80,1169,1464",
  ])
  func `what adds up are the figures that the report prints`(row: String) throws {
    let rows = try Repository.text("rules/samples/year/figure-checks.csv").split(separator: "\n")
    #expect(rows.count { $0 == row || $0.hasPrefix(row + ",") } == 1)
  }
}
