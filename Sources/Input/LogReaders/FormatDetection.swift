/// Tells formats apart by name and first bytes.
enum FormatDetection {
  /// The format of a source: what was told, what its name says, else what its first bytes say, else
  /// CSV.
  ///
  /// - Throws: `ReadError` where the first bytes are of something else that is known.
  static func format(of source: LogSource) throws -> LogFormat {
    let said = source.format ?? format(ofPath: source.path)
    guard said != .postgresql, FileCheck.isRepeatable(source) else { return said ?? .csv }
    var start = [UInt8](repeating: 0, count: 512)
    let stream = try RawInput.open(source).stream
    let count = try start.withUnsafeMutableBytes { try stream.readFully(into: $0) }
    let form = FileForm(start: start[..<count])
    let format = said ?? Self.format(ofStart: start[..<count], form)
    if count > 0, let refusal = form.refusal(as: format, path: source.path) {
      throw ReadError(path: source.path, refusal)
    }
    return format
  }

  /// The format that a file's name says, before or after `.gz`; `nil` where it says none.
  static func format(ofPath path: String) -> LogFormat? {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...] {
    case "csv", "tsv", "tab", "txt": return .csv
    case "jsonl", "ndjson": return .jsonl
    case "xlsx", "xlsm": return .xlsx
    case "ods": return .ods
    case "xes": return .xes
    case "sqlite", "sqlite3", "db": return .sqlite
    default: return nil
    }
  }

  private static func format(ofStart start: ArraySlice<UInt8>, _ form: FileForm) -> LogFormat {
    switch form {
    case .sqlite: return .sqlite
    case .workbook, .zip: return .xlsx
    case .openDocument: return .ods
    case .compound, .pdf, .html, .jsonList: return .csv
    case .other: break
    }
    let text = String(decoding: start, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if text.hasPrefix("<") { return .xes }
    return text.hasPrefix("{") ? .jsonl : .csv
  }
}

/// The bytes of a source as they are before decoding, gzip taken off.
enum RawInput {
  /// Opens a source; tells whether it was compressed.
  static func open(_ source: LogSource) throws -> (stream: any ByteStream, isCompressed: Bool) {
    let bytes: any ByteStream =
      if let content = source.content { MemoryStream(content) } else {
        try FileStream(path: source.path)
      }
    let raw = try start(of: bytes, count: 2)
    guard raw.bytes.starts(with: [0x1F, 0x8B]) else { return (raw.stream, false) }
    return (try GzipStream(path: source.path, source: raw.stream), true)
  }

  /// The source, with standard input read into memory so that it can be read more than once.
  static func repeatable(_ source: LogSource) throws -> LogSource {
    guard source.path == "-", source.content == nil else { return source }
    let stream = try FileStream(path: "-")
    var result = source
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try piece.withUnsafeMutableBytes { try stream.readFully(into: $0) }
      bytes += piece[..<count]
      if count < piece.count { break }
    }
    result.content = bytes
    return result
  }

  /// The first bytes of a stream, and a stream that gives them again.
  static func start(
    of stream: any ByteStream, count: Int
  ) throws -> (bytes: [UInt8], stream: any ByteStream) {
    var bytes: [UInt8] = []
    var filled = 0
    // Grows by steps, as most logs of tests are small.
    while filled == bytes.count, filled < count {
      bytes += [UInt8](repeating: 0, count: min(count - filled, max(4096, filled * 3)))
      filled += try bytes.withUnsafeMutableBytes {
        try stream.readFully(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
    }
    bytes.removeLast(bytes.count - filled)
    return (bytes, PushbackStream(prefix: bytes, rest: stream))
  }
}
