public import Diagnostics
public import Findings

/// Words one verdict in full: rule, article, days, due moment, what happened.
public enum ExplanationText {
  /// The lines about a finding.
  public static func lines(
    _ finding: Finding, in result: CheckResult, language: Language
  ) -> [String] {
    var lines = heading(
      result.rules[finding.rule], Wording(language).subject(finding.subject), finding.verdict,
      language)
    let places = finding.places.filter { result.inputs.indices.contains($0.input) }
    if !places.isEmpty {
      lines.append(
        say("資料", "data", language)
          + places.map { "\(result.inputs[$0.input].path):\($0.line)" }
          .joined(separator: language == .zhHant ? "、" : ", "))
    }
    lines.append(say("理由", "reason", language) + finding.reason[language])
    if let owner = finding.owner { lines.append(say("承辦", "owner", language) + owner) }
    for cell in finding.cells { lines.append("  \(cell.name) = \(cell.value)") }
    lines += finding.explanation.map { "  " + $0[language] }
    if let trace = finding.trace {
      lines.append(say("計算", "computation", language))
      lines += trace.lines.enumerated().map { "  \($0 + 1). \($1[language])" }
    }
    lines += finding.taints.map { say("資料缺失", "data defect", language) + $0 }
    if let remedy = result.rules[finding.rule].remedy, finding.verdict == .violated {
      lines.append(say("改善建議", "remedy", language) + remedy[language])
    }
    return lines.map(SafeText.oneLine)
  }

  /// The lines about a group.
  public static func lines(
    _ group: GroupResult, in result: CheckResult, language: Language
  ) -> [String] {
    heading(
      result.rules[group.rule], Wording(language).subject(group), group.verdict, language)
      + [SafeText.oneLine(say("理由", "reason", language) + group.reason[language])]
      + (group.outlookText.map { [say("後續", "outlook", language) + $0[language]] } ?? [])
  }

  private static func heading(
    _ rule: RuleSummary, _ subject: String, _ verdict: Verdict, _ language: Language
  ) -> [String] {
    let word = verdict.label[language]
    var lines = ["\(subject)  \(word)  \(rule.title[language]) [\(rule.id)]"]
    for citation in rule.citations {
      lines.append(
        say("依據", "authority", language) + citation.text(in: language))
    }
    return lines
  }

  private static func say(_ zh: String, _ en: String, _ language: Language) -> String {
    language == .zhHant ? zh + "：" : en + ": "
  }
}
