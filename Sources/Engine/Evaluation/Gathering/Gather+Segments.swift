import CivilTime
import Planning
import RuleCheck

extension Gather {
  /// The days on which a per-segment target changes, as known on a date.
  func segmentStarts(_ parameters: [CheckedParameter], knownOn: CivilDate?) -> [CivilDate] {
    let target: Target
    switch function {
    case .share(let rule): target = rule.target
    case .count(let rule): target = rule.target
    case .statistic(let rule): target = rule.target
    default: return []
    }
    guard case .parameter(let index) = target, parameters[index].combination == .perSegment
    else { return [] }
    return parameters[index].changes(knownOn: knownOn)
  }
}

extension CheckedParameter {
  /// The days from which values apply that were known on a date (`nil`: all), in order.
  func changes(knownOn: CivilDate?) -> [CivilDate] {
    let known = values.filter { value in
      guard let knownOn, let adopted = value.adopted else { return true }
      return adopted <= knownOn
    }
    return Set(known.map(\.from)).sorted()
  }
}
