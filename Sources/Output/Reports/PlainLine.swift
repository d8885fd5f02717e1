import CivilTime
import Findings

/// Lines of fields parted by commas, in memory that is used again.
///
/// Bounds: `write` makes room for the most bytes that its closure may write, and every closure says
/// how many those are: 20 digits and a sign for a number, 10 and 9 more characters for a moment, twice
/// its bytes and two quotes for a text.
struct PlainLine {
  private var bytes = [UInt8](repeating: 0, count: 1 << 16)
  private var count = 0
  private var isFirst = true
  /// What each byte asks for in a text.
  private let marks = Self.marksOfBytes

  private static let quoted: UInt8 = 1
  private static let suspect: UInt8 = 2
  /// The bytes for which a field is quoted, and those with which hidden characters begin.
  private static let marksOfBytes = (UInt8.min...UInt8.max).map { byte -> UInt8 in
    let breaks = [0x2C, 0x22, 0x0A, 0x0D].contains(byte)
    let hides = byte < 0x20 || [0x7F, 0xC2, 0xD8, 0xE2].contains(byte)
    return (breaks ? quoted : 0) | (hides ? suspect : 0)
  }

  /// Ends the line, and hands lines on where they are many.
  mutating func end(_ output: inout ReportOutput) {
    write(1) { target in
      target[0] = 0x0A
      return 1
    }
    isFirst = true
    if count >= 1 << 15 { flush(&output) }
  }

  /// Hands on the lines that are left.
  mutating func flush(_ output: inout ReportOutput) {
    output.write(bytes: bytes[..<count])
    count = 0
  }

  mutating func skip(_ count: Int) {
    for _ in 0..<count { separate() }
  }

  mutating func field(_ text: String?) {
    separate()
    if let text { append(text) }
  }

  /// A text in UTF-8.
  mutating func field(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    append(text)
  }

  mutating func field(_ number: Int?) {
    separate()
    guard let number else { return }
    write(21) { target in
      var digits = 0
      var rest = number.magnitude
      repeat {
        digits += 1
        rest /= 10
      } while rest > 0
      let sign = number < 0 ? 1 : 0
      if sign > 0 { target[0] = 0x2D }
      Self.put(number.magnitude, digits, target + sign)
      return sign + digits
    }
  }

  /// A day, or a moment as exactly as it is known.
  mutating func field(_ time: StatedTime?) {
    separate()
    guard let time else { return }
    let (year, month, day) = time.local.date.components
    guard (0...9999).contains(year) else {
      let precision = time.isEndOfDay ? .day : time.precision
      return append(time.local.isoText(precision: precision, separator: " "))
    }
    write(19) { target in
      Self.put(UInt(year), 4, target)
      target[4] = 0x2D
      Self.put(UInt(month), 2, target + 5)
      target[7] = 0x2D
      Self.put(UInt(day), 2, target + 8)
      guard !time.isEndOfDay, time.precision != .day else { return 10 }
      target[10] = 0x20
      Self.put(UInt(time.local.hour), 2, target + 11)
      target[13] = 0x3A
      Self.put(UInt(time.local.minute), 2, target + 14)
      guard time.precision == .second else { return 16 }
      target[16] = 0x3A
      Self.put(UInt(time.local.second), 2, target + 17)
      return 19
    }
  }

  /// The values of a key, parted by a space.
  mutating func values(_ values: [NamedValue]) {
    separate()
    if values.count == 1 { return append(values[0].value) }
    append(values.map(\.value).joined(separator: " "))
  }

  mutating func pairs(_ values: [NamedValue]) {
    separate()
    guard !values.isEmpty else { return }
    var text = ""
    for value in values {
      if !text.isEmpty { text += ";" }
      text += value.name
      text += "="
      text += value.value
    }
    append(text)
  }

  private mutating func separate() {
    if isFirst {
      isFirst = false
    } else {
      write(1) { target in
        target[0] = 0x2C
        return 1
      }
    }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var asked: UInt8 = 0
    for byte in text { asked |= marks[Int(byte)] }
    if asked & Self.suspect != 0 {
      let string = String(decoding: text, as: UTF8.self)
      if string.unicodeScalars.contains(where: Self.isHidden) { return append(Self.shown(string)) }
    }
    write(text.count * 2 + 2) { target in
      if asked & Self.quoted != 0 { return Self.putQuoted(text, target) }
      if let first = text.baseAddress { target.update(from: first, count: text.count) }
      return text.count
    }
  }

  private static func putQuoted(
    _ text: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    target[0] = 0x22
    var count = 1
    for byte in text {
      if byte == 0x22 {
        target[count] = byte
        count += 1
      }
      target[count] = byte
      count += 1
    }
    target[count] = 0x22
    return count + 1
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar != "\r" && scalar != "\t" && SafeText.isHidden(scalar)
  }

  /// The text with the replacement character for what cannot be seen.
  private static func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isHidden($0) ? "\u{FFFD}" : $0 }))
  }

  /// Writes the last digits of a number, zeros before them where it has fewer.
  @inline(__always)
  private static func put(_ number: UInt, _ digits: Int, _ target: UnsafeMutablePointer<UInt8>) {
    var rest = number
    var place = digits
    while place > 0 {
      place &-= 1
      target[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// Writes up to a number of bytes; the closure says how many.
  @inline(__always)
  private mutating func write(_ most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    if bytes.count - count < most {
      bytes.append(contentsOf: repeatElement(0, count: most + bytes.count))
    }
    let end = count
    count += bytes.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { body($0 + end) } ?? 0
    }
  }
}
