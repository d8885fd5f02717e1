/// Short, stable names made from digests.
public enum Fingerprint {
  /// The first 128 bits, in hexadecimal, of the digest of a list of texts.
  ///
  /// Each text is preceded by its length, so that `["ab", "c"]` and `["a", "bc"]` differ.
  public static func of(_ parts: some Sequence<String>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128)
    for part in parts {
      bytes.append(contentsOf: String(part.utf8.count).utf8)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: part.utf8)
    }
    return hexadecimal(SHA256.digest(bytes).prefix(16))
  }

  /// Bytes as lower-case hexadecimal digits.
  public static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}

/// Replaces texts by names that only the holder of the key can link to them.
///
/// The same text gives the same name under the same key, so that findings can still be told apart
/// and followed from run to run.
public struct Pseudonyms: Sendable {
  private let hmac: HMAC

  /// Creates pseudonyms under a key.
  public init(key: [UInt8]) { hmac = HMAC(key: key) }

  /// The name of a text: 16 hexadecimal digits (64 bits of the keyed digest).
  public func name(for text: String) -> String {
    Fingerprint.hexadecimal(hmac.code(of: text.utf8).prefix(8))
  }
}
