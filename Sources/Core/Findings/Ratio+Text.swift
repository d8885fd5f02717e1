extension Ratio {
  /// Whether the value is smaller, exactly; 1/2 and 2/4 are neither smaller than the other.
  public func isLess(than other: Ratio) -> Bool {
    Int128(numerator) * Int128(other.denominator) < Int128(other.numerator) * Int128(denominator)
  }

  /// Whether two fractions have the same value, such as 1/2 and 2/4.
  public func equals(_ other: Ratio) -> Bool { !isLess(than: other) && !other.isLess(than: self) }

  /// The value in decimal digits, on the same side of each landmark as the exact value.
  ///
  /// Rounded to nearest (halves away from zero), unless that would reach or cross a landmark that
  /// the exact value does not: 97.996 with the landmark 98 is `97.99`. Landmarks are targets, and
  /// for shares 0 and 100. A landmark with more decimals than asked for raises their number, up to 6.
  public func decimalText(places: Int, landmarks: [Ratio] = []) -> String {
    let places = min(6, max(places, landmarks.map(\.decimalPlaces).max() ?? 0))
    let scale = (0..<places).reduce(Int128(1)) { value, _ in value * 10 }
    let scaled = Int128(numerator) * scale
    let floor = Self.floor(scaled, Int128(denominator))
    let isExact = floor * Int128(denominator) == scaled
    var units = isExact ? floor : Self.rounded(scaled, Int128(denominator))
    for landmark in landmarks where !isExact {
      let mark = Int128(landmark.numerator) * scale
      let shown = units * Int128(landmark.denominator)
      if isLess(than: landmark), shown >= mark { units = floor }
      if landmark.isLess(than: self), shown <= mark { units = floor + 1 }
    }
    return Self.digits(units, places: places)
  }

  /// The value in as few decimal digits as are exact, at most six.
  public var shortText: String { decimalText(places: decimalPlaces) }

  /// The number of decimals that the value needs, at most 6; 6 where it has no end.
  private var decimalPlaces: Int {
    var scale = Int128(1)
    for places in 0..<6 {
      if Int128(numerator) * scale % Int128(denominator) == 0 { return places }
      scale *= 10
    }
    return 6
  }

  private static func floor(_ value: Int128, _ divisor: Int128) -> Int128 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  private static func rounded(_ value: Int128, _ divisor: Int128) -> Int128 {
    value >= 0
      ? floor(2 * value + divisor, 2 * divisor) : -floor(-2 * value + divisor, 2 * divisor)
  }

  private static func digits(_ units: Int128, places: Int) -> String {
    var text = String(units.magnitude)
    if places > 0 {
      text = String(repeating: "0", count: max(0, places + 1 - text.utf8.count)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    }
    return units < 0 ? "-" + text : text
  }
}

extension GroupResult {
  /// The value as printed: one number, or the interval from worst to best where members are open.
  ///
  /// Never shows a missed target as met, nor an imperfect share as 100%; `–` where nothing applies.
  public var valueText: String {
    if !hasValue { return "–" }
    return low.equals(high)
      ? Self.text(low, unit: unit, landmarks: landmarks)
      : Self.text(low, unit: unit, landmarks: landmarks) + "–"
        + Self.text(high, unit: unit, landmarks: landmarks)
  }

  /// Whether there is a value to show: something applies, and something of it could be decided.
  public var hasValue: Bool {
    verdict != .notApplicable && (verdict != .undetermined || !low.equals(high))
  }

  /// The target as printed, exact; empty without one.
  public var targetText: String {
    guard let target else { return "" }
    return target.shortText + Self.suffix(unit)
  }

  /// The low end as printed, without its unit.
  public var lowText: String { low.decimalText(places: places, landmarks: landmarks) }

  /// The high end as printed, without its unit.
  public var highText: String { high.decimalText(places: places, landmarks: landmarks) }

  private var landmarks: [Ratio] {
    (target.map { [$0] } ?? []) + (unit == "percent" ? [Ratio(0, 1), Ratio(100, 1)] : [])
  }

  private var places: Int { Self.places(low, unit) }

  private static func places(_ ratio: Ratio, _ unit: String) -> Int {
    unit == "percent" ? 2 : ratio.numerator % ratio.denominator == 0 ? 0 : 2
  }

  private static func text(_ ratio: Ratio, unit: String, landmarks: [Ratio]) -> String {
    ratio.decimalText(places: places(ratio, unit), landmarks: landmarks) + suffix(unit)
  }

  static func suffix(_ unit: String) -> String {
    switch unit {
    case "percent": "%"
    case "count", "": ""
    default: " " + unit
    }
  }
}

extension Scorecard.Line {
  /// The share of the target reached as printed, never 100% below it; `–` without one.
  public var achievementText: String {
    achievement.map { $0.decimalText(places: 2, landmarks: [Ratio(0, 1), Ratio(100, 1)]) + "%" }
      ?? "–"
  }

  /// The value less the target as printed, with its sign; `–` where no target is missed.
  public var gapText: String {
    guard let gap else { return "–" }
    let sign = gap.numerator > 0 ? "+" : ""
    return sign + gap.shortText + GroupResult.suffix(unit)
  }
}
