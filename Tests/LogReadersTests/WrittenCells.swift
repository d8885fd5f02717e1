import CTextScan

/// Cells as they lie in a file, for the loops in C that read them.
struct WrittenCells {
  let count: Int
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []

  /// Writes cells with a comma behind each.
  ///
  /// - Parameter behind: What may be read behind the last cell and is none of it.
  init(_ cells: [[UInt8]], behind: UInt8) {
    count = cells.count
    for cell in cells {
      ends.append(Int32(bytes.count) - 1)
      bytes += cell
      ends.append(Int32(bytes.count))
      bytes.append(0x2C)
    }
    bytes += [UInt8](repeating: behind, count: 32)
  }

  /// The number of bytes of all cells, and more.
  var byteBound: Int { bytes.count }

  /// What a body reads of the cells, and the states and values that it puts; what is not put stays 9 and -1.
  func read<Result>(
    present: UInt8 = 0, readsEmpty: Bool, _ body: (qixian_column) -> Result
  ) -> (result: Result, states: [UInt8], values: [Int64]) {
    var states = [UInt8](repeating: 9, count: count)
    var values = [Int64](repeating: -1, count: count)
    let result = bytes.withUnsafeBufferPointer { bytes in
      ends.withUnsafeBufferPointer { ends in
        states.withUnsafeMutableBufferPointer { states in
          values.withUnsafeMutableBufferPointer { values in
            body(
              qixian_column(
                bytes: bytes.baseAddress, ends: ends.baseAddress, stride: 2, present: present,
                empty: 1, reads_empty: readsEmpty ? 1 : 0, states: states.baseAddress,
                values: values.baseAddress))
          }
        }
      }
    }
    return (result, states, values)
  }
}
