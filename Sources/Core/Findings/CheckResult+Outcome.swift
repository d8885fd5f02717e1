public import Diagnostics

/// What a run comes to: the exit code and why, in one sentence.
public struct Outcome: Sendable, Hashable {
  /// 0, 1 (violations), 2 (broken rules) or 3 (verdicts missing).
  public var exitCode: Int
  /// The sentence that reports end with.
  public var reason: LocalizedText

  /// Creates an outcome.
  public init(exitCode: Int, reason: LocalizedText) {
    self.exitCode = exitCode
    self.reason = reason
  }
}

extension CheckResult {
  /// Violations that count: neither waived nor of an advisory rule, at or above a severity.
  public func gatingViolations(atOrAbove severity: Severity) -> Int {
    func gates(_ rule: Int) -> Bool {
      rules.indices.contains(rule) && rules[rule].status == .active
        && rules[rule].severity >= severity
    }
    var count = 0
    findings.forEachVerdict { rule, verdict, isWaived in
      if verdict == .violated, !isWaived, gates(rule) { count += 1 }
    }
    return count
      + groups.count { $0.verdict == .violated && $0.waiver == nil && gates($0.rule) }
  }

  /// Whether there are rules to evaluate, and no data that any of them could be evaluated over.
  private var isWithoutData: Bool {
    inputs.isEmpty && rules.contains { $0.status != .suspended }
      && !rules.contains(where: \.wasEvaluated)
      && !diagnostics.contains { $0.severity == .error && $0.code.name.hasPrefix("data/") }
  }

  /// A rule in force none of whose cases could be decided because its data is defective, with their
  /// number: that nothing was found then says nothing.
  private var undecidedRule: (rule: RuleSummary, count: Int)? {
    let tainted = Set(dataIssues.flatMap(\.taintedRules))
    for (index, rule) in rules.enumerated()
    where rule.status == .active && rule.wasEvaluated && tainted.contains(index) {
      let (all, unknown) = (rule.counts, rule.counts.undetermined)
      if unknown > 0, all.compliant + all.violated + all.pending + all.notApplicable == 0 {
        return (rule, unknown)
      }
    }
    return nil
  }

  /// The outcome under the severity from which violations fail the run; the largest code wins.
  public var outcome: Outcome {
    let fatal = dataIssues.filter(\.isFatal)
    if !fatal.isEmpty {
      let count = fatal.reduce(0) { $0 + $1.count }
      return Outcome(
        exitCode: 3,
        reason: LocalizedText(
          zh: "資料不符約定，部分判定無法作成（\(fatal.count) 種，共 \(count) 處）",
          en:
            "data breaks its contract, so verdicts are missing (\(counted(fatal.count, "kind")), \(counted(count, "place")))"
        ))
    }
    if isWithoutData {
      return Outcome(
        exitCode: 3,
        reason: LocalizedText(
          zh: "未提供任何資料，規則均未檢核", en: "no data was given, so no rule was evaluated"))
    }
    let errors = diagnostics.filter { $0.severity == .error }
    if let first = errors.first {
      let isData = errors.contains { $0.code.name.hasPrefix("data/") }
      return Outcome(
        exitCode: isData ? 3 : 2,
        reason: LocalizedText(
          zh: "有 \(errors.count) 個錯誤，並非全部規則都已評估；第一個：\(first.message.zhHant)",
          en:
            "\(counted(errors.count, "error")), so not all rules were evaluated; the first: \(first.message.en)"
        ))
    }
    if let (rule, count) = undecidedRule {
      let all = count == 1 ? "the only case" : "all \(count) cases"
      return Outcome(
        exitCode: 3,
        reason: LocalizedText(
          zh: "資料有缺失，規則「\(rule.title.zhHant)」之 \(count) 件全部無法判定",
          en:
            "the data is defective: \(all) of the rule '\(rule.title.en)' cannot be decided"))
    }
    let violations = gatingViolations(atOrAbove: failOn)
    if violations > 0 {
      return Outcome(
        exitCode: 1,
        reason: LocalizedText(
          zh: "有 \(violations) 件違反達到「\(failOn.label.zhHant)」以上且未豁免",
          en: "violations at or above \(failOn.label.en) without a waiver: \(violations)"))
    }
    return Outcome(
      exitCode: 0,
      reason: LocalizedText(
        zh: "沒有達到「\(failOn.label.zhHant)」以上而未豁免的違反",
        en: "no violation at or above \(failOn.label.en) without a waiver"))
  }
}
