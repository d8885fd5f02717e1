import CivilTime
public import Columns
import Diagnostics
public import Findings

/// The examination of a check: what costs next to nothing on columns that are read anyway.
///
/// A batch is surveyed on any thread; a `SurveyCollector` puts the surveys together in input order.
public struct ScanSurvey: Sendable {
  /// What a survey of one batch gives.
  public struct BatchSurvey: Sendable {
    var repairs: [RepairCounts]
    var placeholders: [(request: Int, line: Int, day: CivilDate)]
    var placeholderCounts: [Int]
  }

  /// The days between which no default of a system lies but 1970-01-01: 1950 to 2075.
  private static let ordinary: ClosedRange<Int64> = -7_305...38_350

  private let columns: [ColumnSchema]
  private let requests: [ColumnRequest]
  private let zone: TimeZoneRules

  /// Prepares surveys of the columns that a scan reads.
  public init(schema: DatasetSchema, requests: [ColumnRequest]) {
    columns = schema.allColumns
    self.requests = requests
    zone = schema.zone
  }

  /// Surveys a batch that holds the columns asked for.
  public func survey(_ batch: Batch) -> BatchSurvey {
    var result = BatchSurvey(
      repairs: batch.columns.map(\.repairs), placeholders: [],
      placeholderCounts: [Int](repeating: 0, count: batch.columns.count))
    for (index, vector) in batch.columns.enumerated()
    where vector.type == .date || vector.type == .timestamp {
      let scale: Int64 = vector.type == .date ? 1 : 86_400_000
      let (first, last, near) = (
        Self.ordinary.lowerBound * scale, Self.ordinary.upperBound * scale, 2 * scale
      )
      for row in 0..<batch.rowCount {
        let value = vector.values[row]
        if value >= first, value < last, value >= near || value <= -near { continue }
        guard vector.isPresent(row) else { continue }
        let date =
          vector.type == .date
          ? CivilDate(dayNumber: Int32(truncatingIfNeeded: vector.values[row]))
          : zone.day(of: Instant(milliseconds: vector.values[row]))
        guard PlaceholderDates.contains(date) else { continue }
        result.placeholderCounts[index] += 1
        if result.placeholderCounts[index] <= IssueTally.mostExamples {
          result.placeholders.append((index, batch.lineOffset(ofRow: row), date))
        }
      }
    }
    return result
  }

  /// A collector of this scan's surveys.
  public var collector: SurveyCollector { SurveyCollector(columns: columns, requests: requests) }
}

/// Puts the surveys of a scan's batches together.
public struct SurveyCollector {
  private let requests: [ColumnRequest]
  private var tally: IssueTally
  private var repairs: [RepairCounts]

  init(columns: [ColumnSchema], requests: [ColumnRequest]) {
    self.requests = requests
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
    FileComparison(files: files, days: files.map { _ in DayVolumes() }).finish(into: &tally)
    for index in repairs.indices {
      RepairNotes.add(repairs[index], column: requests[index].column, to: &tally)
    }
    return tally.finish(
      dataset: dataset, files: files.map(\.path), firstInput: firstInput, tainted: tainted)
  }
}
