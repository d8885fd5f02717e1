import CTextScan
import Columns
import Glibc

/// The cells of one field of a table, without their quotes.
///
/// Bounds: positions come from the scanner and lie within the table's bytes. A cell near the end of
/// those bytes, where 32 bytes after it could not be read, is copied first.
struct CellReader {
  /// The cells of the first `paddedRowCount` rows as they lie in the file, quotes and all.
  struct Rows {
    let bytes: UnsafePointer<UInt8>
    /// Where the first row's cell lies; see `FieldTable`.
    let ends: UnsafePointer<Int32>
    let stride: Int

    @inline(__always)
    subscript(row: Int) -> Cell {
      let position = ends + row &* stride
      let start = Int(position[0]) &+ 1
      return Cell(start: bytes + start, count: Int(position[1]) &- start)
    }
  }

  let rows: Rows
  private let scratch: ScratchText
  let rowCount: Int
  /// The number of first rows whose cells can be taken as they lie.
  let paddedRowCount: Int
  /// Whether a cell that begins with `"` is quoted.
  let hasQuotes: Bool

  init(table: FieldTable, field: Int, scratch: ScratchText) {
    rows = Rows(
      bytes: table.bytes, ends: UnsafePointer(table.ends + field), stride: table.stride)
    hasQuotes = table.hasQuotes
    rowCount = table.rowCount
    paddedRowCount = table.paddedRowCount
    self.scratch = scratch
  }

  /// The cells as the loops in C take them, with the memory in which they put what cells say.
  ///
  /// - Parameter readsEmpty: Whether they read empty cells too.
  func column(
    readsEmpty: Bool, states: UnsafeMutablePointer<UInt8>?, values: UnsafeMutablePointer<Int64>?
  ) -> qixian_column {
    qixian_column(
      bytes: rows.bytes, ends: rows.ends, stride: Int64(rows.stride),
      present: CellState.present.rawValue, empty: CellState.empty.rawValue,
      reads_empty: readsEmpty ? 1 : 0, states: states, values: values)
  }

  /// At least the number of bytes of all cells as they lie in the file, by one more for each cell at most.
  var byteBound: Int {
    var total = 0
    var position = rows.ends
    for _ in 0..<rowCount {
      total &+= Int(max(0, position[1] &- position[0]))
      position += rows.stride
    }
    return total
  }

  /// The cell of a row; valid until the next one is taken.
  @inline(__always)
  subscript(row: Int) -> Cell {
    let cell = rows[row]
    if cell.count <= 0 { return cell }
    if row >= paddedRowCount || (cell.start.pointee == 0x22 && hasQuotes) { return copied(cell) }
    return cell
  }

  @inline(never)
  private func copied(_ cell: Cell) -> Cell {
    scratch.copy(cell, isQuoted: hasQuotes && cell.start.pointee == 0x22)
  }
}

/// Memory of a thread for the texts of cells that cannot be used where they lie.
final class ScratchText {
  private var first = Space()
  private var second = Space()

  private struct Space {
    var memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    var capacity = 256

    /// Makes room for a text of a length and the 16 bytes after it.
    mutating func reserve(_ count: Int) {
      guard count + 16 > capacity else { return }
      memory.deallocate()
      capacity = (count + 16) * 2
      memory = .allocate(capacity: capacity)
    }
  }

  init() {
    first.memory.initialize(repeating: 0, count: first.capacity)
    second.memory.initialize(repeating: 0, count: second.capacity)
  }

  deinit {
    first.memory.deallocate()
    second.memory.deallocate()
  }

  /// Copies a cell; of a quoted one the content, with doubled quotes made single.
  func copy(_ cell: Cell, isQuoted: Bool) -> Cell {
    first.reserve(cell.count)
    let target = first.memory
    guard isQuoted else {
      memcpy(target, cell.start, cell.count)
      return padded(target, cell.count)
    }
    // The closing quote is the last byte, as the scanner made sure.
    let end = cell.count - 1
    var count = 0
    var index = 1
    while index < end {
      let rest = end - index
      guard let found = memchr(cell.start + index, 0x22, rest) else {
        memcpy(target + count, cell.start + index, rest)
        count += rest
        break
      }
      let length = UnsafeRawPointer(cell.start + index).distance(to: UnsafeRawPointer(found)) + 1
      memcpy(target + count, cell.start + index, length)
      count += length
      index += length + 1
    }
    return padded(target, count)
  }

  /// The cell with the declared repairs made; counts them.
  func repaired(
    _ cell: Cell, _ repairs: [Repair], _ counts: inout RepairCounts
  ) -> Cell {
    var text = [UInt8](cell.bytes)
    for repair in repairs {
      let changed: [UInt8]?
      switch repair {
      case .trim: changed = CellRepair.trimmed(text)
      case .fullWidth: changed = CellRepair.halfWidth(text)
      case .lettersAsDigits: changed = CellRepair.lettersAsDigits(text)
      case .spreadsheetText: changed = CellRepair.spreadsheetText(text)
      }
      if let changed {
        text = changed
        counts[repair] += 1
      }
    }
    second.reserve(text.count)
    text.withUnsafeBufferPointer {
      second.memory.update(from: $0.baseAddress ?? cell.start, count: $0.count)
    }
    return padded(second.memory, text.count)
  }

  private func padded(_ memory: UnsafeMutablePointer<UInt8>, _ count: Int) -> Cell {
    (memory + count).update(repeating: 0, count: 16)
    return Cell(start: UnsafePointer(memory), count: count)
  }
}
