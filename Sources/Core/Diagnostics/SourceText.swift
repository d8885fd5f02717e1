import Synchronization

/// A half-open range of UTF-8 offsets in a source text.
public struct SourceSpan: Sendable, Hashable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset after the last byte; equal to `start` for a point.
  public var end: Int

  /// Creates a span; an end before the start becomes the start.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest span that covers both.
  public func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(start: min(start, other.start), end: max(end, other.end))
  }

  /// The span moved by a number of bytes.
  public func shifted(by offset: Int) -> SourceSpan {
    SourceSpan(start: start + offset, end: end + offset)
  }
}

/// A line and a column, both from 1; columns count Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable {
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// Creates a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Orders by line, then column.
  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A text that diagnostics point into: a rule file, an expression, a command-line argument.
public final class SourceText: Sendable {
  /// The name shown to people: the path as it was given, or `-`.
  public let name: String
  /// The text's bytes; invalid UTF-8 is kept here and shown as replacement characters.
  public let bytes: [UInt8]
  private let lineStarts: [Int]
  /// Spans that no shown line repeats.
  private let hidden = Mutex<[SourceSpan]>([])

  /// Creates a source text from its bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Creates a source text from a string.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The number of lines; an empty text has one.
  public var lineCount: Int { lineStarts.count }

  /// The position of a byte offset; an offset past the end is the end.
  public func position(ofOffset offset: Int) -> SourcePosition {
    let offset = min(max(0, offset), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let scalars = bytes[lineStarts[low]..<offset].reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
    return SourcePosition(line: low + 1, column: scalars + 1)
  }

  /// Keeps a span, such as a password that stands in the file, out of every line that is shown.
  public func hide(_ span: SourceSpan) { hidden.withLock { $0.append(span) } }

  /// The text of a line (from 1) without its line break, what is hidden as asterisks; empty where
  /// there is no such line.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    end = max(start, end)
    let spans = hidden.withLock { $0 }
    guard spans.contains(where: { $0.start < end && $0.end > start }) else {
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    // A scalar for a scalar, so that columns stay.
    let shown = (start..<end).compactMap { offset -> UInt8? in
      guard spans.contains(where: { ($0.start..<$0.end).contains(offset) }) else {
        return bytes[offset]
      }
      return bytes[offset] & 0xC0 == 0x80 ? nil : 0x2A
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// The offset at which a line (from 1) starts.
  public func offset(ofLine number: Int) -> Int {
    lineStarts[min(max(1, number), lineStarts.count) - 1]
  }

  /// The text of a span.
  public func text(of span: SourceSpan) -> String {
    let start = min(max(0, span.start), bytes.count)
    let end = min(max(start, span.end), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
