import CivilTime
import Diagnostics
import Findings
import RuleSyntax

/// Compares what a test expects with what came out.
struct RuleTestMatch {
  let testCase: TestDocument.Case
  let result: CheckResult

  /// Something that differs.
  struct Problem {
    var span: SourceSpan
    var text: LocalizedText
  }

  func problems() -> [Problem] {
    let expectations = testCase.expectations
    if expectations.contains(where: { !$0.group.isEmpty }) || isAboutGroups {
      return expectations.flatMap(groupProblems)
    }
    // One expectation speaks for every row; several speak for one row each, in order.
    if expectations.count == 1, let only = expectations.first {
      return rowProblems(only, Array(result.findings))
    }
    guard expectations.count == testCase.rows.count else {
      return [
        Problem(
          span: testCase.span,
          text: LocalizedText(
            zh: "有\(testCase.rows.count)列資料，卻有\(expectations.count)項預期",
            en: "\(testCase.rows.count) rows but \(expectations.count) expectations"))
      ]
    }
    return expectations.enumerated().flatMap { index, expectation in
      // The header is line 1 of the text that the rows became.
      rowProblems(expectation, result.findings.filter { isAbout($0, line: index + 2) })
    }
  }

  /// Whether a finding is about the row on a line; a repeated value is about every row that has it.
  private func isAbout(_ finding: Finding, line: Int) -> Bool {
    if finding.location?.line == line { return true }
    return result.rules[finding.rule].kind == "unique"
      && finding.relatedLocations.contains { $0.line == line }
  }

  private var isAboutGroups: Bool {
    ["rate", "count", "measure"].contains(result.rules.first?.kind ?? "")
  }

  // MARK: - Rows

  private func rowProblems(
    _ expectation: TestDocument.Expectation, _ findings: [Finding]
  ) -> [Problem] {
    guard let expected = expectation.verdict else {
      return [problem(expectation, "verdict", "—", "—")]
    }
    if findings.isEmpty {
      let actual = quietVerdict()
      return actual == expected ? [] : [problem(expectation, "verdict", expected, actual)]
    }
    if findings.count > 1, testCase.rows.count <= 1 || testCase.expectations.count == 1 {
      if expected == Verdict.compliant.rawValue || expected == Verdict.notApplicable.rawValue,
        let other = findings.first(where: { $0.verdict.rawValue != expected })
      {
        return differences(expectation, other, expected)
      }
      // Several findings (one a column, one a member): one of them must be as expected.
      let attempts = findings.map { finding in differences(expectation, finding, expected) }
      return attempts.contains(where: \.isEmpty) ? [] : attempts.first ?? []
    }
    return findings.first.map { differences(expectation, $0, expected) } ?? []
  }

  /// The verdict of a row that left no finding: compliant or not applicable, by the counts.
  private func quietVerdict() -> String {
    guard let counts = result.rules.first?.counts else { return "—" }
    return (counts.compliant > 0 ? Verdict.compliant : .notApplicable).rawValue
  }

  private func differences(
    _ expectation: TestDocument.Expectation, _ finding: Finding, _ expected: String
  ) -> [Problem] {
    var problems: [Problem] = []
    if finding.verdict.rawValue != expected {
      problems.append(
        Problem(
          span: expectation.span,
          text: LocalizedText(
            zh: "預期 \(expected)，實為 \(finding.verdict.rawValue)（\(finding.reason.zhHant)）",
            en: "expected \(expected), got \(finding.verdict.rawValue) (\(finding.reason.en))")))
    }
    if let due = expectation.due, !Self.matches(due, finding.due) {
      problems.append(problem(expectation, "due", Self.text(due), Self.text(finding.due)))
    }
    if let start = expectation.start, !Self.matches(start, finding.start) {
      problems.append(problem(expectation, "start", Self.text(start), Self.text(finding.start)))
    }
    for (name, text) in expectation.details {
      let actual = detail(name, finding, like: text)
      if actual != text { problems.append(problem(expectation, name, text, actual)) }
    }
    return problems
  }

  private func detail(_ name: String, _ finding: Finding, like expected: String) -> String {
    switch name {
    case "owner": return finding.owner ?? "—"
    case "late": return Self.late(finding.lateness, like: expected)
    case "reason":
      let matches = finding.reason.en.contains(expected) || finding.reason.zhHant.contains(expected)
      return matches ? expected : finding.reason.en
    case "column":
      let matches = finding.reason.en.contains("'\(expected)'")
      return matches ? expected : finding.reason.en
    case "value":
      return finding.cells.first { ["sum", "count"].contains($0.name) }?.value ?? "—"
    default: return "—"
    }
  }

  /// The lateness in the unit in which it is expected.
  private static func late(_ lateness: Lateness?, like expected: String) -> String {
    guard let lateness else { return "—" }
    if expected.contains("working") {
      return lateness.workingDays.map { counted($0, "working day") } ?? "—"
    }
    if expected.contains("day") { return counted(lateness.days, "day") }
    if expected.contains("hour"), lateness.minutes.isMultiple(of: 60) {
      return counted(lateness.minutes / 60, "hour")
    }
    return counted(lateness.minutes, "minute")
  }

  /// Whether a stated time is the expected one, as exactly as it is expected.
  private static func matches(_ expected: WrittenTime, _ actual: StatedTime?) -> Bool {
    guard let actual else { return false }
    if expected.precision == .day { return expected.date == actual.local.date }
    if expected.localTime == actual.local { return true }
    return actual.isEndOfDay && expected.localTime == actual.local
  }

  private static func text(_ time: WrittenTime) -> String {
    time.localTime.isoText(precision: time.precision, separator: " ")
  }

  private static func text(_ time: StatedTime?) -> String {
    guard let time else { return "—" }
    return time.local.isoText(
      precision: time.isEndOfDay ? .day : time.precision, separator: " ")
  }

  private func problem(
    _ expectation: TestDocument.Expectation, _ what: String, _ expected: String, _ actual: String
  ) -> Problem {
    Problem(
      span: expectation.span,
      text: LocalizedText(
        zh: "\(what)：預期 \(expected)，實為 \(actual)",
        en: "\(what): expected \(expected), got \(actual)"))
  }

  // MARK: - Groups

  private func groupProblems(_ expectation: TestDocument.Expectation) -> [Problem] {
    let matching = meant(expectation)
    let expected = expectation.verdict ?? "—"
    guard matching.isEmpty else {
      return matching.flatMap { groupProblems(expectation, $0, expected) }
    }
    if let finding = result.findings.first(where: { Self.isGroup($0.subject, expectation.group) }) {
      return differences(expectation, finding, expected)
    }
    return expected == Verdict.notApplicable.rawValue
      ? [] : [problem(expectation, "verdict", expected, Verdict.notApplicable.rawValue)]
  }

  /// The groups that an expectation speaks of: the one it names, or all that have rows.
  ///
  /// A period in which nothing happened is a group too, from the first row's to the day judged. A
  /// case is about its rows, so that such periods are meant by name only, or where no group has rows.
  private func meant(_ expectation: TestDocument.Expectation) -> [GroupResult] {
    guard expectation.group.isEmpty else {
      return Array(
        result.groups.lazy.filter { Self.isGroup($0.identity, expectation.group) }.prefix(1))
    }
    let withRows = result.groups.filter {
      let members = $0.members
      return members.compliant + members.violated + members.pending + members.undetermined > 0
    }
    return withRows.isEmpty ? result.groups : withRows
  }

  private func groupProblems(
    _ expectation: TestDocument.Expectation, _ group: GroupResult, _ expected: String
  ) -> [Problem] {
    var problems: [Problem] = []
    if group.verdict.rawValue != expected {
      problems.append(
        Problem(
          span: expectation.span,
          text: LocalizedText(
            zh: "預期 \(expected)，實為 \(group.verdict.rawValue)（\(group.reason.zhHant)）",
            en: "expected \(expected), got \(group.verdict.rawValue) (\(group.reason.en))")))
    }
    for (name, text) in expectation.details {
      let actual: String
      switch name {
      case "value": actual = Self.number(group.low, like: text)
      case "target": actual = group.target.map { Self.number($0, like: text) } ?? "—"
      case "owner": actual = group.owner ?? "—"
      default: actual = group.reason.en.contains(text) ? text : group.reason.en
      }
      if actual != text { problems.append(problem(expectation, name, text, actual)) }
    }
    return problems
  }

  private static func isGroup(
    _ subject: Subject, _ wanted: [(name: String, text: String)]
  ) -> Bool {
    wanted.allSatisfy { item in
      if let period = subject.period, period.unit.rawValue == item.name {
        return Self.isPeriod(period, item.text)
      }
      return subject.values.contains { $0.name == item.name && $0.value == item.text }
    }
  }

  /// Whether a text such as `110-01`, `2021-01`, `110` or `2021-Q1` names a period.
  private static func isPeriod(_ period: Period, _ text: String) -> Bool {
    if period.label == text { return true }
    let year = period.first.rocYear
    let rest = period.label.drop { $0 != "-" }
    return text == "\(year)\(rest)" || text == period.rocLabel
  }

  /// An exact number as a test writes it: with the digits that the test has.
  private static func number(_ value: Ratio, like text: String) -> String {
    guard value.denominator != 0 else { return "—" }
    let digits = text.split(separator: ".").dropFirst().first?.prefix { $0.isNumber }.count ?? 0
    let suffix = text.hasSuffix("%") ? "%" : ""
    var power: Int128 = 1
    for _ in 0..<digits { power *= 10 }
    let scaled = Int128(value.numerator) * power
    let whole = scaled / Int128(value.denominator)
    if scaled % Int128(value.denominator) != 0, digits < 4 {
      return number(value, like: text.contains(".") ? text.dropSuffix(suffix) + "0" : text + ".0")
    }
    let magnitude = whole.magnitude
    let integer = magnitude / Int128(power).magnitude
    let fraction = magnitude % Int128(power).magnitude
    let sign = whole < 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(integer)\(suffix)" }
    let padded = String(fraction)
    return "\(sign)\(integer)." + String(repeating: "0", count: max(0, digits - padded.count))
      + padded
      + suffix
  }
}

extension String {
  fileprivate func dropSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
