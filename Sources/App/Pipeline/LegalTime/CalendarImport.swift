public import CivilTime
public import Diagnostics

/// Makes one calendar of the yearly tables that the government publishes.
public struct CalendarImport: Sendable {
  /// The days on which a revised table of a year was adopted, by Gregorian year.
  public var adopted: [Int: CivilDate]

  /// Creates an import.
  public init(adopted: [Int: CivilDate] = [:]) { self.adopted = adopted }

  /// The calendar of several files, in the order given: of one year the last table holds.
  ///
  /// Where the day on which the last table was adopted is known, the first table's days are kept
  /// for what was known before.
  public func definition(
    identifier: String, title: CalendarName, files: [(name: String, bytes: [UInt8])]
  ) -> (definition: CalendarDefinition?, diagnostics: [Diagnostic]) {
    var tables: [Int: [GovernmentTable]] = [:]
    var diagnostics: [Diagnostic] = []
    for file in files {
      let (table, problems) = GovernmentTable.read(file.bytes, file: file.name)
      diagnostics += problems
      if let table { tables[table.year, default: []].append(table) }
    }
    let years = tables.keys.sorted()
    guard diagnostics.isEmpty, let first = years.first, let last = years.last else {
      return (nil, diagnostics)
    }
    if years.count != last - first + 1, let gap = (first...last).first(where: { tables[$0] == nil })
    {
      diagnostics.append(
        Diagnostic(
          .calendarEmptyYear,
          LocalizedText(
            zh: "缺少 \(gap) 年（民國 \(gap - 1911) 年）的檔案", en: "there is no file of \(gap)")))
      return (nil, diagnostics)
    }
    let days = years.flatMap { merged(tables[$0] ?? []) }
    let definition = CalendarDefinition(
      identifier: identifier, title: title, timeZone: "Asia/Taipei", years: first...last,
      days: days)
    return (definition, diagnostics)
  }

  private func merged(_ tables: [GovernmentTable]) -> [CalendarDay] {
    guard let first = tables.first, let last = tables.last else { return [] }
    guard tables.count > 1, let day = adopted[last.year] else { return last.days }
    let changes = last.changes(from: first, adopted: day)
    return (first.days + changes).enumerated().sorted {
      ($0.element.date, $0.offset) < ($1.element.date, $1.offset)
    }.map(\.element)
  }
}
