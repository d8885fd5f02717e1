import CivilTime
import Diagnostics
public import Findings

/// Results of one office over time: what each came to, and what changed from one to the next.
///
/// A result is reduced to its counts when it is added, so that a year of months fits into memory.
public struct Series: Sendable {
  /// One result.
  struct Run: Sendable {
    var name: String
    var title: LocalizedText
    var asOf: StatedTime
    var observedThrough: StatedTime
    var toolVersion: String
    var exitCode: Int
    /// Digests of rules, calendars and waivers by path.
    var rules: [String: String]
    var totals: VerdictCounts
    fileprivate var counts: [String: VerdictCounts]
    fileprivate var violated: [String: Set<UInt64>]
    fileprivate var owners: [String: Int]
    fileprivate var groups: [String: GroupValue]
  }

  /// A group's value in the latest of its periods in a run.
  struct GroupValue: Sendable {
    var text: String
    var verdict: Verdict
    var period: Period?
  }

  /// What a rule came to in a run, against the run before.
  struct Point: Sendable {
    var counts: VerdictCounts
    /// Violated now and not before; `nil` where the rule was not evaluated in the run before.
    var new: Int?
    /// Violated in both.
    var persisting: Int?
    /// Violated before and not now.
    var resolved: Int?
  }

  /// A rule as the last run with it has it.
  struct Rule: Sendable {
    var id: String
    var title: LocalizedText
    var severity: Severity
  }

  /// A line of values, one a run; `nil` where the run has none.
  struct Line<Value: Sendable>: Sendable {
    var name: String
    var values: [Value?]
  }

  private(set) var runs: [Run] = []
  private(set) var rules: [Rule] = []
  private var ruleIndex: [String: Int] = [:]
  private var groupNames: [String: (rule: String, label: String)] = [:]

  /// Creates a series without results.
  public init() {}

  /// The number of results.
  public var count: Int { runs.count }

  /// Adds a result; the order does not matter.
  public mutating func add(_ result: CheckResult, name: String) {
    var run = Run(
      name: name, title: result.title, asOf: result.asOf, observedThrough: result.observedThrough,
      toolVersion: result.toolVersion, exitCode: result.outcome.exitCode,
      rules: Dictionary(result.ruleFiles.map { ($0.path, $0.sha256) }) { first, _ in first },
      totals: Totals(result).counts, counts: [:], violated: [:], owners: [:], groups: [:])
    for rule in result.rules where rule.wasEvaluated {
      run.counts[rule.id] = rule.counts
      run.violated[rule.id] = []
    }
    for finding in result.findings where finding.verdict == .violated {
      run.violated[result.ruleID(finding.rule), default: []].insert(Self.mark(finding.fingerprint))
      if finding.waiver == nil { run.owners[finding.owner ?? "", default: 0] += 1 }
    }
    for group in result.groups { add(group, of: result, to: &run) }
    for rule in result.rules { add(rule, isLatest: runs.allSatisfy { Self.isOrdered($0, run) }) }
    runs.append(run)
    runs.sort(by: Self.isOrdered)
  }

  private mutating func add(_ rule: RuleSummary, isLatest: Bool) {
    let entry = Rule(id: rule.id, title: rule.title, severity: rule.severity)
    if let place = ruleIndex[rule.id] {
      if isLatest { rules[place] = entry }
    } else {
      ruleIndex[rule.id] = rules.count
      rules.append(entry)
    }
  }

  private mutating func add(_ group: GroupResult, of result: CheckResult, to run: inout Run) {
    let id = result.ruleID(group.rule)
    if group.verdict == .violated {
      run.violated[id, default: []].insert(Self.mark(result.fingerprint(of: group)))
      if group.waiver == nil { run.owners[group.owner ?? "", default: 0] += 1 }
    }
    guard case .group(let values, let period) = group.subject, !group.isUnplaced, group.hasValue
    else { return }
    let label = values.map(\.value).joined(separator: " ")
    let key = id + "\u{1F}" + label
    groupNames[key] = (id, label)
    if let known = run.groups[key]?.period, let period, period < known { return }
    run.groups[key] = GroupValue(text: group.valueText, verdict: group.verdict, period: period)
  }

  private static func isOrdered(_ left: Run, _ right: Run) -> Bool {
    (left.asOf.instant.milliseconds, left.observedThrough.instant.milliseconds, left.name)
      < (right.asOf.instant.milliseconds, right.observedThrough.instant.milliseconds, right.name)
  }

  /// A fingerprint in eight bytes (FNV-1a); among 100,000 no two are the same but once in a billion series.
  private static func mark(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  // MARK: - Lines over the runs

  /// What a rule came to in each run; `nil` where it was not evaluated.
  func points(of rule: Rule) -> [Point?] {
    runs.indices.map { index in
      guard let counts = runs[index].counts[rule.id] else { return nil }
      var point = Point(counts: counts)
      if index > 0, runs[index - 1].counts[rule.id] != nil {
        let before = runs[index - 1].violated[rule.id] ?? []
        let now = runs[index].violated[rule.id] ?? []
        let both = before.intersection(now).count
        (point.new, point.persisting, point.resolved) = (
          now.count - both, both, before.count - both
        )
      }
      return point
    }
  }

  /// The changes of each run over all rules that it and the run before evaluated; `nil` for the first.
  var changes: [BaselineCounts?] {
    var all: [BaselineCounts?] = runs.map { _ in BaselineCounts() }
    if !all.isEmpty { all[0] = nil }
    for rule in rules {
      for (index, point) in points(of: rule).enumerated() {
        all[index]?.new += point?.new ?? 0
        all[index]?.persisting += point?.persisting ?? 0
        all[index]?.resolved += point?.resolved ?? 0
      }
    }
    return all
  }

  /// Violations without waiver of each owner, those with the most in the last run first.
  var owners: [Line<Int>] {
    let names = Set(runs.flatMap(\.owners.keys))
    let lines = names.map { name in
      Line<Int>(name: name, values: runs.map { $0.owners[name] ?? 0 })
    }
    return lines.sorted {
      let (left, right) = ($0.values.last.flatMap { $0 } ?? 0, $1.values.last.flatMap { $0 } ?? 0)
      return left != right ? left > right : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
  }

  /// The values of each group of a rule.
  func groups(of rule: Rule) -> [Line<GroupValue>] {
    let keys = groupNames.filter { $0.value.rule == rule.id }
    return keys.map { key, name in
      Line(name: name.label, values: runs.map { $0.groups[key] })
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The runs whose rules, calendars or waivers are not those of the run before.
  var changedRules: [Int] {
    runs.indices.dropFirst().filter { runs[$0].rules != runs[$0 - 1].rules }
  }

  /// The runs that judge the same moment as the run before.
  var repeatedMoments: [Int] {
    runs.indices.dropFirst().filter { runs[$0].asOf.instant == runs[$0 - 1].asOf.instant }
  }
}
