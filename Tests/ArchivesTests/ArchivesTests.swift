import Archives
import TestSupport
import Testing

@Suite struct ArchivesTests {
  static let contents: [(name: String, isStored: Bool, bytes: [UInt8])] = [
    ("mimetype", true, Array("text/plain".utf8)),
    ("空.txt", false, []),
    ("folder/長.txt", false, Array(String(repeating: "期限", count: 40_000).utf8)),
    ("noise", false, noise),
  ]

  /// Bytes that do not pack.
  static let noise: [UInt8] = {
    var state: UInt64 = 88_172_645_463_325_252
    return (0..<5_000).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state)
    }
  }()

  static func archive() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = ArchiveWriter { bytes += $0 }
    for item in contents { try writer.add(item.name, isStored: item.isStored, item.bytes) }
    try writer.finish()
    return bytes
  }

  @Test func `what was written is read back`() throws {
    let archive = try StrictArchive(Self.archive())
    #expect(archive.entries.map(\.name) == Self.contents.map(\.name))
    for (entry, item) in zip(archive.entries, Self.contents) {
      #expect(try archive.content(entry) == item.bytes)
      #expect(entry.isStored == item.isStored)
    }
  }

  @Test func `content may come in pieces of any size`() throws {
    for size in [1, 7, 65_535, 65_536, 65_537] {
      let whole = [UInt8](repeating: 7, count: 150_000) + Self.noise
      var bytes: [UInt8] = []
      var writer = ArchiveWriter { bytes += $0 }
      try writer.add("x") { take in
        var rest = whole[...]
        while !rest.isEmpty {
          try take(Array(rest.prefix(size)))
          rest = rest.dropFirst(size)
        }
      }
      try writer.finish()
      let archive = try StrictArchive(bytes)
      #expect(try archive.content(archive.entries[0]) == whole)
    }
  }

  @Test func `another reader accepts the archive`() throws {
    let bytes = try Self.archive()
    let path = try TemporaryFile.write(bytes)
    defer { TemporaryFile.remove(path) }
    let reader = try ArchiveReader(path: path)
    for item in Self.contents {
      let entry = try #require(try reader.entry(item.name))
      var content = [UInt8](repeating: 0, count: item.bytes.count + 100)
      var count = 0
      while true {
        let added = try content.withUnsafeMutableBytes {
          try entry.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
        }
        if added == 0 { break }
        count += added
      }
      #expect(Array(content.prefix(count)) == item.bytes)
    }
    #expect(!reader.contains("absent"))
  }

  @Test func `a change of any byte of a header or the directory is noticed`() throws {
    let bytes = try Self.archive()
    let whole = try StrictArchive(bytes)
    var isContent = [Bool](repeating: false, count: bytes.count)
    for entry in whole.entries {
      let packed = whole.packed(entry)
      for index in packed.indices { isContent[index] = true }
    }
    for index in bytes.indices where !isContent[index] {
      var changed = bytes
      changed[index] ^= 0x10
      #expect(throws: (any Error).self, "byte \(index)") {
        let archive = try StrictArchive(changed)
        for entry in archive.entries { _ = try archive.content(entry) }
      }
    }
  }

  @Test(arguments: [0, 1, 3, 29, 30, 100])
  func `an archive that is cut, or followed by something, is refused`(count: Int) throws {
    let bytes = try Self.archive()
    #expect(throws: ArchiveDefect.self) { try StrictArchive(Array(bytes.prefix(count))) }
    #expect(throws: ArchiveDefect.self) { try StrictArchive(bytes.dropLast(count + 1)) }
    #expect(throws: ArchiveDefect.self) {
      try StrictArchive(bytes + [UInt8](repeating: 0, count: count + 1))
    }
  }

  @Test func `what is missing or no archive is told apart`() throws {
    #expect(throws: ArchiveError.missing) { try ArchiveReader(path: "no/such/file.zip") }
    let path = try TemporaryFile.write(Array("no archive".utf8))
    defer { TemporaryFile.remove(path) }
    #expect(throws: ArchiveError.notAnArchive) { try ArchiveReader(path: path) }
  }
}
