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
    line.write(columns.joined(separator: ","))
    line.end(&output)
    for finding in view.result.findings {
      line.field(view.rule(of: finding).id)
      line.field(finding.verdict.rawValue)
      line.values(finding.subject.values)
      line.field(finding.subject.period?.label)
      line.field(finding.due)
      line.field(finding.actual)
      line.field(finding.lateness?.days)
      line.skip(7)
      line.pairs(finding.cells)
      line.end(&output)
    }
    for group in view.result.groups { write(group, view, &line, to: &output) }
  }

  private static func write(
    _ group: GroupResult, _ view: ReportView, _ line: inout PlainLine,
    to output: inout ReportOutput
  ) {
    line.field(view.result.rules[group.rule].id)
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
    line.end(&output)
  }
}

/// One line of fields, its memory used again for the next.
struct PlainLine {
  private var bytes: [UInt8] = []
  private var isFirst = true

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Ends the line and hands it on.
  mutating func end(_ output: inout ReportOutput) {
    bytes.append(0x0A)
    output.write(bytes: bytes)
    bytes.removeAll(keepingCapacity: true)
    isFirst = true
  }

  mutating func skip(_ count: Int) {
    for _ in 0..<count { separate() }
  }

  mutating func field(_ text: String?) {
    separate()
    if let text { append(text) }
  }

  mutating func field(_ number: Int?) {
    separate()
    if let number { append(number) }
  }

  /// A day, or a moment as exactly as it is known.
  mutating func field(_ time: StatedTime?) {
    separate()
    guard let time else { return }
    let (year, month, day) = time.local.date.components
    append(year, digits: 4)
    bytes.append(0x2D)
    append(month, digits: 2)
    bytes.append(0x2D)
    append(day, digits: 2)
    guard !time.isEndOfDay, time.precision != .day else { return }
    bytes.append(0x20)
    append(time.local.hour, digits: 2)
    bytes.append(0x3A)
    append(time.local.minute, digits: 2)
    guard time.precision == .second else { return }
    bytes.append(0x3A)
    append(time.local.second, digits: 2)
  }

  /// The values of a key, parted by a space.
  mutating func values(_ values: [NamedValue]) {
    separate()
    if values.count == 1 { return append(values[0].value) }
    append(values.map(\.value).joined(separator: " "))
  }

  mutating func pairs(_ values: [NamedValue]) {
    separate()
    guard !values.isEmpty else { return }
    append(values.map { "\($0.name)=\($0.value)" }.joined(separator: ";"))
  }

  private mutating func separate() {
    if isFirst { isFirst = false } else { bytes.append(0x2C) }
  }

  private mutating func append(_ text: String) {
    let start = bytes.count
    var needsQuotes = false
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2,
        text.unicodeScalars.contains(where: Self.isHidden)
      {
        bytes.removeLast(bytes.count - start)
        return append(Self.shown(text))
      }
      if byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D { needsQuotes = true }
      bytes.append(byte)
    }
    guard needsQuotes else { return }
    bytes.removeLast(bytes.count - start)
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar != "\r" && scalar != "\t" && SafeText.isHidden(scalar)
  }

  /// The text with the replacement character for what cannot be seen.
  private static func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isHidden($0) ? "\u{FFFD}" : $0 }))
  }

  private mutating func append(_ number: Int, digits: Int = 1) {
    if number < 0 { bytes.append(0x2D) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0 || bytes.count - start < digits
    bytes[start...].reverse()
  }
}
