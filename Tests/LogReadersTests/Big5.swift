import Glibc

/// Text as Big5, for tests.
enum Big5 {
  /// The bytes of a text whose characters are all in code page 950.
  static func bytes(_ text: String) -> [UInt8] {
    let converter = iconv_open("CP950", "UTF-8")
    defer { iconv_close(converter) }
    var input = Array(text.utf8).map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 2)
    let count = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var (inLeft, outLeft) = (source.count, target.count)
        iconv(converter, &from, &inLeft, &to, &outLeft)
        return target.count - outLeft
      }
    }
    return output[..<count].map { UInt8(bitPattern: $0) }
  }
}
