import CivilTime
import Columns
import Diagnostics
import Expressions
import Findings
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

/// Sound rules of the other kinds, datasets and scorecards, and what they become.
@Suite struct CheckedKindsTests: SoundRuleTests {
  @Test func `a rate has a target, groups and a period`() throws {
    let rules = try rules(
      """
        a: { kind: deadline, dataset: cases, from: received_on, to: closed_on, within: 3 days, cites: apa }
        r: { kind: rate, of: a, per: [unit, month], dated-by: due, at-least: target, governed-by: period, empty: violated, cites: apa }
      """)
    guard case .rate(let rate) = rules.rules[1].kind else { throw Missing() }
    #expect(
      rate.grouping == Grouping(columns: [try #require(column("unit", rules))], period: .month))
    #expect(rate.datedBy == .due)
    #expect(rate.comparison == .atLeast)
    #expect(
      rate.target == .parameter(try #require(rules.parameters.firstIndex { $0.name == "target" })))
    #expect(rate.empty == .violated)
    #expect(rules.rules[1].governedBy == .period)
  }

  @Test func `a number is exact`() throws {
    let (_, rule) = try rule("kind: rate, dataset: cases, that: age > 3, above: 97.5")
    guard case .rate(let rate) = rule.kind else { throw Missing() }
    #expect(rate.target == .number(Ratio(195, 2)))
    #expect(rate.comparison == .above)
  }

  @Test(arguments: [
    ("sum", MeasureRule.Statistic.sum), ("mean", .mean), ("median", .median), ("min", .minimum),
    ("max", .maximum), ("p90", .percentile(90)), ("{ percentile: 75 }", .percentile(75)),
    ("last", .last),
  ])
  func `a measure has a statistic`(text: String, statistic: MeasureRule.Statistic) throws {
    let (_, rule) = try rule(
      "kind: measure, dataset: cases, of: amount, statistic: \(text), per: [year], dated-by: received_on, at-least: { earlier: 1 year, change: 5 percent }"
    )
    guard case .measure(let measure) = rule.kind else { throw Missing() }
    #expect(measure.statistic == statistic)
    #expect(measure.target == .earlier(periods: 1, changePercent: Ratio(5, 1)))
  }

  @Test func `a base year may be one of the Republic`() throws {
    let (_, rule) = try rule(
      "kind: measure, dataset: cases, of: amount, statistic: sum, per: [year], dated-by: received_on, at-most: { base-year: 104, change: -3% }"
    )
    guard case .measure(let measure) = rule.kind else { throw Missing() }
    #expect(measure.target == .baseYear(2015, changePercent: Ratio(-3, 1)))
  }

  @Test func `a coverage is about a register`() throws {
    let (rules, rule) = try rule(
      "kind: coverage, dataset: cases, register: registers, key: case_id, active: { from: since, to: until }, register-when: district == '東區', share: 95, per: [district, year], dated-by: closed_on"
    )
    guard case .coverage(let coverage) = rule.kind else { throw Missing() }
    #expect(rules.datasets[coverage.register].schema.name == "registers")
    #expect(coverage.registerKey == column("id", rules, dataset: "registers"))
    #expect(coverage.activeTo == column("until", rules, dataset: "registers"))
    #expect(coverage.share == .number(Ratio(95, 1)))
    #expect(
      coverage.grouping.columns == [try #require(column("district", rules, dataset: "registers"))])
    #expect(coverage.datedBy == .column(try #require(column("closed_on", rules))))
  }

  @Test(arguments: [
    (
      "every: week, on: { weekday: wednesday }", Period.Unit.week,
      RecurrenceRule.Schedule.weekday(3, nth: nil)
    ),
    ("every: month, on: { weekday: monday, nth: -1 }", .month, .weekday(1, nth: -1)),
    ("every: month, on: { day: 10 }", .month, .day(10)),
    ("every: month, on: { by-day: 10 }", .month, .byDay(10)),
    ("every: year, on: { by: 02-20 }", .year, .byDate(month: 2, day: 20)),
    ("every: year, on: { months: [9, 3] }", .year, .months([3, 9])),
    ("every: quarter", .quarter, .once),
    ("every: 2 weeks", .day, .everyDays(14)),
  ])
  func `a recurrence has a schedule`(
    text: String, every: Period.Unit, schedule: RecurrenceRule.Schedule
  ) throws {
    let (_, rule) = try rule(
      "kind: recurrence, dataset: cases, dated-by: closed_on, \(text), tolerance: 2 days")
    guard case .recurrence(let recurrence) = rule.kind else { throw Missing() }
    #expect(recurrence.every == every)
    #expect(recurrence.schedule == schedule)
    #expect(recurrence.toleranceDays == 2)
    #expect(recurrence.restDay == .stays)
  }

  @Test(arguments: [
    ("precedence: { first: received_at, then: closed_at }", "precedence"),
    ("response: { after: received_at, expect: closed_at }", "response"),
    ("absence: stopped_on", "absence"),
    ("at-most-once: visits", "atMostOnce"),
    ("between: { event: stopped_on, after: received_on, before: closed_on }", "between"),
  ])
  func `an order has a pattern`(text: String, pattern: String) throws {
    let (_, rule) = try rule("kind: order, dataset: cases, \(text), allow-same: false")
    guard case .order(let order) = rule.kind else { throw Missing() }
    #expect("\(order.pattern)".hasPrefix(pattern))
    #expect(!order.allowsSame)
  }

  @Test func `unique, serial and window rules`() throws {
    let rules = try rules(
      """
        a: { kind: unique, dataset: cases, within: year, dated-by: received_on, cites: apa }
        b: { kind: serial, dataset: cases, number: visits, prefix: unit, per: [year], dated-by: received_on, start: 1, cites: apa }
        c: { kind: window, dataset: cases, sum: amount, span: 2 weeks, per: [unit], dated-by: received_on, at-least: 150000, cites: apa }
      """)
    let unit = try #require(column("unit", rules))
    let date = DatedBy.column(try #require(column("received_on", rules)))
    guard case .unique(let unique) = rules.rules[0].kind,
      case .serial(let serial) = rules.rules[1].kind,
      case .window(let window) = rules.rules[2].kind
    else { throw Missing() }
    #expect(unique.columns == [try #require(column("case_id", rules))])
    #expect(unique.grouping == Grouping(period: .year))
    #expect(unique.datedBy == date)
    #expect(serial.grouping == Grouping(columns: [unit], period: .year))
    #expect(serial.start == 1)
    #expect(window.spanDays == 14)
    #expect(window.threshold == .number(Ratio(150_000, 1)))
    #expect(window.grouping == Grouping(columns: [unit]))
  }

  @Test func `dated values are kept with their adoption`() throws {
    let rules = try rules(
      "  r: { kind: count, dataset: cases, per: [year], dated-by: received_on, at-least: q, governed-by: period, cites: apa }",
      head: """
        parameters:
          q:
            unit: inspections
            values:
              - { from: 110-01-01, value: 45 }
              - { from: 110-01-01, value: 40, adopted: 110-03-01, reason: 修正 }

        """)
    let parameter = try #require(rules.parameters.first { $0.name == "p/q" })
    let day = try #require(CivilDate(year: 2021, month: 7, day: 1))
    #expect(parameter.value(on: day, knownOn: nil)?.value == Ratio(40, 1))
    #expect(
      parameter.value(on: day, knownOn: CivilDate(year: 2021, month: 2, day: 1))?.value
        == Ratio(45, 1))
  }

  @Test func `a dataset keeps what its columns declare`() throws {
    let text = """
      qixian: 1
      timezone: Asia/Taipei
      datasets:
        d:
          key: [a, b]
          timezone: UTC
          columns:
            a: { type: text, header: [甲, 乙], values: [x], sensitive: name, repair: [trim, full-width], title: 甲欄 }
            b: { type: date, forms: roc, empty: ["-", 無], optional: true }
            c: { type: boolean, true: 是, false: 否 }
      """
    let (rules, diagnostics) = RuleSet.check(["d.yaml": Array(text.utf8)], roots: ["d.yaml"])
    #expect(diagnostics.isEmpty)
    let dataset = try #require(rules.datasets.first)
    #expect(dataset.schema.key == ["a", "b"])
    #expect(dataset.schema.zone.name == "UTC")
    let columns = dataset.schema.columns
    #expect(columns.map(\.headers) == [["甲", "乙"], ["b"], ["c"]])
    #expect(columns[0].values == ["x"])
    #expect(columns[0].sensitivity == .name)
    #expect(columns[0].repairs == [.trim, .fullWidth])
    #expect(columns[1].dateForms == ["roc"])
    #expect(columns[1].emptyWords == ["-", "無"])
    #expect(columns.map(\.isOptional) == [false, true, false])
    #expect(columns[2].trueWords == ["是"])
    #expect(dataset.columnTitles[0] == LocalizedText(verbatim: "甲欄"))
  }

  @Test func `moments of events are columns after those of the log`() throws {
    let text = """
      qixian: 1
      pack: p
      timezone: UTC
      sources: { s: 法 }
      datasets:
        d:
          columns:
            case: { type: text }
            what: { type: text }
            at: { type: timestamp }
            amount: { type: decimal }
          events:
            case: case
            activity: what
            time: at
            moments:
              received: { first: 收件 }
              again: { nth: 2, of: [通知補正, 補正] }
              visits: { count: 訪視 }
              fine: { last: 罰單, value: amount, lifecycle: complete }
      rules:
        r: { kind: assert, dataset: d, that: visits <= 3 && fine > decimal('3.5'), cites: s }
      """
    let (rules, diagnostics) = RuleSet.check(["d.yaml": Array(text.utf8)], roots: ["d.yaml"])
    #expect(DiagnosticRenderer(language: .en).render(diagnostics) == "")
    let schema = try #require(rules.datasets.first?.schema)
    #expect(schema.key == ["case"])
    #expect(
      schema.allColumns.map(\.type) == [
        .text, .text, .timestamp, .decimal, .timestamp, .timestamp, .integer, .decimal,
      ])
    #expect(schema.events?.moments.map(\.activities) == [["收件"], ["通知補正", "補正"], ["訪視"], ["罰單"]])
    #expect(rules.rules.count == 1)
  }

  @Test func `a scorecard refers to sound rules and adds up`() throws {
    let rules = try rules(
      "  r: { kind: unique, dataset: cases, cites: apa }",
      head: """
        scorecards:
          s:
            title: 評分
            indicators:
              - { rule: r, weight: 60, dimension: 一 }
              - { title: 新聞稿, value: 403, target: 250, weight: 39.5, awarded: 39 }
              - { title: 其他, value: 0, weight: 0.5, awarded: 0.5 }

        """)
    let card = try #require(rules.scorecards.first)
    #expect(card.id == "p/s")
    #expect(
      card.indicators.map(\.weight)
        == [.number(Ratio(60, 1)), .number(Ratio(79, 2)), .number(Ratio(1, 2))])
    guard case .points(let points)? = card.indicators[1].award else { throw Missing() }
    #expect(points == Ratio(39, 1))
    guard case .rule(let reference)? = card.indicators[0].source else { throw Missing() }
    #expect(reference.rule == 0)
    #expect(card.rules == [0])
  }
}
