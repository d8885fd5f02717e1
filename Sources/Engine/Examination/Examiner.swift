public import CivilTime
public import Columns
import Diagnostics
public import Findings

/// A file of the log that is examined.
public struct ExaminedFile: Sendable, Hashable {
  /// The path as given.
  public var path: String
  /// The encoding's name; `nil` for formats that have their own.
  public var encoding: String?
  /// The SHA-256 digest of its bytes; empty where it is unknown.
  public var sha256: String

  /// Creates a file.
  public init(path: String, encoding: String?, sha256: String) {
    self.path = path
    self.encoding = encoding
    self.sha256 = sha256
  }
}

/// Looks for the defects that broken exports have, in a log whose columns are all read as text.
///
/// Memory is bounded: keys are kept as hashes up to a limit, days and categories as counts.
public struct Examiner {
  /// The most rows whose keys are kept.
  static let mostKeys = 8_000_000

  let schema: DatasetSchema
  let files: [ExaminedFile]
  let period: DayRange?
  let roles: [ColumnRole]
  let keyColumns: [Int]
  let dayColumn: Int?
  let hasEvents: Bool
  var tally: IssueTally
  var keys = KeyTable(limit: Self.mostKeys)
  var wholeRows = KeyTable(limit: Self.mostKeys)
  var fileKeys = FileKeys()
  var currentFile = 0
  var days: [DayVolumes]
  var outside: [OutsideRows]
  var order: OrderPairs
  var keyDays = KeyDays()
  var undeclared: [Int: [String: Int]] = [:]
  private var repairs: [RepairCounts]

  /// Prepares an examination.
  ///
  /// - Parameters:
  ///   - schema: The dataset, declared or inferred.
  ///   - isDeclared: Whether it is declared, so that values and forms bind.
  ///   - profiles: What the columns look like.
  ///   - files: The files of the log.
  ///   - period: The period of the export; `nil` takes the month in a file's name.
  public init(
    schema: DatasetSchema, isDeclared: Bool, profiles: [ColumnProfile], files: [ExaminedFile],
    period: DayRange?
  ) {
    self.schema = schema
    self.files = files
    self.period = period
    roles = schema.columns.enumerated().map { index, column in
      ColumnRole(
        column: column, isKey: schema.key.contains(column.name), isDeclared: isDeclared,
        profile: index < profiles.count ? profiles[index] : nil, zone: schema.zone)
    }
    keyColumns = schema.key.compactMap { schema.columnIndex($0) }.filter {
      $0 < schema.columns.count
    }
    hasEvents =
      schema.events != nil || profiles.contains { HeadingWords.isActivity($0.heading) }
    let dated = schema.columns.indices.filter {
      schema.columns[$0].type == .date || schema.columns[$0].type == .timestamp
    }
    dayColumn = dated.first { !schema.columns[$0].isOptional } ?? dated.first
    order = OrderPairs(columns: hasEvents ? [] : Array(dated.prefix(10)))
    tally = IssueTally(columns: schema.columns)
    days = files.map { _ in DayVolumes() }
    outside = files.map { OutsideRows(span: period ?? FileMonth.month(in: $0.path)) }
    repairs = schema.columns.map { _ in RepairCounts() }
  }

  /// The dataset with all columns as text, as the log is to be read for `add`.
  public static func textSchema(of schema: DatasetSchema) -> DatasetSchema {
    DatasetSchema(
      name: schema.name, key: [],
      columns: schema.columns.map { column in
        ColumnSchema(
          name: column.name, headers: column.headers, type: .text, isOptional: true,
          emptyWords: column.emptyWords, sensitivity: column.sensitivity, repairs: column.repairs)
      }, zone: schema.zone)
  }

  /// Takes in a batch that holds every column as coded text, in order of the schema.
  public mutating func add(_ batch: Batch, origin: BatchOrigin) {
    while currentFile < origin.file { finishFile() }
    for issue in batch.issues where issue.kind != .emptyRequired {
      let place = IssueTally.Place(
        file: origin.file, line: origin.firstLine + batch.lineOffset(ofRow: issue.row))
      guard let code = DiagnosticCode.named("data/\(issue.kind.rawValue)") else { continue }
      tally.add(code, column: issue.column, at: place, found: issue.found)
    }
    for index in batch.columns.indices { repairs[index] += batch.columns[index].repairs }
    let readings = batch.columns.indices.map { index in
      batch.columns[index].dictionary.map { roles[index].read($0) }
    }
    for row in 0..<batch.rowCount {
      let place = IssueTally.Place(
        file: origin.file, line: origin.firstLine + batch.lineOffset(ofRow: row))
      addRow(ExaminedRow(batch: batch, row: row, readings: readings), at: place)
    }
  }

  private mutating func addRow(_ row: ExaminedRow, at place: IssueTally.Place) {
    var hash: UInt64 = 0
    var misfits = 0
    for index in roles.indices {
      guard let reading = row.reading(index) else {
        hash = hash &* 0x100_0000_01B3
        if !roles[index].column.isOptional, row.isEmpty(index) {
          tally.add(.emptyRequired, column: index, at: place)
        }
        continue
      }
      hash = (hash ^ reading.hash) &* 0x100_0000_01B3
      for code in reading.oddities {
        tally.add(code, column: index, at: place, found: row.text(index))
      }
      guard let problem = reading.problem else { continue }
      if roles[index].isStrict { misfits += 1 }
      if problem == .undeclaredValue, undeclared[index, default: [:]].count < 200 {
        undeclared[index, default: [:]][row.text(index), default: 0] += 1
      }
      tally.add(problem, column: index, at: place, found: row.text(index))
    }
    if misfits > 0, isShifted(row) { tally.add(.shiftedRow, at: place) }
    if !row.isUnreadable, wholeRows.insert(hash, file: place.file) {
      tally.add(.duplicateRow, at: place)
    }
    let keyDay = addKey(row, at: place)
    addDay(row, keyDay, at: place)
    order.add(row, at: place)
  }

  /// Takes the row's key in; gives the day with which it begins.
  private mutating func addKey(_ row: ExaminedRow, at place: IssueTally.Place) -> CivilDate? {
    guard !keyColumns.isEmpty, !hasEvents else { return nil }
    var hash: UInt64 = 0
    var day: CivilDate?
    for index in keyColumns {
      guard let reading = row.reading(index), reading.problem != .scientificNotation else {
        return nil
      }
      hash = (hash ^ reading.hash) &* 0x100_0000_01B3
      day = day ?? reading.dayInNumber
    }
    let column = keyColumns[0]
    fileKeys.add(hash, row.text(column), at: place)
    if keys.insert(hash, file: place.file) {
      tally.add(.duplicateKey, column: column, at: place, found: row.text(column))
    }
    return day
  }

  private mutating func addDay(
    _ row: ExaminedRow, _ keyDay: CivilDate?, at place: IssueTally.Place
  ) {
    guard let dayColumn, let day = row.reading(dayColumn)?.day else { return }
    if PlaceholderDates.contains(day) { return }
    days[place.file].add(day)
    outside[place.file].add(day, at: place)
    if let keyDay { keyDays.add(keyDay, day, text: row.text(keyColumns[0]), at: place) }
  }

  /// Whether two cells or more that do not fit their columns fit the ones beside, to one side.
  private func isShifted(_ row: ExaminedRow) -> Bool {
    for shift in [1, -1] {
      var moved = 0
      for index in roles.indices where roles[index].isStrict {
        guard row.reading(index)?.problem != nil, roles.indices.contains(index + shift),
          row.reading(index + shift) != nil,
          roles[index].read(row.text(index + shift)).problem == nil
        else { continue }
        moved += 1
      }
      if moved >= 2 { return true }
    }
    return false
  }

  mutating func finishFile() {
    if !keyColumns.isEmpty, fileKeys.areCut {
      let column = keyColumns[0]
      for (index, repeated) in fileKeys.repeats.enumerated() {
        let isLast = index == fileKeys.repeats.count - 1
        tally.add(
          .truncatedIdentifier, column: column, at: repeated.place, found: repeated.text,
          count: isLast ? fileKeys.sharingRows - index : 1)
      }
      tally.note(
        .truncatedIdentifier, column: column,
        LocalizedText(
          zh: "\(fileKeys.rows) 列只有 \(fileKeys.distinct) 個編號",
          en: "\(fileKeys.distinct) identifiers on \(fileKeys.rows) rows"))
    }
    fileKeys = FileKeys()
    currentFile += 1
  }

  /// Completes the examination.
  ///
  /// - Parameter tainted: The rules whose verdicts a defect of a column, or of whole rows, taints.
  public mutating func finish(tainted: (Int?) -> [Int]) -> [DataIssue] {
    while currentFile < files.count { finishFile() }
    finishRows()
    finishFiles()
    for index in repairs.indices {
      RepairNotes.add(repairs[index], column: index, to: &tally)
    }
    return tally.finish(dataset: schema.name, files: files.map(\.path), tainted: tainted)
  }
}

/// A row with what its cells are.
struct ExaminedRow {
  let batch: Batch
  let row: Int
  let readings: [[CellReading]]

  /// What a cell is; `nil` where it is empty or could not be read as text.
  func reading(_ column: Int) -> CellReading? {
    let vector = batch.columns[column]
    return vector.isPresent(row) ? readings[column][Int(vector.values[row])] : nil
  }

  /// The text of a cell that is present.
  func text(_ column: Int) -> String { batch.columns[column].text(row) }

  func isEmpty(_ column: Int) -> Bool {
    batch.columns[column].states[row] == CellState.empty.rawValue
  }

  /// Whether no cell could be read, as in a row with too many fields.
  var isUnreadable: Bool {
    batch.columns.allSatisfy { $0.states[row] == CellState.malformed.rawValue }
  }
}
