import CivilTime
import Diagnostics
import Findings
import RuleCheck

/// What a rule's results say for one line of a scorecard.
struct Achievement {
  /// The value if everything still open fails; `nil` where there is none.
  var low: Ratio?
  /// The value if everything still open succeeds.
  var high: Ratio?
  /// The target of the rule.
  var target: Ratio?
  /// The unit of value and target.
  var unit: String
  /// How they are compared.
  var comparison: Comparison = .atLeast
  /// Whether the period is not yet over.
  var isOpen = false
  /// Why there is no value.
  var missing: LocalizedText?

  static func none(_ zh: String, _ en: String) -> Achievement {
    Achievement(unit: "", missing: LocalizedText(zh: zh, en: en))
  }
}

extension ScorecardScorer {
  /// What an indicator achieved; `nil` where it has a reviewer's points only.
  func achieved(_ indicator: CheckedScorecard.Indicator) -> Achievement? {
    switch indicator.source {
    case .rule(let reference)?: return achieved(reference)
    case .value(.number(let value))?: return Achievement(low: value, high: value, unit: "")
    case .value(.parameter(let index))?:
      let parameter = rules.parameters[index]
      guard
        let value = parameter.value(on: result.asOf.local.date, knownOn: result.knownOn)?.value
      else {
        return .none("參數\(parameter.name)在基準日沒有值", "\(parameter.name) has no value on that day")
      }
      return Achievement(low: value, high: value, unit: parameter.unit)
    case nil: return nil
    }
  }

  /// What a rule's results say: one group its value, rows and several groups the share that complies.
  func achieved(_ reference: CheckedScorecard.Reference) -> Achievement {
    let summary = result.rules[reference.rule]
    guard summary.wasEvaluated, summary.status != .suspended else {
      return .none("規則未評估", "the rule was not evaluated")
    }
    let groups = result.groups.filter {
      $0.rule == reference.rule && $0.verdict != .notApplicable
        && $0.subject.matches(reference.group)
    }
    if groups.count == 1, let group = groups.first { return achieved(group) }
    if groups.isEmpty, !reference.group.isEmpty {
      let name = reference.group.map(\.text).joined(separator: " ")
      return .none("資料中沒有\(name)", "there is nothing of \(name) in the data")
    }
    var counts = VerdictCounts()
    if groups.isEmpty {
      counts = summary.counts
    } else {
      for group in groups { counts.add(group.verdict) }
    }
    let total = counts.judged
    guard total > 0 else { return .none("沒有適用的資料", "nothing that it applies to") }
    return Achievement(
      low: .percent(counts.compliant, of: total),
      high: .percent(counts.compliant + counts.pending + counts.undetermined, of: total),
      target: Ratio(100, 1), unit: "percent", isOpen: groups.contains(where: \.isOpen))
  }

  private func achieved(_ group: GroupResult) -> Achievement {
    guard group.hasValue else {
      return Achievement(target: group.target, unit: group.unit, missing: group.reason)
    }
    return Achievement(
      low: group.low, high: group.high, target: group.target, unit: group.unit,
      comparison: Comparison(rawValue: group.comparison) ?? .atLeast, isOpen: group.isOpen)
  }
}
