/// How a file is written: real exports agree on nothing.
struct FileStyle {
  var byteOrderMark = false
  var lineEnd = "\n"
  var isBig5 = false
}

/// A defect that was planted, so that a reader can be held to finding it.
struct Defect {
  /// What is wrong, in the words of the readers' issues or of the data checks.
  var kind: String
  /// The line of the file, from 1.
  var line: Int
  /// The rule-side name of the column.
  var column: String?
}

/// What a rule must say of each row, in order of rows; nothing of a value that came before.
struct Expectation {
  var rule: String
  var verdicts: [Verdict?]
}

/// What a rule must say of a group and period.
struct GroupExpectation {
  var rule: String
  var group: [(name: String, value: String)]
  var met: Int
  var missed: Int
  /// Cases that are pending or undetermined.
  var open: Int
  var verdict: Verdict
}

/// One file of the sample with everything that is known of it.
struct Sample {
  var dataset: String
  var header: [String]
  var rows: [[String]]
  var style = FileStyle()
  /// The index of the column that identifies rows.
  var key = 0
  var expectations: [Expectation] = []
  var groups: [GroupExpectation] = []
  var defects: [Defect] = []

  /// The text of the file before it is encoded.
  var text: String {
    ([header] + rows)
      .map { $0.map(Self.quoted).joined(separator: ",") + style.lineEnd }
      .joined()
  }

  /// A cell in quotation marks where the format needs them; a raw cell that was planted keeps its comma.
  static func quoted(_ cell: String) -> String {
    if cell.hasPrefix(raw) { return String(cell.dropFirst(raw.count)) }
    let needs = cell.contains(",") || cell.contains("\"") || cell.contains("\n")
    return needs ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }

  /// Marks a cell that is written as it stands, so that its comma shifts the row.
  static let raw = "\u{1}"

  /// Adds what a rule must say of each row.
  mutating func expect(_ rule: String, _ verdicts: [Verdict?]) {
    expectations.append(Expectation(rule: rule, verdicts: verdicts))
  }

  /// Adds what a rate must say of groups: each row with its verdict and the group it belongs to.
  mutating func expectRate(
    _ rule: String, target: Int, isOver: Bool,
    _ members: [(group: [(name: String, value: String)], verdict: Verdict)]
  ) {
    var order: [String] = []
    var byName: [String: GroupExpectation] = [:]
    for member in members where member.verdict != .notApplicable {
      let name = member.group.map(\.value).joined(separator: "|")
      if byName[name] == nil { order.append(name) }
      var group =
        byName[name]
        ?? GroupExpectation(
          rule: rule, group: member.group, met: 0, missed: 0, open: 0, verdict: .pending)
      switch member.verdict {
      case .compliant: group.met += 1
      case .violated: group.missed += 1
      default: group.open += 1
      }
      byName[name] = group
    }
    for name in order {
      guard var group = byName[name] else { continue }
      group.verdict = Self.rateVerdict(group, target: target, isOver: isOver)
      groups.append(group)
    }
  }

  /// A share as an interval: the target is met if even the low end meets it, missed if the high end
  /// does not; while the period runs, later cases can still save all but a target of 100%.
  private static func rateVerdict(
    _ group: GroupExpectation, target: Int, isOver: Bool
  ) -> Verdict {
    let all = group.met + group.missed + group.open
    if !isOver { return target == 100 && group.missed > 0 ? .violated : .pending }
    if group.met * 100 >= target * all { return .compliant }
    if (group.met + group.open) * 100 < target * all { return .violated }
    return .pending
  }
}
