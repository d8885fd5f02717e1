import Columns

/// Rows of a format other than delimited text, with the bytes of their fields.
///
/// Built by one thread, then read by another.
final class RowRun: @unchecked Sendable {
  let table: FieldTable
  private let buffer = ByteBuffer(capacity: 64 * 1024)

  init(fieldCount: Int) {
    table = FieldTable(fieldCount: fieldCount, capacity: 1024)
  }

  /// The number of bytes of all fields.
  var byteCount: Int { buffer.count }

  /// Adds a row; a line is relative to the first line of the run.
  ///
  /// A field that is `nil` is an empty cell; with a fault none of the cells is trusted.
  func addRow(
    _ fields: some Collection<[UInt8]?>, line: Int, fault: ReadIssue.Kind? = nil
  ) {
    if let fault { table.addFault(fault) }
    let row = table.nextRow()
    row[0] = Int32(truncatingIfNeeded: buffer.count - 1)
    var filled = 0
    for field in fields.prefix(table.fieldCount) {
      if let field, !field.isEmpty { field.withUnsafeBytes { buffer.append($0) } }
      filled += 1
      row[filled] = Int32(truncatingIfNeeded: buffer.count)
      withUnsafeBytes(of: UInt8(0)) { buffer.append($0) }
    }
    while filled < table.fieldCount {
      filled += 1
      row[filled] = Int32(truncatingIfNeeded: buffer.count)
      withUnsafeBytes(of: UInt8(0)) { buffer.append($0) }
    }
    table.finishRow(line: line, filledFields: filled)
  }

  /// Ends the run, which covers a number of lines.
  func seal(lineCount: Int) {
    table.lineCount = lineCount
    table.setBytes(buffer.base, count: buffer.count)
  }
}
