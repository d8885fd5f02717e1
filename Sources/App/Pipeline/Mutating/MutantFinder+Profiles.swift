import CivilTime
import Diagnostics
import RuleCheck
import RuleSyntax

extension MutantFinder {
  /// Changes of the way in which the arms of a deadline are counted.
  mutating func findProfiles(_ rule: CheckedRule, _ node: YAMLNode) {
    let place = node["counting"] ?? node["within"] ?? node["kind"] ?? node
    findProfiles(rule.kind, place.ownSpan, version: nil)
    for (index, version) in rule.versions.enumerated() {
      // A version that does not say how it is counted is counted as the rule is.
      guard let own = node["versions"]?.elements?[index],
        let place = own["counting"] ?? own["within"]
      else { continue }
      findProfiles(version.kind, place.ownSpan, version: index)
    }
  }

  private mutating func findProfiles(_ kind: CheckedKind, _ span: SourceSpan, version: Int?) {
    guard case .deadline(let deadline) = kind else { return }
    for (index, arm) in deadline.arms.enumerated() {
      guard let unit = arm.limit.unit, !unit.isClock else { continue }
      changes(arm.profile, unit, index, span, version)
    }
  }

  private mutating func changes(
    _ profile: Int, _ unit: PeriodLength.Unit, _ arm: Int, _ span: SourceSpan, _ version: Int?
  ) {
    let original = profiles[profile]
    let number = arm > 0 ? " (\(arm + 1))" : ""
    func change(
      _ operation: MutationOperation, _ before: String, _ after: String,
      _ edit: (inout CountingProfile) -> Void
    ) {
      var changed = original
      edit(&changed)
      add(
        operation, span, before + number, after,
        .profile(version: version, arm: arm, changed))
    }
    if original.start != .instant {
      let other: CountingProfile.Start = original.start == .excluded ? .included : .excluded
      change(.profileStart, "start: \(original.start.rawValue)", "start: \(other.rawValue)") {
        $0.start = other
      }
    }
    // The last of counted working days is never a rest day.
    let countsWorkingDays = unit == .workingDay || unit == .day && original.count == .workingDays
    if !countsWorkingDays {
      let other: CountingProfile.RestDayEnd =
        original.endOnRestDay == .stays ? .nextWorkingDay : .stays
      change(
        .profileEnd, "end-on-rest-day: \(original.endOnRestDay.rawValue)",
        "end-on-rest-day: \(other.rawValue)"
      ) { $0.endOnRestDay = other }
    }
    if unit == .day {
      let other: CountingProfile.Count =
        original.count == .calendarDays ? .workingDays : .calendarDays
      change(.profileCount, "count: \(original.count.rawValue)", "count: \(other.rawValue)") {
        $0.count = other
      }
    }
  }
}

extension Limit {
  /// The unit in which it is stated; `nil` for a day that the data state.
  var unit: PeriodLength.Unit? {
    switch self {
    case .length(let length): length.unit
    case .parameter(_, let unit): unit
    case .until: nil
    }
  }
}
