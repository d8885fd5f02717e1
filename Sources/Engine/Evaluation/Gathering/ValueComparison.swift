import CivilTime
import Expressions
import Planning
import RuleCheck

/// What a rule against duplicates compares.
///
/// Rules that agree in it, such as those of two packs that both say that case numbers are unique, share the
/// values and the table of what was seen; each reports for itself.
struct ValueComparison: Hashable {
  private let columns: [Int]
  private let grouping: Grouping
  private let datedBy: DatedBy?
  private let filter: ConditionKernel?
  private let effectiveFrom: CivilDate?
  private let effectiveTo: CivilDate?

  /// `nil` where it is no comparison, or one whose rows nothing but the rule itself tells.
  init?(_ gather: Gather, _ rules: CheckedRules) {
    let rule = rules.rules[gather.rule]
    guard case .duplicates(let unique) = gather.function, case .rows = gather.source,
      gather.version == 0, rule.versions.isEmpty
    else { return nil }
    filter = gather.filter.map {
      ConditionKernel($0.expression.root, schema: rules.datasets[rule.dataset].schema)
    }
    if let filter, !filter.isWhole { return nil }
    (columns, grouping, datedBy) = (unique.columns, unique.grouping, gather.datedBy)
    (effectiveFrom, effectiveTo) = (rule.effectiveFrom, rule.effectiveTo)
  }
}

extension Scan {
  /// For each gather the first of the scan that compares the same values: itself for most.
  func comparisons(_ rules: CheckedRules) -> [Int] {
    var first: [ValueComparison: Int] = [:]
    return gathers.enumerated().map { index, gather in
      guard let comparison = ValueComparison(gather, rules) else { return index }
      if let known = first[comparison] { return known }
      first[comparison] = index
      return index
    }
  }

  /// The rules that share the comparison of a gather, in order, given the first gather of each.
  func rules(sharing comparison: Int, _ comparisons: [Int]) -> [Int] {
    gathers.indices.filter { comparisons[$0] == comparison }.map { gathers[$0].rule }
  }
}
