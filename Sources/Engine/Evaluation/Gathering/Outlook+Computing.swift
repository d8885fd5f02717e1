import Findings
import RuleCheck

extension Outlook {
  /// What can still become of a share whose period is open; `nil` without a bound from either side.
  init?(share members: VerdictCounts, _ comparison: Comparison, target: Ratio) {
    if GroupFinisher.isLost(comparison, members, target) {
      self.init(.lost)
      return
    }
    guard comparison.direction > 0, target.numerator > 0 else { return nil }
    // Everything open complies: with n further cases that all comply, (good + n) of (total + n).
    let (good, total) = (members.compliant + members.pending + members.undetermined, members.judged)
    let (top, bottom) = (Int128(target.numerator), Int128(target.denominator))
    // good * 100 * bottom - top * total: above zero where the target is passed by so much.
    let excess = Int128(good) * 100 * bottom - top * Int128(total)
    if comparison.holds(.percent(good, of: total), target) {
      // m further cases may fail while good * 100 / (total + m) still holds.
      var spare = excess / top
      if comparison == .above, excess % top == 0 { spare -= 1 }
      self.init(.reachable, spare: Ratio(wide: spare, 1))
    } else {
      let gain = 100 * bottom - top
      guard gain > 0 else {
        self.init(.lost)
        return
      }
      var needed = (-excess + gain - 1) / gain
      if comparison == .above, -excess % gain == 0 { needed += 1 }
      self.init(.reachable, needed: Ratio(wide: needed, 1))
    }
  }

  /// What can still become of a count, which can only grow.
  init(count low: Ratio, _ comparison: Comparison, target: Ratio) {
    self.init(growing: low, comparison, target: target, step: Ratio(1))
  }

  /// What can still become of a value that can only grow.
  ///
  /// - Parameter step: the least by which it grows; zero where that is not known.
  init(growing low: Ratio, _ comparison: Comparison, target: Ratio, step: Ratio) {
    let holds = comparison.holds(low, target)
    switch comparison {
    case .atLeast:
      self.init(holds ? .secured : .reachable, needed: holds ? nil : target.subtracting(low))
    case .above:
      self.init(
        holds ? .secured : .reachable,
        needed: holds ? nil : target.subtracting(low).adding(step))
    case .atMost:
      self.init(holds ? .reachable : .lost, spare: holds ? target.subtracting(low) : nil)
    case .below:
      self.init(
        holds ? .reachable : .lost, spare: holds ? target.subtracting(low).subtracting(step) : nil)
    case .exactly:
      let isPast = target < low
      self.init(isPast ? .lost : .reachable, needed: isPast ? nil : target.subtracting(low))
    }
  }

  /// What can still become of the share of a register's members, whose number does not change.
  init(members: VerdictCounts, target: Ratio) {
    let total = members.judged
    let high = members.compliant + members.pending + members.undetermined
    if Ratio.percent(high, of: total) < target {
      self.init(.lost)
    } else if !(Ratio.percent(members.compliant, of: total) < target) {
      self.init(.secured)
    } else {
      // The smallest n with (compliant + n) * 100 ≥ target * total.
      let bottom = Int128(100) * Int128(target.denominator)
      let wanted = Int128(target.numerator) * Int128(total)
      let least = (wanted + bottom - 1) / bottom
      self.init(.reachable, needed: Ratio(wide: least - Int128(members.compliant), 1))
    }
  }
}
