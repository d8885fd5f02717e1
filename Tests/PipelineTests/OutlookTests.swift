import CivilTime
import Findings
import Pipeline
import RuleCheck
import Testing

/// What a check says in the middle of a year can still become of rates and counts, against every future.
@Suite struct OutlookTests {
  /// What a group did up to the moment judged: cases in time, late, and open.
  struct Past: Hashable {
    var good: Int
    var late: Int
    var open: Int
    var unit: String { "g\(good)l\(late)o\(open)" }
  }

  /// What happens afterwards: how many of the open cases end late, and what is added.
  struct Future: Hashable {
    var openLate: Int
    var good: Int
    var late: Int
  }

  private static let targets = ["0", "50", "90", "100"]
  private static let words = ["at-least", "above", "at-most", "below"]
  private static let counts = ["at-least", "above", "at-most", "below", "exactly"]

  private static let pack =
    TestPack.head(
      "id: { type: text }",
      "unit: { type: text }",
      "on: { type: date }",
      "finished: { type: date, optional: true }") + """
        in-time: { kind: deadline, dataset: cases, from: on, to: finished, within: 10 days, counting: d, cites: s }

      """
    + words.flatMap { word in
      targets.map { target in
        "  rate-\(word)-\(target): { kind: rate, of: in-time, per: [unit, year], dated-by: trigger, "
          + "\(word): \(target), cites: s }\n"
      }
    }.joined()
    + counts.map { word in
      "  count-\(word): { kind: count, dataset: cases, per: [unit, year], dated-by: on, "
        + "\(word): 4, cites: s }\n"
    }.joined()

  private static let pasts: [Past] = (0...3).flatMap { good in
    (0...2).flatMap { late in
      (0...2).compactMap { open in
        good + late + open > 0 ? Past(good: good, late: late, open: open) : nil
      }
    }
  }

  private static func rules() -> CheckedRules { TestPack.check(pack).rules }

  /// The rows of a group: its past, then a future where there is one.
  private static func rows(_ past: Past, _ future: Future?) -> String {
    var rows: [String] = []
    rows += Array(repeating: "2021-01-04,2021-01-05", count: past.good)
    rows += Array(repeating: "2021-01-04,2021-02-05", count: past.late)
    for index in 0..<past.open {
      let end = future.map { index < $0.openLate ? "2021-08-01" : "2021-06-30" } ?? ""
      rows.append("2021-06-25,\(end)")
    }
    if let future {
      rows += Array(repeating: "2021-09-01,2021-09-02", count: future.good)
      rows += Array(repeating: "2021-09-01,2021-10-02", count: future.late)
    }
    return rows.enumerated().map { "\(past.unit)-\($0.offset),\(past.unit),\($0.element)\n" }
      .joined()
  }

  /// The results by rule and unit.
  private static func check(
    _ rules: CheckedRules, asOf: String, _ rows: String
  ) throws -> [String: [String: GroupResult]] {
    var request = try TestPack.request("id,unit,on,finished\n" + rows, asOf: asOf)
    request.explains = false
    let result = Check.run(request, rules: rules).result
    var found: [String: [String: GroupResult]] = [:]
    for group in result.groups {
      guard case .group(let values, _) = group.subject, let unit = values.first?.value else {
        continue
      }
      found[result.rules[group.rule].id, default: [:]][unit] = group
    }
    return found
  }

  @Test func `what can still become of a rate or count is what some future brings`() throws {
    let rules = Self.rules()
    let now = try Self.check(
      rules, asOf: "2021-06-30", Self.pasts.map { Self.rows($0, nil) }.joined())
    #expect(now.count == Self.words.count * Self.targets.count + Self.counts.count)
    var ends: [String: [String: Set<Verdict>]] = [:]
    for (good, late) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (3, 0), (40, 0), (0, 40), (3, 40)]
    {
      for openLate in 0...2 {
        let future = Future(openLate: openLate, good: good, late: late)
        let rows = Self.pasts.map { Self.rows($0, future) }.joined()
        for (rule, groups) in try Self.check(rules, asOf: "2021-12-31", rows) {
          for (unit, group) in groups {
            ends[rule, default: [:]][unit, default: []].insert(group.verdict)
          }
        }
      }
    }
    for (rule, groups) in now {
      for (unit, group) in groups {
        let end = ends[rule]?[unit] ?? []
        let note = "\(rule) \(unit): \(group.verdict), \(String(describing: group.outlook)), \(end)"
        #expect(end.isSubset(of: [.compliant, .violated]), "\(note)")
        switch group.verdict {
        case .violated: #expect(end == [.violated] && group.outlook?.state == .lost, "\(note)")
        case .compliant: #expect(end == [.compliant] && group.outlook?.state == .secured, "\(note)")
        default:
          #expect(group.verdict == .pending, "\(note)")
          #expect(end.contains(.compliant), "\(note)")
          #expect(group.outlook?.state ?? .reachable == .reachable, "\(note)")
        }
      }
    }
  }

  @Test func `what is needed is enough and no less is; what is spare may fail and no more`() throws
  {
    let rules = Self.rules()
    let now = try Self.check(
      rules, asOf: "2021-06-30", Self.pasts.map { Self.rows($0, nil) }.joined())
    var checked = 0
    for (rule, groups) in now {
      let isCount = rule.contains("count-")
      func verdicts(_ amount: (Outlook) -> Int64?, isGood: Bool) throws -> [String: Verdict] {
        let rows = Self.pasts.compactMap { past -> String? in
          guard let outlook = groups[past.unit]?.outlook, let amount = amount(outlook), amount >= 0
          else { return nil }
          return Self.rows(
            past,
            Future(
              openLate: 0, good: isGood ? Int(amount) : 0, late: isGood ? 0 : Int(amount)))
        }.joined()
        return try Self.check(rules, asOf: "2021-12-31", rows)[rule]?.mapValues(\.verdict) ?? [:]
      }
      for (unit, verdict) in try verdicts({ $0.needed?.numerator }, isGood: true) {
        #expect(verdict == .compliant, "\(rule) \(unit): what is needed is not enough")
        checked += 1
      }
      for (unit, verdict) in try verdicts(
        { outlook in outlook.needed.flatMap { $0.numerator > 0 ? $0.numerator - 1 : nil } },
        isGood: true)
      {
        #expect(verdict == .violated, "\(rule) \(unit): less than what is needed is enough")
      }
      for (unit, verdict) in try verdicts({ $0.spare?.numerator }, isGood: isCount) {
        #expect(verdict == .compliant, "\(rule) \(unit): what is spare is too much")
        checked += 1
      }
      for (unit, verdict) in try verdicts(
        { outlook in outlook.spare.map { $0.numerator + 1 } }, isGood: isCount)
      {
        #expect(verdict == .violated, "\(rule) \(unit): more than what is spare is borne")
      }
    }
    #expect(checked > 250)
  }
}
