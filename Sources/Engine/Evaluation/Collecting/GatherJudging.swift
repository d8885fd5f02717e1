import Findings
import Planning
import RuleCheck

/// Judges the groups of gathers once all rows are in, each by itself.
struct GatherJudging: Sendable {
  let plan: Plan
  let context: RunContext
  /// By scan and gather.
  let groups: [[GroupTable]]
  /// By scan and gather; empty where `comparisons` names another.
  let found: [[DuplicateTable.Found]]
  /// By scan and gather the first gather that compares the same values.
  let comparisons: [[Int]]

  /// A gather of a scan, by their indices, or some of its groups.
  struct Place: Sendable {
    let scan: Int
    let gather: Int
    /// Some groups, in order of output, which are judged each by itself; `nil` for all.
    var groups: [(key: GroupKey, value: GroupTotals)]?
  }

  /// A group takes about as long to judge as so many of its rows.
  private static let rowsWorthGroup = 16
  /// So many rows of groups, at least, are judged by one piece of work.
  private static let rowsOfPart = 1 << 13

  /// What was said of a gather's groups.
  struct Judged: Sendable {
    let rule: Int
    let counts: VerdictCounts
    let findings: FindingList
    let groups: [GroupResult]
  }

  /// The gathers of which something can be said, in the order of the result.
  ///
  /// - Parameter unread: datasets (indices) that were not read, or not to their ends.
  func gathers(unread: Set<Int>) -> [Place] {
    plan.scans.enumerated().flatMap { scanIndex, scan in
      scan.gathers.indices.filter { index in
        if case .register = scan.gathers[index].source { return false }
        return unread.isDisjoint(with: plan.datasets(of: scan.gathers[index], in: scan))
      }.flatMap { parts(Place(scan: scanIndex, gather: $0)) }
    }
  }

  /// A gather in parts, where its groups have many rows and are judged each by itself.
  private func parts(_ place: Place) -> [Place] {
    let gather = plan.scans[place.scan].gathers[place.gather]
    guard case .window = gather.function, gather.grouping.period == nil,
      size(of: place) >= 2 * Self.rowsOfPart
    else { return [place] }
    var table = groups[place.scan][place.gather]
    var parts: [Place] = []
    var part: [(key: GroupKey, value: GroupTotals)] = []
    var rows = 0
    for group in table.sorted() {
      part.append(group)
      rows += group.value.rows.count
      guard rows >= Self.rowsOfPart else { continue }
      parts.append(Place(scan: place.scan, gather: place.gather, groups: part))
      (part, rows) = ([], 0)
    }
    if !part.isEmpty { parts.append(Place(scan: place.scan, gather: place.gather, groups: part)) }
    return parts
  }

  /// The indices of gathers, those with the most to judge first, so that no thread is left with one at the
  /// end.
  func largestFirst(_ gathers: [Place]) -> [Int] {
    let sizes = gathers.map(size(of:))
    return gathers.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
  }

  /// About how much there is to judge, in rows.
  private func size(of place: Place) -> Int {
    let totals = place.groups?.map(\.value) ?? groups[place.scan][place.gather].totals
    return totals.reduce(0) { $0 + Self.rowsWorthGroup + $1.rows.count }
      + found[place.scan][place.gather].repeated.count
  }

  /// Judges the groups of a gather.
  func judged(_ place: Place) -> Judged {
    let scan = plan.scans[place.scan]
    let gather = scan.gathers[place.gather]
    var finisher = GroupFinisher(
      plan: plan, context: context, dataset: plan.rules.datasets[scan.dataset].schema)
    if case .coverage(let coverage) = gather.function {
      finisher.finishCoverage(
        gather, coverage, events: groups[place.scan][place.gather].byKey,
        register: register(of: gather))
    } else if case .duplicates(let unique) = gather.function {
      let all = comparisons[place.scan]
      let sharers = scan.rules(sharing: all[place.gather], all)
      finisher.finishDuplicates(
        gather, unique, found[place.scan][all[place.gather]],
        sharer: sharers.firstIndex(of: gather.rule) ?? 0)
    } else {
      var table = groups[place.scan][place.gather]
      finisher.finish(gather, place.groups ?? table.sorted())
    }
    return Judged(
      rule: gather.rule, counts: finisher.counts, findings: finisher.findings.finished(),
      groups: finisher.results)
  }

  /// The register's groups of a coverage rule.
  private func register(of gather: Gather) -> [GroupKey: GroupTotals] {
    for (scanIndex, scan) in plan.scans.enumerated() {
      for (index, other) in scan.gathers.enumerated()
      where other.rule == gather.rule && other.version == gather.version {
        if case .register = other.source { return groups[scanIndex][index].byKey }
      }
    }
    return [:]
  }
}

extension Plan {
  /// The datasets that a gather needs whole.
  fileprivate func datasets(of gather: Gather, in scan: Scan) -> Set<Int> {
    if case .coverage(let coverage) = gather.function { return [scan.dataset, coverage.register] }
    return [scan.dataset]
  }
}
