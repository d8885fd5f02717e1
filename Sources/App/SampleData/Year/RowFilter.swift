import RuleSyntax

/// Which rows a rule takes: the code of what they are about, and the days on which they count.
struct RowFilter {
  /// The codes that the rule names, the first of them what its rows are about.
  var code: String
  /// Further columns with the texts that the rule takes.
  var values: [(column: String, texts: [String])] = []
  private var months: Set<Int>?
  private var first: Day?
  private var last: Day?
  private var year: Int?

  /// Reads a rule's condition, written as a map or as an expression; `nil` where it names no code.
  init?(_ rule: WrittenRule) {
    guard let node = rule.node["when"] else { return nil }
    if let entries = node.entries {
      guard let code = entries.first?.value.text else { return nil }
      self.code = code
      values = entries.dropFirst().map { ($0.key, $0.value.texts) }
      return
    }
    let parts = (node.text ?? "").split(separator: "'")
    guard parts.count > 1 else { return nil }
    code = String(parts[1])
    for term in (node.text ?? "").split(separator: "&").map(String.init) { narrow(term) }
  }

  /// Takes in one condition on the day.
  private mutating func narrow(_ term: String) {
    let numbers = term.split { !$0.isNumber }.compactMap { Int($0) }
    if term.contains(".month()") {
      var allowed: Set<Int> = []
      if term.contains("==") || term.contains(" in ") {
        allowed = Set(numbers)
      } else if let limit = numbers.first {
        let holds: (Int) -> Bool =
          term.contains("<=")
          ? { $0 <= limit } : term.contains(">=") ? { $0 >= limit } : { $0 < limit }
        allowed = Set((1...12).filter(holds))
      }
      months = months?.intersection(allowed) ?? allowed
    } else if term.contains(".year()") {
      year = numbers.first.map { $0 - 1911 }
    } else if term.contains("date("), numbers.count == 3 {
      let day = Day(numbers[0] - 1911, numbers[1], numbers[2])
      if term.contains("<=") { last = day }
      if term.contains(">=") { first = day }
      if term.contains("==") { (first, last) = (day, day) }
      if term.contains("< ") { last = day + -1 }
    }
  }

  /// The days that count, in the year given or, where the condition says so itself, in another.
  func days(in year: Int) -> [Day] {
    let year = self.year ?? (last ?? first).map { $0.parts.year - 1911 } ?? year
    let from = first ?? Day(year, 1, 1)
    let to = last ?? Day(year, 12, 31)
    guard from <= to else { return [] }
    return (0...(to - from)).map { from + $0 }.filter { day in
      months.map { $0.contains(day.parts.month) } ?? true
    }
  }

  /// A day that does not count, if the year has one after those that do or before them.
  func otherDay(in year: Int) -> Day? {
    let days = days(in: year)
    guard let first = days.first, let last = days.last else { return nil }
    let year = first.parts.year - 1911
    if last < Day(year, 12, 31) { return last + 1 }
    return first > Day(year, 1, 1) ? first + -1 : nil
  }
}
