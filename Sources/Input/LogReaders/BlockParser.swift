import Columns
import CivilTime

/// A run of a log that one thread makes into one batch.
struct Block: Sendable {
  /// The number of the block in the log.
  var index: Int
  /// The index of the file.
  var file: Int
  var content: Content

  enum Content: Sendable {
    /// Records that start from `start` on and before `limit`, in text that may reach further.
    case text(TextRun)
    /// Rows whose fields are known already.
    case rows(RowRun)
    /// Cases made from events.
    case cases(CaseRun)
  }
}

/// A run of delimited text; offsets count in the file's text as it is after decoding.
struct TextRun: Sendable {
  /// What keeps the memory.
  let owner: any Sendable
  /// The first byte at hand.
  nonisolated(unsafe) let base: UnsafePointer<UInt8>
  /// The offset in the file's text of the first byte at hand.
  let baseOffset: Int
  /// The number of bytes at hand.
  let count: Int
  /// The offset at which a record is believed to start.
  let start: Int
  /// The offset from which on records belong to the next block.
  let limit: Int
  /// Whether the file's text ends with the bytes at hand.
  let isFinal: Bool
}

/// Makes blocks into batches; one for each thread.
final class BlockParser {
  private let files: [OpenedFile.Layout]
  private let columns: [ColumnParser]
  /// Whether the cells of a row with too few fields are kept: not where a column is sensitive, as a
  /// cell left out at the front would show a name under the heading of a case number.
  private let keepsShortRows: Bool
  /// The table of the file that was read last; files of as many fields share it.
  private var table: FieldTable?
  /// The batch that was read last; its arrays are used again for the next.
  var batch: Batch

  init(
    files: [OpenedFile.Layout], plans: [ColumnPlan], zone: TimeZoneRules, keepsShortRows: Bool
  ) {
    self.files = files
    self.keepsShortRows = keepsShortRows
    let days = DayCache(zone: zone)
    let scratch = ScratchText()
    columns = plans.map { ColumnParser(plan: $0, zone: zone, days: days, scratch: scratch) }
    batch = Batch(columns: plans.map { ColumnVector(type: $0.type, coding: $0.coding) })
  }

  /// Reads the records of a run from an offset on into `batch`.
  ///
  /// - Returns: the offset at which the next record starts, and whether that record does not end
  ///   within the bytes at hand.
  func parse(_ run: TextRun, file: Int, from start: Int) -> RecordScanner.Result {
    let layout = files[file]
    let table = table(layout)
    table.start(bytes: run.base, count: run.count, hasQuotes: true)
    var result = layout.scanner.scan(
      into: table, from: start - run.baseOffset, limit: run.limit - run.baseOffset,
      isFinal: run.isFinal)
    result.end += run.baseOffset
    batch.file = file
    fill(&batch, from: table, layout)
    return result
  }

  /// Puts cases into `batch`.
  func parse(_ run: CaseRun, file: Int) {
    run.fill(&batch)
    batch.file = file
  }

  /// Reads rows whose fields are known into `batch`.
  func parse(_ run: RowRun, file: Int) {
    batch.file = file
    fill(&batch, from: run.table, files[file])
  }

  private func table(_ layout: OpenedFile.Layout) -> FieldTable {
    if let table, table.fieldCount == layout.fieldCount { return table }
    let made = FieldTable(fieldCount: layout.fieldCount)
    table = made
    return made
  }

  private func fill(_ batch: inout Batch, from table: FieldTable, _ layout: OpenedFile.Layout) {
    batch.rowCount = table.rowCount
    batch.lineCount = table.lineCount
    batch.lineOffsets.removeAll(keepingCapacity: true)
    if table.linesDiffer || table.lineCount != table.rowCount {
      batch.lineOffsets.append(
        contentsOf: UnsafeBufferPointer(start: table.lines, count: table.rowCount))
    }
    batch.issues.removeAll(keepingCapacity: true)
    batch.doubtfulColumns = layout.doubtfulColumns
    for index in columns.indices {
      let column = columns[index].plan.column
      columns[index].fill(
        &batch.columns[index], from: table, field: layout.fields[column],
        absentState: layout.unknownColumns.contains(column) ? .malformed : .empty,
        issues: &batch.issues)
    }
    if !table.faults.isEmpty { addFaults(table.faults, layout, to: &batch) }
    if batch.issues.count > 1 { Self.sortIssues(of: &batch) }
  }

  /// Marks the cells of rows that do not have the header's shape.
  ///
  /// In a row with too many fields, or with a quote that is not closed rightly, any cell may be
  /// that of another column. So it may in a row with too few, which keeps the cells that it has
  /// only where none can be personal.
  private func addFaults(
    _ faults: [FieldTable.Fault], _ layout: OpenedFile.Layout, to batch: inout Batch
  ) {
    var shifted = Set<Int>()
    for fault in faults where !fault.keepsCells(ofShortRow: keepsShortRows) {
      shifted.insert(fault.row)
      for index in batch.columns.indices {
        batch.columns[index].states[fault.row] = CellState.malformed.rawValue
        batch.columns[index].values[fault.row] = 0
        if !batch.columns[index].details.isEmpty { batch.columns[index].details[fault.row] = 0 }
        if !batch.columns[index].days.isEmpty { batch.columns[index].days[fault.row] = 0 }
      }
    }
    if !shifted.isEmpty { batch.issues.removeAll { shifted.contains($0.row) } }
    for fault in faults {
      guard let field = fault.field else {
        batch.issues.append(ReadIssue(fault.kind, row: fault.row))
        continue
      }
      for column in columns where layout.fields[column.plan.column] == field {
        batch.issues.append(ReadIssue(fault.kind, row: fault.row, column: column.plan.column))
      }
    }
  }

  /// Orders by row; of one row the row's own issue first, then the columns' as asked for.
  private static func sortIssues(of batch: inout Batch) {
    let keyed = batch.issues.enumerated().sorted { left, right in
      if left.element.row != right.element.row { return left.element.row < right.element.row }
      let (first, second) = (left.element.column == nil, right.element.column == nil)
      return first != second ? first : left.offset < right.offset
    }
    batch.issues = keyed.map(\.element)
  }
}
