import Diagnostics
import Glibc

/// Gives the blocks of one file in order.
protocol BlockSource: AnyObject {
  /// The next block's content; `nil` at the end.
  func next() throws -> Block.Content?
}

/// Blocks of a mapped UTF-8 file, cut where lines end.
///
/// A line end may lie within a quoted field; the reader checks each start against the end of the
/// block before it and reads again where they differ.
final class MappedTextSource: BlockSource {
  private let path: String
  private let file: MappedFile
  private let lineEnd: UInt8
  private let blockSize: Int
  private var position: Int
  private var released = 0
  /// How far behind the last block given memory is kept: about what two threads have in hand.
  private var keptBytes: Int { max(1 << 20, 4 * blockSize) }

  init(path: String, file: MappedFile, start: Int, lineEnd: UInt8, blockSize: Int) {
    self.path = path
    self.file = file
    self.lineEnd = lineEnd
    self.blockSize = blockSize
    position = start
  }

  func next() throws -> Block.Content? {
    guard position < file.count else { return nil }
    let start = position
    let wanted = start + blockSize
    var limit = file.count
    if wanted < file.count,
      let found = memchr(file.base + wanted - 1, Int32(lineEnd), file.count - wanted + 1)
    {
      limit = UnsafeRawPointer(file.base).distance(to: UnsafeRawPointer(found)) + 1
    }
    guard limit - start <= blockSize + StreamTextSource.longestLine else {
      throw StreamTextSource.lineTooLong(path)
    }
    position = limit
    if start - released > keptBytes + 2 * blockSize {
      file.release(released..<start - keptBytes)
      released = start - keptBytes
    }
    // Positions in a table are 32 bits wide.
    let count = min(file.count - start, Int(Int32.max) - 1)
    // The last block gives back what is left of the file when it was merged.
    let owner: any Sendable = limit < file.count ? file : MappedRest(file, from: released)
    return .text(
      TextRun(
        owner: owner, base: file.base + start, baseOffset: start, count: count, start: start,
        limit: limit, isFinal: start + count == file.count))
  }
}

/// Keeps a mapped file for its last block, and gives its memory back with it: files of a log stay
/// mapped until all are read.
private final class MappedRest: Sendable {
  private let file: MappedFile
  private let start: Int

  init(_ file: MappedFile, from start: Int) {
    self.file = file
    self.start = start
  }

  deinit { file.release(start..<file.count) }
}

/// Blocks of a stream of UTF-8, cut behind the last line end of each piece.
final class StreamTextSource: BlockSource {
  /// The longest piece without a line end.
  static let longestLine = 64 << 20
  private let path: String
  private let stream: any ByteStream
  private let lineEnd: UInt8
  private let blockSize: Int
  private var carry = ByteBuffer(capacity: 0)
  private var carryStart = 0
  private var offset: Int
  private var isAtEnd = false

  /// Starts with a stream that stands at an offset of the text.
  init(path: String, stream: any ByteStream, start: Int, lineEnd: UInt8, blockSize: Int) {
    self.path = path
    self.stream = stream
    self.lineEnd = lineEnd
    self.blockSize = blockSize
    offset = start
  }

  func next() throws -> Block.Content? {
    let kept = carry.count - carryStart
    if isAtEnd, kept == 0 { return nil }
    let buffer = ByteBuffer(capacity: blockSize + kept)
    buffer.append(UnsafeRawBufferPointer(start: carry.base + carryStart, count: kept))
    var limit: Int?
    // What is kept has no line end.
    var searched = kept
    while limit == nil, !isAtEnd {
      if buffer.free.count == 0 { buffer.reserve(buffer.count * 2) }
      let added = try stream.readFully(into: buffer.free)
      isAtEnd = buffer.free.count > added
      buffer.count += added
      var end = buffer.count
      while end > searched, buffer.base[end - 1] != lineEnd { end -= 1 }
      if end > searched { limit = end }
      searched = buffer.count
      if buffer.count > Self.longestLine, limit == nil { throw Self.lineTooLong(path) }
    }
    // A piece that filled its buffer with the last bytes did not know; an empty one then says it,
    // so that a record left open at the end is not lost.
    if isAtEnd { limit = buffer.count }
    guard let limit else { return nil }
    defer {
      carry = buffer
      carryStart = limit
      offset += limit
    }
    return .text(
      TextRun(
        owner: buffer, base: buffer.base, baseOffset: offset, count: buffer.count, start: offset,
        limit: offset + limit, isFinal: isAtEnd))
  }

  /// The error for text without line ends.
  static func lineTooLong(_ path: String) -> ReadError {
    ReadError(
      path: path,
      LocalizedText(
        zh: "單筆紀錄超過 \(longestLine >> 20) MiB，不是表格文字檔",
        en: "a record is longer than \(longestLine >> 20) MiB; this is not a table of text"))
  }
}
