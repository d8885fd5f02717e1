import CivilTime
import Diagnostics
import Findings

extension MailComposer {
  /// The mail as plain text with lines ended by CR LF.
  func textBody(_ mail: PlannedMail, at instant: Instant) -> String {
    let wording = AlertWording(language: mail.language)
    var lines = [safe(wording[title]), wording.asOf(zone.localTime(of: instant)), ""]
    for notice in mail.notices { lines += ["- " + safe(wording[notice]), ""] }
    section(wording.newTitle, mail.new, mail.new.count, wording, &lines)
    section(wording.resolvedTitle, mail.resolved, mail.resolved.count, wording, &lines)
    section(wording.stillTitle, mail.still, mail.stillCount, wording, &lines)
    if let link = settings.reportLink {
      lines += [wording("報告：", "Report: ") + safe(link), ""]
    }
    lines += ["-- ", wording.footer, ""]
    return lines.joined(separator: "\r\n")
  }

  private func section(
    _ title: String, _ items: [AlertLine], _ count: Int, _ wording: AlertWording,
    _ lines: inout [String]
  ) {
    guard !items.isEmpty else { return }
    lines += [wording("【\(title)】\(count) 件", "== \(title): \(count) =="), ""]
    for (index, item) in items.enumerated() {
      lines.append(
        "\(index + 1). \(safe(wording[item.label]))\(wording("｜", " | "))\(safe(wording[item.ruleTitle]))"
      )
      lines += state(item, wording).map { "   " + $0 }
      lines += details(item, wording).map { "   " + $0 }
      lines.append("")
    }
    if count > items.count { lines += [wording.rest(count - items.count), ""] }
  }

  /// How a case lies to its due day and why it is told, each a line.
  func state(_ item: AlertLine, _ wording: AlertWording) -> [String] {
    var lines: [String] = []
    if let due = item.due { lines.append(wording("期限：", "Due: ") + wording.due(due)) }
    lines.append(wording("狀態：", "State: ") + wording.standing(item.standing))
    if let day = item.dataThrough {
      lines.append(wording("資料截至：", "Data through: ") + wording.dataThrough(day))
    }
    lines.append(wording("事由：", "Told for: ") + wording[item.occasion])
    return lines
  }

  /// What else is said of a case, each a line.
  func details(_ item: AlertLine, _ wording: AlertWording) -> [String] {
    var lines: [String] = []
    if let owner = item.owner, !owner.isEmpty {
      lines.append(wording("單位：", "Owner: ") + safe(owner))
    }
    if !item.citations.isEmpty {
      let list = item.citations.map { safe($0.text(in: wording.language)) }
      lines.append(wording("依據：", "Under: ") + list.joined(separator: wording("、", ", ")))
    }
    if item.status != .active {
      lines.append(wording("效力：", "Status: ") + wording[item.status.label])
    }
    let reason = wording[item.reason]
    if !reason.isEmpty { lines.append(wording("說明：", "Why: ") + safe(reason)) }
    for note in item.notes { lines.append(wording("註：", "Note: ") + safe(wording[note])) }
    if let remedy = item.remedy {
      lines.append(wording("改善建議：", "Remedy: ") + safe(wording[remedy]))
    }
    if !item.missingRoles.isEmpty {
      lines.append(wording.missingRoles(item.missingRoles, owner: item.owner))
    }
    return lines
  }

  /// A text from data on one line, at most 300 characters.
  func safe(_ text: String) -> String { HeaderText.oneLine(text, limit: 300) }
}
