import Diagnostics

/// Gives the blocks of one file in order.
protocol BlockSource: AnyObject {
  /// The next block's content; `nil` at the end.
  func next() throws -> Block.Content?
}

/// Blocks of a stream of UTF-8, cut behind the last line end of each piece.
final class StreamTextSource: BlockSource {
  /// The longest piece without a line end.
  static let longestLine = 64 << 20
  private let path: String
  private let stream: any ByteStream
  private let lineEnd: UInt8
  private let pool: BufferPool
  private var carry = ByteBuffer(capacity: 0)
  private var carryStart = 0
  private var offset: Int
  private var isAtEnd = false

  /// Starts with a stream that stands at an offset of the text.
  init(path: String, stream: any ByteStream, start: Int, lineEnd: UInt8, pool: BufferPool) {
    self.path = path
    self.stream = stream
    self.lineEnd = lineEnd
    self.pool = pool
    offset = start
  }

  func next() throws -> Block.Content? {
    let kept = carry.count - carryStart
    if isAtEnd, kept == 0 { return nil }
    let buffer = ByteBuffer(capacity: pool.blockSize + kept, from: pool)
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
