import CivilTime
import Columns
import Diagnostics
import Expressions
import Findings
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

/// Sound rules, and what they become: deadlines, conditions, what all kinds share.
@Suite struct CheckedRulesTests: SoundRuleTests {
  @Test(arguments: [
    ("30 days", PeriodLength(30, .day), "apa-48"), ("72 hours", PeriodLength(72, .hour), "hours"),
    ("6 working days", PeriodLength(6, .workingDay), "working-days"),
    ("3 months", PeriodLength(3, .month), "apa-48"),
    ("60 seconds", PeriodLength(60, .second), "hours"),
    ("3個月", PeriodLength(3, .month), "apa-48"),
  ])
  func `a limit has the profile of its unit`(text: String, length: PeriodLength, profile: String)
    throws
  {
    let rules = try rules(
      "  r: { kind: deadline, dataset: cases, from: received_at, to: closed_at, within: \(text), cites: apa }"
    )
    guard case .deadline(let rule)? = rules.rules.first?.kind else { throw Missing() }
    #expect(rule.arms.map(\.limit) == [.length(length)])
    #expect(rule.arms.map { rules.profiles[$0.profile].name } == [profile])
  }

  @Test func `a limit may be a parameter with its unit`() throws {
    let (rules, rule) = try deadline("from: received_on, within: { parameter: handling-days }")
    let index = try #require(rules.parameters.firstIndex { $0.name == "handling-days" })
    #expect(rule.arms.map(\.limit) == [.parameter(index, .day)])
  }

  @Test func `a due day in a column is taken as it is written`() throws {
    let (rules, rule) = try deadline("from: received_on, until: due_on")
    #expect(rule.arms.map(\.limit) == [.until(try #require(column("due_on", rules)))])
    #expect(rules.profiles[rule.arms[0].profile].endOnRestDay == .stays)
  }

  @Test func `starts and ends may be several columns`() throws {
    let rules = try rules(
      "  r: { kind: deadline, dataset: cases, from: { latest-of: [received_on, stopped_on] }, to: { all-of: [closed_on, due_on] }, within: 3 days, cites: apa }"
    )
    guard case .deadline(let rule)? = rules.rules.first?.kind else { throw Missing() }
    let columns = try ["received_on", "stopped_on"].map { try #require(column($0, rules)) }
    #expect(rule.start == .latest(columns))
    #expect(rule.end == .all(try ["closed_on", "due_on"].map { try #require(column($0, rules)) }))
  }

  @Test func `an arm takes from the rule what it does not state itself`() throws {
    let (rules, rule) = try deadline(
      """
      from: received_on, counting: apa-48, restart: stopped_on, transit: travel_days,
          suspension: { from: stopped_on, to: resumed_on },
          extension: { by: 2 months, at-most: 2 months, notified: resumed_on, granted: age > 3 },
          within: [ { when: disabled, limit: 10 days, restart: resumed_on }, { limit: 30 days } ]
      """)
    #expect(rule.arms.count == 2)
    #expect(rule.arms[0].condition?.text == "disabled")
    #expect(rule.arms[1].condition == nil)
    #expect(rule.arms.map(\.restart) == [column("resumed_on", rules), column("stopped_on", rules)])
    for arm in rule.arms {
      #expect(arm.extending?.by == PeriodLength(2, .month))
      #expect(arm.extending?.granted?.text == "age > 3")
      #expect(arm.suspensions.count == 1)
      #expect(arm.transit == .column(try #require(column("travel_days", rules))))
    }
  }

  @Test func `a table of places gives the days of transit`() throws {
    let (rules, rule) = try deadline(
      "from: received_on, within: 3 days, transit: { by: area, days: { 金門縣: 19 } }")
    #expect(
      rule.arms[0].transit == .table(column: try #require(column("area", rules)), days: ["金門縣": 19])
    )
  }

  @Test func `a chain refers to rules by their place among the sound ones`() throws {
    let text = """
        broken: { kind: unique, dataset: nothing, cites: apa }
        c: { kind: deadline, dataset: cases, from: { due-of: b }, to: closed_on, within: 3 days, cites: apa }
        b: { kind: deadline, dataset: cases, from: { done-of: a }, to: closed_on, within: 3 days, cites: apa }
        a: { kind: deadline, dataset: cases, from: received_on, to: closed_on, within: 3 days, cites: apa }
        d: { kind: rate, of: p/c, at-least: 98, cites: apa }
      """
    var files = [
      "pack.yaml": Array("qixian: 1\npack: p\nuse: [common.yaml]\nrules:\n\(text)\n".utf8)
    ]
    for name in ["common.yaml", "calendar.yaml"] {
      files[name] = try Repository.bytes("Tests/RuleCases/common/\(name)")
    }
    let (rules, diagnostics) = RuleSet.check(files, roots: ["pack.yaml"])
    #expect(diagnostics.map(\.code.name) == ["check/unknown-dataset"])
    #expect(rules.failedRules == ["p/broken"])
    #expect(rules.rules.map(\.id) == ["p/c", "p/b", "p/a", "p/d"])
    guard case .deadline(let c) = rules.rules[0].kind, case .deadline(let b) = rules.rules[1].kind,
      case .rate(let d) = rules.rules[3].kind, case .rule(let of) = d.members
    else { throw Missing() }
    #expect(c.start == .due(ofRule: 1))
    #expect(b.start == .done(ofRule: 2))
    #expect(of == 0)
    #expect(rules.rules[3].dataset == rules.rules[0].dataset)
  }

  @Test(arguments: [
    ("{ category: 成人保護 }", #"category == "成人保護""#),
    ("{ category: [成人保護, 脆弱家庭] }", #"category in ["成人保護", "脆弱家庭"]"#),
    ("{ category: 成人保護, age: { at-most: 18 } }", #"category == "成人保護" && age <= 18"#),
    ("{ age: { above: 3, below: 18 } }", "age > 3 && age < 18"),
    ("{ category: { not: 成人保護 } }", #"!(category == "成人保護")"#),
    ("{ category: { not: [成人保護, 脆弱家庭] } }", #"!(category in ["成人保護", "脆弱家庭"])"#),
    ("{ age: { in: [3, 4] } }", "age in [3, 4]"), ("{ disabled: 是 }", "disabled == true"),
    ("{ disabled: false }", "disabled == false"), ("{ closed_on: present }", "has(closed_on)"),
    ("{ closed_on: absent }", "!has(closed_on)"),
    ("{ received_on: { at-least: 110-01-01 } }", #"received_on >= date("2021-01-01")"#),
    ("{ received_at: { at-least: 110-01-01 } }", #"date(received_at) >= date("2021-01-01")"#),
    (
      "{ received_at: { below: 110-01-01 08:00 } }",
      #"received_at < timestamp("2021-01-01T00:00:00Z")"#
    ),
    ("{ amount: { at-least: 100.5 } }", #"amount >= decimal("100.5")"#),
    (#"{ unit: "a\"b\\" }"#, #"unit == "a\"b\\""#),
  ])
  func `a plain map means the expression that it stands for`(map: String, expression: String) throws
  {
    let (_, rule) = try rule("kind: unique, dataset: cases, when: \(map)")
    #expect(rule.condition?.text == expression)
  }

  @Test func `a condition may name parameters, in slots after the columns`() throws {
    let (rules, rule) = try rule(
      "kind: assert, dataset: cases, that: age <= handling_days && visits < inspections")
    guard case .assert(let assertion) = rule.kind, let that = assertion.that else {
      throw Missing()
    }
    #expect(that.parameters.map { rules.parameters[$0].name } == ["handling-days", "inspections"])
    let count = rules.datasets[rule.dataset].schema.allColumns.count
    #expect(that.expression.usedSlots.suffix(2) == [count, count + 1])
  }

  @Test func `a version replaces keys and those that they exclude`() throws {
    let (rules, rule) = try rule(
      "kind: deadline, dataset: cases, from: received_on, to: closed_on, within: 30 days, governed-by: trigger, versions: [ { from: 110-01-01, until: due_on }, { from: 110-01-01, adopted: 110-06-01, reason: 修正, within: 20 days, when: age > 3 } ]"
    )
    #expect(rule.versions.map(\.from.isoText) == ["2021-01-01", "2021-01-01"])
    #expect(rule.versions.map { $0.adopted?.isoText } == [nil, "2021-06-01"])
    guard case .deadline(let first) = rule.versions[0].kind,
      case .deadline(let second) = rule.versions[1].kind
    else { throw Missing() }
    #expect(first.arms.map(\.limit) == [.until(try #require(column("due_on", rules)))])
    #expect(second.arms.map(\.limit) == [.length(PeriodLength(20, .day))])
    #expect(rule.versions[1].condition?.text == "age > 3")
  }

  @Test func `common keys of a rule`() throws {
    let rules = try rules(
      """
        r:
          kind: unique
          dataset: cases
          title: { zh-Hant: 案號不得重複, en: Case numbers are unique }
          severity: high
          owner: { constant: 社會處 }
          cites: [apa, "plan, P7-10"]
          effective: { from: 110-01-01, to: 110-12-31 }
          status: suspended
          suspended: { since: 110-06-01, reason: 待修正 }
          tags: [資料品質]
          obligation: x.y
          undetermined: violated
          report: [unit]
      """)
    let rule = try #require(rules.rules.first)
    #expect(rule.id == "p/r")
    #expect(rule.title == LocalizedText(zh: "案號不得重複", en: "Case numbers are unique"))
    #expect(rule.severity == .high)
    #expect(rule.owner == .constant("社會處"))
    #expect(
      rule.citations == [
        Citation(title: "行政程序法", place: "48"), Citation(title: "施政計畫", place: "P7-10"),
      ])
    #expect(rule.effectiveFrom?.isoText == "2021-01-01")
    #expect(rule.effectiveTo?.isoText == "2021-12-31")
    #expect(rule.status == .suspended)
    #expect(rule.suspension == "2021-06-01 待修正")
    #expect(rule.tags == ["資料品質"])
    #expect(rule.obligations == ["x.y"])
    #expect(rule.undeterminedIsViolated)
    #expect(rule.reportColumns == [try #require(column("unit", rules))])
  }

  @Test func `rules of a used pack are kept only where they are needed`() throws {
    let other = """
      qixian: 1
      pack: q
      use: [common.yaml]
      rules:
        a: { kind: deadline, dataset: cases, from: received_on, to: closed_on, within: 3 days, cites: apa }
        b: { kind: unique, dataset: cases, cites: apa }
      """
    let text = """
      qixian: 1
      pack: p
      use: [other.yaml]
      rules:
        r: { kind: rate, of: q/a, at-least: 98, cites: apa }
      """
    var files = ["pack.yaml": Array(text.utf8), "other.yaml": Array(other.utf8)]
    for name in ["common.yaml", "calendar.yaml"] {
      files[name] = try Repository.bytes("Tests/RuleCases/common/\(name)")
    }
    let (rules, diagnostics) = RuleSet.check(files, roots: ["pack.yaml"])
    #expect(DiagnosticRenderer(language: .en).render(diagnostics) == "")
    #expect(Set(rules.rules.map(\.id)) == ["p/r", "q/a"])
  }

  @Test func `standard files give default profiles and the calendar`() throws {
    let text = """
      qixian: 1
      pack: p
      timezone: Asia/Taipei
      sources: { apa: 行政程序法 }
      datasets: { d: { columns: { a: { type: date }, b: { type: date } } } }
      rules:
        r: { kind: deadline, dataset: d, from: a, to: b, within: 30 days, cites: apa }
      """
    let (rules, diagnostics) = RuleSet.check(
      ["pack.yaml": Array(text.utf8)], roots: ["pack.yaml"],
      standard: ["rules/taiwan/counting.yaml", "rules/calendars/tw-government.yaml"])
    #expect(DiagnosticRenderer(language: .en).render(diagnostics) == "")
    let calendar = try #require(rules.rules.first?.calendar)
    #expect(rules.calendars[calendar].identifier == "tw-government")
  }
}
