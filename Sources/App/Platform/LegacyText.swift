import Glibc

/// Text in the encodings that exports come in, as UTF-8.
public enum LegacyText {
  /// The encoding that was found.
  public enum Encoding: String, Sendable, Hashable {
    /// UTF-8 with a byte-order mark.
    case utf8WithMark = "UTF-8 (BOM)"
    /// UTF-8 without a mark.
    case utf8 = "UTF-8"
    /// UTF-16 with a mark.
    case utf16 = "UTF-16"
    /// Big5 in Microsoft's variant.
    case cp950 = "Big5 (CP950)"
  }

  /// Decodes a whole file: a mark decides, else strict UTF-8, else CP950; `nil` if it is neither.
  public static func decode(_ bytes: [UInt8]) -> (text: [UInt8], encoding: Encoding)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let rest = Array(bytes.dropFirst(3))
      return String(validating: rest, as: UTF8.self) == nil ? nil : (rest, .utf8WithMark)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return convert(bytes, from: "UTF-16").map { ($0, .utf16) }
    }
    if String(validating: bytes, as: UTF8.self) != nil { return (bytes, .utf8) }
    return convert(bytes, from: "CP950").map { ($0, .cp950) }
  }

  /// Converts by the system's tables; `nil` where a byte has no meaning in the encoding.
  private static func convert(_ bytes: [UInt8], from encoding: String) -> [UInt8]? {
    guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(converter) }
    var source = bytes.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: bytes.count * 3 + 16)
    let written: Int? = source.withUnsafeMutableBufferPointer { input in
      target.withUnsafeMutableBufferPointer { output in
        var inputStart = input.baseAddress
        var inputLeft = input.count
        var outputStart = output.baseAddress
        var outputLeft = output.count
        let result = iconv(converter, &inputStart, &inputLeft, &outputStart, &outputLeft)
        return result == Int.max || result == -1 || inputLeft > 0
          ? nil : output.count - outputLeft
      }
    }
    return written.map { target.prefix($0).map { UInt8(bitPattern: $0) } }
  }
}
