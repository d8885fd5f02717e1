import Findings

extension Ratio {
  /// Compares exactly, without rounding.
  static func < (left: Ratio, right: Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }

  /// Whether both are the same number.
  func equals(_ other: Ratio) -> Bool { !(self < other) && !(other < self) }

  /// A whole number.
  init(_ number: Int) { self.init(Int64(number), 1) }

  /// The nearest fraction that fits 64 bits: exact in all but absurd cases, and the largest there is for
  /// what is larger than any.
  init(wide numerator: Int128, _ denominator: Int128) {
    var (a, b) = (numerator.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int128(max(1, a))
    var (n, d) = (numerator / divisor, denominator / divisor)
    while d > 1, Int64(exactly: n) == nil || Int64(exactly: d) == nil {
      n /= 2
      d /= 2
    }
    self.init(Int64(clamping: n), Int64(d))
  }

  /// A percentage of one count in another; the whole is above zero.
  static func percent(_ part: Int, of whole: Int) -> Ratio {
    Ratio(wide: Int128(part) * 100, Int128(max(1, whole)))
  }

  /// This value changed by a percentage.
  func changed(byPercent percent: Ratio) -> Ratio {
    // value * (100 + p) / 100
    let factor = Int128(100) * Int128(percent.denominator) + Int128(percent.numerator)
    let (product, overflow) = Int128(numerator).multipliedReportingOverflow(by: factor)
    if overflow { return self }
    return Ratio(wide: product, Int128(denominator) * 100 * Int128(percent.denominator))
  }
}

extension Ratio {
  /// The sum.
  func adding(_ other: Ratio) -> Ratio {
    Ratio(
      wide: Int128(numerator) * Int128(other.denominator) + Int128(other.numerator)
        * Int128(denominator), Int128(denominator) * Int128(other.denominator))
  }

  /// The difference.
  func subtracting(_ other: Ratio) -> Ratio { adding(Ratio(-other.numerator, other.denominator)) }

  /// The product.
  func multiplied(by other: Ratio) -> Ratio {
    Ratio(
      wide: Int128(numerator) * Int128(other.numerator),
      Int128(denominator) * Int128(other.denominator))
  }

  /// The quotient; the divisor is above zero.
  func divided(by other: Ratio) -> Ratio {
    Ratio(
      wide: Int128(numerator) * Int128(other.denominator),
      Int128(denominator) * Int128(other.numerator))
  }
}
