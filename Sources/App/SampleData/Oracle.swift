/// A verdict as the reports name it.
enum Verdict: String, CaseIterable {
  case compliant
  case violated
  case pending
  case notApplicable = "not-applicable"
  case undetermined
}

/// Decides cases in the plainest way, day by day, so that the engine can be compared with it.
enum Oracle {
  /// The first day that is not in the sample month: the as-of moment is its first instant.
  static let asOf = Day(110, 2, 1)

  /// A limit that ends with a day.
  static func deadline(from start: Field<Day>, to done: [Field<Day>], due: (Day) -> Day) -> Verdict
  {
    guard let from = start.value, done.allSatisfy(\.isReadable) else { return .undetermined }
    let last = due(from)
    if let end = done.compactMap(\.value).min() {
      // Done before it began: one of the two is wrong, and nobody can say which.
      return end < from ? .undetermined : end <= last ? .compliant : .violated
    }
    return last < asOf ? .violated : .pending
  }

  /// A limit that ends at a moment.
  static func deadline(
    from start: Field<Moment>, to done: Field<Moment>, due: (Moment) -> Moment
  ) -> Verdict {
    guard let from = start.value, done.isReadable else { return .undetermined }
    let last = due(from)
    if let end = done.value {
      return end < from ? .undetermined : end <= last ? .compliant : .violated
    }
    return last < Moment(asOf, minute: 0) ? .violated : .pending
  }

  /// A later moment that may not come before an earlier one, or without it.
  static func order<Value: Comparable>(_ first: Field<Value>, then: Field<Value>) -> Verdict {
    guard then.isReadable, first.isReadable else { return .undetermined }
    guard let end = then.value else { return .notApplicable }
    guard let start = first.value else { return .violated }
    return start <= end ? .compliant : .violated
  }

  /// Values that may not come twice: a verdict for each value, at the row where it comes first, and
  /// for each row without a value.
  static func unique(_ keys: [Field<String>]) -> [Verdict?] {
    var counts: [String: Int] = [:]
    for key in keys.compactMap(\.value) { counts[key, default: 0] += 1 }
    var seen: Set<String> = []
    return keys.map { key in
      guard let key = key.value else { return .undetermined }
      guard seen.insert(key).inserted else { return nil }
      return (counts[key] ?? 0) > 1 ? .violated : .compliant
    }
  }
}
