import CivilTime
import Findings
import RuleCheck

/// Finds the target of a group: a number, or a parameter's value for the period.
struct TargetValue {
  let parameters: [CheckedParameter]
  let knownOn: CivilDate?
  let asOfDay: CivilDate

  /// The target for a period (`nil`: the as-of day's), and the parameter value's reason, if any.
  func value(_ target: Target, in period: Period?) -> Ratio? {
    switch target {
    case .number(let ratio): ratio
    case .parameter(let index): parameter(parameters[index], in: period)
    case .earlier, .baseYear: nil
    }
  }

  /// The target on a day.
  func value(_ target: Target, on day: CivilDate) -> Ratio? {
    switch target {
    case .number(let ratio): ratio
    case .parameter(let index): parameters[index].value(on: day, knownOn: knownOn)?.value
    case .earlier, .baseYear: nil
    }
  }

  /// The one value of a parameter that a period's target is; `nil` where it is made of several.
  func dated(_ parameter: CheckedParameter, in period: Period?) -> CheckedParameter.Dated? {
    guard let period else { return parameter.value(on: asOfDay, knownOn: knownOn) }
    switch parameter.combination {
    case .periodEnd?: return parameter.value(on: period.last, knownOn: knownOn)
    case .weighted?: return nil
    case .perSegment?, nil: return parameter.value(on: period.first, knownOn: knownOn)
    }
  }

  private func parameter(_ parameter: CheckedParameter, in period: Period?) -> Ratio? {
    if let period, parameter.combination == .weighted { return weighted(parameter, in: period) }
    return dated(parameter, in: period)?.value
  }

  /// The mean of the values over the days of the period, exact.
  private func weighted(_ parameter: CheckedParameter, in period: Period) -> Ratio? {
    var sum = Ratio(0, 1)
    var day = period.first
    while day <= period.last {
      guard let value = parameter.value(on: day, knownOn: knownOn)?.value else { return nil }
      sum = Ratio(
        wide: Int128(sum.numerator) * Int128(value.denominator) + Int128(value.numerator)
          * Int128(sum.denominator), Int128(sum.denominator) * Int128(value.denominator))
      day = day.adding(days: 1)
    }
    let days = period.last.days(since: period.first) + 1
    return Ratio(wide: Int128(sum.numerator), Int128(sum.denominator) * Int128(days))
  }
}

extension Comparison {
  /// Whether a value meets the target.
  func holds(_ value: Ratio, _ target: Ratio) -> Bool {
    switch self {
    case .atLeast: !(value < target)
    case .atMost: !(target < value)
    case .above: target < value
    case .below: value < target
    case .exactly: value.equals(target)
    }
  }

  /// Whether a number meets the target.
  func holds(_ value: Int128, _ target: Int128) -> Bool {
    switch self {
    case .atLeast: value >= target
    case .atMost: value <= target
    case .above: value > target
    case .below: value < target
    case .exactly: value == target
    }
  }

  /// Whether larger values are better, smaller ones, or neither.
  var direction: Int {
    switch self {
    case .atLeast, .above: 1
    case .atMost, .below: -1
    case .exactly: 0
    }
  }
}
