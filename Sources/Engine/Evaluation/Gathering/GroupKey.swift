import CivilTime
import Columns
import Findings
import RuleCheck

/// The values and the period that make a group.
struct GroupKey: Hashable, Sendable {
  /// The columns' values; `nil` for an empty cell.
  var values: [String?]
  /// The first day of the period; `nil` where the rule has no periods.
  var period: CivilDate?

  /// Orders groups for output: by values, then by period.
  static func precedes(_ left: GroupKey, _ right: GroupKey) -> Bool {
    for (a, b) in zip(left.values, right.values) where a != b {
      guard let a else { return false }
      guard let b else { return true }
      return a < b
    }
    switch (left.period, right.period) {
    case (let a?, let b?): return a < b
    case (nil, _?): return true
    default: return false
    }
  }
}
