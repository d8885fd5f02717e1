public import Diagnostics

/// Where each byte of a scalar's content stands in the file.
///
/// Quotes, escapes, folded lines and indentation make the two differ; an expression inside a scalar
/// reports offsets of its content, and this maps them back.
public struct ScalarOffsets: Sendable {
  /// Runs of content that stand in the file as they are: content start, file start.
  private var runs: [(content: Int, file: Int)] = []
  private let length: Int
  private let whole: SourceSpan

  /// Aligns a scalar's content with its text in the file.
  ///
  /// - Parameters:
  ///   - scalar: the scalar.
  ///   - span: where it is written, quotes and block header included.
  ///   - source: the file.
  public init(_ scalar: YAMLScalar, span: SourceSpan, in source: SourceText) {
    whole = span
    let content = Array(scalar.text.utf8)
    length = content.count
    let bytes = source.bytes
    var file = Self.contentStart(scalar.style, span, bytes)
    let end = min(span.end, bytes.count)
    var index = 0
    while index < content.count {
      guard let (raw, length, consumed) = Self.align(content, index, bytes, file, end, scalar.style)
      else {
        runs = []
        return
      }
      if let last = runs.last, raw - last.file == index - last.content, length == 1, consumed == 1 {
        // The run goes on.
      } else {
        runs.append((index, raw))
      }
      index += length
      file = raw + consumed
    }
  }

  /// The runs, for those who map by themselves: content offset and file offset, ascending; never empty.
  public var segments: [(content: Int, file: Int)] { runs.isEmpty ? [(0, whole.start)] : runs }

  /// The span in the file of a span of the content.
  public func fileSpan(_ span: SourceSpan) -> SourceSpan {
    guard !runs.isEmpty, span.start <= length else { return whole }
    let start = offset(span.start)
    return SourceSpan(start: start, end: span.end > span.start ? offset(span.end - 1) + 1 : start)
  }

  /// The offset in the file of an offset in the content; the end of the content is after its last byte.
  public func offset(_ content: Int) -> Int {
    guard !runs.isEmpty else { return whole.start }
    if content >= length, length > 0 { return offset(length - 1) + 1 }
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].content <= content { low = middle } else { high = middle }
    }
    return runs[low].file + content - runs[low].content
  }

  private static func contentStart(
    _ style: YAMLScalar.Style, _ span: SourceSpan, _ bytes: [UInt8]
  ) -> Int {
    switch style {
    case .plain: return span.start
    case .singleQuoted, .doubleQuoted: return span.start + 1
    case .literal, .folded:
      var offset = span.start
      while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
      return offset + 1
    }
  }

  /// One step: the place of the content at an index, how much content and how much file it takes.
  private static func align(
    _ content: [UInt8], _ index: Int, _ bytes: [UInt8], _ file: Int, _ end: Int,
    _ style: YAMLScalar.Style
  ) -> (raw: Int, length: Int, consumed: Int)? {
    let wanted = content[index]
    var raw = file
    if isBlank(wanted) {
      if raw < end, bytes[raw] == wanted { return (raw, 1, 1) }
      if raw < end, bytes[raw] == 0x0D { return (raw, 1, 2) }
      if style != .doubleQuoted || raw >= end || bytes[raw] != 0x5C { return (raw, 1, 0) }
    }
    while raw < end, isBlank(bytes[raw]), bytes[raw] != wanted { raw += 1 }
    while style == .doubleQuoted, raw + 1 < end, bytes[raw] == 0x5C, isBreak(bytes[raw + 1]) {
      raw += 2
      while raw < end, isBlank(bytes[raw]) { raw += 1 }
    }
    guard raw < end else { return nil }
    if style == .doubleQuoted, bytes[raw] == 0x5C { return escape(content, index, bytes, raw, end) }
    guard bytes[raw] == wanted else { return nil }
    if style == .singleQuoted, wanted == 0x27 { return (raw, 1, 2) }
    return (raw, 1, 1)
  }

  private static func escape(
    _ content: [UInt8], _ index: Int, _ bytes: [UInt8], _ raw: Int, _ end: Int
  ) -> (raw: Int, length: Int, consumed: Int)? {
    guard raw + 1 < end else { return nil }
    let digits =
      switch bytes[raw + 1] {
      case UInt8(ascii: "x"): 2
      case UInt8(ascii: "u"): 4
      case UInt8(ascii: "U"): 8
      default: 0
      }
    var length = 1
    while index + length < content.count, content[index + length] & 0xC0 == 0x80 { length += 1 }
    return (raw, length, 2 + digits)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || isBreak(byte)
  }
  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
