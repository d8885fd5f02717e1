import Columns
import Diagnostics

/// The events of an XES log (IEEE 1849), one row each, with the attributes of their trace.
///
/// Columns are named as pm4py names them in CSV: an event's attributes by their keys, a trace's with
/// `case:` before them. Globals are defaults of the standard for attributes that lack, not values;
/// they are not taken. Attributes within attributes are not columns. A trace without events gives a
/// row of its own, lest it be lost, and so does an event outside traces.
final class XESStream: TableStream {
  /// A value within `bytes`; a count below 0 where there is none.
  private struct Value {
    var start: Int32 = 0
    var count: Int32 = -1
  }

  /// What stands before the names of a trace's attributes.
  private static let tracePrefix = "case:"

  /// The most bytes that the attributes of a trace and its events may take.
  private static let longestTrace = 1 << 30

  private let path: String
  private let log: XESWalker
  private let eventFields: NameTable
  private let traceFields: NameTable
  private let fieldCount: Int
  // The rows of the trace at hand: their lines, and `fieldCount` values each.
  private var lines: [Int] = []
  private var values: [Value] = []
  private var traceValues: [Value]
  private let bytes = ByteBuffer(capacity: 4096)
  private var nextRow = 0

  /// Reads events with the fields of some attributes.
  init(path: String, stream: any ByteStream, headings: [String], names: NameTable) throws {
    self.path = path
    log = try XESWalker(path: path, stream: stream)
    eventFields = names
    traceFields = names.withoutPrefix(Self.tracePrefix)
    fieldCount = headings.count
    traceValues = Array(repeating: Value(), count: headings.count)
  }

  func next(_ row: RowCells) throws -> Bool {
    while nextRow == lines.count {
      guard try readRows() else { return false }
    }
    row.start(line: lines[nextRow])
    let first = nextRow * fieldCount
    for field in 0..<fieldCount {
      // Attributes of the trace may stand behind events, so they are put together here.
      let ofTrace = traceValues[field]
      let value = ofTrace.count >= 0 ? ofTrace : values[first + field]
      guard value.count >= 0 else { continue }
      row.set(
        field, UnsafeRawBufferPointer(start: bytes.base + Int(value.start), count: Int(value.count))
      )
    }
    nextRow += 1
    return true
  }

  /// Finds the names of a log's columns; tells whether the whole log was looked at.
  static func names(
    path: String, stream: any ByteStream, schema: DatasetSchema
  ) throws -> (names: RecordNames, wasWhole: Bool) {
    let log = try XESWalker(path: path, stream: stream)
    var names = RecordNames(schema: schema)
    // Names are few; each is made a string once.
    var ofEvents = NameTable()
    var ofTraces = NameTable()
    var events = 0
    while let step = try log.next() {
      switch step {
      case .event:
        events += 1
        if names.isDone(records: events) { return (names, false) }
      case .eventAttribute:
        guard let key = log.key, ofEvents[key] == nil else { continue }
        ofEvents.insert(String(decoding: key, as: UTF8.self), field: 0)
        names.see(String(decoding: key, as: UTF8.self))
      case .traceAttribute:
        guard let key = log.key, ofTraces[key] == nil else { continue }
        ofTraces.insert(String(decoding: key, as: UTF8.self), field: 0)
        names.see(tracePrefix + String(decoding: key, as: UTF8.self))
      case .trace, .endOfTrace, .endOfEvent: break
      }
    }
    return (names, true)
  }

  /// Reads the next trace, or the next event outside traces; `false` at the end.
  private func readRows() throws -> Bool {
    lines.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    bytes.count = 0
    nextRow = 0
    for field in traceValues.indices { traceValues[field].count = -1 }
    var traceLine = 0
    while let step = try log.next() {
      switch step {
      case .trace: traceLine = log.line
      case .endOfTrace:
        if lines.isEmpty { addRow(line: traceLine) }
        return true
      case .event: addRow(line: log.line)
      case .endOfEvent: if !log.isInTrace { return true }
      case .eventAttribute:
        if let field = log.key.flatMap({ eventFields[$0] }), let value = log.value {
          values[values.count - fieldCount + field] = try kept(value)
        }
      case .traceAttribute:
        if let field = log.key.flatMap({ traceFields[$0] }), let value = log.value {
          traceValues[field] = try kept(value)
        }
      }
    }
    return false
  }

  private func addRow(line: Int) {
    lines.append(line)
    values.append(contentsOf: repeatElement(Value(), count: fieldCount))
  }

  private func kept(_ value: UnsafeRawBufferPointer) throws -> Value {
    guard bytes.count + value.count <= Self.longestTrace else {
      throw ReadError(
        path: path,
        LocalizedText(
          zh: "單一軌跡（trace）超過 1 GiB，拒絕讀取",
          en: "a trace is larger than 1 GiB and is refused"))
    }
    defer { bytes.append(value) }
    return Value(start: Int32(bytes.count), count: Int32(value.count))
  }
}
