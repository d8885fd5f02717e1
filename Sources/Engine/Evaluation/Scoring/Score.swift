import Findings
import RuleCheck

/// What one value comes to against its target.
struct Score: Equatable {
  /// The share of the target reached, in percent, at most 100; `nil` for a target of zero.
  let achievement: Ratio?
  /// The points that follow.
  let points: Ratio
  /// Whether the target is met.
  let isMet: Bool
  private let method: CheckedScorecard.Method

  init(
    _ value: Ratio, _ target: Ratio, _ comparison: Comparison, _ method: CheckedScorecard.Method,
    weight: Ratio
  ) {
    self.method = method
    isMet = comparison.holds(value, target)
    let share = Self.share(value, target, comparison)
    achievement = share.map { $0.multiplied(by: Ratio(100, 1)) }
    switch method {
    case .proportional: points = weight.multiplied(by: share ?? Ratio(isMet ? 1 : 0))
    case .byValue:
      let part = value.multiplied(by: Ratio(1, 100))
      points = weight.multiplied(by: Self.clamped(part))
    case .fullOrNone: points = isMet ? weight : Ratio(0)
    }
  }

  /// The part of the target that is reached, from 0 to 1; `nil` where the target is zero.
  private static func share(_ value: Ratio, _ target: Ratio, _ comparison: Comparison) -> Ratio? {
    guard target.numerator > 0 else { return nil }
    let isTooMuch = comparison.direction < 0 || comparison == .exactly && target < value
    guard isTooMuch else { return clamped(value.divided(by: target)) }
    if !(target < value) { return Ratio(1) }
    return clamped(target.divided(by: value))
  }

  private static func clamped(_ value: Ratio) -> Ratio {
    if value.numerator < 0 { return Ratio(0) }
    return Ratio(1) < value ? Ratio(1) : value
  }

  /// Whether nothing that may still come in an open period changes the points.
  func isFinal(_ comparison: Comparison) -> Bool {
    comparison.direction > 0 && isMet && method != .byValue
  }
}
