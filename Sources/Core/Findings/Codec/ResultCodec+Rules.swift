import CivilTime
import Diagnostics
import JSON

extension ResultCodec {
  static let ratio = ObjectCodec<Ratio>(
    "Ratio", "An exact fraction.", blank: { Ratio(0, 1) },
    fields: [
      .field("numerator", \.numerator, .integer64, "The upper number."),
      .field("denominator", \.denominator, .integer64, "The lower number, above zero."),
    ])

  /// A ratio as a member; a denominator of zero or below is refused.
  static let fraction = ratio.value.mapped(to: { $0 }) {
    (value: Ratio) throws(ResultFormatError) -> Ratio in
    guard value.denominator > 0 else { throw .expected("正的分母", "a denominator above zero") }
    return value
  }

  static let counts = ObjectCodec<VerdictCounts>(
    "VerdictCounts", "How many subjects got which verdict.", blank: { VerdictCounts() },
    fields: [
      .field("compliant", \.compliant, .integer, "Met."),
      .field("violated", \.violated, .integer, "Not met, waived ones included."),
      .field("pending", \.pending, .integer, "Not yet decided."),
      .field("notApplicable", \.notApplicable, .integer, "Excluded by the rule's conditions."),
      .field("undetermined", \.undetermined, .integer, "Not decidable from the data."),
      .field("waived", \.waived, .integer, "Of the violated, those that a waiver covers."),
    ])

  static let citation = ObjectCodec<Citation>(
    "Citation", "The authority of a rule.", blank: { Citation(title: "", place: nil) },
    fields: [
      .field("title", \.title, .string, "The title of the source."),
      .optional("place", \.place, .string, "The article or place in it."),
    ])

  static let rule = ObjectCodec<RuleSummary>(
    "Rule", "A rule with its counts.", blank: { RuleSummary(id: "", title: noText, kind: "") },
    fields: [
      .field("id", \.id, .string, "The full id, pack/rule."),
      .field("title", \.title, .localizedText, "The title."),
      .field("kind", \.kind, .string, "The kind's keyword, such as deadline."),
      .field("severity", \.severity, .words(), "How much a violation weighs."),
      .field("status", \.status, .words(), "Whether findings count."),
      .list("citations", \.citations, citation.value, "The authority."),
      .optional("remedy", \.remedy, .localizedText, "What to do about a violation."),
      .list("obligations", \.obligations, .string, "The ids of the obligations that it encodes."),
      .list("tags", \.tags, .string, "Tags for selection."),
      .field("dataset", \.dataset, .string, "The dataset's name."),
      .field("counts", \.counts, counts.value, "Verdicts by number of subjects."),
      .field("evaluated", \.wasEvaluated, .bool, "Whether the rule was evaluated."),
      .field("definedAt", \.definedAt, .string, "The rule file and line."),
    ])

  static let group = ObjectCodec<GroupResult>(
    "Group", "The result of a rule over a group and a period.",
    blank: {
      GroupResult(
        rule: 0, subject: .row(key: []), verdict: .undetermined, low: Ratio(0, 1),
        high: Ratio(0, 1), unit: "", target: nil, comparison: "", members: VerdictCounts(),
        isOpen: false, reason: noText)
    },
    fields: [
      .field("rule", \.rule, .integer, "The index in rules, from 0."),
      .field("subject", \.subject, subject, "The group's values and period."),
      .field("verdict", \.verdict, .words(), "The verdict against the target."),
      .field("low", \.low, fraction, "The value if everything still open fails."),
      .field("high", \.high, fraction, "The value if everything still open succeeds."),
      .field("unit", \.unit, .string, "The unit of value and target."),
      .optional("target", \.target, fraction, "The target."),
      .field("comparison", \.comparison, .string, "How value and target are compared."),
      .field("members", \.members, counts.value, "The members by their own verdicts."),
      .field("open", \.isOpen, .bool, "Whether the period is not yet over."),
      .field("reason", \.reason, .localizedText, "Why, in one sentence."),
      .optional("owner", \.owner, .string, "Who answers for it."),
      .optional("waiver", \.waiver, .string, "The id of the waiver that covers it."),
      .optional("outlook", \.outlook, outlook.value, "What can still become of it."),
      .optional(
        "fingerprint", \.fingerprint, .string, "The fingerprint, where the subject is masked."),
      .flag(
        "unplaced", \.isUnplaced, "Whether the rows' day is missing, so that no period holds them."),
    ])

  static let outlook = ObjectCodec<Outlook>(
    "Outlook", "What can still become of a group whose period is not over.",
    blank: { Outlook(.reachable) },
    fields: [
      .field("state", \.state, .words(), "Whether the target can be met."),
      .optional("needed", \.needed, fraction, "How much is still needed."),
      .optional("spare", \.spare, fraction, "How much the target still bears."),
    ])

  static let scorecardLine = ObjectCodec<Scorecard.Line>(
    "ScorecardLine", "An indicator of a scorecard.",
    blank: { Scorecard.Line(title: noText, weight: Ratio(0, 1)) },
    fields: [
      .optional("rule", \.rule, .integer, "The index in rules, from 0."),
      .field("title", \.title, .localizedText, "What is measured."),
      .optional("dimension", \.dimension, .localizedText, "The dimension it belongs to."),
      .optional("goal", \.goal, .localizedText, "The goal it belongs to."),
      .field("weight", \.weight, fraction, "The weight in points."),
      .optional("target", \.target, fraction, "The target."),
      .optional("value", \.value, fraction, "The value reached."),
      .field("unit", \.unit, .string, "The unit of value and target."),
      .optional("achievement", \.achievement, fraction, "The share of the target, in percent."),
      .optional("met", \.isMet, .bool, "Whether the target is met."),
      .optional("gap", \.gap, fraction, "The value less a target that is missed."),
      .optional("points", \.points, fraction, "The points earned."),
      .optional("note", \.note, .localizedText, "Why there are no points or fewer."),
    ])

  static let subtotal = ObjectCodec<Scorecard.Subtotal>(
    "ScorecardSubtotal", "The points of a dimension of a scorecard.",
    blank: { Scorecard.Subtotal(title: noText, points: nil, possible: Ratio(0, 1)) },
    fields: [
      .field("title", \.title, .localizedText, "The dimension."),
      .optional("points", \.points, fraction, "The sum of its points."),
      .field("possible", \.possible, fraction, "The sum of its weights."),
    ])

  static let scorecard = ObjectCodec<Scorecard>(
    "Scorecard", "A weighted score.", blank: { Scorecard(id: "", title: noText) },
    fields: [
      .field("id", \.id, .string, "The id."),
      .field("title", \.title, .localizedText, "The title."),
      .list("lines", \.lines, scorecardLine.value, required: true, "The indicators."),
      .list("dimensions", \.dimensions, subtotal.value, "The points by dimension."),
      .optional("total", \.total, fraction, "The sum of points."),
      .field("possible", \.possible, fraction, "The sum of weights."),
    ])
}
