import CivilTime
public import Columns
import Diagnostics
public import Findings

/// The examination of a check: what costs little on columns that are read anyway.
///
/// A batch is surveyed on any thread; a `SurveyCollector` puts the surveys together in input order.
public struct ScanSurvey: Sendable {
  /// What a survey of one batch gives.
  public struct BatchSurvey: Sendable {
    var repairs: [RepairCounts]
    var placeholders: [(request: Int, line: Int, day: CivilDate)]
    var placeholderCounts: [Int]
    /// The hash of each row's key; 0 where the row has none.
    var keys: [UInt64] = []
    /// The line of each row, counted from the batch's first; empty where it is the row's number.
    var lines: [Int32] = []
    var pairs: [OrderPairs.Pair] = []
    var months: [Int: Int] = [:]
  }

  /// The days between which no default of a system lies but 1970-01-01: 1950 to 2075.
  private static let ordinary: ClosedRange<Int64> = -7_305...38_350
  /// The most columns whose order is looked at.
  private static let mostMoments = 6

  private let columns: [ColumnSchema]
  private let requests: [ColumnRequest]
  private let zone: TimeZoneRules
  /// The key's columns and the moments by their place in a batch; a log of events has one row a key.
  private let keys: [Int]
  private let order: OrderPairs
  private let dated: Int?

  /// Prepares surveys of the columns that a scan reads.
  public init(schema: DatasetSchema, requests: [ColumnRequest]) {
    columns = schema.allColumns
    self.requests = requests
    zone = schema.zone
    let places = schema.key.compactMap { name in
      requests.firstIndex { schema.allColumns[$0.column].name == name }
    }
    keys = schema.events == nil && places.count == schema.key.count ? places : []
    let columns = columns
    let moments = requests.indices.filter {
      let type = columns[requests[$0].column].type
      return type == .date || type == .timestamp
    }
    let inOrder = moments.sorted { requests[$0].column < requests[$1].column }
    order = OrderPairs(columns: Array(inOrder.prefix(Self.mostMoments)))
    dated =
      inOrder.first { !columns[requests[$0].column].isOptional } ?? inOrder.first
  }

  /// Surveys a batch that holds the columns asked for.
  public func survey(_ batch: Batch) -> BatchSurvey {
    var result = BatchSurvey(
      repairs: batch.columns.map(\.repairs), placeholders: [],
      placeholderCounts: [Int](repeating: 0, count: batch.columns.count))
    for (index, vector) in batch.columns.enumerated()
    where vector.type == .date || vector.type == .timestamp {
      findPlaceholders(index, vector, batch, &result)
    }
    if !keys.isEmpty {
      result.keys = KeyHashes(keys.map { batch.columns[$0] }, rowCount: batch.rowCount).hashes
      result.lines = batch.lineOffsets
    }
    result.pairs = order.pairs.map { pair in compared(pair, batch) }
    if let dated { result.months = months(of: batch.columns[dated], batch.rowCount) }
    return result
  }

  private func findPlaceholders(
    _ index: Int, _ vector: ColumnVector, _ batch: Batch, _ result: inout BatchSurvey
  ) {
    let scale: Int64 = vector.type == .date ? 1 : 86_400_000
    let (first, last, near) = (
      Self.ordinary.lowerBound * scale, Self.ordinary.upperBound * scale, 2 * scale
    )
    for row in 0..<batch.rowCount {
      let value = vector.values[row]
      if value >= first, value < last, value >= near || value <= -near { continue }
      guard vector.isPresent(row) else { continue }
      let date = date(vector, row)
      guard PlaceholderDates.contains(date) else { continue }
      result.placeholderCounts[index] += 1
      if result.placeholderCounts[index] <= IssueTally.mostExamples {
        result.placeholders.append((index, batch.lineOffset(ofRow: row), date))
      }
    }
  }

  private func date(_ vector: ColumnVector, _ row: Int) -> CivilDate {
    vector.type == .date
      ? CivilDate(dayNumber: Int32(truncatingIfNeeded: vector.values[row]))
      : zone.day(of: Instant(milliseconds: vector.values[row]))
  }

  /// Whether a cell holds a moment between 1950 and 2075 that is no default.
  private func isOrdinary(_ vector: ColumnVector, _ row: Int) -> Bool {
    guard vector.isPresent(row) else { return false }
    let day = vector.type == .date ? vector.values[row] : vector.values[row] / 86_400_000
    return Self.ordinary.contains(day)
      && (!(-1...1).contains(day) || !PlaceholderDates.contains(date(vector, row)))
  }

  private func compared(_ pair: OrderPairs.Pair, _ batch: Batch) -> OrderPairs.Pair {
    var pair = pair
    let (one, other) = (batch.columns[pair.first], batch.columns[pair.second])
    let byInstant = one.type == .timestamp && other.type == .timestamp
    let day = Precision.day.rawValue
    for row in 0..<batch.rowCount where isOrdinary(one, row) && isOrdinary(other, row) {
      let (left, right): (Int64, Int64)
      if byInstant, one.details[row] != day, other.details[row] != day {
        (left, right) = (one.values[row], other.values[row])
      } else {
        (left, right) = (Int64(date(one, row).dayNumber), Int64(date(other, row).dayNumber))
      }
      if left < right {
        pair.addBefore(at: .init(file: 0, line: batch.lineOffset(ofRow: row)))
      } else if left > right {
        pair.addAfter(at: .init(file: 0, line: batch.lineOffset(ofRow: row)))
      } else {
        pair.same += 1
      }
    }
    return pair
  }

  private func months(of vector: ColumnVector, _ rowCount: Int) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    // Rows of a month mostly stand together.
    var month = 0
    var days: ClosedRange<Int32> = 1...1
    var run = 0
    for row in 0..<rowCount where isOrdinary(vector, row) {
      let day = date(vector, row).dayNumber
      if run > 0, days.contains(day) {
        run += 1
        continue
      }
      if run > 0 { counts[month, default: 0] += run }
      let date = CivilDate(dayNumber: day)
      month = date.year * 12 + date.month - 1
      let first = CivilDate.dayNumber(year: date.year, month: date.month, day: 1)
      days = first...first + 27
      if !days.contains(day) { days = day...day }
      run = 1
    }
    if run > 0 { counts[month, default: 0] += run }
    return counts
  }

  /// A collector of this scan's surveys, over a number of files.
  public func collector(fileCount: Int) -> SurveyCollector {
    SurveyCollector(
      columns: columns, requests: requests, keys: keys, order: order, dated: dated,
      fileCount: fileCount)
  }
}

/// Puts the surveys of a scan's batches together.
public struct SurveyCollector {
  /// The most rows whose keys are kept: 32 MiB of them.
  private static let mostKeys = 2_000_000

  private let requests: [ColumnRequest]
  private let keyColumns: [Int]
  private let dated: Int?
  private var tally: IssueTally
  private var repairs: [RepairCounts]
  private var keys = KeyTable(limit: Self.mostKeys)
  private var order: OrderPairs
  private var months: MonthVolumes

  init(
    columns: [ColumnSchema], requests: [ColumnRequest], keys: [Int], order: OrderPairs,
    dated: Int?, fileCount: Int
  ) {
    self.requests = requests
    keyColumns = keys.map { requests[$0].column }
    self.dated = dated.map { requests[$0].column }
    self.order = order
    months = MonthVolumes(fileCount: fileCount)
    tally = IssueTally(columns: columns)
    repairs = requests.map { _ in RepairCounts() }
  }

  /// Takes in a batch's survey.
  public mutating func merge(_ survey: ScanSurvey.BatchSurvey, origin: BatchOrigin) {
    for index in repairs.indices { repairs[index] += survey.repairs[index] }
    var left = survey.placeholderCounts
    for (request, line, day) in survey.placeholders {
      left[request] -= 1
      tally.add(
        .placeholderDate, column: requests[request].column,
        at: IssueTally.Place(file: origin.file, line: origin.firstLine + line),
        found: day.isoText)
    }
    for index in left.indices where left[index] > 0 {
      tally.add(.placeholderDate, column: requests[index].column, count: left[index])
    }
    for (row, hash) in survey.keys.enumerated() where hash != 0 {
      guard keys.insert(hash, file: origin.file) else { continue }
      let line = survey.lines.isEmpty ? row : Int(survey.lines[row])
      tally.add(
        .duplicateKey, column: keyColumns[0],
        at: IssueTally.Place(file: origin.file, line: origin.firstLine + line))
    }
    order.merge(survey.pairs, file: origin.file, firstLine: origin.firstLine)
    months.add(survey.months, file: origin.file)
  }

  /// The issues of the scan.
  ///
  /// - Parameters:
  ///   - files: The log's files, which are compared with each other.
  ///   - firstInput: The index of the first of them among the result's inputs.
  ///   - tainted: The rules whose verdicts a defect of a column, or of whole rows, taints.
  public mutating func finish(
    dataset: String, files: [ExaminedFile], firstInput: Int, tainted: (Int?) -> [Int]
  ) -> [DataIssue] {
    if keys.repeatedKeys > 0 { tally.noteRepeatedKeys(keys.repeatedKeys, column: keyColumns[0]) }
    if keys.unseenRows > 0 {
      tally.add(.examinationLimit, at: IssueTally.Place(file: 0, line: 1), count: keys.unseenRows)
    }
    order.finish(into: &tally) { requests[$0].column }
    FileComparison(
      files: files, months: months, repeats: keyColumns.isEmpty ? nil : keys.repeatsOfFile,
      dayColumn: dated
    ).finish(into: &tally)
    for index in repairs.indices {
      RepairNotes.add(repairs[index], column: requests[index].column, to: &tally)
    }
    return tally.finish(
      dataset: dataset, files: files.map(\.path), firstInput: firstInput, tainted: tainted)
  }
}
