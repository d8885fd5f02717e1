import Findings
import Testing

/// Bytes come back as they were put, and grow as they must.
@Suite struct ByteBufferTests {
  @Test func `numbers of every size come back`() {
    let numbers = [0, 1, 63, 64, 127, 128, 16_383, 16_384, 1 << 40, .max, -1, -64, -65, .min]
    var buffer = ByteBuffer()
    for number in numbers {
      buffer.write(atMost: 20) { writer in
        writer.put(number: number)
        writer.put(signed: number)
      }
    }
    buffer.withBytes { bytes in
      var reader = ByteReader(bytes)
      for number in numbers {
        #expect(reader.number() == number)
        #expect(reader.signedNumber() == number)
      }
      #expect(reader.isAtEnd)
    }
  }

  @Test(arguments: [0, 9, 10, -1, 99, 100, -100, 1_000_000_007, Int.max, Int.min])
  func `numbers in digits are as Swift writes them`(number: Int) {
    var buffer = ByteBuffer()
    buffer.write(atMost: 20) { $0.put(decimal: number) }
    #expect(text(of: buffer) == String(number))
  }

  @Test func `texts longer than the room make room`() {
    var (buffer, expected) = (ByteBuffer(capacity: 3), "")
    for length in [0, 1, 3, 100, 5000] {
      let more = String(repeating: "限", count: length)
      buffer.append(more)
      expected += more
    }
    buffer.write(atMost: 2) { $0.put(twoDigits: 7) }
    #expect(text(of: buffer) == expected + "07")
    #expect(buffer.count == expected.utf8.count + 2)
    buffer.truncate(to: 3)
    buffer.trim()
    #expect(text(of: buffer) == "限")
    buffer[0] = 0x41
    #expect(buffer[0] == 0x41)
  }

  @Test func `texts of every size are put whole and nothing behind them`() {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    for size in 0...letters.count {
      var buffer = ByteBuffer()
      buffer.write(atMost: size + 2) { writer in
        writer.put(UInt8(ascii: "<"))
        letters[..<size].withUnsafeBufferPointer { writer.put($0) }
        writer.put(UInt8(ascii: ">"))
      }
      #expect(text(of: buffer) == "<" + String(decoding: letters[..<size], as: UTF8.self) + ">")
    }
  }

  private func text(of buffer: ByteBuffer) -> String {
    buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
