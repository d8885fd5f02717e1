/// The facts of an entry of an archive that this program writes, and the bytes that state them.
///
/// Everything but name, method, sum, sizes and place is the same in every entry: no time of
/// writing, no permissions, no extra fields. So an archive's headers follow from its entries.
public struct ArchiveEntry: Sendable, Hashable {
  /// The name, with `/` between folders.
  public var name: String
  /// Whether the bytes stand as they are.
  public var isStored: Bool
  /// The CRC-32 of the content.
  public var sum: UInt32
  /// The number of bytes in the archive.
  public var packedSize: Int
  /// The number of bytes of the content.
  public var size: Int
  /// Where the entry's header begins.
  public var offset: Int

  /// The most bytes of an entry or an archive in this form of ZIP.
  static let mostBytes = Int(UInt32.max) - 1
  static let localMark: UInt32 = 0x0403_4B50
  static let centralMark: UInt32 = 0x0201_4B50
  static let endMark: UInt32 = 0x0605_4B50
  /// The bytes of a local header before the name.
  static let localSize = 30

  /// The header before the entry's bytes.
  var localHeader: [UInt8] {
    var bytes = HeaderBytes()
    bytes.add(Self.localMark)
    addFacts(to: &bytes)
    bytes.add(UInt16(name.utf8.count))
    bytes.add(UInt16(0))
    return bytes.bytes + name.utf8
  }

  /// The entry's line in the directory at the end.
  var centralHeader: [UInt8] {
    var bytes = HeaderBytes()
    bytes.add(Self.centralMark)
    // Made by version 2.0 for no system in particular.
    bytes.add(UInt16(20))
    addFacts(to: &bytes)
    bytes.add(UInt16(name.utf8.count))
    // No extra field, no comment, first disk, no attributes.
    for _ in 0..<4 { bytes.add(UInt16(0)) }
    bytes.add(UInt32(0))
    bytes.add(UInt32(truncatingIfNeeded: offset))
    return bytes.bytes + name.utf8
  }

  private func addFacts(to bytes: inout HeaderBytes) {
    // Version 2.0 is needed; names are in UTF-8; the time is the first that the form can state.
    bytes.add(UInt16(20))
    bytes.add(UInt16(0x0800))
    bytes.add(UInt16(isStored ? 0 : 8))
    bytes.add(UInt16(0))
    bytes.add(UInt16(0x21))
    bytes.add(sum)
    bytes.add(UInt32(truncatingIfNeeded: packedSize))
    bytes.add(UInt32(truncatingIfNeeded: size))
  }

  /// The directory of entries and the record after it.
  static func directory(of entries: [ArchiveEntry], at offset: Int) -> [UInt8] {
    var directory = entries.flatMap(\.centralHeader)
    var end = HeaderBytes()
    end.add(endMark)
    end.add(UInt32(0))
    end.add(UInt16(truncatingIfNeeded: entries.count))
    end.add(UInt16(truncatingIfNeeded: entries.count))
    end.add(UInt32(truncatingIfNeeded: directory.count))
    end.add(UInt32(truncatingIfNeeded: offset))
    end.add(UInt16(0))
    directory += end.bytes
    return directory
  }
}

/// Numbers as archives write them, low byte first.
struct HeaderBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: UInt16) {
    bytes += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
  }

  mutating func add(_ number: UInt32) {
    add(UInt16(truncatingIfNeeded: number))
    add(UInt16(truncatingIfNeeded: number >> 16))
  }

  /// Reads a number of two or four bytes.
  static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
