import Diagnostics
import Platform
import RuleSyntax

/// A rule as its pack writes it.
///
/// The sample reads packs as text, not as checked rules, so that what it says of them does not come
/// from the program under test.
struct WrittenRule {
  var name: String
  var pack: Pack
  var node: YAMLNode

  /// The full id, `pack/rule`.
  var id: String { pack.id + "/" + name }
  var kind: String { node["kind"]?.text ?? "" }
  var dataset: String { node["dataset"]?.text ?? "" }
  var isSuspended: Bool { node["status"]?.text == "suspended" }

  /// The years of the Republic in which it is in force.
  var years: ClosedRange<Int>? {
    guard let from = Self.year(node["effective"]?["from"]),
      let to = Self.year(node["effective"]?["to"]), from <= to
    else { return nil }
    return from...to
  }

  /// The first year of the Republic in which it is in force; `nil` where its pack names none.
  var firstYear: Int? { Self.year(node["effective"]?["from"]) }

  /// The year that the sample fills: the last one of the rule, or its document's.
  var year: Int { years?.upperBound ?? pack.year }

  private static func year(_ node: YAMLNode?) -> Int? {
    node?.text?.split(separator: "-").first.flatMap { Int($0) }.map { $0 > 1911 ? $0 - 1911 : $0 }
  }

  /// The text under a key, or a number's parameter resolved for a year.
  func number(_ key: String, in year: Int) -> Figure? {
    guard let text = node[key]?.text else { return nil }
    return Figure(text) ?? pack.parameter(text, in: year)
  }

  /// The comparison that it makes, and what with.
  func comparison(in year: Int) -> (word: String, target: Figure)? {
    for word in ["at-least", "at-most", "exactly", "above", "below"] {
      if let target = number(word, in: year) { return (word, target) }
    }
    return nil
  }

  /// The period of its groups.
  var period: String? {
    let units: Set = ["week", "month", "quarter", "half-year", "year"]
    return (node["per"]?.texts ?? []).first { units.contains($0) }
  }
}

/// A pack with what it uses.
final class Pack {
  let id: String
  let path: String
  let document: RuleDocument
  private var parameters: [String: YAMLNode] = [:]
  private var templates: [String: YAMLNode] = [:]
  /// The datasets that the pack declares or uses.
  private(set) var datasets: [String: YAMLNode] = [:]

  init?(path: String) throws {
    document = RuleDocument.parse(SourceText(name: path, bytes: try Files.read(path)))
    guard document.kind == .rules, let id = document.root?["pack"]?.text else { return nil }
    self.id = id
    self.path = path
    take(document)
    let folder = Files.parent(of: path) ?? "."
    for used in document.root?["use"]?.texts ?? [] {
      let path = folder + "/" + used
      take(RuleDocument.parse(SourceText(name: path, bytes: try Files.read(path))))
    }
  }

  private func take(_ document: RuleDocument) {
    for entry in document.declarations("parameters") { parameters[entry.name] = entry.node }
    for entry in document.declarations("templates") { templates[entry.name] = entry.node }
    for entry in document.declarations("datasets") { datasets[entry.name] = entry.node }
  }

  var rules: [WrittenRule] {
    document.declarations("rules").map {
      WrittenRule(
        name: $0.name, pack: self, node: $0.node.completed(as: $0.name) { templates[$0] })
    }
  }

  /// The year of the document that the pack encodes; the last year of the four-year plan.
  var year: Int {
    if id.contains("104") { return 104 }
    if id.contains("109") { return 109 }
    return id.contains("110") ? 110 : 111
  }

  /// A parameter's value on the first day of a year, as decided last.
  func parameter(_ name: String, in year: Int) -> Figure? {
    guard let node = parameters[name] else { return nil }
    if let value = node["value"]?.text { return Figure(value) }
    var found: (from: String, adopted: String, value: Figure)?
    for value in node["values"]?.elements ?? [] {
      guard let from = value["from"]?.text, let number = value["value"]?.text.flatMap(Figure.init)
      else { continue }
      let first = padded(Int(from.split(separator: "-").first ?? "") ?? 0, to: 4) + from.suffix(6)
      guard first <= padded(year, to: 4) + "-01-01" else { continue }
      let adopted = value["adopted"]?.text ?? ""
      if let known = found, (known.from, known.adopted) > (first, adopted) { continue }
      found = (first, adopted, number)
    }
    return found?.value
  }

  /// Every pack below a folder, in order of paths.
  static func all(in folder: String) throws -> [Pack] {
    try Files.names(in: folder).sorted().flatMap { name -> [Pack] in
      let path = folder + "/" + name
      if Files.isFolder(path) { return name == "samples" ? [] : try all(in: path) }
      guard name.hasSuffix(".yaml"), !name.hasSuffix(".test.yaml") else { return [] }
      return try Pack(path: path).map { [$0] } ?? []
    }
  }
}

/// An exact decimal of four places, enough for every figure of the packs.
struct Figure: Comparable {
  /// Ten-thousandths.
  var raw: Int

  init(raw: Int) { self.raw = raw }
  init(_ whole: Int) { raw = whole * 10_000 }

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]) else { return nil }
    let digits = parts.count == 2 ? String(parts[1]) : ""
    guard digits.utf8.count <= 4, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    let fraction = Int(digits + String(repeating: "0", count: 4 - digits.utf8.count)) ?? 0
    raw = whole * 10_000 + (parts[0].hasPrefix("-") ? -fraction : fraction)
  }

  static func < (left: Figure, right: Figure) -> Bool { left.raw < right.raw }
  static func + (left: Figure, right: Figure) -> Figure {
    Figure(raw: left.raw + right.raw)
  }
  static func - (left: Figure, right: Figure) -> Figure {
    Figure(raw: left.raw - right.raw)
  }

  /// The whole number, cut.
  var whole: Int { raw / 10_000 }

  /// The number without trailing zeros.
  var text: String {
    let sign = raw < 0 ? "-" : ""
    let (whole, fraction) = (abs(raw) / 10_000, abs(raw) % 10_000)
    guard fraction > 0 else { return sign + String(whole) }
    var digits = padded(fraction, to: 4)
    while digits.hasSuffix("0") { digits.removeLast() }
    return sign + "\(whole).\(digits)"
  }

  /// Whether a comparison of the rule language holds.
  func holds(_ word: String, _ target: Figure) -> Bool {
    switch word {
    case "at-least": self >= target
    case "at-most": self <= target
    case "above": self > target
    case "below": self < target
    default: self == target
    }
  }
}
