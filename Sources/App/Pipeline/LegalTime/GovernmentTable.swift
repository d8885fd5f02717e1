public import CivilTime
public import Diagnostics
public import Platform

/// One year of the government's work calendar as published: a row a day, `是否放假` 0 or 2.
public struct GovernmentTable: Sendable {
  /// One row.
  public struct Row: Sendable, Hashable {
    /// The day.
    public var date: CivilDate
    /// Whether it is a rest day; only the flag decides, never the note.
    public var rests: Bool
    /// The note, which may be empty.
    public var note: String
  }

  /// The Gregorian year.
  public var year: Int
  /// Its days, in order.
  public var rows: [Row]
  /// The file's encoding.
  public var encoding: LegacyText.Encoding

  /// Reads a file; `nil`, with the reasons, where it is not a complete year.
  public static func read(
    _ bytes: [UInt8], file: String
  ) -> (table: GovernmentTable?, diagnostics: [Diagnostic]) {
    guard let (text, encoding) = LegacyText.decode(bytes) else {
      let problem = Diagnostic(
        .calendarTable,
        LocalizedText(zh: "檔案不是 UTF-8 也不是 Big5", en: "the file is neither UTF-8 nor Big5"),
        at: .file(file))
      return (nil, [problem])
    }
    var reader = GovernmentTableReader(file: file)
    let table = reader.read(text).map {
      GovernmentTable(year: $0.year, rows: $0.rows, encoding: encoding)
    }
    return (reader.diagnostics.isEmpty ? table : nil, reader.diagnostics)
  }
}

/// Reads and checks the rows of one file.
private struct GovernmentTableReader {
  typealias Row = GovernmentTable.Row

  static let weekdays = ["一", "二", "三", "四", "五", "六", "日"]

  let file: String
  var diagnostics: [Diagnostic] = []

  mutating func read(_ text: [UInt8]) -> (year: Int, rows: [Row])? {
    var records = RawRecords(text, delimiter: 0x2C)
    guard let header = records.next() else {
      report(zh: "檔案是空的", en: "the file is empty", line: nil)
      return nil
    }
    let names = header.fields.indices.map { header.text($0).trimmedBlanks }
    guard let date = names.firstIndex(of: "西元日期"), let flag = names.firstIndex(of: "是否放假")
    else {
      refuse(names)
      return nil
    }
    let weekday = names.firstIndex(of: "星期")
    let note = names.firstIndex { $0.hasPrefix("備註") }
    var days: [CivilDate: Row] = [:]
    var line = 1
    while let record = records.next() {
      line += 1
      if record.fields.allSatisfy(\.isEmpty) { continue }
      guard
        let row = row(
          date: record.text(date).trimmedBlanks, weekday: weekday.map { record.text($0) },
          flag: record.text(flag).trimmedBlanks, note: note.map { record.text($0) }, line: line)
      else { continue }
      if days.updateValue(row, forKey: row.date) != nil {
        report(zh: "\(row.date) 重複出現", en: "\(row.date) stands twice", line: line)
      }
    }
    return complete(days)
  }

  private mutating func refuse(_ names: [String]) {
    if names.contains("Subject") || names.contains("Start Date") {
      report(
        zh: "這是匯入 Google 日曆用的版本，沒有「是否放假」欄", en: "this is the layout for Google Calendar", line: 1,
        help: LocalizedText(
          zh: "請改用同一年度不含「Google」字樣的辦公日曆表",
          en: "take the year's other file, without 'Google' in its name"))
    } else {
      report(
        zh: "標題列沒有「西元日期」與「是否放假」", en: "the header lacks 西元日期 and 是否放假", line: 1,
        help: LocalizedText(
          zh: "請使用政府資料開放平臺資料集 14718 的年度 CSV", en: "take the yearly CSV of data.gov.tw dataset 14718"
        ))
    }
  }

  private mutating func row(
    date text: String, weekday: String?, flag: String, note: String?, line: Int
  ) -> Row? {
    guard case .success(let date) = TimeText.parseDate(text, forms: [.compact, .iso]) else {
      report(zh: "「\(text)」不是西元日期", en: "'\(text)' is not a Gregorian date", line: line)
      return nil
    }
    if let weekday = weekday?.trimmedBlanks, !weekday.isEmpty,
      weekday != Self.weekdays[date.weekday - 1]
    {
      report(
        zh: "\(date) 是星期\(Self.weekdays[date.weekday - 1])，檔案寫「\(weekday)」",
        en: "\(date) is not the weekday written, '\(weekday)'", line: line)
    }
    guard flag == "0" || flag == "2" else {
      report(
        zh: "「是否放假」為「\(flag)」，應為 0（上班）或 2（放假）",
        en: "是否放假 is '\(flag)', not 0 (work) or 2 (rest)", line: line)
      return nil
    }
    return Row(date: date, rests: flag == "2", note: note?.trimmedBlanks ?? "")
  }

  /// The days of exactly one year.
  private mutating func complete(_ days: [CivilDate: Row]) -> (year: Int, rows: [Row])? {
    let rows = days.values.sorted { $0.date < $1.date }
    guard let first = rows.first else {
      if diagnostics.isEmpty { report(zh: "沒有任何日期", en: "there is no day", line: nil) }
      return nil
    }
    let year = first.date.year
    if let other = rows.last, other.date.year != year {
      report(
        zh: "檔案含有 \(year) 與 \(other.date.year) 年的日期",
        en: "the file holds days of \(year) and \(other.date.year)", line: nil)
    }
    let length = CivilDate.isLeap(year) ? 366 : 365
    if rows.count != length, diagnostics.isEmpty {
      let start = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: 1))
      let missing = (0..<length).lazy.map { start.adding(days: $0) }.first { days[$0] == nil }
      let example = missing.map(\.isoText) ?? ""
      report(
        zh: "\(year) 年只有 \(rows.count) 日，例如缺少 \(example)",
        en: "\(year) has only \(rows.count) days; \(example) is missing", line: nil)
    }
    return (year, rows)
  }

  private mutating func report(
    zh: String, en: String, line: Int?, help: LocalizedText? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .calendarTable, LocalizedText(zh: zh, en: en),
        at: .data(file: file, line: line, column: nil, field: nil), help: help))
  }
}
