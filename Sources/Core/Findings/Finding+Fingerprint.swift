import Digests

extension Finding {
  /// The fingerprint of a verdict: a hash over the rule's id and the subject with its period.
  ///
  /// Neither order nor wording enters it, so it stays the same from run to run. The subject should
  /// carry its values unmasked, or two people with one masked name fall together.
  public static func fingerprint(ruleID: String, subject: Subject) -> String {
    Fingerprint.of([ruleID] + subject.identifyingParts)
  }
}

extension Subject {
  /// The kind of subject, names and values, and the period, as a list of texts.
  var identifyingParts: [String] {
    func parts(_ kind: String, _ values: [NamedValue], _ period: Period?) -> [String] {
      [kind] + values.flatMap { [$0.name, $0.value] }
        + (period.map { [$0.unit.rawValue, $0.label] } ?? [])
    }
    switch self {
    case .row(let key): return parts("row", key, nil)
    case .group(let values, let period): return parts("group", values, period)
    case .member(let key, let period): return parts("member", key, period)
    }
  }
}
