import Columns

/// Gathers a log with one row per event into one row per case.
///
/// Takes the batches of events in order of input, on one thread; events of a case need not stand
/// together or in order of time. Memory grows with the number of cases, and of events only for
/// moments that ask for the nth one; where it outgrows a limit, what is known of the cases goes to a
/// temporary file, parted by their keys, and is put together again part by part. The cases that come
/// out are the same, in the same order.
final class EventFold {
  /// What one requested column of the case is made from.
  private enum Source {
    /// The first event that has the column, by its index in the batches of events.
    case attribute(Int)
    case moment(Moment)
  }

  private struct Moment {
    let activities: Set<String>
    let lifecycle: String?
    /// The column of the events whose value is taken; `nil` for their time.
    let valueColumn: Int?
  }

  let schema: DatasetSchema
  /// The columns of the events that are needed.
  let eventRequest: [ColumnRequest]
  /// The columns, in `schema.allColumns`, that some file lacks though they may be under another heading.
  private(set) var doubtfulColumns: Set<Int> = []
  private let layout: CaseLayout
  private let sources: [Source]
  private let limit: MemoryLimit
  private var table: CaseTable
  private var spill: CaseSpill?
  private var caseCount = 0
  private let caseColumn = 0
  private let activityColumn = 1
  private static let timeColumn = 2
  private let lifecycleColumn: Int?

  /// Prepares the folding; `nil` where the dataset is not one of events or lacks their columns.
  init?(schema: DatasetSchema, request: [ColumnRequest], limit: MemoryLimit) {
    guard let events = schema.events else { return nil }
    var needed: [ColumnRequest] = []
    func need(_ name: String) -> Int? {
      guard let column = schema.columns.firstIndex(where: { $0.name == name }) else { return nil }
      if let known = needed.firstIndex(where: { $0.column == column }) { return known }
      needed.append(ColumnRequest(column: column, coding: .coded))
      return needed.count - 1
    }
    guard need(events.caseColumn) == 0, need(events.activityColumn) == 1,
      need(events.timeColumn) == Self.timeColumn
    else { return nil }
    lifecycleColumn = events.lifecycleColumn.flatMap(need)
    let types = request.map { schema.allColumns[$0.column].type }
    var sources: [Source] = []
    var columns: [CaseColumn] = []
    for (request, type) in zip(request, types) {
      if request.column < schema.columns.count {
        sources.append(.attribute(need(schema.columns[request.column].name) ?? 0))
        columns.append(CaseColumn(kind: .attribute, type: type, hasTimes: false))
        continue
      }
      let moment = events.moments[request.column - schema.columns.count]
      let value = moment.valueColumn.flatMap(need)
      sources.append(
        .moment(
          Moment(
            activities: Set(moment.activities), lifecycle: moment.lifecycle, valueColumn: value)))
      columns.append(
        CaseColumn(kind: .moment(moment.choice), type: type, hasTimes: value != nil))
    }
    self.schema = schema
    self.sources = sources
    self.limit = limit
    eventRequest = needed
    layout = CaseLayout(
      request: request, types: types, columns: columns,
      required: request.enumerated().compactMap { index, request in
        guard request.column < schema.columns.count, !schema.columns[request.column].isOptional,
          (needed.firstIndex { $0.column == request.column } ?? 0) > Self.timeColumn
        else { return nil }
        return (index, request.column)
      })
    table = CaseTable(layout)
  }

  /// The dataset as its events are read: only the columns that make an event are required of each.
  var eventSchema: DatasetSchema {
    var result = schema
    for index in result.columns.indices {
      let column = eventRequest.firstIndex { $0.column == index }
      if column == nil || (column ?? 0) > Self.timeColumn {
        result.columns[index].isOptional = true
      }
    }
    result.events = nil
    return result
  }

  /// Takes the next batch of events.
  func add(_ batch: Batch, _ origin: BatchOrigin) throws {
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
      case .moment(let moment): addEvents(column, moment, batch, rows)
      }
    }
    for issue in batch.issues {
      var issue = issue
      issue.place = ReadIssue.Place(
        file: origin.file, line: origin.firstLine + batch.lineOffset(ofRow: issue.row))
      issue.row = rows[issue.row]
      table.add(issue)
    }
    if table.byteCount > limit.bytes { try spillCases() }
  }

  /// The cases in order of their first events, in runs; nothing can be added afterwards.
  func finish() throws -> CaseRuns {
    guard let spill else {
      table.complete()
      return CaseRuns(table, doubtful: doubtfulColumns)
    }
    try spillCases()
    try spill.finish()
    self.spill = nil
    return CaseRuns(try Self.sorted(spill, layout, limit), layout, doubtful: doubtfulColumns)
  }

  /// Puts each part together and in order of first events.
  private static func sorted(
    _ spill: CaseSpill, _ layout: CaseLayout, _ limit: MemoryLimit
  ) throws -> CaseMerge {
    let sorted = try CaseSpill(folder: limit.folder)
    for partition in 0..<CaseSpill.partitionCount {
      let table = CaseTable(layout)
      for chunk in 0..<spill.chunkCount(partition) {
        var records = try spill.records(partition, chunk: chunk)
        while !records.isAtEnd {
          _ = records.startRecord()
          table.merge(&records)
        }
      }
      let order = (0..<table.count).sorted { table.ordinals[$0] < table.ordinals[$1] }
      try table.writeRecords(order) { _, record in try sorted.add(record, to: partition) }
      try sorted.flush(partition)
    }
    try sorted.finish()
    return try CaseMerge(sorted)
  }

  /// Writes what is known of all cases, and forgets it.
  private func spillCases() throws {
    let spill = try self.spill ?? CaseSpill(folder: limit.folder)
    self.spill = spill
    try table.writeRecords(0..<table.count) { hash, record in
      try spill.add(record, to: Int(truncatingIfNeeded: hash) & (CaseSpill.partitionCount - 1))
    }
    table = CaseTable(layout)
  }

  /// The case of each event; an event without a case makes a row of its own, lest it be lost.
  private func caseRows(of batch: Batch, _ origin: BatchOrigin) -> [Int] {
    let column = batch.columns[caseColumn]
    var known = [Int](repeating: -1, count: column.dictionary.count)
    var rows = [Int](repeating: 0, count: batch.rowCount)
    func place(_ row: Int) -> CaseTable.Place {
      CaseTable.Place(file: origin.file, line: origin.firstLine + batch.lineOffset(ofRow: row))
    }
    for row in 0..<batch.rowCount {
      // The number of an event that starts no case is not used.
      let ordinal = caseCount
      caseCount += 1
      guard column.isPresent(row) else {
        rows[row] = table.addCase(ordinal: ordinal, at: place(row))
        continue
      }
      let code = column.type == .text ? Int(column.values[row]) : -1
      if code >= 0, known[code] >= 0 {
        rows[row] = known[code]
        continue
      }
      let name = code >= 0 ? column.dictionary[code] : String(column.values[row])
      rows[row] = table.row(key: name, ordinal: ordinal, at: place(row))
      if code >= 0 { known[code] = rows[row] }
    }
    return rows
  }

  /// Takes the first value of a column that is present for each case.
  private func addAttribute(_ column: Int, _ vector: ColumnVector, _ rows: [Int]) {
    var texts = BatchTexts(vector)
    let table = table
    table.change(column) { cases in
      for (row, target) in rows.enumerated()
      where cases.isOpen(target) && vector.states[row] != CellState.empty.rawValue {
        cases.set(target, texts.value(row, table))
      }
    }
  }

  private func addEvents(_ column: Int, _ moment: Moment, _ batch: Batch, _ rows: [Int]) {
    let activities = batch.columns[activityColumn]
    let matches = activities.dictionary.map { moment.activities.contains($0) }
    let lifecycles = moment.lifecycle == nil ? nil : lifecycleColumn.map { batch.columns[$0] }
    let transitions = lifecycles?.dictionary.map { $0 == moment.lifecycle } ?? []
    var times = BatchTexts(batch.columns[Self.timeColumn])
    var values = moment.valueColumn.map { BatchTexts(batch.columns[$0]) }
    let table = table
    table.change(column) { cases in
      for (row, target) in rows.enumerated()
      where activities.isPresent(row) && matches[Int(activities.values[row])] {
        var time = times.value(row, table)
        if let lifecycles {
          if lifecycles.states[row] == CellState.malformed.rawValue {
            // It may be the transition that is meant, or another.
            time = CaseValue(state: .malformed)
          } else if !lifecycles.isPresent(row) || !transitions[Int(lifecycles.values[row])] {
            continue
          }
        }
        cases.add(target, time: time, value: values?.value(row, table) ?? time)
      }
    }
  }
}

/// The values of a batch's column, whose texts are looked up once each.
private struct BatchTexts {
  private let vector: ColumnVector
  /// The number of each text of the batch among the table's; -1 where it was not asked for.
  private var numbers: [Int64]

  init(_ vector: ColumnVector) {
    self.vector = vector
    numbers = [Int64](repeating: -1, count: vector.dictionary.count)
  }

  mutating func value(_ row: Int, _ table: CaseTable) -> CaseValue {
    guard vector.isPresent(row) else {
      return CaseValue(state: CellState(rawValue: vector.states[row]) ?? .malformed)
    }
    let detail = vector.details.isEmpty ? 0 : vector.details[row]
    guard vector.type == .text else {
      return CaseValue(state: .present, value: vector.values[row], detail: detail)
    }
    let code = Int(vector.values[row])
    if numbers[code] < 0 { numbers[code] = table.textIndex(vector.dictionary[code]) }
    return CaseValue(state: .present, value: numbers[code], detail: detail)
  }
}
