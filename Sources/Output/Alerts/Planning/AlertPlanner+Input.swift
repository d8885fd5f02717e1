public import CivilTime
import Diagnostics

extension AlertPlanner {
  /// The mails about exports that did not arrive, are damaged, empty or too old.
  ///
  /// Each defect is told once a month of data to each recipient.
  public func plan(
    watching states: [InputState], now: LocalTime, history: AlertHistory
  ) -> AlertPlan {
    var notices: [String: PlannedMail] = [:]
    for watch in settings.watches {
      let state =
        states.first { $0.dataset == watch.dataset }
        ?? InputState(dataset: watch.dataset, paths: [])
      for (defect, text) in defects(watch, state, today: now.date) {
        let month = (state.month ?? now.date.adding(days: 1 - now.date.day)).isoText.prefix(7)
        let words = watch.recipients.isEmpty ? ["operator"] : watch.recipients
        let recipients = words.flatMap {
          settings.recipients.recipients(of: $0, owner: nil)
        }
        for recipient in recipients {
          let record = ToldRecord(
            recipient: recipient.key, caseID: "input:\(watch.dataset)", stage: "\(defect)@\(month)",
            day: now.date, ruleID: "*", label: watch.dataset, dueDay: nil)
          if history.told(record.recipient, record.caseID, record.stage) { continue }
          var mail =
            notices[recipient.key]
            ?? PlannedMail(
              .input, to: recipient,
              language: settings.recipients.language(of: recipient) ?? settings.language,
              digest: "input", occurrence: LocalTime(date: now.date, hour: 0, minute: 0))
          if mail.told.contains(record) { continue }
          mail.notices.append(text)
          mail.told.append(record)
          notices[recipient.key] = mail
        }
      }
    }
    var plan = AlertPlan()
    plan.mails = notices.sorted { $0.key < $1.key }.map(\.value)
    return plan
  }

  private func defects(
    _ watch: InputWatch, _ state: InputState, today: CivilDate
  ) -> [(String, LocalizedText)] {
    var found: [(String, LocalizedText)] = []
    let name = watch.dataset
    let place = state.paths.joined(separator: "、")
    guard let newest = state.newest else {
      if let day = watch.byDay, let month = state.month {
        let next = month.adding(months: 1)
        let last = CivilDate(
          year: next.year, month: next.month,
          day: min(day, CivilDate.daysIn(month: next.month, ofYear: next.year)))
        if let last, today <= last { return [] }
      }
      return [
        (
          "missing",
          LocalizedText(
            zh: "資料集 \(name) 的匯出檔尚未送達（\(place)）",
            en: "the export of '\(name)' has not arrived (\(place))")
        )
      ]
    }
    if let age = watch.maximumAge {
      let last =
        age.isWorking
        ? calendar.adding(workingDays: age.count, to: newest) : newest.adding(days: age.count)
      if today > last {
        found.append(
          (
            "stale",
            LocalizedText(
              zh: "資料集 \(name) 的匯出檔為\(newest.rocText)所產生，已超過\(age.text.zhHant)",
              en: "the export of '\(name)' is of \(newest.isoText), over \(age.text.en) old")
          ))
      }
    }
    if !state.defects.isEmpty {
      let zh = state.defects.prefix(5).map(\.zhHant).joined(separator: "；")
      let en = state.defects.prefix(5).map(\.en).joined(separator: "; ")
      found.append(
        (
          "damaged",
          LocalizedText(
            zh: "資料集 \(name) 的匯出檔毀損或不符約定：\(zh)",
            en: "the export of '\(name)' is damaged or breaks its contract: \(en)")
        ))
    } else if let rows = state.rows, rows < watch.minimumRows {
      found.append(
        (
          "short",
          LocalizedText(
            zh: "資料集 \(name) 的匯出檔只有 \(rows) 列，少於 \(watch.minimumRows) 列",
            en: "the export of '\(name)' has \(rows) rows, fewer than \(watch.minimumRows)")
        ))
    }
    return found
  }
}
