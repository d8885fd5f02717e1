import Archives

/// Bytes between a writer that hands them on and an output that takes them.
final class Pieces {
  private var bytes: [[UInt8]] = []

  func add(_ piece: [UInt8]) { bytes.append(piece) }

  func take() -> [[UInt8]] {
    defer { bytes = [] }
    return bytes
  }
}

/// The archive of letters.
struct LetterArchive {
  private var writer: ArchiveWriter

  init(_ pieces: Pieces) { writer = ArchiveWriter { pieces.add($0) } }

  /// Adds a letter, which is packed already.
  mutating func add(_ name: String, _ bytes: [UInt8]) throws {
    try writer.add(name, isStored: true, bytes)
  }

  func finish() throws { try writer.finish() }
}
