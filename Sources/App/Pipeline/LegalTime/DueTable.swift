import CivilTime
public import Diagnostics

/// Computes the due dates of a whole table and appends them to its rows.
public struct DueTable: Sendable {
  /// What came out.
  public struct Outcome: Sendable {
    /// The table with `due` and `error` appended; empty where `problem` is set.
    public var output: [UInt8]
    /// The number of rows computed.
    public var computed: Int
    /// The number of rows that could not be computed.
    public var failed: Int
    /// Why the table as a whole cannot be used.
    public var problem: LocalizedText?
  }

  /// The columns read; others pass through.
  private struct Columns {
    var start: Int?
    var written: Int?
    var length: Int
    var unit: Int?
    var mode: Int?
    var adjustment: Int?
  }

  private let library: CountingLibrary
  private let language: Language

  /// Creates a table computation; errors are worded in the language.
  public init(library: CountingLibrary, language: Language) {
    self.library = library
    self.language = language
  }

  /// Fills a table given in UTF-8, with or without a byte-order mark, which is kept.
  public func fill(_ bytes: [UInt8]) -> Outcome {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = hasMark ? Array(bytes.dropFirst(3)) : bytes
    let firstLine = content.prefix { $0 != 0x0A && $0 != 0x0D }
    let delimiter: UInt8 = firstLine.contains(0x09) && !firstLine.contains(0x2C) ? 0x09 : 0x2C
    var records = RawRecords(content, delimiter: delimiter)
    guard let header = records.next(), !header.isBlank else {
      return refusal(LocalizedText(zh: "表格是空的", en: "the table is empty"))
    }
    let names = header.fields.indices.map { header.text($0).trimmedBlanks.lowercased() }
    guard let columns = columns(names) else {
      return refusal(
        LocalizedText(
          zh: "表格缺少 start（或 start_as_written）與 length 欄",
          en: "the table lacks the columns start (or start_as_written) and length"))
    }
    var outcome = Outcome(output: hasMark ? [0xEF, 0xBB, 0xBF] : [], computed: 0, failed: 0)
    append(header, count: names.count, "due", "error", delimiter, to: &outcome.output)
    while let record = records.next() {
      if record.isBlank {
        outcome.output += record.lineEnd
        continue
      }
      do throws(DueProblem) {
        let due = try due(of: record, columns, count: names.count)
        append(record, count: names.count, due, "", delimiter, to: &outcome.output)
        outcome.computed += 1
      } catch {
        let message = error.message[language]
        append(record, count: names.count, "", message, delimiter, to: &outcome.output)
        outcome.failed += 1
      }
    }
    return outcome
  }

  private func refusal(_ problem: LocalizedText) -> Outcome {
    Outcome(output: [], computed: 0, failed: 0, problem: problem)
  }

  private func columns(_ names: [String]) -> Columns? {
    func index(_ name: String) -> Int? { names.firstIndex(of: name) }
    guard let length = index("length"), index("start") ?? index("start_as_written") != nil else {
      return nil
    }
    return Columns(
      start: index("start"), written: index("start_as_written"), length: length,
      unit: index("unit"), mode: index("mode"), adjustment: index("adjustment"))
  }

  /// Writes a record as it came, padded or cut to the header's fields, with two more.
  private func append(
    _ record: RawRecords.Record, count: Int, _ due: String, _ error: String, _ delimiter: UInt8,
    to output: inout [UInt8]
  ) {
    if record.fields.count <= count {
      output += record.raw
      output += repeatElement(delimiter, count: count - record.fields.count)
    } else {
      output += record.fields.prefix(count).joined(separator: [delimiter])
    }
    output.append(delimiter)
    output += RawRecords.quoted(due, delimiter: delimiter)
    output.append(delimiter)
    output += RawRecords.quoted(error, delimiter: delimiter)
    output += record.lineEnd.isEmpty ? [0x0A] : record.lineEnd
  }

  // MARK: - Rows

  private func due(
    of record: RawRecords.Record, _ columns: Columns, count: Int
  ) throws(DueProblem) -> String {
    guard record.fields.count == count else {
      throw .fields(found: record.fields.count, expected: count)
    }
    func cell(_ index: Int?) -> String { index.map { record.text($0).trimmedBlanks } ?? "" }
    let request = try request(
      start: cell(columns.start), written: cell(columns.written), length: cell(columns.length),
      unit: cell(columns.unit), mode: cell(columns.mode), adjustment: cell(columns.adjustment))
    let due = try request.answer(with: library).due
    guard due.isCovered else {
      throw .outsideCalendar(
        provisional: due.day, calendar: library.calendar.identifier, library.calendar.coverage)
    }
    return DueRequest.text(of: due, in: library.zone)
  }

  private func request(
    start: String, written: String, length: String, unit: String, mode: String,
    adjustment: String
  ) throws(DueProblem) -> DueRequest {
    let startText = start.isEmpty ? written : start
    if startText.isEmpty { throw .noStart }
    let begin: WrittenTime
    switch TimeText.parse(startText) {
    case .success(let time): begin = time
    case .failure(let problem): throw .start(startText, problem)
    }
    let period = try period(length, unit)
    let profile = try library.profile(mode: mode, for: period.unit)
    return DueRequest(start: begin, length: period, profile: profile, adjustment: adjustment)
  }

  private func period(_ length: String, _ unit: String) throws(DueProblem) -> PeriodLength {
    if !unit.isEmpty {
      let word = unit.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 }
      guard PeriodLength.Unit(word: String(word)) != nil else { throw .unit(unit) }
    }
    switch PeriodLength.parse(unit.isEmpty ? length : "\(length) \(unit)") {
    case .success(let period): return period
    // `1.5 day` stops at the point: the number is wrong, not the unit.
    case .failure(.unknownUnit) where !unit.isEmpty: throw .length(length, .noNumber)
    case .failure(let problem): throw .length(length, problem)
    }
  }
}
