import Columns
import CTextScan

/// Where the fields of some records lie in a run of bytes.
///
/// Field `f` of row `r` starts one byte after `ends[r * stride + f]` and ends before
/// `ends[r * stride + f + 1]`; where that makes the length -1 the row has no such field.
final class FieldTable {
  /// A record that does not have the shape of the header, or a field of it that cannot be known.
  struct Fault {
    var row: Int
    var kind: ReadIssue.Kind
    /// The field; `nil` where the record as a whole is meant.
    var field: Int?

    /// Whether the record's other cells are taken for those of their columns.
    func keepsCells(ofShortRow keepsShortRows: Bool) -> Bool {
      field != nil || keepsShortRows && kind == .tooFewFields
    }
  }

  /// How many positions behind those of a row the scanner may write before it counts fields.
  private static let slack = Int(QIXIAN_RECORD_SLACK)

  /// The number of fields that a record should have.
  let fieldCount: Int
  /// The number of positions kept for a row.
  let stride: Int
  /// The bytes that positions count in.
  private(set) var bytes: UnsafePointer<UInt8>
  /// The number of those bytes.
  private(set) var byteCount = 0
  /// Whether a field whose first byte is `"` is quoted.
  private(set) var hasQuotes = true
  private(set) var ends: UnsafeMutablePointer<Int32>
  private(set) var lines: UnsafeMutablePointer<Int32>
  private(set) var rowCount = 0
  /// The number of lines that the records and the empty lines between them take.
  var lineCount = 0
  /// Whether some row's line is not its index.
  private(set) var linesDiffer = false
  private(set) var faults: [Fault] = []
  private var capacity: Int
  /// Whether every missing field's position is set, not only the first one's.
  private let marksAllMissing: Bool

  init(fieldCount: Int, capacity: Int = 2048, marksAllMissing: Bool = true) {
    self.fieldCount = fieldCount
    self.marksAllMissing = marksAllMissing
    stride = fieldCount + 1
    self.capacity = capacity
    ends = .allocate(capacity: capacity * stride + Self.slack)
    // Stands for no bytes until some are given; never read, as the count is 0.
    bytes = UnsafeRawPointer(ends).assumingMemoryBound(to: UInt8.self)
    lines = .allocate(capacity: capacity)
  }

  deinit {
    ends.deallocate()
    lines.deallocate()
  }

  /// Forgets all rows and takes other bytes, which must live as long as the rows are used.
  func start(bytes: UnsafePointer<UInt8>, count: Int, hasQuotes: Bool) {
    self.bytes = bytes
    byteCount = count
    self.hasQuotes = hasQuotes
    rowCount = 0
    lineCount = 0
    linesDiffer = false
    faults.removeAll(keepingCapacity: true)
  }

  /// Says where the bytes of the rows lie; none of their fields is quoted.
  func setBytes(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    byteCount = count
    hasQuotes = false
  }

  /// The positions of the row that is being built: `stride` of them, which the caller fills.
  @inline(__always)
  func nextRow() -> UnsafeMutablePointer<Int32> {
    if rowCount == capacity { grow() }
    return ends + rowCount &* stride
  }

  /// Completes the row at `nextRow()`, which starts on a line and has all fields filled.
  @inline(__always)
  func finishRow(line: Int) {
    lines[rowCount] = Int32(truncatingIfNeeded: line)
    if line != rowCount { linesDiffer = true }
    rowCount &+= 1
  }

  /// Completes the row at `nextRow()`, which starts on a line and has some fields filled.
  ///
  /// The positions of missing fields are set so that their length is -1.
  @inline(__always)
  func finishRow(line: Int, filledFields: Int) {
    if filledFields < fieldCount {
      let row = ends + rowCount &* stride
      var field = filledFields
      let limit = marksAllMissing ? fieldCount : filledFields &+ 1
      while field < limit {
        row[field &+ 1] = row[field]
        field &+= 1
      }
    }
    finishRow(line: line)
  }

  /// Adds the records without quotes and of the header's shape that start at an offset, up to the first
  /// other one.
  ///
  /// - Parameters:
  ///   - start: The offset at which a record starts.
  ///   - limit: The first offset at which no more record is started.
  ///   - line: The line on which the first record starts.
  ///   - most: The most records to add.
  /// - Returns: where the record after them starts.
  func addPlainRecords(
    from start: Int, limit: Int, line: Int, most: Int, delimiter: UInt8, lineEnd: UInt8
  ) -> Int {
    if rowCount == capacity { grow() }
    let run = qixian_plain_records(
      bytes, Int64(start), Int64(limit), Int64(byteCount), delimiter, lineEnd, Int32(fieldCount),
      ends + rowCount * stride, Int64(min(most, capacity - rowCount)))
    let added = Int(run.count)
    if added > 0, line != rowCount { linesDiffer = true }
    // A local pointer, which nothing that is written here can change.
    let lines = lines + rowCount
    for place in 0..<added { lines[place] = Int32(truncatingIfNeeded: line &+ place) }
    rowCount += added
    return Int(run.next)
  }

  /// The number of first rows behind each of whose cells 32 more bytes may be read.
  var paddedRowCount: Int {
    // Rows lie one behind the other, so that only the last ones end near the end of the bytes.
    var count = rowCount
    while count > 0, Int(ends[(count - 1) * stride + fieldCount]) + 32 > byteCount { count -= 1 }
    return count
  }

  /// Notes what is wrong with the row that is completed next.
  func addFault(_ kind: ReadIssue.Kind, field: Int? = nil) {
    faults.append(Fault(row: rowCount, kind: kind, field: field))
  }

  /// The number of fields of a row that are there.
  func filledFields(ofRow row: Int) -> Int {
    let positions = ends + row * stride
    return (0..<fieldCount).first { positions[$0 + 1] <= positions[$0] } ?? fieldCount
  }

  private func grow() {
    let larger = capacity * 2
    let newEnds = UnsafeMutablePointer<Int32>.allocate(capacity: larger * stride + Self.slack)
    newEnds.update(from: ends, count: capacity * stride)
    ends.deallocate()
    ends = newEnds
    let newLines = UnsafeMutablePointer<Int32>.allocate(capacity: larger)
    newLines.update(from: lines, count: capacity)
    lines.deallocate()
    lines = newLines
    capacity = larger
  }
}
