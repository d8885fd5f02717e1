import Signatures
import Testing

@Suite struct SignaturesTests {
  /// The second test of RFC 8032, section 7.1, its secret key wrapped as PKCS #8.
  static let pem = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7
    -----END PRIVATE KEY-----

    """

  @Test func `the signature is that of the published test`() throws {
    let key = try SigningKey(pem: Array(Self.pem.utf8))
    #expect(
      hexadecimal(key.verificationKey.bytes)
        == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    let signature = try key.signature(of: [0x72])
    #expect(
      hexadecimal(signature)
        == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
    #expect(key.verificationKey.accepts(signature, of: [0x72]))
  }

  @Test func `a change of any bit of signature or message is refused`() throws {
    let key = try SigningKey(pem: Array(Self.pem.utf8))
    let message = Array("期限".utf8)
    let signature = try key.signature(of: message)
    for bit in 0..<signature.count * 8 {
      var changed = signature
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.verificationKey.accepts(changed, of: message))
    }
    for bit in 0..<message.count * 8 {
      var changed = message
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.verificationKey.accepts(signature, of: changed))
    }
    #expect(!key.verificationKey.accepts(Array(signature.dropLast()), of: message))
  }

  @Test(arguments: ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
  func `what is no key is refused`(pem: String) {
    #expect(throws: KeyError.unreadable) { try SigningKey(pem: Array(pem.utf8)) }
    #expect(throws: KeyError.unreadable) { try VerificationKey(pem: Array(pem.utf8)) }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }
}
