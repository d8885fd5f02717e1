import CivilTime
import Diagnostics
import Findings
import Planning
import RuleCheck

extension JudgeRuntime {
  /// Adds to a finding how its verdict came about: version, arm, limit, days.
  func explain(
    _ finding: inout Finding, _ fact: RowFact, _ view: RowView, _ rules: CheckedRules
  ) {
    guard let variant = variant(of: fact) else { return }
    if variant.version > 0 {
      let version = rule.versions[variant.version - 1]
      let reason = version.reason ?? LocalizedText(verbatim: "")
      finding.explanation.append(
        LocalizedText(
          zh: "適用\(version.from.rocText)起之規定 \(reason.zhHant)",
          en: "the version from \(version.from.isoText) applies \(reason.en)"))
    }
    guard case .deadline(let judge) = variant.step else { return }
    let index = Int(fact.arm)
    if judge.arms.indices.contains(index) {
      finding.explanation.append(limit(judge.arms[index].arm, fact, judge, rules))
    }
    finding.trace = judge.trace(fact, in: view)
  }

  private func limit(
    _ arm: DeadlineArm, _ fact: RowFact, _ judge: DeadlineJudge, _ rules: CheckedRules
  ) -> LocalizedText {
    var text: LocalizedText
    switch arm.limit {
    case .length(let length):
      text = LocalizedText(zh: "期限\(length.zhText)", en: "limit \(length.description)")
    case .parameter(let parameter, let unit):
      let runtime = judge.arms[Int(fact.arm)]
      let day = fact.start.map { judge.governingDay(runtime, from: $0, done: fact.done) }
      let amount = day.flatMap { judge.parameterValue(parameter, $0) } ?? 0
      let length = PeriodLength(amount, unit)
      let name = rules.parameters[parameter].name
      text = LocalizedText(
        zh: "期限\(length.zhText)（參數 \(name)）", en: "limit \(length.description) (parameter \(name))")
    case .until:
      text = LocalizedText(zh: "期限依資料所載日期", en: "the due moment is stated in the data")
    }
    if let condition = arm.condition {
      text.zhHant += "，適用條件：\(condition.text)"
      text.en += ", because \(condition.text)"
    } else if judge.arms.count > 1 {
      text.zhHant += "（其餘情形）"
      text.en += " (all other cases)"
    }
    return text
  }
}
