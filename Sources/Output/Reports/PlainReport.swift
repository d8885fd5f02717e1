import CivilTime
import Findings

/// Findings and group results as lines for programs: CSV in UTF-8 without a byte-order mark, LF.
///
/// Words, columns and forms are the same in every language: verdicts by their keywords, ISO days and
/// moments, exact fractions as `n/d`. `cells` holds `name=value` pairs parted by `;`.
enum PlainReport: ReportRenderer {
  static let columns = [
    "rule", "verdict", "key", "period", "due", "actual", "days_late", "low", "high", "target",
    "met", "missed", "pending", "undetermined", "cells",
  ]

  static func render(_ view: ReportView, to output: inout ReportOutput) {
    var line = PlainLine()
    let rules = view.result.rules.map(\.id)
    let heads = rules.map { rule in
      Verdict.allCases.map { verdict in
        line.field(rule)
        line.field(verdict.rawValue)
        return line.takenFields()
      }
    }
    for column in columns { line.field(column) }
    line.end()
    output.write(bytes: line.takenLines())
    let parts = view.result.findings.parts(ofAbout: partSize)
    view.options.work.run(parts.count) {
      lines(parts[$0], heads, rules)
    } take: {
      output.write(bytes: $0)
    }
    for group in view.result.groups {
      write(group, rules, to: &line)
      output.write(bytes: line.takenLines())
    }
  }

  /// About how many findings are made lines of at a time: some 100 KB.
  private static let partSize = 1024

  private static func lines(
    _ part: FindingList.Part, _ heads: [[[UInt8]]], _ rules: [String]
  ) -> [UInt8] {
    var line = PlainLine()
    part.forEach { record in
      line.line(record, head: heads[record.rule][record.verdict.index])
    } other: { finding in
      line.field(rules[finding.rule])
      line.field(finding.verdict.rawValue)
      line.values(finding.subject.values)
      line.field(finding.subject.period?.label)
      line.field(finding.due)
      line.field(finding.actual)
      line.field(finding.lateness?.days)
      line.skip(7)
      line.pairs(finding.cells)
      line.end()
    }
    return line.takenLines()
  }

  private static func write(
    _ group: GroupResult, _ rules: [String], to line: inout PlainLine
  ) {
    line.field(rules[group.rule])
    line.field(group.verdict.rawValue)
    line.values(group.subject.values)
    line.field(group.isUnplaced ? "unknown" : group.subject.period?.label)
    line.skip(3)
    line.field("\(group.low.numerator)/\(group.low.denominator)")
    line.field("\(group.high.numerator)/\(group.high.denominator)")
    line.field(group.target.map { "\($0.numerator)/\($0.denominator)" })
    line.field(group.members.compliant)
    line.field(group.members.violated)
    line.field(group.members.pending)
    line.field(group.members.undetermined)
    line.skip(1)
    line.end()
  }
}

extension Verdict {
  /// The place among all verdicts.
  fileprivate var index: Int {
    switch self {
    case .compliant: 0
    case .violated: 1
    case .pending: 2
    case .notApplicable: 3
    case .undetermined: 4
    }
  }
}
