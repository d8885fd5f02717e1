import Columns

/// Gathers a log with one row per event into one row per case.
///
/// Takes the batches of events in order of input, on one thread; events of a case need not stand
/// together or in order of time. Memory grows with the number of cases, and of events only for
/// moments that ask for the nth one.
final class EventFold: @unchecked Sendable {
  // Written by the merging thread until all events are in, read-only afterwards.

  /// A value as a batch holds it; of text the index in `texts`.
  struct Value {
    var state = CellState.empty
    var value: Int64 = 0
    var detail: UInt8 = 0
  }

  /// What one requested column of the case is made from.
  enum Source {
    /// The first event that has the column, by its index in the batches of events.
    case attribute(Int)
    case moment(MomentFold)
  }

  /// Where a case's first event stands.
  struct Place {
    var file: Int
    var line: Int
  }

  let schema: DatasetSchema
  let request: [ColumnRequest]
  /// The columns of the events that are needed.
  let eventRequest: [ColumnRequest]
  private(set) var places: [Place] = []
  /// One list of values, by case, for each requested column.
  private(set) var values: [[Value]]
  private(set) var texts: [String] = []
  /// Issues of events; the row is the case's.
  private(set) var issues: [ReadIssue] = []
  /// The columns, in `schema.allColumns`, that some file lacks though they may be under another heading.
  private(set) var doubtfulColumns: Set<Int> = []
  private var sources: [Source]
  private var textIndices: [String: Int] = [:]
  private var cases: [String: Int] = [:]
  private let caseColumn = 0
  private let activityColumn = 1
  private let timeColumn = 2
  private var lifecycleColumn: Int?

  /// Prepares the folding; `nil` where the dataset is not one of events or lacks their columns.
  init?(schema: DatasetSchema, request: [ColumnRequest]) {
    guard let events = schema.events else { return nil }
    var needed: [ColumnRequest] = []
    func need(_ name: String) -> Int? {
      guard let column = schema.columns.firstIndex(where: { $0.name == name }) else { return nil }
      if let known = needed.firstIndex(where: { $0.column == column }) { return known }
      needed.append(ColumnRequest(column: column, coding: .coded))
      return needed.count - 1
    }
    guard need(events.caseColumn) == 0, need(events.activityColumn) == 1,
      need(events.timeColumn) == 2
    else { return nil }
    lifecycleColumn = events.lifecycleColumn.flatMap(need)
    sources = request.map { request in
      if request.column < schema.columns.count {
        return .attribute(need(schema.columns[request.column].name) ?? 0)
      }
      let moment = events.moments[request.column - schema.columns.count]
      return .moment(MomentFold(moment, valueColumn: moment.valueColumn.flatMap(need)))
    }
    self.schema = schema
    self.request = request
    eventRequest = needed
    values = request.map { _ in [] }
  }

  /// The dataset as its events are read: only the columns that make an event are required of each.
  var eventSchema: DatasetSchema {
    var result = schema
    for index in result.columns.indices {
      let column = eventRequest.firstIndex { $0.column == index }
      if column == nil || (column ?? 0) > timeColumn { result.columns[index].isOptional = true }
    }
    result.events = nil
    return result
  }

  /// Takes the next batch of events.
  func add(_ batch: Batch, _ origin: BatchOrigin) {
    let rows = caseRows(of: batch, origin)
    if !batch.doubtfulColumns.isSubset(of: doubtfulColumns) {
      let doubtful = doubtfulColumns.union(batch.doubtfulColumns)
      doubtfulColumns = doubtful.union(
        schema.allColumns.indices.filter {
          !doubtful.isDisjoint(with: schema.sourceColumns(of: $0))
        })
    }
    for column in sources.indices {
      switch sources[column] {
      case .attribute(let source): addAttribute(column, batch.columns[source], rows)
      case .moment(var moment):
        // Leaves no second reference, so that the arrays are changed in place.
        sources[column] = .attribute(0)
        addEvents(&moment, batch, rows)
        sources[column] = .moment(moment)
      }
    }
    for issue in batch.issues {
      var issue = issue
      issue.place = ReadIssue.Place(
        file: origin.file, line: origin.firstLine + batch.lineOffset(ofRow: issue.row))
      issue.row = rows[issue.row]
      issues.append(issue)
    }
  }

  /// Completes the values after the last event.
  func finish() {
    for column in sources.indices {
      if case .moment(let moment) = sources[column] {
        values[column] = moment.values(caseCount: places.count)
      }
    }
    reportMissing()
    // Stable, so that the issues of a case stay in order of its events.
    let order = issues.indices.sorted { (issues[$0].row, $0) < (issues[$1].row, $1) }
    issues = order.map { issues[$0] }
  }

  /// The case of each event; an event without a case makes a row of its own, lest it be lost.
  private func caseRows(of batch: Batch, _ origin: BatchOrigin) -> [Int] {
    let column = batch.columns[caseColumn]
    var known = [Int](repeating: -1, count: column.dictionary.count)
    var rows = [Int](repeating: 0, count: batch.rowCount)
    for row in 0..<batch.rowCount {
      guard column.isPresent(row) else {
        rows[row] = addCase(batch, origin, row)
        continue
      }
      let code = column.type == .text ? Int(column.values[row]) : -1
      if code >= 0, known[code] >= 0 {
        rows[row] = known[code]
        continue
      }
      let name = code >= 0 ? column.dictionary[code] : String(column.values[row])
      let found = cases[name] ?? addCase(batch, origin, row)
      cases[name] = found
      if code >= 0 { known[code] = found }
      rows[row] = found
    }
    return rows
  }

  private func addCase(_ batch: Batch, _ origin: BatchOrigin, _ row: Int) -> Int {
    places.append(Place(file: origin.file, line: origin.firstLine + batch.lineOffset(ofRow: row)))
    for column in values.indices {
      if case .attribute = sources[column] { values[column].append(Value()) }
    }
    return places.count - 1
  }

  /// Takes the first value of a column that is present for each case.
  private func addAttribute(_ column: Int, _ vector: ColumnVector, _ rows: [Int]) {
    for (row, target) in rows.enumerated()
    where values[column][target].state != .present && vector.states[row] != CellState.empty.rawValue
    {
      values[column][target] = value(vector, row)
    }
  }

  private func addEvents(_ moment: inout MomentFold, _ batch: Batch, _ rows: [Int]) {
    let activities = batch.columns[activityColumn]
    let matches = activities.dictionary.map { moment.activities.contains($0) }
    let lifecycles = moment.lifecycle == nil ? nil : lifecycleColumn.map { batch.columns[$0] }
    let transitions = lifecycles?.dictionary.map { $0 == moment.lifecycle } ?? []
    let times = batch.columns[timeColumn]
    for (row, target) in rows.enumerated()
    where activities.isPresent(row) && matches[Int(activities.values[row])] {
      var time = value(times, row)
      if let lifecycles {
        if lifecycles.states[row] == CellState.malformed.rawValue {
          // It may be the transition that is meant, or another.
          time = Value(state: .malformed)
        } else if !lifecycles.isPresent(row) || !transitions[Int(lifecycles.values[row])] {
          continue
        }
      }
      moment.add(
        row: target, time: time,
        value: moment.valueColumn.map { value(batch.columns[$0], row) } ?? time)
    }
  }

  private func value(_ vector: ColumnVector, _ row: Int) -> Value {
    guard vector.isPresent(row) else {
      return Value(state: CellState(rawValue: vector.states[row]) ?? .malformed)
    }
    let value = vector.type == .text ? textIndex(vector.text(row)) : vector.values[row]
    return Value(
      state: .present, value: value, detail: vector.details.isEmpty ? 0 : vector.details[row])
  }

  private func textIndex(_ text: String) -> Int64 {
    if let known = textIndices[text] { return Int64(known) }
    textIndices[text] = texts.count
    texts.append(text)
    return Int64(texts.count - 1)
  }

  /// Reports the required columns that no event of a case has.
  private func reportMissing() {
    for (index, request) in request.enumerated() where request.column < schema.columns.count {
      let column = schema.columns[request.column]
      guard !column.isOptional,
        (eventRequest.firstIndex { $0.column == request.column } ?? 0) > timeColumn
      else { continue }
      for row in places.indices where values[index][row].state == .empty {
        issues.append(ReadIssue(.emptyRequired, row: row, column: request.column))
      }
    }
  }
}
