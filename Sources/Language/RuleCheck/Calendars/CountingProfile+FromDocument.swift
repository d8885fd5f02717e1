public import CivilTime
import Diagnostics
public import RuleSyntax

extension CountingProfile {
  /// Reads the sound profiles of a file's `counting:` section, in the order written.
  public static func read(_ document: RuleDocument) -> [CountingProfile] {
    document.declarations("counting").filter(\.isSound).compactMap { declaration in
      CountingProfile(
        name: declaration.name, declaration.node, sources: document.root?["sources"])
    }
  }

  /// Creates a profile from its keys, which the table has checked.
  init?(name: String, _ node: YAMLNode, sources: YAMLNode?) {
    func word<Word: RawRepresentable<String>>(_ key: String, _ type: Word.Type) -> Word? {
      node[key]?.text.flatMap(Word.init(rawValue:))
    }
    guard let start = word("start", Start.self) else { return nil }
    let end: RestDayEnd = start == .excluded ? .nextWorkingDay : .stays
    self.init(
      name: name, start: start, endOnRestDay: word("end-on-rest-day", RestDayEnd.self) ?? end,
      count: word("count", Count.self) ?? .calendarDays,
      months: word("months", Months.self) ?? .correspondingDay,
      closures: word("closures", Closures.self) ?? .workingDays,
      moment: word("moment", Edge.self) ?? .endOfDay, calendar: node["calendar"]?.text,
      article: Self.article(node["cites"], sources))
  }

  /// The title of the source with the place: `apa, §48 V` becomes `行政程序法 §48 V`.
  private static func article(_ cites: YAMLNode?, _ sources: YAMLNode?) -> String? {
    let articles = (cites?.texts ?? []).map { citation in
      let parts = citation.split(separator: ",", maxSplits: 1).map { trimmed($0) }
      let source = sources?[parts.first ?? ""]
      let name = source?["title"]?.localized?.zhHant ?? parts.first ?? citation
      return parts.count > 1 ? "\(name) \(parts[1])" : name
    }
    return articles.isEmpty ? nil : articles.joined(separator: "、")
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
