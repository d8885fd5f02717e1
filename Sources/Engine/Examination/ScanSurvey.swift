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

  /// The most columns whose order is looked at.
  private static let mostMoments = 6

  private let columns: [ColumnSchema]
  private let requests: [ColumnRequest]
  private let zone: TimeZoneRules
  /// The key's columns and the moments by their place in a batch; a log of events has one row a key.
  private let keys: [Int]
  private let order: OrderPairs
  private let dated: Int?

  /// Whether keys are looked at; not where a rule of the scan compares them all.
  private let seesKeys: Bool

  /// Prepares surveys of the columns that a scan reads.
  ///
  /// - Parameter seesKeys: Whether to look for keys that occur again; else `finish` is told of them.
  public init(schema: DatasetSchema, requests: [ColumnRequest], seesKeys: Bool = true) {
    self.seesKeys = seesKeys
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
    let moments = batch.columns.map { vector in
      vector.type == .date || vector.type == .timestamp
        ? OrdinaryMoments(vector, rowCount: batch.rowCount, zone: zone) : nil
    }
    for (index, moments) in moments.enumerated() {
      guard let moments, !moments.placeholders.isEmpty else { continue }
      result.placeholderCounts[index] = moments.placeholders.count
      for row in moments.placeholders.prefix(IssueTally.mostExamples) {
        result.placeholders.append(
          (index, batch.lineOffset(ofRow: Int(row)), moments.day(Int(row))))
      }
    }
    if seesKeys, !keys.isEmpty {
      result.keys = KeyHashes(keys.map { batch.columns[$0] }, rowCount: batch.rowCount).hashes
      result.lines = batch.lineOffsets
    }
    result.pairs = order.compared(moments, in: batch)
    if let dated, let moments = moments[dated] { result.months = moments.months }
    return result
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
  /// The most rows whose keys are kept: 16 MiB of them.
  private static let mostKeys = 1_500_000

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
    for row in keys.insert(survey.keys, file: origin.file) {
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
  ///   - repeatedKeys: For each key that occurs more than once the places of its rows, in order, by
  ///     inputs of the result; empty where the surveys saw the keys.
  ///   - tainted: The rules whose verdicts a defect of a column, or of whole rows, taints.
  public mutating func finish(
    dataset: String, files: [ExaminedFile], firstInput: Int, repeatedKeys: [[DataLocation]] = [],
    tainted: (Int?) -> [Int]
  ) -> [DataIssue] {
    let repeated = (keyColumns.isEmpty ? [] : repeatedKeys).map { places in
      places.map { IssueTally.Place(file: $0.input - firstInput, line: $0.line) }
    }
    for place in keys.take(repeated) { tally.add(.duplicateKey, column: keyColumns[0], at: place) }
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
