public import CivilTime
public import Diagnostics
public import RuleSyntax

extension CalendarDefinition {
  /// Reads a calendar file; `nil`, with the reasons, where it cannot be used.
  ///
  /// Suspicious days (weekdays, empty years) are warnings and leave the calendar usable.
  public static func read(
    _ document: YAMLDocument
  ) -> (definition: CalendarDefinition?, diagnostics: [Diagnostic]) {
    guard let root = document.root else { return (nil, document.diagnostics) }
    var values = FileValues(document.source)
    values.diagnostics = document.diagnostics
    let definition = read(root, &values)
    let isBroken = values.diagnostics.contains { $0.severity == .error }
    return (isBroken ? nil : definition, values.diagnostics)
  }

  private static func read(_ root: YAMLNode, _ values: inout FileValues) -> CalendarDefinition? {
    let identifier = values.required("calendar", in: root)?.text
    let zone = values.required("timezone", in: root)?.text
    let weekend = values.required("weekend", in: root).flatMap { readWeekend($0, &values) }
    let years = values.required("years", in: root).flatMap { readYears($0, &values) }
    var authorities: [String: String] = [:]
    for entry in root["authorities"]?.entries ?? [] { authorities[entry.key] = entry.value.text }
    guard let listed = values.required("days", in: root), let identifier, let zone, let weekend,
      let years
    else { return nil }
    let title = root["title"].flatMap { values.name($0) }
    var definition = CalendarDefinition(
      identifier: identifier, title: title ?? CalendarName(zh: identifier, en: identifier),
      timeZone: zone, weekend: weekend, years: years, days: [])
    var seen: [CalendarDay.Key: YAMLNode] = [:]
    for node in listed.elements ?? [] {
      guard let day = readDay(node, authorities, &values) else { continue }
      if !years.contains(day.date.year) {
        values.report(
          LocalizedText(
            zh: "\(day.date) 不在 \(years.lowerBound) 至 \(years.upperBound) 年之內",
            en: "\(day.date) is not in the years \(years.lowerBound) to \(years.upperBound)"),
          node, code: .calendarOutsideYears)
      }
      if seen.updateValue(node, forKey: day.key) != nil {
        values.report(
          LocalizedText(zh: "\(day.date) 重複列出", en: "\(day.date) is listed twice"), node,
          code: .calendarDuplicateDay)
      }
      values.checkWeekday(of: day, weekend, node)
      definition.days.append(day)
    }
    values.checkYears(of: definition, listed)
    return definition
  }

  private static func readWeekend(_ node: YAMLNode, _ values: inout FileValues) -> Weekdays? {
    var weekend: Weekdays = []
    for element in node.oneOrMore {
      guard let index = Weekdays.names.firstIndex(of: element.text ?? "") else {
        let text = element.text ?? ""
        values.report(
          LocalizedText(zh: "「\(text)」不是星期幾", en: "'\(text)' is not a day of the week"), element)
        return nil
      }
      weekend.insert(Weekdays(weekday: index + 1))
    }
    guard weekend.rawValue != 0b111_1111 else {
      values.report(LocalizedText(zh: "每天都是休息日", en: "every day is a rest day"), node)
      return nil
    }
    return weekend
  }

  private static func readYears(
    _ node: YAMLNode, _ values: inout FileValues
  ) -> ClosedRange<Int>? {
    guard let from = values.required("from", in: node).flatMap({ values.year($0) }),
      let to = values.required("to", in: node).flatMap({ values.year($0) })
    else { return nil }
    guard from <= to, to - from <= 400 else {
      values.report(
        LocalizedText(zh: "年度範圍不合理", en: "the years are not a range of at most 400"), node)
      return nil
    }
    return from...to
  }

  private static func readDay(
    _ node: YAMLNode, _ authorities: [String: String], _ values: inout FileValues
  ) -> CalendarDay? {
    guard let date = values.required("date", in: node).flatMap({ values.date($0) }),
      let kind = values.required("kind", in: node).flatMap({ values.word($0, DayKind.self) })
    else { return nil }
    var day = CalendarDay(date: date, kind: kind)
    day.name = node["name"].flatMap { values.name($0) }
    day.adopted = node["adopted"].flatMap { values.date($0) }
    day.place = node["place"]?.text
    if let part = node["part"] { day.part = values.word(part, DayPart.self) ?? .day }
    if let authority = node["authority"] {
      day.authority = authority.oneOrMore.compactMap(\.text)
        .map { authorities[$0] ?? $0 }.joined(separator: "; ")
    }
    return day
  }
}

extension CalendarDay {
  /// What must not be listed twice.
  struct Key: Hashable {
    var date: CivilDate
    var adopted: CivilDate?
    var place: String?
    var part: DayPart
    var isClosure: Bool
  }

  var key: Key {
    Key(date: date, adopted: adopted, place: place, part: part, isClosure: kind == .closure)
  }
}

extension FileValues {
  mutating func checkWeekday(of day: CalendarDay, _ weekend: Weekdays, _ node: YAMLNode) {
    let rests = weekend.contains(weekday: day.date.weekday)
    let message: LocalizedText
    switch day.kind {
    case .makeupWorkday where !rests:
      message = LocalizedText(
        zh: "補行上班日 \(day.date) 原本就要上班", en: "make-up day \(day.date) is worked anyway")
    case .compensatoryHoliday where rests:
      message = LocalizedText(
        zh: "補假日 \(day.date) 原本就是休息日", en: "compensatory day \(day.date) is a rest day anyway")
    default: return
    }
    diagnostics.append(
      Diagnostic(.calendarWeekday, .warning, message, at: .source(source, node.ownSpan)))
  }

  mutating func checkYears(of definition: CalendarDefinition, _ listed: YAMLNode) {
    for year in definition.years
    where !definition.days.contains(where: {
      $0.date.year == year && ($0.kind == .holiday || $0.kind == .compensatoryHoliday)
    }) {
      diagnostics.append(
        Diagnostic(
          .calendarEmptyYear, .warning,
          LocalizedText(
            zh: "\(year) 年（民國 \(year - 1911) 年）沒有任何放假日", en: "\(year) has no holiday"),
          at: .source(source, listed.ownSpan)))
    }
  }
}
