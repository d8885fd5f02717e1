public import Expressions
public import Findings
import RuleSyntax

extension Ratio {
  /// The exact fraction of a decimal number, in lowest terms.
  init(_ number: DecimalNumber) {
    var denominator: Int64 = 1
    for _ in 0..<number.scale { denominator *= 10 }
    var (a, b) = (number.mantissa.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int64(max(1, a))
    self.init(number.mantissa / divisor, denominator / divisor)
  }

  /// Whether the fraction is a whole number.
  var isWhole: Bool { denominator == 1 }

  /// The exact decimal; `nil` where it has no end or more digits than decimals hold.
  public var exactDecimal: ExactDecimal? {
    var (mantissa, scale) = (Int128(numerator), 0)
    while mantissa % Int128(denominator) != 0 {
      guard scale < 18 else { return nil }
      mantissa *= 10
      scale += 1
    }
    return Int64(exactly: mantissa / Int128(denominator)).flatMap {
      ExactDecimal(mantissa: $0, scale: UInt8(scale))
    }
  }

  /// Compares with a whole number.
  func isAbove(_ number: Int64) -> Bool { numerator > number * denominator }
}
