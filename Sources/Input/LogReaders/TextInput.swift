import Diagnostics
import Glibc

/// A text to read, decoded to UTF-8: a mapped file where it can be used as it lies, else a stream.
final class TextInput {
  /// The number of bytes from which encoding and header are found out.
  static let sampleSize = 1 << 20
  /// The number of bytes from which is found out what the cells of a column hold.
  static let probeSize = 1 << 16

  private let source: LogSource
  /// The first bytes of a text that is not mapped, without byte-order marks; empty once it was settled.
  private var held: [UInt8] = []
  /// Whether the sample is all of the text.
  let sampleIsWhole: Bool
  let isCompressed: Bool
  /// The size of the file; 0 for standard input.
  let fileBytes: Int
  /// The number of byte-order marks at the start.
  let markCount: Int
  private let toldEncoding: TextEncoding
  private let mapped: MappedFile?
  private var path: String { source.path }
  private let markLength: Int
  /// The stream whose sample was taken, which stands at the text's start; used once.
  private var stream: (any ByteStream)?
  private var detecting: DetectingStream?

  /// The encoding, as far as it is known.
  var encoding: TextEncoding { detecting?.encoding ?? toldEncoding }

  /// Opens a text, which may be gzip-compressed.
  static func open(_ source: LogSource) throws -> TextInput {
    guard source.content == nil, source.path != "-", let file = try MappedFile(path: source.path)
    else {
      return try TextInput(streaming: source)
    }
    let bytes = UnsafeBufferPointer(start: file.base, count: file.count)
    if bytes.starts(with: [0x1F, 0x8B]) {
      return try TextInput(streaming: source, fileBytes: file.count)
    }
    let guess = EncodingGuess(sample: UnsafeBufferPointer(rebasing: bytes.prefix(4 * sampleSize)))
    let found = source.encoding ?? guess.encoding ?? lateEncoding(file) ?? .utf8
    guard found == .utf8 else {
      return try TextInput(streaming: source, encoding: found, fileBytes: file.count)
    }
    return TextInput(source, mapped: file, guess: guess)
  }

  /// The encoding of a text whose first bytes are ASCII, by the first bytes that are not.
  private static func lateEncoding(_ file: MappedFile) -> TextEncoding? {
    let bytes = UnsafeBufferPointer(start: file.base, count: file.count)
    // In pieces whose memory is given back, as many a long log is ASCII throughout.
    var start = 0
    while start < bytes.count {
      let piece = start..<min(bytes.count, start + 8 * sampleSize)
      if let found = firstNonASCII(UnsafeBufferPointer(rebasing: bytes[piece])) {
        let first = start + found
        return EncodingGuess.utf8OrBig5(
          UnsafeBufferPointer(rebasing: bytes[first..<min(bytes.count, first + sampleSize)]))
      }
      file.release(piece)
      start = piece.upperBound
    }
    return nil
  }

  private init(_ source: LogSource, mapped: MappedFile, guess: EncodingGuess) {
    self.source = source
    self.mapped = mapped
    markLength = guess.encoding == .utf8 ? guess.markLength : 0
    markCount = guess.encoding == .utf8 ? guess.markCount : 0
    sampleIsWhole = mapped.count - markLength <= Self.sampleSize
    isCompressed = false
    fileBytes = mapped.count
    toldEncoding = .utf8
  }

  private init(streaming source: LogSource, encoding: TextEncoding? = nil, fileBytes: Int = 0)
    throws
  {
    self.source = source
    mapped = nil
    self.fileBytes = fileBytes
    let told = source.encoding ?? encoding
    let raw = try RawInput.open(source)
    isCompressed = raw.isCompressed
    let start = try RawInput.start(of: raw.stream, count: Self.sampleSize)
    let guess = start.bytes.withUnsafeBufferPointer { EncodingGuess(sample: $0) }
    let isMarked = guess.markCount > 0 && (told == nil || told == guess.encoding)
    markLength = isMarked ? guess.markLength : 0
    markCount = isMarked ? guess.markCount : 0
    toldEncoding = told ?? guess.encoding ?? .utf8
    try Self.skip(start.stream, markLength)
    let decoded: any ByteStream
    if toldEncoding != .utf8 {
      decoded = try TranscodingStream(source: start.stream, encoding: toldEncoding)
    } else if told == nil, guess.encoding == nil {
      let stream = DetectingStream(source: start.stream)
      detecting = stream
      decoded = stream
    } else {
      decoded = start.stream
    }
    let text = try RawInput.start(of: decoded, count: Self.sampleSize)
    held = text.bytes
    sampleIsWhole = text.bytes.count < Self.sampleSize
    stream = text.stream
  }

  /// Gives the first bytes of the text, without byte-order marks; before it is settled.
  func withSample<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let mapped else { return held.withUnsafeBufferPointer(body) }
    let text = UnsafeBufferPointer(start: mapped.base, count: mapped.count).dropFirst(markLength)
    return body(UnsafeBufferPointer(rebasing: text.prefix(Self.sampleSize)))
  }

  /// Gives back what was needed to find the header and to look at the first rows.
  ///
  /// Of a log of many files, which are all opened before the first is read, nothing is kept that can be
  /// read again.
  func settle(isOneOfMany: Bool) {
    held = []
    mapped?.release(0..<fileBytes)
    guard isOneOfMany else { return }
    // Only files have a size; others, and what is still being detected, are read once.
    if fileBytes > 0, detecting == nil { stream = nil }
  }

  /// Starts to give the text in blocks from an offset on.
  func makeSource(start: Int, lineEnd: UInt8, pool: BufferPool) throws -> any BlockSource {
    if let mapped {
      let stream = try FileStream(mapped, path: path, from: markLength + start)
      return StreamTextSource(
        path: path, stream: stream, start: start, lineEnd: lineEnd, pool: pool)
    }
    guard let stream else {
      guard path != "-" else {
        throw ReadError(
          path: path,
          LocalizedText(zh: "標準輸入只能讀取一次", en: "standard input can be read only once"))
      }
      var again = source
      again.encoding = toldEncoding
      let input = try TextInput(streaming: again, fileBytes: fileBytes)
      return try input.makeSource(start: start, lineEnd: lineEnd, pool: pool)
    }
    self.stream = nil
    try Self.skip(stream, start)
    return StreamTextSource(
      path: path, stream: stream, start: start, lineEnd: lineEnd, pool: pool)
  }

  /// The first records of the text, from an offset on; they can be taken from any text, again and again.
  func firstRows(from offset: Int) -> Block.Content {
    withSample { sample in
      let end = min(sample.count, offset + Self.probeSize)
      let bytes = ByteBuffer(capacity: end - offset)
      bytes.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(sample)[offset..<end]))
      return .text(
        TextRun(
          owner: bytes, base: bytes.base, baseOffset: offset, count: bytes.count, start: offset,
          limit: end, isFinal: sampleIsWhole && end == sample.count))
    }
  }

  private static func skip(_ stream: any ByteStream, _ count: Int) throws {
    var rest = [UInt8](repeating: 0, count: count)
    _ = try rest.withUnsafeMutableBytes { try stream.readFully(into: $0) }
  }
}

/// A stream of ASCII, which is given as it is until other bytes decide between UTF-8 and Big5.
final class DetectingStream: ByteStream {
  private var source: any ByteStream
  /// What was decided; `nil` while all is ASCII.
  private(set) var encoding: TextEncoding?

  init(source: any ByteStream) { self.source = source }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try source.read(into: buffer)
    guard encoding == nil, count > 0 else { return count }
    let bytes = UnsafeBufferPointer(buffer.prefix(count).bindMemory(to: UInt8.self))
    guard let first = firstNonASCII(bytes) else { return count }
    // More bytes than these few may be needed for the decision.
    var rest = Array(bytes[first...])
    let known = rest.count
    rest.append(contentsOf: repeatElement(0, count: 64 * 1024))
    let added = try rest.withUnsafeMutableBytes {
      try source.readFully(into: UnsafeMutableRawBufferPointer(rebasing: $0[known...]))
    }
    rest.removeLast(64 * 1024 - added)
    let found = rest.withUnsafeBufferPointer { EncodingGuess.utf8OrBig5($0) } ?? .utf8
    encoding = found
    source = PushbackStream(prefix: rest, rest: source)
    if found != .utf8 { source = try TranscodingStream(source: source, encoding: found) }
    return first > 0 ? first : try source.read(into: buffer)
  }
}

/// The index of the first byte above 0x7F.
func firstNonASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  let raw = UnsafeRawBufferPointer(bytes)
  var index = 0
  while index + 64 <= bytes.count {
    var any: SIMD16<UInt8> = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    any |= raw.loadUnaligned(fromByteOffset: index + 16, as: SIMD16<UInt8>.self)
    any |= raw.loadUnaligned(fromByteOffset: index + 32, as: SIMD16<UInt8>.self)
    any |= raw.loadUnaligned(fromByteOffset: index + 48, as: SIMD16<UInt8>.self)
    let halves = unsafeBitCast(any, to: SIMD2<UInt64>.self)
    if (halves[0] | halves[1]) & 0x8080_8080_8080_8080 != 0 { break }
    index += 64
  }
  return bytes[index...].firstIndex { $0 >= 0x80 }
}
