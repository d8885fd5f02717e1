import CivilTime
import Diagnostics
import RuleSyntax

/// A case of a test as the text of a document of its own, in canonical layout.
struct CaseText {
  let rule: String
  let pack: String?
  let asOf: WrittenTime?
  let testCase: TestDocument.Case
  /// The columns that a reader of the case would not miss: keys, where rows are numbered.
  let numbered: [String]
  /// What is expected, as YAML.
  let expectation: String

  /// The text; `nil` where it cannot be laid out.
  var document: String? {
    var lines = ["qixian: 1", "tests: \(Self.scalar(rule))"]
    if let pack { lines.append("pack: \(Self.scalar(pack))") }
    if let asOf { lines.append("as-of: \(Self.text(asOf))") }
    if let observed = testCase.observedThrough {
      lines.append("observed-through: \(Self.text(observed))")
    }
    if let known = testCase.knownOn { lines.append("known-on: \(known.isoText)") }
    if !testCase.registers.isEmpty {
      lines.append("register:")
      for register in testCase.registers {
        lines.append("  \(register.dataset):\(register.rows.isEmpty ? " []" : "")")
        lines += register.rows.map { "    - \(Self.map($0))" }
      }
    }
    lines += isTable ? table : cases
    let source = SourceText(name: "suggestion", text: lines.joined(separator: "\n") + "\n")
    return RuleFormatter.format(source)
  }

  /// Many rows that differ in their numbers only are one line of a table.
  private var isTable: Bool {
    !testCase.areEvents && testCase.numbersKeys
      && Set(testCase.rows.map { Self.map($0) }).count == 1
  }

  private var table: [String] {
    let cells = testCase.rows.first?.cells ?? []
    let head = cells.map(\.column) + ["rows", "expect"]
    let line =
      cells.map { Self.scalar($0.text) } + ["\(testCase.rows.count)", expectation]
    return [
      "table:", "  - [\(head.joined(separator: ", "))]", "  - [\(line.joined(separator: ", "))]",
    ]
  }

  private var cases: [String] {
    let rows = testCase.rows.enumerated().map { index, row in
      var row = row
      for key in numbered where !row.cells.contains(where: { $0.column == key }) {
        row.cells.insert((key, "\(index + 1)"), at: 0)
      }
      return Self.map(row)
    }
    var lines = ["cases:"]
    if rows.count == 1, !testCase.areEvents {
      lines.append("  - row: \(rows[0])")
    } else {
      lines.append("  - \(testCase.areEvents ? "events" : "rows"):\(rows.isEmpty ? " []" : "")")
      lines += rows.map { "      - \($0)" }
    }
    lines.append("    expect: \(expectation)")
    return lines
  }

  private static func map(_ row: TestDocument.Row) -> String {
    "{ " + row.cells.map { "\($0.column): \(scalar($0.text))" }.joined(separator: ", ") + " }"
  }

  /// A moment as tests write it: a day in the years of the Republic, the end of a day as 24:00.
  private static func text(_ time: WrittenTime) -> String {
    time.localTime.isoText(precision: time.precision, separator: " ")
  }

  /// A text as a scalar: plain where that is safe in every place.
  static func scalar(_ text: String) -> String {
    let words = ["null", "true", "false", "yes", "no", "~", "-", "="]
    let isPlain =
      text.first.map { $0.isLetter || $0.isNumber } == true && !words.contains(text.lowercased())
      && text.allSatisfy { $0.isLetter || $0.isNumber || "-_./+ :()（）".contains($0) }
      && !text.contains(": ") && !text.hasSuffix(":") && !text.hasSuffix(" ")
    return isPlain ? text : YAMLQuoting.quoted(text)
  }
}

extension CaseOutcome.Subject {
  /// What is expected of a subject, as YAML.
  func expectation(_ verdict: String) -> String {
    guard case .group(let names) = self, !names.isEmpty else { return verdict }
    let pairs = names.sorted { $0.key < $1.key }.map { "\($0.key): \(CaseText.scalar($0.value))" }
    return "{ group: { \(pairs.joined(separator: ", ")) }, verdict: \(verdict) }"
  }
}
