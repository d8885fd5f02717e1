import CivilTime
import Diagnostics
import Findings
import Pipeline
import RuleCheck
import TestSupport
import Testing

/// A row is judged the same whether all cells that could change its period are empty, which is seen at
/// a glance, or some are filled and change nothing, which is seen by counting.
@Suite struct UnchangedPeriodTests {
  private static let limits = [1, 2, 5]
  private static let profiles = ["excluded", "included"].flatMap { start in
    ["next-working-day", "stays"].flatMap { end in
      ["working-days", "calendar-days"].map { (start, end, $0) }
    }
  }

  private static var pack: String {
    var counting = ""
    var rules = ""
    for (index, (start, end, count)) in profiles.enumerated() {
      counting +=
        "  p\(index): { start: \(start), end-on-rest-day: \(end), count: \(count), cites: s }\n"
      for limit in limits {
        let units = count == "working-days" ? ["working days", "days"] : ["days"]
        for (unit, words) in units.enumerated() {
          for measure in ["due", "days-used"] {
            rules += """
                r\(index)-\(limit)-\(unit)-\(measure):
                  kind: deadline
                  dataset: cases
                  from: start
                  to: done
                  within: \(limit) \(limit == 1 ? String(words.dropLast()) : words)
                  counting: p\(index)
                  judged-by: \(measure)
                  suspension: { from: stopped, to: resumed }
                  extension: { until: until, notified: notified }
                  cites: s

              """
          }
        }
      }
    }
    return """
      qixian: 1
      pack: p
      timezone: Asia/Taipei
      use: [calendar.yaml]
      sources: { s: 計畫 }
      counting:
      \(counting)datasets:
        cases:
          key: id
          columns:
      \(TestPack.periodColumns)
      rules:
      \(rules)
      """
  }

  /// The findings of rows with the same starts and ends.
  ///
  /// - Parameter others: The last four cells of each row.
  private static func findings(_ rules: CheckedRules, others: String) throws -> [String] {
    var random = SeededGenerator(state: 7)
    var text = "id,start,done,stopped,resumed,until,notified\n"
    for number in 0..<150 {
      let first = CivilDate(dayNumber: 20_080 + Int32.random(in: 0..<60, using: &random))
      let last = first.adding(days: Int.random(in: 0..<16, using: &random))
      let hour = Int.random(in: 10..<20, using: &random)
      text += "A\(number),\(first.isoText) 09:30,\(last.isoText) \(hour):15,\(others)\n"
    }
    let request = try TestPack.request(text, asOf: "2026-06-30 12:00")
    return Check.run(request, rules: rules).result.findings.map {
      "\($0.rule) \($0.subject.label) \($0.verdict) \($0.due as Any) \($0.lateness as Any)"
    }
  }

  @Test func `cells that change nothing change no verdict`() throws {
    let (rules, diagnostics) = TestPack.check([
      "pack.yaml": Self.pack, "calendar.yaml": TestPack.winterCalendar,
    ])
    #expect(diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    try #require(rules.rules.count == 72)
    let empty = try Self.findings(rules, others: ",,,")
    // Stopped long after the end; notified, but no new last day was set.
    let stopped = try Self.findings(rules, others: "2026-05-01 08:00,,,")
    let notified = try Self.findings(rules, others: ",,,2025-01-01 08:00")
    #expect(empty.count > 1000)
    #expect(empty == stopped)
    #expect(empty == notified)
  }
}
