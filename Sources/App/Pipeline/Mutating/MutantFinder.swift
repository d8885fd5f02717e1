import CivilTime
import Diagnostics
import RuleCheck
import RuleSyntax

/// Finds the changes that can be made to one rule, or to one parameter, of a pack.
///
/// Conditions and counting profiles are taken from the checked rule, everything else from the text:
/// a scalar that is a length of time, a number, a truth value or a word with a counterpart is
/// changed, wherever it stands in the rule.
struct MutantFinder {
  let source: SourceText
  /// The short name of the rule or parameter.
  let name: String
  /// The counting profiles that arms name by index.
  let profiles: [CountingProfile]
  private(set) var mutants: [Mutant] = []
  private var seen: Set<String> = []

  /// The changes of a rule.
  static func mutants(
    of name: String, _ node: YAMLNode, _ rule: CheckedRule, _ rules: CheckedRules,
    _ source: SourceText
  ) -> [Mutant] {
    var finder = MutantFinder(source: source, name: name, profiles: rules.profiles)
    finder.findConditions(rule)
    finder.findProfiles(rule, node)
    finder.walk(node, rule.kind.keyword, depth: 0)
    finder.findDefaults(node, rule)
    return finder.sorted
  }

  /// The changes of a parameter's values.
  static func mutants(ofParameter name: String, _ node: YAMLNode, _ source: SourceText) -> [Mutant]
  {
    var finder = MutantFinder(source: source, name: name, profiles: [])
    let values =
      node["value"].map { [$0] } ?? (node["values"]?.elements ?? []).compactMap { $0["value"] }
    for value in values { finder.addNumbers(value, .parameter) }
    return finder.sorted
  }

  private init(source: SourceText, name: String, profiles: [CountingProfile]) {
    self.source = source
    self.name = name
    self.profiles = profiles
  }

  private var sorted: [Mutant] {
    mutants.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    .map(\.element)
  }

  /// Adds a change, once.
  mutating func add(
    _ operation: MutationOperation, _ span: SourceSpan, _ before: String, _ after: String,
    _ edit: Mutant.Edit
  ) {
    if case .text(let place, let text) = edit {
      guard place.end <= source.bytes.count,
        seen.insert("\(place.start):\(place.end):\(text)").inserted
      else { return }
    }
    mutants.append(
      Mutant(
        name: name, operation: operation, span: span, before: before, after: after, edit: edit))
  }

  /// Adds the replacement of a node by a text.
  private mutating func replace(_ node: YAMLNode, _ operation: MutationOperation, _ text: String) {
    let span = node.ownSpan
    add(operation, span, source.text(of: span), text, .text(span, text))
  }

  // MARK: - The rule's text

  /// Keys whose values describe the rule, or are looked at elsewhere.
  private static let leftOut: Set<String> = [
    "title", "kind", "dataset", "severity", "owner", "cites", "status", "suspended", "message",
    "remedy", "tags", "obligation", "governed-by", "undetermined", "per", "dated-by", "calendar",
    "report", "effective", "when", "register-when", "that", "granted", "counting", "unit", "of",
    "statistic", "register", "register-key", "key", "active", "reason", "adopted", "combine",
    "distinct", "columns", "required",
  ]
  /// Comparisons of a target with those that take their place.
  private static let comparisons = [
    "at-least": ["above"], "above": ["at-least"], "at-most": ["below"], "below": ["at-most"],
    "exactly": ["at-least", "at-most"],
  ]
  /// Words with their counterparts, by key.
  private static let words: [String: [String: String]] = [
    "rest-day": [
      "next-working-day": "stays", "previous-working-day": "stays", "skip": "stays",
      "stays": "next-working-day",
    ],
    "judged-by": ["due": "days-used", "days-used": "due"],
    "weekday": [
      "monday": "tuesday", "tuesday": "wednesday", "wednesday": "thursday", "thursday": "friday",
      "friday": "saturday", "saturday": "sunday", "sunday": "monday",
    ],
  ]
  private static let facts: Set<String> = ["extension", "suspension", "restart", "transit"]

  /// Walks through a rule's map; the depth is 0 for the rule itself and its versions.
  private mutating func walk(_ node: YAMLNode, _ kind: String, depth: Int) {
    for entry in node.entries ?? [] {
      let key = entry.key
      if key == "versions" {
        for version in entry.value.elements ?? [] { walkVersion(version, kind) }
        continue
      }
      if Self.leftOut.contains(key) || depth > 0 && key == "adopted" { continue }
      if depth == 0 { findComparison(entry, kind) }
      if Self.facts.contains(key) { drop(entry, in: node) }
      if key == "until", depth <= 1, kind == "deadline" { exchangeUntil(entry.value, node) }
      visit(entry.value, key, kind, depth: depth)
    }
  }

  private mutating func walkVersion(_ version: YAMLNode, _ kind: String) {
    let entries = (version.entries ?? []).filter { !["from", "adopted"].contains($0.key) }
    walk(YAMLNode(.mapping(entries), span: version.span), kind, depth: 0)
  }

  private mutating func visit(_ node: YAMLNode, _ key: String, _ kind: String, depth: Int) {
    if node.aliasSpan != nil { return }
    if node.entries != nil { return walk(node, kind, depth: depth + 1) }
    if let elements = node.elements {
      if key == "months" { return dropElements(elements, of: node) }
      for element in elements { visit(element, key, kind, depth: depth) }
      return
    }
    visitScalar(node, key, kind, depth: depth)
  }

  private mutating func visitScalar(_ node: YAMLNode, _ key: String, _ kind: String, depth: Int) {
    guard let text = node.text else { return }
    if let other = Self.words[key]?[text] { return replace(node, .word, other) }
    if let value = node.boolean {
      return replace(node, key == "allow-same" ? .sameTime : .word, value ? "false" : "true")
    }
    if let day = node.monthDay, key == "by" { return addDays(node, day) }
    if let length = node.period {
      let operation: MutationOperation = key == "tolerance" ? .tolerance : .limit
      for amount in [length.amount + 1, length.amount - 1] where amount >= 0 {
        replace(node, operation, "\(PeriodLength(amount, length.unit))")
      }
      return
    }
    if key == "change" { return addPercents(node, text) }
    let isCount = kind == "coverage" && key == "at-least"
    addNumbers(node, isCount ? .eventCount : .number)
  }

  /// One more and one less, in the last digit that is written.
  private mutating func addNumbers(_ node: YAMLNode, _ operation: MutationOperation) {
    guard let number = node.decimal else { return }
    for step in [1, -1] as [Int64] { replace(node, operation, number.adding(step).text) }
  }

  private mutating func addPercents(_ node: YAMLNode, _ text: String) {
    let digits = text.prefix { $0.isNumber || $0 == "-" || $0 == "." }
    guard let number = DecimalNumber(digits) else { return }
    for step in [1, -1] as [Int64] {
      replace(node, .number, number.adding(step).text + text.dropFirst(digits.count))
    }
  }

  private mutating func addDays(_ node: YAMLNode, _ day: (month: Int, day: Int)) {
    guard let date = CivilDate(year: 2001, month: day.month, day: day.day) else { return }
    for step in [1, -1] {
      let (_, month, day) = date.adding(days: step).components
      replace(node, .number, "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)")
    }
  }

  private mutating func dropElements(_ elements: [YAMLNode], of list: YAMLNode) {
    guard elements.count > 1 else { return }
    for (index, element) in elements.enumerated() {
      var rest = elements.map { source.text(of: $0.ownSpan) }
      rest.remove(at: index)
      let span = trimmed(list.ownSpan)
      add(
        .droppedMonth, element.ownSpan, source.text(of: element.ownSpan), "—",
        .text(span, "[" + rest.joined(separator: ", ") + "]"))
    }
  }

  private mutating func findComparison(_ entry: YAMLEntry, _ kind: String) {
    guard kind != "coverage", kind != "order" else { return }
    for other in Self.comparisons[entry.key] ?? [] {
      add(.targetComparison, entry.keySpan, entry.key, other, .text(entry.keySpan, other))
    }
  }

  private mutating func exchangeUntil(_ value: YAMLNode, _ rule: YAMLNode) {
    guard let from = rule["from"]?.text, from != value.text, value.text != nil else { return }
    replace(value, .column, from)
  }

  /// Leaves an entry out of its map.
  private mutating func drop(_ entry: YAMLEntry, in node: YAMLNode) {
    guard node.entries?.count ?? 0 > 1 else { return }
    var start = entry.keySpan.start
    var end = trimmed(entry.value.ownSpan).end
    if source.bytes[min(node.span.start, source.bytes.count - 1)] == UInt8(ascii: "{") {
      // The comma before the entry goes with it, or the one behind the first.
      let before = source.bytes[node.span.start..<start].lastIndex { $0 != 0x20 && $0 != 0x0A }
      if let before, source.bytes[before] == UInt8(ascii: ",") {
        start = before
      } else if let comma = source.bytes[end..<node.span.end].firstIndex(of: UInt8(ascii: ",")) {
        end = comma + 1
      }
    }
    add(
      .droppedFact, entry.keySpan, entry.key, "—", .text(SourceSpan(start: start, end: end), ""))
  }

  // MARK: - What the rule does not state

  /// Keys that are left out where their default is meant.
  private mutating func findDefaults(_ node: YAMLNode, _ rule: CheckedRule) {
    guard let first = node.entries?.first else { return }
    func insert(_ operation: MutationOperation, _ key: String, _ value: String, _ fallback: String)
    {
      guard node[key] == nil else { return }
      let isFlow = source.bytes[min(node.span.start, source.bytes.count - 1)] == UInt8(ascii: "{")
      let column = source.position(ofOffset: first.keySpan.start).column
      let glue = isFlow ? ", " : "\n" + String(repeating: " ", count: column - 1)
      let place = SourceSpan(start: first.keySpan.start, end: first.keySpan.start)
      let kind = node.entry("kind")?.keySpan ?? first.keySpan
      add(
        operation, kind, "(\(key): \(fallback))", "\(key): \(value)",
        .text(place, "\(key): \(value)\(glue)"))
    }
    switch rule.kind {
    case .order: insert(.sameTime, "allow-same", "false", "true")
    case .recurrence: insert(.tolerance, "tolerance", "1 day", "0 days")
    case .coverage: insert(.eventCount, "at-least", "2", "1")
    default: break
    }
  }

  /// A span without the white space at its end.
  func trimmed(_ span: SourceSpan) -> SourceSpan {
    var end = min(span.end, source.bytes.count)
    while end > span.start, [0x20, 0x0A, 0x0D, 0x09].contains(source.bytes[end - 1]) { end -= 1 }
    return SourceSpan(start: span.start, end: end)
  }
}

extension DecimalNumber {
  /// The number with steps of its last digit added.
  func adding(_ steps: Int64) -> DecimalNumber {
    DecimalNumber(mantissa: mantissa + steps, scale: scale)
  }

  /// The number as it is written.
  var text: String {
    let sign = mantissa < 0 ? "-" : ""
    let digits = String(mantissa.magnitude)
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
