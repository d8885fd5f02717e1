import CivilTime
import Diagnostics
import Findings

extension PlanDraft {
  /// The most lines of cases told before.
  private static let stillLimit = 100

  func line(_ item: AlertCase, occasion: LocalizedText, missing: [String]) -> AlertLine {
    let rule = result.rules[item.rule]
    return AlertLine(
      caseID: item.id, label: label(item), ruleID: rule.id, ruleTitle: rule.title,
      status: rule.status, severity: rule.severity, citations: rule.citations, owner: item.owner,
      due: item.due, dataThrough: lastDay(item), standing: standing(item), occasion: occasion,
      reason: item.reason,
      notes: item.notes, remedy: rule.remedy, missingRoles: missing)
  }

  func resolution(_ last: ToldRecord, _ item: AlertCase?, _ rule: Int) -> AlertLine {
    let rule = result.rules[rule]
    let occasion: LocalizedText =
      if item?.isWaived == true {
        LocalizedText(zh: "已核准豁免", en: "waived")
      } else if item?.verdict == .compliant, item?.isDone == true {
        LocalizedText(zh: "已於期限內辦結", en: "done in time")
      } else if item?.isDone == true {
        LocalizedText(zh: "已辦結（逾期）", en: "done, late")
      } else if last.caseID.hasPrefix(AlertLine.groupMark) {
        LocalizedText(zh: "依現有資料已非違反", en: "no longer violated by the data as they are now")
      } else {
        LocalizedText(zh: "已辦結，或資料中已非未結案件", en: "done, or no longer open in the data")
      }
    return AlertLine(
      caseID: last.caseID,
      label: item.map { label($0) } ?? LocalizedText(verbatim: last.label),
      ruleID: rule.id, ruleTitle: rule.title, status: rule.status, severity: rule.severity,
      citations: rule.citations, owner: item?.owner, due: item?.due,
      dataThrough: item.flatMap { lastDay($0) }, standing: .resolved,
      occasion: occasion, reason: item?.reason ?? LocalizedText(verbatim: ""), notes: [],
      remedy: nil, missingRoles: [])
  }

  func record(_ item: AlertCase, key: String, _ recipient: Recipient) -> ToldRecord {
    ToldRecord(
      recipient: recipient.key, caseID: item.id, stage: key, day: today,
      ruleID: result.rules[item.rule].id, label: item.subject.label,
      dueDay: item.due?.local.date)
  }

  private func label(_ item: AlertCase) -> LocalizedText {
    switch item.subject {
    case .row(let key): return LocalizedText(verbatim: key.map(\.value).joined(separator: " "))
    case .group(let values, let period), .member(let values, let period):
      let names = values.map(\.value)
      let zh = names + (item.isUnplaced ? ["期間不明"] : period.map { [$0.rocLabel] } ?? [])
      let en = names + (item.isUnplaced ? ["period unknown"] : period.map { [$0.label] } ?? [])
      if zh.isEmpty { return LocalizedText(zh: "全部", en: "all") }
      return LocalizedText(zh: zh.joined(separator: " "), en: en.joined(separator: " "))
    }
  }

  /// Days left or late, counted from today; the verdict decides which of the two.
  private func standing(_ item: AlertCase) -> Standing {
    if item.verdict == .undetermined { return .undetermined }
    guard let due = item.due?.local.date else { return .violated }
    if item.isUnseen { return .unseen }
    // How late it is today is known of data that are not old alone.
    let isOld = item.isViolated && reach(item) < today
    let last = isOld ? lastDay(item) ?? today : today
    let isCovered = calendar.covers(due) && calendar.covers(last)
    let working = calendar.ordinal(of: last) - calendar.ordinal(of: due)
    let days = last.days(since: due)
    if item.isViolated {
      return .late(
        days: max(0, days), workingDays: isCovered ? max(0, working) : nil, isOfOldData: isOld)
    }
    return days >= 0 ? .today : .left(days: -days, workingDays: isCovered ? -working : nil)
  }

  /// The plan: one mail a recipient, or several where there are too many cases for one.
  func finished() -> AlertPlan {
    var mails: [(rank: Rank, mail: PlannedMail)] = []
    for (key, share) in shares {
      let new = share.new.sorted(by: Self.precedes)
      let language =
        settings.recipients.language(of: share.recipient) ?? digest.language ?? settings.language
      let lines = new.map { ($0, true) } + share.resolved.map { ($0, false) }
      let size = max(1, settings.casesPerMail)
      let parts = (lines.count + size - 1) / size
      for part in 0..<parts {
        var mail = PlannedMail(
          .digest, to: share.recipient, language: language, digest: digest.id,
          occurrence: occurrence)
        mail.part = part + 1
        mail.parts = parts
        let chunk = lines[part * size..<min(lines.count, (part + 1) * size)]
        mail.new = chunk.filter(\.1).map(\.0)
        mail.resolved = chunk.filter { !$0.1 }.map(\.0)
        mail.told = chunk.flatMap { share.told[$0.0.caseID] ?? [] }
        // The record of a whole listing goes with its last part, so that a cut run goes on.
        if part + 1 == parts { mail.told += share.told["*"] ?? [] }
        if part == 0 {
          mail.stillCount = share.still.count
          mail.still = Array(share.still.sorted(by: Self.precedes).prefix(Self.stillLimit))
        }
        mails.append((Rank(mail, key), mail))
      }
    }
    mails.sort { $0.rank < $1.rank }
    var plan = AlertPlan()
    plan.mails = mails.prefix(max(1, settings.limit)).map(\.mail)
    plan.deferredCount = mails.count - plan.mails.count
    plan.missingRoles = missingRoles
    return plan
  }

  /// The latest first, then by severity, rule and case.
  private static func precedes(_ left: AlertLine, _ right: AlertLine) -> Bool {
    if left.standing.pressure != right.standing.pressure {
      return left.standing.pressure > right.standing.pressure
    }
    if left.severity != right.severity { return left.severity > right.severity }
    return (left.ruleID, left.label.zhHant, left.caseID)
      < (right.ruleID, right.label.zhHant, right.caseID)
  }
}

/// What orders mails: the latest case, the recipient, the part.
private struct Rank: Comparable {
  let pressure: Int
  let key: String
  let part: Int

  init(_ mail: PlannedMail, _ key: String) {
    pressure = mail.new.map(\.standing.pressure).max() ?? .min
    self.key = key
    part = mail.part
  }

  static func < (left: Rank, right: Rank) -> Bool {
    if left.pressure != right.pressure { return left.pressure > right.pressure }
    return (left.key, left.part) < (right.key, right.part)
  }
}

extension Standing {
  /// Days late; negative for days left.
  var pressure: Int {
    switch self {
    case .late(let days, _, _): days + 1
    case .unseen: 0
    case .today: 0
    case .left(let days, _): -days
    case .undetermined: 0
    case .violated: 1
    case .resolved: .min
    }
  }
}
