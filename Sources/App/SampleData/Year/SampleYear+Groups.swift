import RuleSyntax

extension SampleYear {
  // MARK: - Counts

  /// As many rows as a rule asks for, or one too few.
  mutating func plantCount(_ rule: WrittenRule) {
    guard let filter = RowFilter(rule), let (word, target) = rule.comparison(in: rule.year) else {
      return
    }
    let isRegister = rule.dataset == "registers"
    guard planted.insert(rule.dataset + filter.code).inserted else { return }
    let floor = target.whole
    guard word == "at-least" || word == "exactly" || word == "above" else {
      // At most none: the sample keeps silent, which is what the rule asks for.
      silent.append(rule.id)
      return
    }
    let perHalfYear = rule.period == "half-year"
    var count = word == "above" ? floor + 1 : floor
    let isMissed = Self.isMissed(rule) && count > 1 && reportedCounts[filter.code] == nil
    if isMissed { count -= 1 }
    count = reportedCounts[filter.code] ?? count
    let days = filter.days(in: rule.year)
    guard !days.isEmpty else { return }
    for half in perHalfYear ? [0, 1] : [0] {
      let span =
        perHalfYear ? days.filter { ($0.parts.month > 6) == (half == 1) } : days
      for index in 0..<count {
        let number = padded(index + 1, to: 3)
        if isRegister {
          tables.add("registers", ["register": filter.code, "member_id": "M" + number])
        } else {
          tables.add(
            "activity-log",
            [
              "record_no": tables.serial("R", of: "activity-log"), "activity": filter.code,
              "done_on": DateStyle.iso.text(span[index * span.count / max(1, count)]),
              "subject": "S" + number,
            ])
        }
      }
    }
    expect(rule, violations: isMissed ? (perHalfYear ? 2 : 1) : 0)
  }

  // MARK: - Schedules

  /// A row in each slot of a schedule; a rule that is missed lacks one, or comes too late.
  mutating func plantRecurrence(_ rule: WrittenRule) {
    guard let filter = RowFilter(rule),
      planted.insert(rule.dataset + filter.code).inserted
    else { return }
    var days = slots(rule)
    var missed = 0
    if Self.isMissed(rule) {
      if days.count > 2 {
        days.remove(at: days.count / 2)
        missed = 1
      } else if let by = rule.node["on"]?["by"]?.text, by < "12-20" {
        days = days.map { $0 + 30 }
        missed = 1
      }
    }
    for day in days {
      tables.add(
        "activity-log",
        [
          "record_no": tables.serial("R", of: "activity-log"), "activity": filter.code,
          "done_on": DateStyle.iso.text(day),
        ])
    }
    expect(rule, violations: missed)
  }

  /// A day for each slot of a rule's schedule in its year.
  private func slots(_ rule: WrittenRule) -> [Day] {
    let year = rule.year
    let all = (0...(Day(year, 12, 31) - Day(year, 1, 1))).map { Day(year, 1, 1) + $0 }
    let on = rule.node["on"]
    if let months = on?["months"]?.texts {
      return months.compactMap { Int($0) }.map { Day(year, $0, 15) }
    }
    if let by = on?["by"]?.text {
      let parts = by.split(separator: "-").compactMap { Int($0) }
      return [Day(year, parts[0], parts[1]) + -12]
    }
    // 1970-01-01 was a Thursday, so that Wednesdays leave 6.
    if on?["weekday"] != nil { return all.filter { $0.number % 7 == 6 } }
    switch rule.node["every"]?.text {
    case "day": return all
    case "week": return all.filter { $0.number % 7 == 1 || $0 == all.first || $0 == all.last }
    case "month": return (1...12).map { Day(year, $0, on?["by-day"] == nil ? 12 : 6) }
    case "quarter": return [2, 5, 8, 11].map { Day(year, $0, 12) }
    case "half-year": return [4, 10].map { Day(year, $0, 12) }
    default: return [Day(year, 5, 12)]
    }
  }

  // MARK: - Registers

  /// A register of eight, and the events that its members need; a rule that is missed lacks one.
  mutating func plantCoverage(_ rule: WrittenRule) {
    guard let filter = RowFilter(rule), let key = rule.node["key"]?.text,
      let register = rule.node["register-when"]?.entries?.first?.value.text
    else { return }
    let members = (1...8).map { "M" + padded($0, to: 3) }
    if planted.insert("registers" + register).inserted {
      for member in members {
        tables.add("registers", ["register": register, "member_id": member])
      }
    }
    let days = filter.days(in: rule.year)
    let periods = Self.split(days, by: rule.period ?? "year")
    let times = Int(rule.node["at-least"]?.text ?? "") ?? 1
    let share = rule.number("share", in: rule.year)
    // The least number of members that reach the share.
    let needed = share.map { ($0.raw * members.count + 999_999) / 1_000_000 } ?? members.count
    let isMissed = Self.isMissed(rule) && periods.count > 0
    for (index, period) in periods.enumerated() {
      let isShort = isMissed && index == periods.count / 2
      for member in members.prefix(isShort ? needed - 1 : members.count) {
        for time in 0..<times {
          tables.add(
            rule.dataset,
            [
              "record_no": tables.serial("R", of: "activity-log"), "activity": filter.code,
              key: member,
              "done_on": DateStyle.iso.text(period[(time * period.count) / times]),
            ])
        }
      }
    }
    expect(rule, violations: isMissed ? 1 : 0)
  }

  /// Days in spans of a period.
  private static func split(_ days: [Day], by unit: String) -> [[Day]] {
    var spans: [(key: Int, days: [Day])] = []
    for day in days {
      let month = day.parts.month
      let key =
        switch unit {
        case "week": (day.number + 3) / 7
        case "month": month
        case "quarter": (month - 1) / 3
        case "half-year": (month - 1) / 6
        default: 0
        }
      if spans.last?.key == key {
        spans[spans.count - 1].days.append(day)
      } else {
        spans.append((key, [day]))
      }
    }
    return spans.map(\.days)
  }
}
