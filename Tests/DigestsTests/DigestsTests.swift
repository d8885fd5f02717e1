import Digests
import Testing

/// Vectors of FIPS 180-4 (NIST) and RFC 4231.
@Suite struct DigestsTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `a published message gives its published digest`(message: String, digest: String) {
    #expect(Fingerprint.hexadecimal(SHA256.digest(message.utf8)) == digest)
  }

  @Test func `a million letters give their published digest`() {
    #expect(
      Fingerprint.hexadecimal(SHA256.digest(repeatElement(UInt8(ascii: "a"), count: 1_000_000)))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `pieces of every size give the digest of the whole`() {
    let bytes = (0..<200).map { UInt8($0) }
    for length in 0...200 {
      let whole = SHA256.digest(bytes.prefix(length))
      for cut in stride(from: 0, through: length, by: 13) {
        var hash = SHA256()
        hash.update(bytes.prefix(cut))
        hash.update(AnySequence(bytes[cut..<length]))
        #expect(hash.digest() == whole)
      }
    }
  }

  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `a published key and message give their published code`(
    key: [UInt8], message: String, code: String
  ) {
    #expect(Fingerprint.hexadecimal(HMAC(key: key).code(of: message.utf8)) == code)
  }

  @Test func `a fingerprint tells apart where its parts end`() {
    #expect(Fingerprint.of(["ab", "c"]) != Fingerprint.of(["a", "bc"]))
    #expect(Fingerprint.of(["", "a"]) != Fingerprint.of(["a"]))
    #expect(Fingerprint.of(["a"]).utf8.count == 32)
  }

  @Test func `a pseudonym depends on text and key`() {
    let one = Pseudonyms(key: [1])
    let two = Pseudonyms(key: [2])
    #expect(one.name(for: "A123") == one.name(for: "A123"))
    #expect(one.name(for: "A123") != one.name(for: "A124"))
    #expect(one.name(for: "A123") != two.name(for: "A123"))
    #expect(one.name(for: "A123").utf8.count == 16)
  }
}
