import RuleSyntax

extension SampleYear {
  // MARK: - Measures

  /// A value that reaches a rule's target, or just misses it; a figure that the document reports stays.
  mutating func plantMeasure(_ rule: WrittenRule, _ tests: TestedRows) {
    guard let filter = RowFilter(rule) else { return }
    guard rule.dataset == "reported-measures" else {
      if rule.dataset == "activity-log", rule.node["of"]?.text == "quantity" {
        plantQuantity(rule, filter)
      } else if !filter.code.hasPrefix("administration.scorecard"),
        !planted.contains(rule.dataset + filter.code)
      {
        plantTested(rule, tests)
      }
      return
    }
    if let facts = reported[filter.code] {
      judgeReported(rule, facts)
      return
    }
    guard planted.insert(rule.dataset + filter.code).inserted else { return }
    let year = rule.year
    let isMean = rule.node["statistic"]?.text == "mean"
    let isMissed = Self.isMissed(rule)
    if let value = value(for: rule, in: year, isMissed: isMissed) {
      for month in isMean ? Array(1...12) : [12] {
        add(filter.code, Self.end(of: month, year), value)
      }
    } else if let (word, node) = Self.relative(rule) {
      let base = Figure(1000)
      let baseYear = node["base-year"]?.integer ?? year - 1
      let change = node["change"]?.text.flatMap { Figure($0.split(separator: " ")[0]) } ?? Figure(0)
      let target = Figure(raw: base.raw + base.raw / 100 * change.raw / 10_000)
      add(filter.code, Self.end(of: 12, baseYear), base)
      add(filter.code, Self.end(of: 12, year), Self.value(word, target, isMissed: isMissed))
    } else {
      return
    }
    expect(rule, violations: isMissed ? 1 : 0)
  }

  private mutating func add(_ code: String, _ day: Day, _ value: Figure) {
    tables.add(
      "reported-measures",
      ["measure": code, "period_end": DateStyle.iso.text(day), "value": value.text])
  }

  private static func end(of month: Int, _ year: Int) -> Day {
    month == 12 ? Day(year, 12, 31) : Day(year, month + 1, 1) + -1
  }

  private func value(for rule: WrittenRule, in year: Int, isMissed: Bool) -> Figure? {
    rule.comparison(in: year).map { Self.value($0.word, $0.target, isMissed: isMissed) }
  }

  /// A value that holds, at the limit where the comparison allows it, or does not hold by a hundredth.
  private static func value(_ word: String, _ target: Figure, isMissed: Bool) -> Figure {
    let step = Figure(raw: 100)
    switch (word, isMissed) {
    case ("at-least", true), ("above", true): return target - step
    case ("at-most", true), ("below", true), ("exactly", true): return target + step
    case ("above", false): return target + step
    case ("below", false): return target - step
    default: return target
    }
  }

  /// A target that is the measure's own earlier value.
  private static func relative(_ rule: WrittenRule) -> (String, YAMLNode)? {
    for word in ["at-least", "at-most", "exactly", "above", "below"] {
      if let node = rule.node[word], node.entries != nil { return (word, node) }
    }
    return nil
  }

  /// What a rule must say of a figure that its document reports.
  private mutating func judgeReported(_ rule: WrittenRule, _ facts: [(year: Int, value: Figure)]) {
    guard let fact = facts.first(where: { $0.year == rule.year }) else { return }
    if let (word, target) = rule.comparison(in: rule.year) {
      expect(rule, violations: fact.value.holds(word, target) ? 0 : 1)
    } else if let (word, _) = Self.relative(rule),
      let base = facts.first(where: { $0.year == rule.year - 1 })
    {
      expect(rule, violations: fact.value.holds(word, base.value) ? 0 : 1)
    }
  }

  /// Quantities that add up to a rule's target.
  private mutating func plantQuantity(_ rule: WrittenRule, _ filter: RowFilter) {
    guard let (word, target) = rule.comparison(in: rule.year) else { return }
    let isMissed = Self.isMissed(rule)
    let sum = Self.value(word, target, isMissed: isMissed)
    let half = Figure(raw: sum.raw / 2)
    let days = filter.days(in: rule.year)
    for (day, part) in zip([days[days.count / 4], days[days.count / 2]], [half, sum - half]) {
      tables.add(
        "activity-log",
        [
          "record_no": tables.serial("R", of: "activity-log"), "activity": filter.code,
          "done_on": DateStyle.iso.text(day), "quantity": part.text,
        ])
    }
    expect(rule, violations: isMissed ? 1 : 0)
  }

  // MARK: - Cases

  /// Six cases that end the day they begin, and, where a rule is missed, one that ends a season late.
  mutating func plantDeadline(_ rule: WrittenRule, _ tests: TestedRows) {
    guard let filter = RowFilter(rule), rule.node["from"]?.text == "started_at" else {
      plantTested(rule, tests)
      return
    }
    guard planted.insert(rule.dataset + filter.code).inserted else { return }
    // A limit of years cannot be over before the sample ends.
    let isMissed =
      Self.isMissed(rule) && rule.node["within"]?.text?.hasSuffix("years") != true
    for index in 0..<6 {
      let start = Day(rule.year, 2 + index, 9).rolled
      let isLate = isMissed && index == 3
      let end = isLate ? start + 90 : start
      var cells = [
        "matter": filter.code, "case_id": tables.serial("C", of: "case-log"),
        "started_at": DateStyle.iso.text(start) + " 09:00",
        "ended_at": DateStyle.iso.text(end) + " 15:30",
      ]
      if rule.node["until"] != nil { cells["due_on"] = DateStyle.iso.text(start + 14) }
      tables.add("case-log", cells)
    }
    expect(rule, violations: isMissed ? 1 : 0)
  }

  /// Four procedures in the right order and, where a rule is missed, one in the wrong.
  mutating func plantOrder(_ rule: WrittenRule, _ tests: TestedRows) {
    guard let filter = RowFilter(rule), let order = rule.node["precedence"] else {
      plantTested(rule, tests)
      return
    }
    guard planted.insert(rule.dataset + filter.code).inserted,
      let first = order["first"]?.text, let then = order["then"]?.text
    else { return }
    let isMissed = Self.isMissed(rule)
    for index in 0..<4 {
      let day = Day(rule.year, 3 + 2 * index, 11)
      let isWrong = isMissed && index == 2
      tables.add(
        "step-log",
        [
          "procedure": filter.code, "case_id": tables.serial("P", of: "step-log"),
          first: DateStyle.iso.text(isWrong ? day + 3 : day) + " 09:00",
          then: DateStyle.iso.text(isWrong ? day : day + 3) + " 09:00",
        ])
    }
    expect(rule, violations: isMissed ? 1 : 0)
  }
}
