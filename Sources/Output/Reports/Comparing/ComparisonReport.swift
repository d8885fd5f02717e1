public import Diagnostics
public import Findings
import JSON

/// A comparison of two results, for people and for programs.
public struct ComparisonReport: Sendable {
  private let comparison: ResultComparison
  private let language: Language
  /// Whether two rule sets were compared, so that every flip counts and not only violations.
  private let isOfRules: Bool

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - comparison: what to show.
  ///   - isOfRules: whether two rule sets over one log were compared.
  ///   - language: the language of the text.
  public init(_ comparison: ResultComparison, isOfRules: Bool, language: Language) {
    self.comparison = comparison
    self.isOfRules = isOfRules
    self.language = language
  }

  /// The report as text, one subject a line under the heading of its state.
  public var text: String {
    let lines = [summary] + (isOfRules ? flips : states) + ruleLists
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Text

  private var summary: String {
    func count(_ state: BaselineState) -> Int { comparison.entries.count { $0.state == state } }
    let altered = comparison.entries.count(where: \.isAltered)
    let unjudged = comparison.entries.count(where: \.isUnjudged)
    let flipped = comparison.entries.count
    return isOfRules
      ? LocalizedText(
        zh: "判定改變 \(flipped) 件：新增違反 \(count(.new))、解除違反 \(count(.resolved))",
        en:
          "\(flipped) \(flipped == 1 ? "verdict flips" : "verdicts flip"): \(count(.new)) newly violated, \(count(.resolved)) no longer"
      )[
        language]
      : LocalizedText(
        zh:
          "新增違反 \(count(.new))、持續 \(count(.persisting))、已解除 \(count(.resolved))、資料事後變更 \(altered)、未再檢核 \(unjudged)",
        en:
          "\(count(.new)) new, \(count(.persisting)) persisting, \(count(.resolved)) resolved, \(altered) with data changed afterwards, \(unjudged) not evaluated again"
      )[language]
  }

  private var states: [String] {
    let sections: [(LocalizedText, (ResultComparison.Entry) -> Bool)] = [
      (LocalizedText(zh: "新增違反", en: "new"), { $0.state == .new }),
      (LocalizedText(zh: "持續違反", en: "persisting"), { $0.state == .persisting }),
      (LocalizedText(zh: "已解除", en: "resolved"), { $0.state == .resolved }),
      (LocalizedText(zh: "資料事後變更", en: "data changed afterwards"), { $0.isAltered }),
      (
        LocalizedText(
          zh: "未再檢核（規則不在或未評估）", en: "not evaluated again (the rule is missing or broken)"),
        { $0.isUnjudged }
      ),
    ]
    return sections.flatMap { title, belongs -> [String] in
      let entries = comparison.entries.filter(belongs)
      return entries.isEmpty
        ? [] : ["", "\(title[language]) (\(entries.count))"] + entries.map { "  " + line($0) }
    }
  }

  /// The flips of two rule sets, by rule, below what differs in the rule.
  private var flips: [String] {
    var order: [String] = []
    for entry in comparison.entries where !order.contains(entry.rule.id) {
      order.append(entry.rule.id)
    }
    for id in comparison.ruleChanges.keys.sorted() where !order.contains(id) { order.append(id) }
    return order.flatMap { id -> [String] in
      let entries = comparison.entries.filter { $0.rule.id == id }
      let changes = comparison.ruleChanges[id] ?? []
      let title = entries.first.map { " " + $0.rule.title[language] } ?? ""
      let why =
        changes.isEmpty
        ? [
          LocalizedText(
            zh: "  規則文字相同；差異來自行事曆、共用定義或核定日",
            en:
              "  the rule's text is the same: a calendar, a shared definition or a date of adoption differs"
          )[
            language]
        ] : changes.map { "  " + change($0) }
      return ["", SafeText.oneLine(id + title)] + why
        + entries.map { "    " + line($0, withRule: false) }
    }
  }

  private var ruleLists: [String] {
    func list(_ title: LocalizedText, _ ids: [String]) -> [String] {
      ids.isEmpty ? [] : ["", title[language]] + ids.map { "  " + SafeText.oneLine($0) }
    }
    return list(
      LocalizedText(zh: "僅前者有的規則", en: "rules in the first only"), comparison.rulesOnlyBefore)
      + list(
        LocalizedText(zh: "僅後者有的規則", en: "rules in the second only"), comparison.rulesOnlyAfter)
  }

  private func line(_ entry: ResultComparison.Entry, withRule: Bool = true) -> String {
    let rule = withRule ? "[\(entry.rule.severity.label[language])] \(entry.rule.id) " : ""
    let verdicts =
      entry.before == entry.after
      ? label(entry.after) : "\(label(entry.before)) → \(label(entry.after))"
    let waived = entry.isWaived ? LocalizedText(zh: "（豁免）", en: " (waived)")[language] : ""
    let reason = (entry.reasonAfter ?? entry.reasonBefore)?[language] ?? ""
    let changes = entry.changes.map(change).joined(
      separator: LocalizedText(zh: "；", en: "; ")[language])
    let separator = LocalizedText(zh: "：", en: ": ")[language]
    var text = "\(rule)\(entry.subject.label)\(separator)\(verdicts)\(waived)"
    if !reason.isEmpty { text += LocalizedText(zh: "，", en: ", ")[language] + reason }
    if !changes.isEmpty { text += " [" + changes + "]" }
    return SafeText.oneLine(text)
  }

  private func label(_ verdict: Verdict?) -> String {
    (verdict?.label ?? LocalizedText(zh: "無須處理", en: "nothing to report"))[language]
  }

  private func change(_ change: ResultComparison.Change) -> String {
    func text(_ value: String) -> String { value.isEmpty ? "—" : value }
    return SafeText.oneLine("\(change.name): \(text(change.before)) → \(text(change.after))")
  }

  // MARK: - JSON

  /// The report for programs: every entry, in order.
  public var json: String {
    let rules = comparison.ruleChanges.keys.sorted().map { id in
      JSONValue.object([
        "rule": .string(id),
        "changes": .array((comparison.ruleChanges[id] ?? []).map(Self.json)),
      ])
    }
    let value = JSONValue.object([
      "compared": .string(isOfRules ? "rule-sets" : "results"),
      "entries": .array(comparison.entries.map(Self.json)), "rule-changes": .array(rules),
      "rules-only-before": .array(comparison.rulesOnlyBefore.map { .string($0) }),
      "rules-only-after": .array(comparison.rulesOnlyAfter.map { .string($0) }),
    ])
    return value.text(indent: 2)
  }

  private static func json(_ entry: ResultComparison.Entry) -> JSONValue {
    func text(_ sentence: LocalizedText?) -> JSONValue {
      sentence.map { .object(["zh-Hant": .string($0.zhHant), "en": .string($0.en)]) } ?? .null
    }
    return .object([
      "rule": .string(entry.rule.id), "severity": .string(entry.rule.severity.rawValue),
      "subject": .string(entry.subject.label),
      "state": entry.isUnjudged
        ? .string("not-evaluated") : entry.state.map { .string($0.rawValue) } ?? .null,
      "before": entry.before.map { .string($0.rawValue) } ?? .null,
      "after": entry.after.map { .string($0.rawValue) } ?? .null,
      "data-changed": .bool(entry.isAltered), "waived": .bool(entry.isWaived),
      "changes": .array(entry.changes.map(json)), "reason-before": text(entry.reasonBefore),
      "reason-after": text(entry.reasonAfter),
    ])
  }

  private static func json(_ change: ResultComparison.Change) -> JSONValue {
    .object([
      "name": .string(change.name), "before": .string(change.before),
      "after": .string(change.after),
    ])
  }
}
