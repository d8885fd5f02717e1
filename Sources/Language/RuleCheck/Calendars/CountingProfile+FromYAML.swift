public import CivilTime
public import Diagnostics
public import RuleSyntax

extension CountingProfile {
  /// Reads the profiles of a file's `counting:` section, in the order written.
  public static func read(
    _ document: YAMLDocument
  ) -> (profiles: [CountingProfile], diagnostics: [Diagnostic]) {
    guard let root = document.root else { return ([], document.diagnostics) }
    var values = FileValues(document.source)
    values.diagnostics = document.diagnostics
    let profiles = (root["counting"]?.entries ?? []).compactMap { entry in
      read(name: entry.key, entry.value, sources: root["sources"], &values)
    }
    return (profiles, values.diagnostics)
  }

  private static func read(
    name: String, _ node: YAMLNode, sources: YAMLNode?, _ values: inout FileValues
  ) -> CountingProfile? {
    guard let start = values.required("start", in: node).flatMap({ values.word($0, Start.self) })
    else { return nil }
    var profile = CountingProfile(
      name: name, start: start, endOnRestDay: start == .excluded ? .nextWorkingDay : .stays)
    if let node = node["end-on-rest-day"], let word = values.word(node, RestDayEnd.self) {
      profile.endOnRestDay = word
    }
    if let node = node["count"], let word = values.word(node, Count.self) { profile.count = word }
    if let node = node["months"], let word = values.word(node, Months.self) {
      profile.months = word
    }
    if let node = node["closures"], let word = values.word(node, Closures.self) {
      profile.closures = word
    }
    if let node = node["moment"], let word = values.word(node, Edge.self) { profile.moment = word }
    profile.calendar = node["calendar"]?.text
    profile.article = article(node["cites"], sources)
    return profile
  }

  /// The title of the source with the place: `apa, §48 V` becomes `行政程序法 §48 V`.
  private static func article(_ cites: YAMLNode?, _ sources: YAMLNode?) -> String? {
    guard let cites else { return nil }
    let articles = cites.oneOrMore.compactMap(\.text).map { citation in
      let parts = citation.split(separator: ",", maxSplits: 1).map { trimmed($0) }
      let source = sources?[parts.first ?? ""]
      let title = source?["title"]
      let name = title?.text ?? title?["zh-Hant"]?.text ?? parts.first ?? citation
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
