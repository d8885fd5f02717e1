import Testing

@testable import LogReaders

/// Several bytes at a time are judged as UTF-8 as going through it byte by byte does.
@Suite struct UTF8BlockTests {
  /// What lies up to the first byte that is not valid, or to the end: its length and sequences.
  private func scan(_ bytes: [UInt8]) -> (length: Int, sequences: Int) {
    var (index, sequences) = (0, 0)
    bytes.withUnsafeBufferPointer { bytes in
      while index < bytes.count {
        if bytes[index] < 0x80 {
          index += 1
        } else if let length = utf8SequenceLength(bytes, at: index) {
          index += length
          sequences += 1
        } else {
          break
        }
      }
    }
    return (index, sequences)
  }

  /// Compares the prefix with what goes byte by byte finds; a valid text must be taken nearly whole.
  private func compare(_ bytes: [UInt8]) {
    let prefix = bytes.withUnsafeBufferPointer { UTF8Blocks.validPrefix(of: $0) }
    let whole = scan(bytes)
    let same = scan(Array(bytes[..<prefix.length]))
    #expect(prefix.length <= whole.length)
    #expect(same == prefix, "\(bytes)")
    if whole.length == bytes.count { #expect(bytes.count - prefix.length < 8) }
  }

  @Test func `texts of every script are taken, at every offset`() {
    let text = "案號,機關,é,😀,ｶﾅ,Привет,\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\u{D7FF}\u{E000}"
    for offset in 0..<20 {
      compare(Array(repeating: 0x61, count: offset) + Array(text.utf8) + Array(text.utf8))
    }
  }

  @Test func `every pair and triple of odd bytes is judged alike`() {
    let odd: [UInt8] = [
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
      0xEF,
      0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
    ]
    let tail = Array("自然人、法人及團體之名稱 with more behind it".utf8)
    for first in odd {
      for second in odd {
        for third in odd {
          compare(Array("0123456".utf8) + [first, second, third, 0x80] + tail)
        }
        compare([first, second] + tail)
        compare(Array(tail.dropLast(22)) + [first, second])
      }
    }
  }

  @Test(arguments: UInt64(1)...50)
  func `random bytes among Chinese are judged alike`(seed: UInt64) {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var bytes: [UInt8] = []
    for _ in 0..<200 {
      bytes += Array(["案", "a", "，", "é", "😀", "機關"][random(6)].utf8)
      if random(40) == 0 { bytes.append(UInt8(random(256))) }
    }
    compare(bytes)
  }
}
