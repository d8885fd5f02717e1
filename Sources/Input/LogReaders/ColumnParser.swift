import CivilTime
import Columns

/// Reads the cells of one column, batch after batch.
///
/// Used by one thread only; keeps what lets the next batch go faster: texts and days seen.
final class ColumnParser {
  let plan: ColumnPlan
  private let zone: TimeZoneRules
  let days: DayCache
  let texts = TextTable()
  let scratch: ScratchText

  init(plan: ColumnPlan, zone: TimeZoneRules, days: DayCache, scratch: ScratchText) {
    self.plan = plan
    self.zone = zone
    self.days = days
    self.scratch = scratch
  }

  /// Fills a column from a field of every row of a table; without a field all cells have one state.
  func fill(
    _ vector: inout ColumnVector, from table: FieldTable, field: Int?, absentState: CellState,
    issues: inout [ReadIssue]
  ) {
    prepare(&vector, rowCount: table.rowCount)
    guard let field else {
      vector.states.withUnsafeMutableBufferPointer {
        $0.update(repeating: absentState.rawValue)
      }
      vector.values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
      vector.days.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
      return
    }
    let cells = CellReader(table: table, field: field, scratch: scratch)
    switch plan.type {
    case .text:
      switch plan.coding {
      case .coded: fillCoded(&vector, cells, &issues)
      case .plain: fillPlain(&vector, cells, &issues)
      }
    case .integer, .timestamp, .date, .boolean, .decimal:
      fillValues(&vector, cells, &issues)
    }
  }

  /// Brings the arrays to the number of rows, keeping their memory.
  private func prepare(_ vector: inout ColumnVector, rowCount: Int) {
    func resize<Element>(_ array: inout [Element], _ filler: Element) {
      if array.count > rowCount {
        array.removeLast(array.count - rowCount)
      } else if array.count < rowCount {
        array.append(contentsOf: repeatElement(filler, count: rowCount - array.count))
      }
    }
    resize(&vector.states, 0)
    resize(&vector.values, 0)
    if plan.type == .timestamp || plan.type == .decimal { resize(&vector.details, 0) }
    if plan.type == .timestamp { resize(&vector.days, 0) }
    // The table that it came from keeps its own.
    vector.dictionary = []
    vector.mark = .none
    vector.arena.removeAll(keepingCapacity: true)
    vector.repairs = RepairCounts()
  }

  /// Reads a cell by the general way, which takes repairs, empty words and every form into account.
  ///
  /// - Returns: what is wrong; `nil` where nothing is.
  func readGenerally(
    _ cell: Cell, _ vector: inout ColumnVector, row: Int
  ) -> ReadIssue.Kind? {
    var cell = cell
    if !plan.repairs.isEmpty {
      cell = scratch.repaired(cell, plan.repairs, &vector.repairs)
    }
    if cell.count == 0 || plan.meansEmpty(cell) {
      setNothing(&vector, row: row, .empty)
      return plan.isRequired ? .emptyRequired : nil
    }
    let problem = readValue(cell, &vector, row: row)
    if problem == nil, !plan.values.isEmpty, plan.type != .text,
      !plan.values.contains(Array(cell.bytes))
    {
      vector.states[row] = CellState.undeclared.rawValue
      return .undeclaredValue
    }
    return problem
  }

  /// Reads the value of a cell that is not empty.
  private func readValue(
    _ cell: Cell, _ vector: inout ColumnVector, row: Int
  ) -> ReadIssue.Kind? {
    switch plan.type {
    case .integer, .decimal:
      let reading = plan.type == .integer ? NumberText.integer(cell) : NumberText.decimal(cell)
      switch reading {
      case .number(let mantissa, let scale):
        setPresent(&vector, row: row, mantissa, detail: scale)
        return nil
      case .notANumber: return setMalformed(&vector, row: row, .malformed)
      case .scientific: return setMalformed(&vector, row: row, .scientificNotation)
      }
    case .boolean:
      let isTrue = plan.trueWords.contains { cell.equals($0) }
      guard isTrue || plan.falseWords.contains(where: { cell.equals($0) }) else {
        return setMalformed(&vector, row: row, .malformed)
      }
      setPresent(&vector, row: row, isTrue ? 1 : 0)
      return nil
    case .date:
      switch TimeText.parseDate(cell.bytes, forms: plan.forms) {
      case .success(let date):
        setPresent(&vector, row: row, Int64(date.dayNumber))
        return nil
      case .failure(let problem): return setMalformed(&vector, row: row, problem.kind)
      }
    case .timestamp:
      switch TimeText.parse(cell.bytes, forms: plan.forms) {
      case .success(let time):
        let moment = time.moment(in: zone)
        setPresent(
          &vector, row: row, moment.instant.milliseconds, detail: moment.precision.rawValue)
        vector.days[row] = zone.day(of: moment.instant).dayNumber
        return nil
      case .failure(let problem): return setMalformed(&vector, row: row, problem.kind)
      }
    case .text:
      preconditionFailure("texts are read by their own ways")
    }
  }

  /// Fills a column cell by cell the general way.
  func fillGenerally(
    _ vector: inout ColumnVector, _ cells: CellReader, _ issues: inout [ReadIssue]
  ) {
    for row in 0..<cells.rowCount {
      let cell = cells[row]
      if cell.count < 0 {
        setNothing(&vector, row: row, .malformed)
      } else if let kind = readGenerally(cell, &vector, row: row) {
        report(kind, row: row, cell, &issues)
      }
    }
  }

  func report(
    _ kind: ReadIssue.Kind, row: Int, _ cell: Cell, _ issues: inout [ReadIssue]
  ) {
    let found = plan.isSensitive ? "" : String(cell.string.prefix(40))
    issues.append(ReadIssue(kind, row: row, column: plan.column, found: found))
  }

  func setNothing(_ vector: inout ColumnVector, row: Int, _ state: CellState) {
    vector.states[row] = state.rawValue
    vector.values[row] = 0
    if !vector.details.isEmpty { vector.details[row] = 0 }
    if !vector.days.isEmpty { vector.days[row] = 0 }
  }

  private func setPresent(
    _ vector: inout ColumnVector, row: Int, _ value: Int64, detail: UInt8 = 0
  ) {
    vector.states[row] = CellState.present.rawValue
    vector.values[row] = value
    if !vector.details.isEmpty { vector.details[row] = detail }
  }

  private func setMalformed(
    _ vector: inout ColumnVector, row: Int, _ kind: ReadIssue.Kind
  ) -> ReadIssue.Kind {
    setNothing(&vector, row: row, .malformed)
    return kind
  }
}

extension TimeTextProblem {
  /// The kind under which a cell with the problem is reported.
  var kind: ReadIssue.Kind {
    switch self {
    case .impossibleDate, .impossibleTime: .impossibleDate
    case .ambiguous: .ambiguousDate
    case .empty, .malformed, .outOfRange, .undeclaredForm, .unexpectedTime: .malformed
    }
  }
}
