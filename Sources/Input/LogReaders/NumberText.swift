import Columns

/// What a text is as a number.
enum NumberReading {
  /// The mantissa and the number of digits after the point.
  case number(mantissa: Int64, scale: UInt8)
  case notANumber
  /// A number like `2.02505E+12`, whose digits are lost.
  case scientific
}

/// Reads numbers as records write them: an optional sign, digits, and one point between digits.
enum NumberText {
  /// The most digits that fit 64 bits for certain.
  private static let mostDigits = 18

  /// Reads a whole number of up to 64 bits.
  static func integer(_ cell: Cell) -> NumberReading {
    let bytes = cell.bytes
    guard let first = bytes.first else { return .notANumber }
    let isNegative = first == UInt8(ascii: "-")
    let start = isNegative || first == UInt8(ascii: "+") ? 1 : 0
    guard start < bytes.count else { return .notANumber }
    var value: Int64 = 0
    for byte in bytes[start...] {
      let digit = byte &- 0x30
      guard digit < 10 else { return isScientific(bytes) ? .scientific : .notANumber }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.subtractingReportingOverflow(Int64(digit))
      if overflow || carry { return .notANumber }
      value = sum
    }
    if isNegative { return .number(mantissa: value, scale: 0) }
    return value == .min ? .notANumber : .number(mantissa: -value, scale: 0)
  }

  /// Reads a decimal number of up to 18 digits.
  static func decimal(_ cell: Cell) -> NumberReading {
    let bytes = cell.bytes
    guard let first = bytes.first else { return .notANumber }
    let isNegative = first == UInt8(ascii: "-")
    var value: Int64 = 0
    var digits = 0
    var scale = -1
    for byte in bytes[(isNegative || first == UInt8(ascii: "+") ? 1 : 0)...] {
      let digit = byte &- 0x30
      if digit < 10 {
        value = value &* 10 &+ Int64(digit)
        if value != 0 { digits += 1 }
        if scale >= 0 { scale += 1 }
        if digits > mostDigits || scale > mostDigits { return .notANumber }
      } else if byte == UInt8(ascii: "."), scale < 0, bytes[0] != byte, bytes.count > 1 {
        scale = 0
      } else {
        return isScientific(bytes) ? .scientific : .notANumber
      }
    }
    guard let last = bytes.last, last &- 0x30 < 10 else { return .notANumber }
    return .number(mantissa: isNegative ? -value : value, scale: UInt8(max(0, scale)))
  }

  /// Whether bytes are a number with an exponent, such as `2.02505E+12`.
  static func isScientific(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    func digits() -> Int {
      let start = index
      while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
      return index - start
    }
    func skip(_ characters: String.UTF8View) -> Bool {
      guard index < bytes.count, characters.contains(bytes[index]) else { return false }
      index += 1
      return true
    }
    _ = skip("+-".utf8)
    guard digits() > 0 else { return false }
    if skip(".".utf8) { _ = digits() }
    guard skip("eE".utf8) else { return false }
    _ = skip("+-".utf8)
    return digits() > 0 && index == bytes.count
  }
}
