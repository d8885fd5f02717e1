public import CivilTime

extension CalendarDefinition {
  /// The calendar as a file of the rule language.
  public var yaml: String {
    var text = """
      qixian: 1
      calendar: \(Self.scalar(identifier))
      title: \(Self.name(title))
      timezone: \(timeZone)
      weekend: [\(weekendNames)]
      years: { from: \(years.lowerBound), to: \(years.upperBound) }

      """
    let keys = authorityKeys
    if !keys.isEmpty {
      text += "\nauthorities:\n"
      for (authority, key) in keys { text += "  \(key): \(Self.scalar(authority))\n" }
    }
    text += "\ndays:\n"
    let byText = Dictionary(keys.map { ($0.text, $0.key) }, uniquingKeysWith: { first, _ in first })
    var year: Int?
    for day in days {
      if day.date.year != year {
        text += "  # \(day.date.year) (\(day.date.rocYear))\n"
        year = day.date.year
      }
      text += "  - { \(Self.fields(day, byText).joined(separator: ", ")) }\n"
    }
    return text
  }

  private var weekendNames: String {
    (1...7).filter { weekend.contains(weekday: $0) }.map { Weekdays.names[$0 - 1] }
      .joined(separator: ", ")
  }

  /// Each distinct authority with a short key, in the order in which they are first used.
  private var authorityKeys: [(text: String, key: String)] {
    var keys: [(text: String, key: String)] = []
    var seen: Set<String> = []
    for part in days.flatMap({ Self.parts($0.authority) }) where seen.insert(part).inserted {
      keys.append((part, "a\(keys.count + 1)"))
    }
    return keys
  }

  private static func parts(_ authority: String?) -> [String] {
    (authority ?? "").split(separator: ";").map(\.trimmedBlanks).filter { !$0.isEmpty }
  }

  private static func fields(_ day: CalendarDay, _ keys: [String: String]) -> [String] {
    var fields = ["date: \(day.date.isoText)", "kind: \(day.kind.rawValue)"]
    if let name = day.name { fields.append("name: \(Self.name(name))") }
    let authority = parts(day.authority).compactMap { keys[$0] }
    if !authority.isEmpty { fields.append("authority: [\(authority.joined(separator: ", "))]") }
    if let place = day.place { fields.append("place: \(scalar(place))") }
    if day.part != .day { fields.append("part: \(day.part.rawValue)") }
    if let adopted = day.adopted { fields.append("adopted: \(adopted.isoText)") }
    return fields
  }

  private static func name(_ name: CalendarName) -> String {
    "{ zh-Hant: \(scalar(name.zhHant)), en: \(scalar(name.en)) }"
  }

  /// A text as a YAML scalar inside a flow map, quoted wherever it could be read otherwise.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.first.map { $0.properties.isAlphabetic } == true
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || " -'()/§（）、".unicodeScalars.contains($0)
      } && text == text.trimmedBlanks
      && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    return isPlain ? text : YAMLQuoting.quoted(text)
  }
}
