import Glibc

/// Lines of one thread, written in large pieces, each where the file then ends.
struct Lines {
  private static let capacity = 1 << 18
  private let buffer = zeroed(capacity + 4096, of: UInt8.self)
  private var at: UnsafeMutablePointer<UInt8>
  private let file: Int32
  /// How much of the file is written, by all threads.
  private let end: UnsafeMutablePointer<UInt64>

  init(file: Int32, end: UnsafeMutablePointer<UInt64>) {
    self.file = file
    self.end = end
    at = buffer
  }

  mutating func flush() {
    let length = at - buffer
    let place = add_shared(end, UInt64(length))
    guard pwrite(file, buffer, length, Int(place)) == length else { stop("cannot write") }
    at = buffer
  }

  /// Starts a line with a case number as it stands in the file.
  mutating func begin(_ number: Bytes, _ length: Int) {
    if at - buffer > Lines.capacity - length { flush() }
    guard length < 4096 - 256 else { stop("a case number is too long") }
    put(number, length)
  }

  /// Starts a line with a case number that was kept.
  mutating func begin(_ code: UInt32, _ others: [[UInt8]]) {
    if code >= CaseNumbers.other {
      let text = others[Int(code & ~CaseNumbers.other)]
      text.withUnsafeBufferPointer { begin($0.baseAddress.unsafelyUnwrapped, $0.count) }
      return
    }
    if at - buffer > Lines.capacity { flush() }
    let key = Int(code >> 17)
    at[0] = UInt8(ascii: "T")
    at[1] = UInt8(ascii: "2")
    at[2] = UInt8(ascii: "0")
    at += 3
    digits(20 + key >> 11, 2)
    digits(key >> 6 & 31, 2)
    digits(key & 63, 2)
    put("-")
    digits(Int(code & 0x1FFFF), 5)
  }

  @inline(__always) mutating func put(_ text: StaticString) {
    put(text.utf8Start, text.utf8CodeUnitCount)
  }

  @inline(__always) mutating func put(_ text: Bytes, _ length: Int) {
    memcpy(at, text, length)
    at += length
  }

  /// A date or, with 16, a moment.
  @inline(__always) mutating func time(_ text: Bytes, _ length: Int) {
    copy_16(at, text)
    at += length
  }

  mutating func number(_ value: Int) {
    if value < 0 { put("-") }
    var count = 1
    var limit = 10
    while value.magnitude >= limit {
      limit *= 10
      count += 1
    }
    digits(Int(value.magnitude), count)
  }

  private mutating func digits(_ value: Int, _ count: Int) {
    var rest = value
    for i in stride(from: count - 1, through: 0, by: -1) {
      at[i] = UInt8(48 + rest % 10)
      rest /= 10
    }
    at += count
  }

  mutating func repeated(_ count: Int) {
    put(",R9,1,")
    number(count)
    put(",\n")
  }
}
