/// An exact decimal number: a mantissa and how many of its digits stand after the point.
///
/// Equality and order are those of the numbers, so `2.5` equals `2.50`; the text keeps the scale.
public struct ExactDecimal: Sendable, Hashable {
  /// The digits as an integer.
  public let mantissa: Int64
  /// The number of digits after the point, 0 to 18.
  public let scale: UInt8

  /// The largest scale.
  public static let maximumScale: UInt8 = 18

  /// Creates a decimal; `nil` where the scale is above 18.
  public init?(mantissa: Int64, scale: UInt8) {
    guard scale <= Self.maximumScale else { return nil }
    self.mantissa = mantissa
    self.scale = scale
  }

  /// Creates a decimal from an integer.
  public init(_ value: Int64) {
    mantissa = value
    scale = 0
  }

  /// Reads a decimal such as `-12.50`; `nil` where it is not one or has too many digits.
  ///
  /// Digits are ASCII; there is no exponent and no grouping.
  public init?(_ text: some StringProtocol) {
    var mantissa: Int64 = 0
    var scale: UInt8 = 0
    var digits = 0
    var seenPoint = false
    var rest = text.utf8[...]
    let negative = rest.first == UInt8(ascii: "-")
    if negative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    for byte in rest {
      if byte == UInt8(ascii: "."), !seenPoint, digits > 0 {
        seenPoint = true
        continue
      }
      guard (0x30...0x39).contains(byte) else { return nil }
      let (shifted, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - 0x30)
      let (sum, carry) = shifted.addingReportingOverflow(negative ? -digit : digit)
      if overflow || carry { return nil }
      mantissa = sum
      digits += 1
      if seenPoint { scale += 1 }
      if scale > Self.maximumScale { return nil }
    }
    if digits == 0 || seenPoint && scale == 0 { return nil }
    self.mantissa = mantissa
    self.scale = scale
  }

  /// The powers of ten from 1 to 10^18.
  static let powers: [Int64] = (0...18).reduce(into: []) { list, _ in
    list.append((list.last ?? 0) == 0 ? 1 : (list.last ?? 1) * 10)
  }

  private var unit: Int64 { Self.powers[Int(scale)] }

  /// The double nearest to the number.
  public var nearestDouble: Double { Self.quotient(Int128(mantissa), Int128(unit)) }

  /// The integer towards zero.
  public var truncated: Int64 { mantissa / unit }

  /// The number in plain digits with all digits of its scale.
  public var text: String {
    let digits = String(mantissa.magnitude)
    let width = Int(scale)
    if width == 0 { return (mantissa < 0 ? "-" : "") + digits }
    let padded = String(repeating: "0", count: max(0, width + 1 - digits.count)) + digits
    return (mantissa < 0 ? "-" : "") + padded.dropLast(width) + "." + padded.suffix(width)
  }

  /// Whether two decimals are the same number.
  public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
    left.order(to: right) == .equal
  }

  /// Hashes the number.
  public func hash(into hasher: inout Hasher) { hasher.combine(nearestDouble) }
}

extension ExactDecimal {
  func order(to other: ExactDecimal) -> ValueOrder {
    if scale == other.scale { return ValueOrder(mantissa, other.mantissa) }
    return ValueOrder(
      Int128(mantissa) * Int128(other.unit), Int128(other.mantissa) * Int128(unit))
  }

  static func order(_ integer: UInt64, _ decimal: ExactDecimal) -> ValueOrder {
    ValueOrder(Int128(integer) * Int128(decimal.unit), Int128(decimal.mantissa))
  }

  /// The exact order to a double.
  func order(to double: Double) -> ValueOrder {
    if double.isNaN { return .unordered }
    if double >= 0x1p63 { return .less }
    if double < -0x1p63 { return .greater }
    let whole = double.rounded(.down)
    let floor = mantissa / unit - (mantissa % unit < 0 ? 1 : 0)
    if floor != Int64(whole) { return ValueOrder(floor, Int64(whole)) }
    // Both fractions are in 0..<1; 64 binary digits of the double's are taken at a time.
    var remainder = Int128(mantissa) - Int128(floor) * Int128(unit)
    var fraction = double - whole
    while fraction != 0 {
      let scaled = fraction * 0x1p60
      let bits = scaled.rounded(.down)
      let difference = remainder << 60 - Int128(Int64(bits)) * Int128(unit)
      if difference < 0 { return .less }
      if difference >= Int128(unit) { return .greater }
      remainder = difference
      fraction = scaled - bits
    }
    return remainder == 0 ? .equal : .greater
  }

  /// The exact sum; `nil` where it does not fit.
  func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let scale = max(scale, other.scale)
    return Self.fitted(
      Int128(mantissa) * Int128(Self.powers[Int(scale - self.scale)])
        + Int128(other.mantissa) * Int128(Self.powers[Int(scale - other.scale)]), scale: Int(scale))
  }

  /// The number with its sign changed; `nil` where it does not fit.
  var negated: ExactDecimal? { Self.fitted(-Int128(mantissa), scale: Int(scale)) }

  /// The exact product; `nil` where it does not fit.
  func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    Self.fitted(Int128(mantissa) * Int128(other.mantissa), scale: Int(scale) + Int(other.scale))
  }

  /// The double nearest to the quotient; `nil` where the divisor is zero.
  func divided(by other: ExactDecimal) -> Double? {
    if other.mantissa == 0 { return nil }
    return Self.quotient(
      Int128(mantissa) * Int128(other.unit), Int128(other.mantissa) * Int128(unit))
  }

  /// A decimal of a wide mantissa; zeros at the end are dropped only as far as it needs to fit.
  private static func fitted(_ wide: Int128, scale: Int) -> ExactDecimal? {
    var wide = wide
    var scale = scale
    while scale > 0, Int64(exactly: wide) == nil || scale > Int(maximumScale) {
      if wide % 10 != 0 { return nil }
      wide /= 10
      scale -= 1
    }
    guard let mantissa = Int64(exactly: wide) else { return nil }
    return ExactDecimal(mantissa: mantissa, scale: UInt8(scale))
  }

  /// The double nearest to a quotient (ties to even), by long division to 64 digits and a sticky bit.
  private static func quotient(_ dividend: Int128, _ divisor: Int128) -> Double {
    if dividend == 0 { return 0 }
    let negative = (dividend < 0) != (divisor < 0)
    var remainder = dividend.magnitude
    var denominator = divisor.magnitude
    let shared = gcd(remainder, denominator)
    remainder /= shared
    denominator /= shared
    if remainder < 1 << 53, denominator < 1 << 53 {
      let result = Double(UInt64(remainder)) / Double(UInt64(denominator))
      return negative ? -result : result
    }
    var digits = remainder / denominator
    remainder %= denominator
    var exponent = 0
    while digits < 1 << 63, exponent < 200 {
      remainder <<= 1
      digits <<= 1
      exponent += 1
      if remainder >= denominator {
        remainder -= denominator
        digits |= 1
      }
    }
    if remainder != 0 { digits |= 1 }
    let result = Double(digits) * Double(sign: .plus, exponent: -exponent, significand: 1)
    return negative ? -result : result
  }

  private static func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
