#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes text in Big5 as Windows has it (CP950).
enum Big5 {
  /// The bytes of a text; `nil` where the system cannot convert it or a character has no code.
  static func bytes(of text: String) -> [UInt8]? {
    let converter = iconv_open("CP950", "UTF-8")
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var source = text.utf8.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: source.count + 16)
    let capacity = target.count
    var left = capacity
    let isDone = source.withUnsafeMutableBufferPointer { sourceBuffer in
      target.withUnsafeMutableBufferPointer { targetBuffer in
        var input = sourceBuffer.baseAddress
        var inputLeft = sourceBuffer.count
        var output = targetBuffer.baseAddress
        return iconv(converter, &input, &inputLeft, &output, &left) == 0 && inputLeft == 0
      }
    }
    guard isDone else { return nil }
    return target.prefix(capacity - left).map { UInt8(bitPattern: $0) }
  }
}
