import CivilTime
import Columns
import Diagnostics
import Findings
import Planning
import RuleCheck

/// Rows of which a cell that says whose they are is empty or cannot be read, though it must be filled.
struct UnknownGroup {
  let key: GroupKey
  /// Its rows, by verdict.
  let counts: VerdictCounts
}

extension GroupFinisher {
  /// Finds the groups of a gather whose rows may belong to others.
  mutating func takeUnknown(
    _ gather: Gather, _ groups: [(key: GroupKey, value: GroupTotals)]
  ) {
    unknown = groups.filter { isUnknown(gather, $0.key) }.map {
      UnknownGroup(key: $0.key, counts: $0.value.counts)
    }
  }

  /// Whether it is not known whose a group's rows are, so that nobody can be held to them.
  func isUnknown(_ gather: Gather, _ key: GroupKey) -> Bool {
    guard key.values.contains(nil) else { return false }
    let columns = plan.rules.datasets[rule(gather).dataset].schema.allColumns
    return zip(gather.grouping.columns, key.values).contains {
      $1 == nil && !columns[$0].isOptional
    }
  }

  /// The rows that lie in no group, or in one that is not known, and may belong to a group.
  ///
  /// - Parameter isSure: whether rows are left out that are most likely open, and so in no period of
  ///   completion.
  func possibleMembers(
    _ gather: Gather, _ key: GroupKey, isSure: Bool = false
  ) -> VerdictCounts {
    var counts = VerdictCounts()
    if let totals = unplaced[key.values] {
      counts = totals.counts
      for (kind, rows) in totals.undone {
        switch kind {
        case .notBefore(let first):
          if let last = period(gather, key)?.last, first > last { counts.subtract(rows) }
        case .unfinished: if isSure { counts.subtract(rows) }
        }
      }
    }
    for stray in unknown where mayHold(stray.key, rowsOf: key, gather) { counts.add(stray.counts) }
    return counts
  }

  /// How many rows that lie in no group, or in one that is not known, may belong to a group.
  func possibleRows(_ gather: Gather, _ key: GroupKey) -> Int {
    possibleMembers(gather, key).judged
  }

  /// Whether rows of a group that is not known may be those of another.
  func mayHold(_ stray: GroupKey, rowsOf key: GroupKey, _ gather: Gather) -> Bool {
    isUnknown(gather, stray) && stray.values != key.values
      && zip(stray.values, key.values).allSatisfy { $0 == nil || $0 == $1 }
      && (stray.period == nil || stray.period == key.period)
  }

  /// What a reason adds where rows that lie elsewhere could change a verdict.
  func possibleRowsNote(_ gather: Gather, _ key: GroupKey, _ count: Int) -> LocalizedText {
    if !unknown.contains(where: { mayHold($0.key, rowsOf: key, gather) }) {
      return unplacedNote(count)
    }
    return LocalizedText(
      zh: "；另有\(count)列缺日期或分組欄位，可能屬於本組而改變判定",
      en: """
        ; \(counted(count, "row")) without a day or a cell that says whose they are may belong here \
        and change the verdict
        """)
  }

  /// Takes a verdict back that does not hold: the violation of rows that are nobody's, and what rows
  /// that lie elsewhere may change either way.
  ///
  /// - Parameters:
  ///   - range: What the verdict is where any of those rows belong to the group.
  ///   - count: How many they are.
  func settle(
    _ verdict: inout Verdict, _ reason: inout LocalizedText, _ gather: Gather, _ key: GroupKey,
    range: Verdict, count: Int
  ) {
    if verdict == .violated, isUnknown(gather, key) {
      verdict = .undetermined
      reason.append(Self.unknownNote)
    } else if verdict == .violated || verdict == .compliant, range != verdict {
      verdict = .undetermined
      reason.append(possibleRowsNote(gather, key, count))
    }
  }

  /// What the reason of a group says whose rows nobody can be held to.
  static let unknownNote = LocalizedText(
    zh: "；分組欄位空白或無法讀取，無從歸屬", en: "; the cell that says whose these rows are cannot be read")
}
