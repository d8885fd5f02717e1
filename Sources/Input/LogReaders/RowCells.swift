import Columns
import Glibc

/// The cells of the row that a stream gives; used again for every row, so that rows cost no memory.
final class RowCells {
  /// What a column of the row holds.
  private enum Mark {
    static let empty: Int32 = -1
    static let unreadable: Int32 = -2
  }

  /// A row of more bytes is not taken whole: a small file may repeat a long text in every cell.
  private static let mostBytes = 64 << 20

  private struct Span {
    var start: Int32
    var count: Int32
  }

  private let buffer = ByteBuffer(capacity: 4096)
  private var spans: [Span] = []
  /// One more than the last column that is not empty.
  private(set) var width = 0
  /// The line or row number, from 1.
  private(set) var line = 0
  /// Why no cell of the row can be trusted.
  private(set) var fault: ReadIssue.Kind?
  /// What is wrong with the cells that are unreadable.
  private(set) var cellFaults: [(column: Int, kind: ReadIssue.Kind)] = []
  /// Whether some cell has bytes.
  private(set) var hasBytes = false

  /// Begins the next row, all of whose cells are empty.
  func start(line: Int) {
    self.line = line
    fault = nil
    cellFaults.removeAll(keepingCapacity: true)
    hasBytes = false
    buffer.count = 0
    for column in 0..<width { spans[column].count = Mark.empty }
    width = 0
  }

  /// Gives a column its bytes.
  func set(_ column: Int, _ bytes: UnsafeRawBufferPointer) {
    guard buffer.count + bytes.count <= Self.mostBytes else {
      return setUnreadable(column, .fieldTooLong)
    }
    reserve(column)
    spans[column] = Span(
      start: Int32(truncatingIfNeeded: buffer.count), count: Int32(truncatingIfNeeded: bytes.count))
    buffer.append(bytes)
    hasBytes = hasBytes || bytes.count > 0
  }

  /// Gives a column its bytes.
  func set(_ column: Int, _ bytes: [UInt8]) { bytes.withUnsafeBytes { set(column, $0) } }

  /// Says that a cell holds something that cannot be known.
  func setUnreadable(_ column: Int, _ kind: ReadIssue.Kind) {
    reserve(column)
    spans[column] = Span(start: 0, count: Mark.unreadable)
    cellFaults.append((column, kind))
  }

  /// Says that no cell of the row can be trusted; the first reason stands.
  func note(_ kind: ReadIssue.Kind) { fault = fault ?? kind }

  /// Moves to another line, keeping the cells.
  func move(toLine line: Int) { self.line = line }

  /// Whether a column has other bytes than white space.
  func hasText(_ column: Int) -> Bool { bytes(column)?.contains { $0 > 0x20 } ?? false }

  /// The bytes of a column, valid until the row changes; `nil` where it is empty or unreadable.
  func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
    guard column < width, spans[column].count >= 0 else { return nil }
    return UnsafeRawBufferPointer(
      start: buffer.base + Int(spans[column].start), count: Int(spans[column].count))
  }

  /// The text of a column.
  func text(_ column: Int) -> String {
    bytes(column).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Whether a column holds something that cannot be known.
  func isUnreadable(_ column: Int) -> Bool {
    column < width && spans[column].count == Mark.unreadable
  }

  private func reserve(_ column: Int) {
    while spans.count <= column { spans.append(Span(start: 0, count: Mark.empty)) }
    width = max(width, column + 1)
  }
}
