import CivilTime
import Diagnostics

/// Whether the places that a run names and the closures of its calendars go together.
///
/// A closure counts for its county or city alone, so that one that belongs to a place nobody named would
/// be left out, and due days would move, without a word.
enum ClosurePlaces {
  /// Warnings about calendars whose closures are left out, and places that no calendar knows.
  static func problems(
    _ places: Set<String>, _ calendars: [CalendarDefinition]
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var known: Set<String> = []
    for calendar in calendars {
      let listed = Set(calendar.days.filter { $0.kind == .closure }.compactMap(\.place))
      known.formUnion(listed)
      guard !listed.isEmpty, listed.isDisjoint(with: places) else { continue }
      let names = listed.sorted()
      let list = names.joined(separator: "、")
      problems.append(
        Diagnostic(
          .calendarPlace, .warning,
          LocalizedText(
            zh: "行事曆「\(calendar.identifier)」列有\(list)之停止上班日，未指定該縣市，故未計入",
            en:
              "the calendar '\(calendar.identifier)' lists closures of \(list), which are left out, "
              + "as that place was not named"),
          help: LocalizedText(
            zh: "加上 --place \(names[0])，或於專案檔寫 places: [\(names[0])]",
            en: "add --place \(names[0]), or places: [\(names[0])] to the project file")))
    }
    for place in places.subtracting(known).sorted() {
      problems.append(
        Diagnostic(
          .calendarPlace, .warning,
          LocalizedText(
            zh: "沒有行事曆列有「\(place)」之停止上班日", en: "no calendar lists closures of '\(place)'"),
          help: nearest(to: place, in: known.sorted()).map {
            LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
          }))
    }
    return problems
  }
}
