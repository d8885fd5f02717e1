/// Writes a ZIP archive whose bytes follow from its entries alone, entry after entry.
///
/// One entry's packed bytes are held at a time. Entries and archives of 4 GiB or more are refused.
public struct ArchiveWriter {
  private let emit: ([UInt8]) throws -> Void
  private var entries: [ArchiveEntry] = []
  private var offset = 0

  /// Creates a writer that hands on its bytes piece by piece.
  public init(_ emit: @escaping ([UInt8]) throws -> Void) { self.emit = emit }

  /// Adds an entry.
  ///
  /// - Parameters:
  ///   - isStored: whether the bytes stand as they are.
  ///   - write: hands over the content piece by piece.
  /// - Returns: the bytes as they stand in the archive.
  @discardableResult
  public mutating func add(
    _ name: String, isStored: Bool = false,
    _ write: (_ take: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws -> [UInt8] {
    let deflation = try Deflation(isStored: isStored)
    try write { try deflation.add($0) }
    try deflation.finish()
    let entry = ArchiveEntry(
      name: name, isStored: isStored, sum: deflation.sum, packedSize: deflation.packed.count,
      size: deflation.size, offset: offset)
    let end = offset + ArchiveEntry.localSize + name.utf8.count + entry.packedSize
    guard max(end, entry.size) <= ArchiveEntry.mostBytes, entries.count < 65_535 else {
      throw ArchiveError.oversized
    }
    try emit(entry.localHeader)
    try emit(deflation.packed)
    offset = end
    entries.append(entry)
    return deflation.packed
  }

  /// Adds an entry whose content is at hand.
  @discardableResult
  public mutating func add(
    _ name: String, isStored: Bool = false, _ bytes: [UInt8]
  ) throws -> [UInt8] {
    try add(name, isStored: isStored) { try $0(bytes) }
  }

  /// Writes the directory.
  public func finish() throws { try emit(ArchiveEntry.directory(of: entries, at: offset)) }
}
