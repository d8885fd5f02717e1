/// The encoding of RFC 4648, in one piece or in the lines of a mail.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes as one text.
  static func text(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    append(bytes[...], to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends the bytes in lines of 76 characters, each ended.
  static func appendLines(_ bytes: [UInt8], to output: inout [UInt8]) {
    output.reserveCapacity(output.count + bytes.count * 4 / 3 + bytes.count / 28 + 8)
    for start in stride(from: 0, to: bytes.count, by: 57) {
      append(bytes[start..<min(bytes.count, start + 57)], to: &output)
      output += [0x0D, 0x0A]
    }
  }

  private static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      alphabet.withUnsafeBufferPointer { alphabet in
        for index in stride(from: 0, to: bytes.count, by: 3) {
          let left = bytes.count - index
          let second = left > 1 ? UInt32(bytes[index + 1]) << 8 : 0
          let third = left > 2 ? UInt32(bytes[index + 2]) : 0
          let group = UInt32(bytes[index]) << 16 | second | third
          output.append(alphabet[Int(group >> 18 & 63)])
          output.append(alphabet[Int(group >> 12 & 63)])
          output.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3D)
          output.append(left > 2 ? alphabet[Int(group & 63)] : 0x3D)
        }
      }
    }
  }
}
