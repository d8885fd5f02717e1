import CivilTime
import Columns
import Diagnostics
import Expressions
import RuleSyntax

/// The CEL expression that a plain map of columns stands for, and where its parts are written.
///
/// `{ category: [甲, 乙], age: { at-most: 18 } }` is `category in ["甲", "乙"] && age <= 18`.
struct PlainCondition {
  private(set) var text = ""
  /// Expression offsets with the file offsets of the entries they come from.
  private(set) var segments: [(expression: Int, file: Int)] = []
  /// What is wrong, with the node or key at fault.
  private(set) var problems: [Problem] = []

  struct Problem {
    var code: DiagnosticCode
    var message: LocalizedText
    var span: SourceSpan
    /// The name that is wrong, and those that are right, for a suggestion.
    var name: String?
    var candidates: [String] = []
  }

  private let schema: DatasetSchema

  init(_ node: YAMLNode, schema: DatasetSchema) {
    self.schema = schema
    for entry in node.entries ?? [] {
      guard let index = schema.columnIndex(entry.key) else {
        let names = schema.allColumns.map(\.name)
        problems.append(
          Problem(
            code: .checkUnknownColumn,
            message: LocalizedText(zh: "沒有欄位「\(entry.key)」", en: "no column '\(entry.key)'"),
            span: entry.keySpan, name: entry.key, candidates: names))
        continue
      }
      add(entry, schema.allColumns[index])
    }
  }

  private mutating func add(_ entry: YAMLEntry, _ column: ColumnSchema) {
    let node = entry.value
    if let parts = node.entries {
      for part in parts { add(comparison(part, column), part.keySpan) }
    } else if let elements = node.elements {
      add(membership(elements, column), node.span)
    } else if let word = node.scalar, word.style == .plain, word.text == "present" {
      add("has(\(column.name))", entry.keySpan)
    } else if let word = node.scalar, word.style == .plain, word.text == "absent" {
      add("!has(\(column.name))", entry.keySpan)
    } else if let literal = literal(node, column) {
      add("\(column.name) == \(literal)", entry.keySpan)
    }
  }

  private mutating func add(_ part: String?, _ span: SourceSpan) {
    guard let part else { return }
    if !text.isEmpty { text += " && " }
    segments.append((text.utf8.count, span.start))
    text += part
  }

  private mutating func comparison(_ part: YAMLEntry, _ column: ColumnSchema) -> String? {
    let signs = ["at-least": ">=", "at-most": "<=", "above": ">", "below": "<"]
    if let sign = signs[part.key] {
      if column.type == .text || column.type == .boolean {
        problems.append(
          Problem(
            code: .checkColumnType,
            message: LocalizedText(
              zh: "\(column.type.rawValue) 欄位「\(column.name)」不能比大小",
              en: "column '\(column.name)' of type \(column.type.rawValue) has no order"),
            span: part.keySpan))
        return nil
      }
      return literal(part.value, column).map { literal in
        // A bare day against a timestamp means the civil day.
        literal.hasPrefix("date(") && column.type == .timestamp
          ? "date(\(column.name)) \(sign) \(literal)" : "\(column.name) \(sign) \(literal)"
      }
    }
    guard let list = membership(part.value.oneOrMore, column) else { return nil }
    return part.key == "not" ? "!(\(list))" : list
  }

  private mutating func membership(_ nodes: [YAMLNode], _ column: ColumnSchema) -> String? {
    let literals = nodes.compactMap { literal($0, column) }
    guard literals.count == nodes.count, let first = literals.first else { return nil }
    if literals.count == 1 { return "\(column.name) == \(first)" }
    return "\(column.name) in [\(literals.joined(separator: ", "))]"
  }

  private mutating func literal(_ node: YAMLNode, _ column: ColumnSchema) -> String? {
    guard let text = node.text else { return nil }
    if column.type == .text, !column.values.isEmpty, !column.values.contains(text) {
      problems.append(
        Problem(
          code: .checkUndeclaredValue,
          message: LocalizedText(
            zh: "欄位「\(column.name)」沒有「\(text)」這個值",
            en: "column '\(column.name)' never holds '\(text)'"),
          span: node.ownSpan, name: text, candidates: column.values))
      return nil
    }
    let literal: String? =
      switch column.type {
      case .text: Value.quoted(text)
      case .integer: node.integer.map(String.init)
      case .decimal: node.decimal.map { _ in "decimal(\(Value.quoted(text)))" }
      case .boolean: boolean(node, text, column)
      case .date: node.date.map { "date(\"\($0.isoText)\")" }
      case .timestamp: Self.time(node, schema.zone)
      }
    if literal == nil {
      problems.append(
        Problem(
          code: .checkColumnType,
          message: LocalizedText(
            zh: "「\(text)」不是欄位「\(column.name)」的值（\(column.type.rawValue)）",
            en: "'\(text)' is not a value of column '\(column.name)' (\(column.type.rawValue))"),
          span: node.ownSpan))
    }
    return literal
  }

  private func boolean(_ node: YAMLNode, _ text: String, _ column: ColumnSchema) -> String? {
    if let value = node.boolean { return String(value) }
    if column.trueWords.contains(text) { return "true" }
    return column.falseWords.contains(text) ? "false" : nil
  }

  private static func time(_ node: YAMLNode, _ zone: TimeZoneRules) -> String? {
    guard let written = try? node.time?.get() else { return nil }
    if written.precision == .day { return "date(\"\(written.date.isoText)\")" }
    let instant = written.moment(in: zone).instant
    return "timestamp(\"\(TimeZoneRules.utc.localTime(of: instant).isoText(precision: .second))Z\")"
  }
}
