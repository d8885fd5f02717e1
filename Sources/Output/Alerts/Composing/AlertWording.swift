import CivilTime
import Diagnostics
import Findings

/// The sentences of mails in one language.
struct AlertWording {
  let language: Language

  func callAsFunction(_ zh: String, _ en: String) -> String { language == .zhHant ? zh : en }

  subscript(text: LocalizedText) -> String { text[language] }

  /// A subject with numbers only: no case, no name.
  func subject(_ mail: PlannedMail, title: LocalizedText) -> String {
    let title = title[language]
    switch mail.kind {
    case .input:
      return self("〔期限通知〕資料或規則異常：\(title)", "[Deadlines] input or rule problem: \(title)")
    case .undelivered:
      return self("〔期限通知〕有通知無法送達：\(title)", "[Deadlines] undeliverable alerts: \(title)")
    case .digest: break
    }
    let late = mail.new.count { $0.standing.pressure > 0 }
    let unsure = mail.new.count { $0.standing == .undetermined }
    let unseen = mail.new.count { $0.standing == .unseen }
    let soon = mail.new.count - late - unsure - unseen
    var parts: [String] = []
    if late > 0 { parts.append(self("逾期或違反 \(late) 件", "\(late) overdue or violated")) }
    if soon > 0 { parts.append(self("將屆期 \(soon) 件", "\(soon) due soon")) }
    if unseen > 0 { parts.append(self("請查明 \(unseen) 件", "\(unseen) to be confirmed")) }
    if unsure > 0 { parts.append(self("無法判定 \(unsure) 件", "\(unsure) undetermined")) }
    if !mail.resolved.isEmpty {
      parts.append(self("已解除 \(mail.resolved.count) 件", "\(mail.resolved.count) resolved"))
    }
    let part =
      mail.parts > 1 ? self("（\(mail.part)/\(mail.parts)）", " (\(mail.part)/\(mail.parts))") : ""
    return self("〔期限通知〕", "[Deadlines] ") + parts.joined(separator: self("、", ", ")) + part
      + self("：", ": ") + title
  }

  /// The due moment: `110年1月7日（四）9時0分`.
  func due(_ due: StatedTime) -> String {
    DayWording.time(due.local, precision: due.isEndOfDay ? .day : due.precision)[language]
  }

  /// The last day of which the data tell: `110年1月7日（四）`.
  func dataThrough(_ day: CivilDate) -> String {
    DayWording.time(LocalTime(date: day, hour: 0, minute: 0), precision: .day)[language]
  }

  /// Days left or late.
  func standing(_ standing: Standing) -> String {
    switch standing {
    case .left(let days, let working):
      return working.map { self("尚餘 \($0) 個工作天", "\(counted($0, "working day")) left") }
        ?? self("尚餘 \(days) 日", "\(counted(days, "day")) left")
    case .today: return self("今日屆期", "due today")
    case .late(let days, let working, isOfOldData: true):
      if days == 0 { return self("資料截至當日已逾期", "overdue when the data ended") }
      guard let working else {
        return self("資料截至當日已逾期 \(days) 日", "\(counted(days, "day")) late when the data ended")
      }
      return self(
        "資料截至當日已逾期 \(working) 個工作天（\(days) 日）",
        "\(counted(working, "working day")) late (\(days) in all) when the data ended")
    case .unseen:
      return self(
        "期限已過，資料未及於此，請查明是否已辦結",
        "its due moment has passed, but not in the data; please confirm whether it was done")
    case .late(let days, let working, isOfOldData: false):
      if days == 0 { return self("已逾期（今日）", "overdue since today") }
      guard let working else { return self("已逾期 \(days) 日", "\(counted(days, "day")) late") }
      return self(
        "已逾期 \(working) 個工作天（\(days) 日）",
        "\(counted(working, "working day")) late (\(days) in all)")
    case .violated: return self("違反", "violated")
    case .undetermined: return self("無法判定，請補正資料", "undetermined until the data are mended")
    case .resolved: return self("已解除", "resolved")
    }
  }

  var newTitle: String { self("本次通知", "New") }
  var stillTitle: String { self("先前已通知、仍未結", "Told before and still open") }
  var resolvedTitle: String { self("已解除", "Resolved") }

  /// How many of those told before are not listed.
  func rest(_ count: Int) -> String {
    self("另有 \(count) 件先前已通知而仍未結，請見報告", "\(count) more told before are still open; see the report")
  }

  func missingRoles(_ roles: [String], owner: String?) -> String {
    let names = roles.map { HeaderText.oneLine($0, limit: 40) }
    let unit = owner.map { HeaderText.oneLine($0, limit: 60) } ?? ""
    let zh = unit.isEmpty ? "本件未載明單位，" : "收件者設定中「\(unit)」"
    let en = unit.isEmpty ? "" : " of '\(unit)'"
    return self(
      "\(zh)無人擔任 \(names.joined(separator: "、"))，改通知系統管理者",
      "nobody holds the role \(names.joined(separator: ", "))\(en); the operator is told instead")
  }

  /// The moment of telling.
  func asOf(_ moment: LocalTime) -> String {
    self("通知時間：", "As of: ") + DayWording.time(moment, precision: .minute)[language]
  }

  var footer: String {
    self(
      "本信由 qixian 自動寄發，個人資料已遮蔽；每一階段只通知一次。是否逾期以承辦紀錄及法規為準。",
      "Sent by qixian; personal data are masked; each stage is told once. Records and the law decide."
    )
  }
}
