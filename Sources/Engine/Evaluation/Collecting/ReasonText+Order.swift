import Diagnostics
import Findings
import RuleCheck

extension ReasonText {
  /// Why moments of a row are in the wrong order, or in no order that can be told; `nil` for other
  /// reasons and kinds.
  func order(_ fact: RowFact, _ finding: Finding, _ detail: Int) -> LocalizedText? {
    switch fact.reason {
    case .wrongOrder, .needsTimeOfDay, .notYetDue, .unexpected: break
    default: return nil
    }
    let version = Int(fact.version)
    let kind = version > 0 ? rule.versions[version - 1].kind : rule.kind
    guard case .order(let order) = kind else { return nil }
    let (first, then) = Self.pair(order.pattern, detail)
    let (earlier, later) = (name(first), name(then))
    let (start, actual) = (moment(finding.start), moment(finding.actual))
    switch fact.reason {
    case .wrongOrder where finding.start == nil:
      return LocalizedText(
        zh: "「\(later.zhHant)」於\(actual.zhHant)發生，之前未有「\(earlier.zhHant)」",
        en: "'\(later.en)' happened \(actual.en) without '\(earlier.en)' before it")
    case .wrongOrder:
      return LocalizedText(
        zh: "「\(earlier.zhHant)」（\(start.zhHant)）未先於「\(later.zhHant)」（\(actual.zhHant)）",
        en:
          "'\(earlier.en)' (\(start.en)) is not before '\(later.en)' (\(actual.en))"
      )
    case .needsTimeOfDay:
      return LocalizedText(
        zh:
          "「\(earlier.zhHant)」（\(start.zhHant)）與「\(later.zhHant)」（\(actual.zhHant)）須有時刻始能判定先後",
        en: "needs the time of day: '\(earlier.en)' (\(start.en)) and '\(later.en)' "
          + "(\(actual.en)) may be in either order")
    case .notYetDue:
      return LocalizedText(
        zh: "「\(earlier.zhHant)」（\(start.zhHant)）之後尚無「\(later.zhHant)」",
        en: "'\(earlier.en)' (\(start.en)) is not followed by '\(later.en)' yet")
    case .unexpected where finding.actual != nil:
      return LocalizedText(
        zh: "「\(earlier.zhHant)」不應發生，卻於\(actual.zhHant)發生",
        en: "'\(earlier.en)' must never happen, and happened \(actual.en)")
    default: return nil
    }
  }

  /// The two columns that were compared last, which the detail tells apart.
  private static func pair(
    _ pattern: OrderRule.Pattern, _ detail: Int
  ) -> (first: Int, then: Int) {
    switch pattern {
    case .precedence(let first, let then): (first, then)
    case .response(let after, let expect): (after, expect)
    case .absence(let column), .atMostOnce(let column): (column, column)
    case .between(let event, let after, let before):
      detail == after ? (after, event) : (event, before)
    }
  }
}
