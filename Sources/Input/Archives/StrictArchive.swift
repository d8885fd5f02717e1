/// Where an archive is not as this program writes it.
public struct ArchiveDefect: Error, Sendable, Hashable {
  /// The part that is wrong.
  public enum Part: String, Sendable, Hashable {
    /// A header before an entry.
    case header
    /// The packed bytes of an entry.
    case content
    /// The directory at the end.
    case directory
  }
  /// The part that is wrong.
  public var part: Part
  /// The entry's name, where it is known.
  public var entry: String?
  /// The offset in the archive of the first byte that is wrong, or of the entry's bytes.
  public var offset: Int
}

/// An archive that must be exactly as this program writes it: every byte of every header is
/// compared with what the entries call for, and nothing may stand between them.
public struct StrictArchive: Sendable {
  /// The entries in order.
  public let entries: [ArchiveEntry]
  private let bytes: [UInt8]

  /// Takes an archive apart; the content of entries is looked at when it is asked for.
  public init(_ bytes: [UInt8]) throws(ArchiveDefect) {
    self.bytes = bytes
    var entries: [ArchiveEntry] = []
    var offset = 0
    while Self.mark(in: bytes, at: offset) == ArchiveEntry.localMark {
      let entry = try Self.entry(in: bytes, at: offset)
      entries.append(entry)
      offset += ArchiveEntry.localSize + entry.name.utf8.count + entry.packedSize
    }
    self.entries = entries
    let directory = ArchiveEntry.directory(of: entries, at: offset)
    if let place = Self.difference(bytes, at: offset, directory) {
      throw ArchiveDefect(part: .directory, entry: nil, offset: place)
    }
    if bytes.count > offset + directory.count {
      throw ArchiveDefect(part: .directory, entry: nil, offset: offset + directory.count)
    }
  }

  private static func mark(in bytes: [UInt8], at offset: Int) -> UInt32? {
    guard offset + 4 <= bytes.count else { return nil }
    return UInt32(HeaderBytes.number(bytes[offset..<offset + 4]))
  }

  private static func entry(
    in bytes: [UInt8], at offset: Int
  ) throws(ArchiveDefect) -> ArchiveEntry {
    let start = offset + ArchiveEntry.localSize
    guard start <= bytes.count else {
      throw ArchiveDefect(part: .header, entry: nil, offset: offset)
    }
    func number(_ place: Int, _ count: Int) -> Int {
      HeaderBytes.number(bytes[offset + place..<offset + place + count])
    }
    let nameEnd = start + number(26, 2)
    guard nameEnd <= bytes.count,
      let name = String(validating: bytes[start..<nameEnd], as: UTF8.self)
    else { throw ArchiveDefect(part: .header, entry: nil, offset: offset + 26) }
    let entry = ArchiveEntry(
      name: name, isStored: number(8, 2) == 0, sum: UInt32(number(14, 4)),
      packedSize: number(18, 4), size: number(22, 4), offset: offset)
    if let place = difference(bytes, at: offset, entry.localHeader) {
      throw ArchiveDefect(part: .header, entry: name, offset: place)
    }
    guard nameEnd + entry.packedSize <= bytes.count else {
      throw ArchiveDefect(part: .header, entry: name, offset: offset + 18)
    }
    return entry
  }

  /// The offset of the first byte that is not as expected; `nil` where all are.
  private static func difference(
    _ bytes: [UInt8], at offset: Int, _ expected: [UInt8]
  ) -> Int? {
    for (index, byte) in expected.enumerated()
    where offset + index >= bytes.count || bytes[offset + index] != byte { return offset + index }
    return nil
  }

  private static func start(_ entry: ArchiveEntry) -> Int {
    entry.offset + ArchiveEntry.localSize + entry.name.utf8.count
  }

  /// The bytes of an entry as they stand in the archive.
  public func packed(_ entry: ArchiveEntry) -> ArraySlice<UInt8> {
    let start = Self.start(entry)
    return bytes[start..<start + entry.packedSize]
  }

  /// Hands on the content of an entry piece by piece; its size and sum must be as stated.
  public func unpack(_ entry: ArchiveEntry, _ take: (ArraySlice<UInt8>) -> Void)
    throws(ArchiveDefect)
  {
    let defect = ArchiveDefect(part: .content, entry: entry.name, offset: Self.start(entry))
    let packed = packed(entry)
    var size = 0
    var sum: UInt32 = 0
    func give(_ piece: ArraySlice<UInt8>) {
      size += piece.count
      sum = Deflation.checksum(piece, after: sum)
      take(piece)
    }
    if entry.isStored {
      give(packed)
    } else {
      guard let inflation = Inflation(.none) else { throw defect }
      var rest = packed
      var room = [UInt8](repeating: 0, count: 1 << 18)
      var step = Inflation.Step(taken: 0, given: 0, outcome: .going)
      while step.outcome == .going {
        step = rest.withUnsafeBytes { input in
          room.withUnsafeMutableBytes { inflation.step(input, into: $0) }
        }
        rest = rest.dropFirst(step.taken)
        give(room[..<step.given])
        if size > entry.size { throw defect }
      }
      guard step.outcome == .ended, rest.isEmpty else { throw defect }
    }
    guard size == entry.size, sum == entry.sum else { throw defect }
  }

  /// The whole content of an entry.
  public func content(_ entry: ArchiveEntry) throws(ArchiveDefect) -> [UInt8] {
    var content: [UInt8] = []
    try unpack(entry) { content += $0 }
    return content
  }
}
