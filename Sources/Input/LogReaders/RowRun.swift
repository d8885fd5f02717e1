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
  /// Cells beyond the headings are a fault of the row, as in delimited text.
  func addRow(_ cells: RowCells, line: Int) {
    if let fault = cells.fault {
      table.addFault(fault)
    } else if cells.width > table.fieldCount,
      (table.fieldCount..<cells.width).contains(where: { cells.hasText($0) })
    {
      table.addFault(.tooManyFields)
    } else {
      for (field, kind) in cells.cellFaults { table.addFault(kind, field: field) }
    }
    let row = table.nextRow()
    row[0] = Int32(truncatingIfNeeded: buffer.count - 1)
    for field in 0..<table.fieldCount {
      // A field that ends where it begins has no content that could be judged.
      if cells.isUnreadable(field) {
        row[field + 1] = row[field]
        continue
      }
      if let bytes = cells.bytes(field) { buffer.append(bytes) }
      row[field + 1] = Int32(truncatingIfNeeded: buffer.count)
      withUnsafeBytes(of: UInt8(0)) { buffer.append($0) }
    }
    table.finishRow(line: line, filledFields: table.fieldCount)
  }

  /// Ends the run, which covers a number of lines.
  func seal(lineCount: Int) {
    table.lineCount = lineCount
    table.setBytes(buffer.base, count: buffer.count)
  }
}
