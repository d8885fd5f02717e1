import Digests

/// Bytes written in lower-case hexadecimal digits, read back only in just this form.
enum Hexadecimal {
  static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x57
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }

  static func digest(_ bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return Fingerprint.hexadecimal(hash.digest())
  }
}

/// Digests as evidence writes them.
public enum EvidenceDigest {
  /// The SHA-256 digest of bytes in hexadecimal.
  public static func of(_ bytes: [UInt8]) -> String { Hexadecimal.digest(bytes) }
}
