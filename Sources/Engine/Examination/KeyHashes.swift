import Columns

/// The hashes of the keys of a batch's rows, the same on every machine.
struct KeyHashes {
  /// A hash a row; 0 where part of the key is missing or could not be read.
  private(set) var hashes: [UInt64]

  init(_ columns: [ColumnVector], rowCount: Int) {
    hashes = Array(repeating: 0x9E37_79B9_7F4A_7C15, count: rowCount)
    for column in columns { add(column) }
  }

  private mutating func add(_ column: ColumnVector) {
    // Texts of a coded column are hashed once a batch.
    let ofTexts = column.dictionary.map { text in
      Array(text.utf8).withUnsafeBytes(Self.hash)
    }
    column.arena.withUnsafeBytes { arena in
      for row in hashes.indices {
        guard hashes[row] != 0, column.isPresent(row) else {
          hashes[row] = 0
          continue
        }
        let value = column.values[row]
        let hash: UInt64
        if column.type != .text {
          hash = Self.mixed(UInt64(bitPattern: value))
        } else if column.coding == .coded {
          hash = ofTexts[Int(value)]
        } else {
          let start = Int(value >> 24)
          hash = Self.hash(
            UnsafeRawBufferPointer(rebasing: arena[start..<start + Int(value & 0xFF_FFFF)]))
        }
        hashes[row] = max(1, Self.mixed(hashes[row] ^ hash))
      }
    }
  }

  /// A hash of bytes, eight at a time.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return mixed(hash ^ rest)
  }

  private static func mixed(_ number: UInt64) -> UInt64 {
    var number = (number ^ number >> 32) &* 0xD6E8_FEB8_6659_FD93
    number = (number ^ number >> 32) &* 0xD6E8_FEB8_6659_FD93
    return number ^ number >> 32
  }
}
