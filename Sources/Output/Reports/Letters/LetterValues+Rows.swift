import CivilTime
import Diagnostics
import Findings

extension LetterValues {
  /// A list of matters of one kind, for its own section of a template.
  struct List {
    var name: String
    var title: String
    var rows: [TemplateValue]
  }

  /// All lists, in the order of the tables.
  var lists: [List] {
    let soon = view.options.dueWithin
    return [
      List(
        name: "open", title: wording("逾期未辦結案件", "Overdue and not done"),
        rows: rows(matters.open) { late($0) }),
      List(
        name: "due", title: wording("\(soon)日內屆期案件", "Due within \(soon) days"),
        rows: rows(matters.due) { left($0) }),
      List(
        name: "late", title: wording("逾期辦結案件", "Done late"), rows: rows(matters.late) { late($0) }),
      List(
        name: "other", title: wording("其他不符規定案件", "Otherwise against the rules"),
        rows: rows(matters.other) { reason($0) }),
      List(
        name: "unknown", title: wording("資料不足無法判定案件", "Not decidable from the data"),
        rows: rows(matters.unknown) { reason($0) }),
      List(name: "targets", title: wording("未達目標", "Targets missed"), rows: targets),
    ]
  }

  private func cut(_ text: String, _ length: Int) -> TemplateValue {
    .text(SafeText.cut(text, toLength: length, wording))
  }

  private func rows(
    _ cases: [LetterBook.Case], standing: (Finding) -> String
  ) -> [TemplateValue] {
    cases.enumerated().map { number, item in
      let finding = view.findings[item.index]
      let rule = view.result.rules[finding.rule]
      let subject = finding.subject
      return .object([
        "number": .text(String(number + 1)),
        "case": cut(wording.names(subject.values), 200),
        "rule": cut(wording[rule.title], 200),
        "period": .text(subject.period.map(wording.period) ?? ""),
        "start": .text(finding.start.map(wording.moment) ?? ""),
        "due": .text(finding.due.map(wording.moment) ?? ""),
        "done": .text(finding.actual.map(wording.moment) ?? notDone(finding)),
        "standing": cut(standing(finding), 400), "late": .text(late(finding)),
        "days": .text(wording.wholeDaysLate(finding).map(String.init) ?? ""),
        "reason": cut(wording[finding.reason], 400),
        "cites": cut(
          rule.citations.map(wording.citation).joined(separator: wording("、", "; ")), 400),
        "remedy": cut(rule.remedy.map { wording[$0] } ?? "", 400),
        "place": cut(finding.location.map(view.place) ?? "", 300),
      ])
    }
  }

  private var targets: [TemplateValue] {
    matters.groups.enumerated().map { number, index in
      let group = view.result.groups[index]
      let rule = view.result.rules[group.rule]
      return .object([
        "number": .text(String(number + 1)), "case": cut(wording.subject(group), 200),
        "rule": cut(wording[rule.title], 200), "period": .text(""), "start": .text(""),
        "due": .text(wording.requirement(group)), "done": .text(group.valueText),
        "standing": cut(wording.reason(group), 400), "late": .text(""), "days": .text(""),
        "reason": cut(wording.reason(group), 400),
        "cites": cut(
          rule.citations.map(wording.citation).joined(separator: wording("、", "; ")), 400),
        "remedy": cut(rule.remedy.map { wording[$0] } ?? "", 400), "place": .text(""),
      ])
    }
  }

  private func late(_ finding: Finding) -> String {
    let late = wording.lateness(finding)
    return late.isEmpty ? reason(finding) : wording("逾期\(late)", "late by \(late)")
  }

  /// What stands for a moment of doing that is not known: nothing but where the data proves that the
  /// case is open.
  private func notDone(_ finding: Finding) -> String {
    switch finding.verdict {
    case .pending: wording("尚未", "not yet")
    case .violated where finding.due != nil && finding.lateness != nil: wording("尚未", "not yet")
    case .violated, .undetermined, .compliant, .notApplicable: "–"
    }
  }

  private func reason(_ finding: Finding) -> String { wording[finding.reason] }

  /// How long is left until a case is due.
  private func left(_ finding: Finding) -> String {
    guard let due = finding.due else { return "" }
    let days = due.local.date.days(since: view.result.asOf.local.date)
    if days <= 0 { return wording("當日屆期", "due that day") }
    return wording("剩\(days)日", "\(days) days left")
  }
}
