public import CivilTime
public import Diagnostics
public import RuleSyntax

extension CalendarDefinition {
  /// Reads a calendar file; `nil`, with the reasons, where it cannot be used.
  ///
  /// Beyond the table of keys it checks that no day is listed twice or outside the years (errors),
  /// and that kinds fit the weekdays and no year is empty (warnings).
  public static func read(
    _ document: RuleDocument
  ) -> (definition: CalendarDefinition?, diagnostics: [Diagnostic]) {
    guard document.kind == .calendar, let root = document.root else {
      var diagnostics = document.diagnostics
      if diagnostics.isEmpty {
        diagnostics.append(
          Diagnostic(
            .calendarValue, LocalizedText(zh: "不是行事曆檔", en: "the file is not a calendar"),
            at: .file(document.source.name)))
      }
      return (nil, diagnostics)
    }
    guard let definition = document.calendarDefinition else { return (nil, document.diagnostics) }
    var check = CalendarCheck(source: document.source, definition: definition)
    check.run(root)
    let isBroken = check.diagnostics.contains { $0.severity == .error }
    return (isBroken ? nil : definition, document.diagnostics + check.diagnostics)
  }
}

/// Checks the days of a calendar file against each other, the years and the week.
private struct CalendarCheck {
  /// What must not be listed twice.
  struct Key: Hashable {
    var date: CivilDate
    var adopted: CivilDate?
    var place: String?
    var part: DayPart
    var isClosure: Bool

    init(_ day: CalendarDay) {
      date = day.date
      adopted = day.adopted
      place = day.place
      part = day.part
      isClosure = day.kind == .closure
    }
  }

  let source: SourceText
  let definition: CalendarDefinition
  var diagnostics: [Diagnostic] = []

  mutating func run(_ root: YAMLNode) {
    checkYears(root)
    let nodes = root["days"]?.elements ?? []
    guard nodes.count == definition.days.count else { return }
    var seen: Set<Key> = []
    for (day, node) in zip(definition.days, nodes) {
      let years = definition.years
      if !years.contains(day.date.year) {
        report(
          .calendarOutsideYears, .error,
          LocalizedText(
            zh: "\(day.date) 不在 \(years.lowerBound) 至 \(years.upperBound) 年之內",
            en: "\(day.date) is not in the years \(years.lowerBound) to \(years.upperBound)"), node)
      }
      if !seen.insert(Key(day)).inserted {
        report(
          .calendarDuplicateDay, .error,
          LocalizedText(zh: "\(day.date) 重複列出", en: "\(day.date) is listed twice"), node)
      }
      checkWeekday(of: day, node)
    }
  }

  private mutating func checkYears(_ root: YAMLNode) {
    if let from = root["years"]?["from"]?.integer, let to = root["years"]?["to"]?.integer,
      let node = root["years"]
    {
      let years = RuleDocument.gregorian(to) - RuleDocument.gregorian(from)
      if years < 0 || years > 400 {
        report(
          .calendarValue, .error,
          LocalizedText(zh: "年度範圍不合理", en: "the years are not a range of at most 400"), node)
        return
      }
    }
    if let node = root["weekend"], definition.weekend.rawValue == 0b111_1111 {
      report(
        .calendarValue, .error, LocalizedText(zh: "每天都是休息日", en: "every day is a rest day"), node)
    }
    let rests = definition.days.filter { $0.kind == .holiday || $0.kind == .compensatoryHoliday }
    let listed = Set(rests.map(\.date.year))
    for year in definition.years where !listed.contains(year) {
      report(
        .calendarEmptyYear, .warning,
        LocalizedText(
          zh: "\(year) 年（民國 \(year - 1911) 年）沒有任何放假日", en: "\(year) has no holiday"),
        root["years"] ?? root)
    }
  }

  private mutating func checkWeekday(of day: CalendarDay, _ node: YAMLNode) {
    let rests = definition.weekend.contains(weekday: day.date.weekday)
    switch day.kind {
    case .makeupWorkday where !rests:
      report(
        .calendarWeekday, .warning,
        LocalizedText(
          zh: "補行上班日 \(day.date) 原本就要上班", en: "make-up day \(day.date) is worked anyway"), node)
    case .makeupWorkday where day.date.weekday != 6:
      report(
        .calendarWeekday, .warning,
        LocalizedText(
          zh: "補行上班日 \(day.date) 不是星期六", en: "make-up day \(day.date) is not a Saturday"), node)
    case .compensatoryHoliday where rests:
      report(
        .calendarWeekday, .warning,
        LocalizedText(
          zh: "補假日 \(day.date) 原本就是休息日", en: "compensatory day \(day.date) is a rest day anyway"),
        node)
    default: break
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ severity: DiagnosticSeverity, _ message: LocalizedText,
    _ node: YAMLNode
  ) {
    diagnostics.append(
      Diagnostic(code, severity, message, at: .source(source, node.ownSpan)))
  }
}
