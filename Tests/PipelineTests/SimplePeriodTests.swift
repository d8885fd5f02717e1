import CivilTime
import Diagnostics
import Findings
import Pipeline
import RuleCheck
import TestSupport
import Testing

/// A period that one stop and one extension may change is judged as the same period under a rule that
/// names one thing more, a restart that never happens, for which the general way is taken.
@Suite struct SimplePeriodTests {
  private static let extensions = [
    "", "extension: { by: 10 days, notified: notified, granted: has(until) }",
    "extension: { until: until, notified: notified, at-most: 5 days }",
    "extension: { by: 1 month, granted: has(until) }",
    "extension: { until: until, granted: word == 'yes' }",
  ]

  private static var rules: String {
    var rules = ""
    func rule(_ name: String, _ limit: String, _ profile: Int, _ measure: String, _ more: String) {
      for (kind, restart) in [("s", ""), ("g", "restart: never")] {
        rules += """
            \(kind)\(name):
              kind: deadline
              dataset: cases
              from: start
              to: done
              within: \(limit)
              counting: p\(profile)
              judged-by: \(measure)
              \(more)
              \(restart)
              cites: s

          """
      }
    }
    var number = 0
    for (profile, limits) in [["5 working days", "12 days"], ["3 days", "1 month"]].enumerated() {
      for limit in limits {
        for measure in ["due", "days-used"] where measure == "due" || limit.hasSuffix("days") {
          for more in extensions {
            for stop in ["", "suspension: { from: stopped, to: resumed }"] {
              number += 1
              rule(
                "\(number)", limit, profile, measure, [more, stop].joined(separator: "\n    "))
            }
          }
        }
      }
    }
    return rules
  }

  private static var pack: String {
    """
    qixian: 1
    pack: p
    timezone: Asia/Taipei
    use: [calendar.yaml]
    sources: { s: 計畫 }
    counting:
      p0: { start: excluded, end-on-rest-day: next-working-day, count: working-days, cites: s }
      p1: { start: included, end-on-rest-day: stays, count: calendar-days, months: same-day, cites: s }
    datasets:
      cases:
        key: id
        columns:
    \(TestPack.periodColumns)
          word: { type: text, optional: true }
          never: { type: date, optional: true }
    rules:
    \(rules)
    """
  }

  private static func log(_ count: Int) -> String {
    var random = SeededGenerator(state: 11)
    var text = "id,start,done,stopped,resumed,until,notified,word,never\n"
    for number in 0..<count {
      let first = CivilDate(dayNumber: 20_080 + Int32.random(in: 0..<60, using: &random))
      /// A cell some days after the start; empty, unreadable or in the future now and then.
      func cell(_ days: Range<Int>, isDay: Bool = false) -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<5: return ""
        case 5: return "?!"
        case 6: return isDay ? "2025-12-01" : "2025-12-01 10:00"
        default: break
        }
        let day = first.adding(days: Int.random(in: days, using: &random)).isoText
        return isDay ? day : "\(day) \(Int.random(in: 10..<20, using: &random)):15"
      }
      let cells = [
        cell(-1..<40), cell(-2..<15), cell(-2..<30), cell(0..<50, isDay: true), cell(0..<30),
        ["yes", "no", ""].randomElement(using: &random) ?? "", "",
      ]
      text += "A\(number),\(first.isoText) 09:30,\(cells.joined(separator: ","))\n"
    }
    return text
  }

  @Test func `a simple period is judged as in general`() throws {
    let (rules, diagnostics) = TestPack.check([
      "pack.yaml": Self.pack, "calendar.yaml": TestPack.winterCalendar,
    ])
    #expect(diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    let result = Check.run(
      try TestPack.request(Self.log(400), asOf: "2025-03-05 12:00"), rules: rules
    ).result
    var lines: [Character: [String]] = [:]
    for finding in result.findings {
      let name = rules.rules[finding.rule].id.dropFirst(2)
      let kind = try #require(name.first)
      lines[kind, default: []].append(
        "\(name.dropFirst()) \(finding.subject.label) \(finding.verdict) \(finding.due as Any) "
          + "\(finding.lateness as Any) \(finding.reason.en) \(finding.explanation.map(\.en))")
    }
    let simple = try #require(lines["s"]).sorted()
    #expect(simple.count > 5000)
    #expect(Set(result.findings.map(\.verdict)) == [.violated, .pending, .undetermined])
    #expect(simple == lines["g"]?.sorted())
    #expect(simple.contains { $0.contains("clock stands still") })
    #expect(simple.contains { $0.contains("was extended as allowed") })
  }

  @Test func `an extension that is granted and neither dated nor notified counts`() throws {
    let (rules, _) = TestPack.check([
      "pack.yaml": Self.pack, "calendar.yaml": TestPack.winterCalendar,
    ])
    // A month from 6 January, which is counted, and a further month where it was granted.
    let log = """
      id,start,done,stopped,resumed,until,notified,word,never
      granted,2025-01-06 09:30,2025-03-05 10:00,,,2025-01-20,,,
      late,2025-01-06 09:30,2025-03-06 10:00,,,2025-01-20,,,
      not,2025-01-06 09:30,2025-02-06 10:00,,,,,,

      """
    let result = Check.run(try TestPack.request(log, asOf: "2025-06-30 12:00"), rules: rules).result
    for kind in ["s", "g"] {
      let rule = try #require(
        rules.rules.firstIndex { $0.id.hasPrefix("p/\(kind)") && Self.isMonthGranted($0) })
      let violated = result.findings.filter { $0.rule == rule && $0.verdict == .violated }
      #expect(violated.map(\.subject.label) == ["late", "not"])
    }
  }

  /// Whether a rule is of a month, extended by another where it was granted, without stops.
  private static func isMonthGranted(_ rule: CheckedRule) -> Bool {
    guard case .deadline(let deadline) = rule.kind, let arm = deadline.arms.first,
      case .length(let length) = arm.limit
    else { return false }
    return length == PeriodLength(1, .month) && arm.extending?.by == PeriodLength(1, .month)
      && arm.extending?.notified == nil && arm.suspensions.isEmpty
  }
}
