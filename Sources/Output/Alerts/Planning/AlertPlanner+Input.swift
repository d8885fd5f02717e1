public import CivilTime
public import Diagnostics
import Digests

extension AlertPlanner {
  /// Whether exports are looked at: on days that are not quiet, from the time of the first digest on.
  public func watches(at now: LocalTime) -> Bool {
    let first = settings.digests.map(\.schedule.minute).min() ?? 0
    return !settings.quiet.holds(now.date, calendar) && now.hour * 60 + now.minute >= first
  }

  /// The mails about exports that did not arrive, are damaged, empty or too old, and about rules that
  /// are broken; damage is told to the operator of exports that nobody watches as well.
  ///
  /// Each defect of a file is told once a month of data to each recipient.
  public func plan(
    watching states: [InputState], brokenRules: [LocalizedText] = [], now: LocalTime,
    history: AlertHistory
  ) -> AlertPlan {
    guard watches(at: now) else { return AlertPlan() }
    var draft = NoticeDraft(settings: settings, today: now.date, history: history)
    if !brokenRules.isEmpty {
      let mark = Fingerprint.of(brokenRules.map(\.en)).prefix(12)
      draft.add(
        "rules", stage: "broken-\(mark)@\(draft.month)", to: ["operator"],
        LocalizedText(
          zh: "規則檔有 \(brokenRules.count) 個錯誤，部分規則未檢核：\(Self.list(brokenRules).zhHant)",
          en: """
            the rule files have \(counted(brokenRules.count, "error")), and some rules were not evaluated: \
            \(Self.list(brokenRules).en)
            """))
    }
    for watch in settings.watches {
      let state =
        states.first { $0.dataset == watch.dataset }
        ?? InputState(dataset: watch.dataset, paths: [])
      let month = state.month.map { String($0.isoText.prefix(7)) } ?? draft.month
      let file = state.newest.map { "/\($0.isoText)" } ?? ""
      for (defect, text) in defects(watch, state, today: now.date) {
        draft.add(
          watch.dataset, stage: "\(defect)@\(month)\(file)",
          to: watch.recipients.isEmpty ? ["operator"] : watch.recipients, text)
      }
    }
    let watched = Set(settings.watches.map(\.dataset))
    for state in states where !watched.contains(state.dataset) && state.isSettled {
      let file = state.newest.map { "/\($0.isoText)" } ?? ""
      for (defect, text) in defects(
        ofContent: state, InputWatch(dataset: state.dataset, minimumRows: 0))
      {
        draft.add(
          state.dataset, stage: "\(defect)@\(draft.month)\(file)", to: ["operator"], text)
      }
    }
    return draft.finished()
  }

  private func defects(
    _ watch: InputWatch, _ state: InputState, today: CivilDate
  ) -> [(String, LocalizedText)] {
    let name = watch.dataset
    guard let newest = state.newest else {
      if isAwaited(watch, state, today) { return [] }
      let place = state.paths.joined(separator: "、")
      return [
        (
          "missing",
          LocalizedText(
            zh: "資料集 \(name) 的匯出檔尚未送達（\(place)）",
            en: "the export of '\(name)' has not arrived (\(place))")
        )
      ]
    }
    var found: [(String, LocalizedText)] = []
    let arrival = newest.rocText
    if !state.isOfMonth, watch.byDay != nil, newest < today.adding(days: 1 - today.day),
      !isAwaited(watch, state, today)
    {
      found.append(
        (
          "missing",
          LocalizedText(
            zh: "資料集 \(name) 的匯出檔本月尚未更新，最新者為\(arrival)",
            en: "the export of '\(name)' was not renewed this month; it is of \(newest.isoText)")
        ))
    }
    if let age = watch.maximumAge, today > Self.last(newest, age, calendar) {
      found.append(
        (
          "stale",
          LocalizedText(
            zh: "資料集 \(name) 的匯出檔為\(arrival)所產生，已超過\(age.text.zhHant)",
            en: "the export of '\(name)' is of \(newest.isoText), over \(age.text.en) old")
        ))
    }
    if state.isSettled { found += defects(ofContent: state, watch) }
    return found
  }

  private func defects(
    ofContent state: InputState, _ watch: InputWatch
  ) -> [(String, LocalizedText)] {
    let name = watch.dataset
    if !state.defects.isEmpty {
      let list = Self.list(state.defects)
      return [
        (
          "damaged",
          LocalizedText(
            zh: "資料集 \(name) 的匯出檔毀損或不符約定：\(list.zhHant)",
            en: "the export of '\(name)' is damaged or breaks its contract: \(list.en)")
        )
      ]
    }
    guard let rows = state.rows, rows < watch.minimumRows else { return [] }
    return [
      (
        "short",
        LocalizedText(
          zh: "資料集 \(name) 的匯出檔只有 \(rows) 列，少於 \(watch.minimumRows) 列",
          en: "the export of '\(name)' has \(rows) rows, fewer than \(watch.minimumRows)")
      )
    ]
  }

  /// Whether the day by which the export must be there is still to come.
  private func isAwaited(_ watch: InputWatch, _ state: InputState, _ today: CivilDate) -> Bool {
    guard let day = watch.byDay, let month = state.month else { return false }
    let next = month.adding(months: 1)
    let last = CivilDate(
      year: next.year, month: next.month,
      day: min(day, CivilDate.daysIn(month: next.month, ofYear: next.year)))
    return last.map { today <= $0 } ?? false
  }

  /// The last day on which a file of a day is not too old.
  private static func last(
    _ newest: CivilDate, _ age: DaySpan, _ calendar: WorkCalendar
  ) -> CivilDate {
    age.isWorking
      ? calendar.adding(workingDays: age.count, to: newest) : newest.adding(days: age.count)
  }

  /// The first of several defects in one sentence.
  private static func list(_ defects: [LocalizedText]) -> LocalizedText {
    LocalizedText(
      zh: defects.prefix(5).map(\.zhHant).joined(separator: "；"),
      en: defects.prefix(5).map(\.en).joined(separator: "; "))
  }
}

/// The mails of notices while they are put together.
private struct NoticeDraft {
  let settings: AlertSettings
  let today: CivilDate
  let history: AlertHistory
  private var mails: [String: PlannedMail] = [:]

  init(settings: AlertSettings, today: CivilDate, history: AlertHistory) {
    self.settings = settings
    self.today = today
    self.history = history
  }

  /// The present month: `2021-02`.
  var month: String { String(today.isoText.prefix(7)) }

  mutating func add(
    _ subject: String, stage: String, to words: [String], _ text: LocalizedText
  ) {
    for recipient in words.flatMap({ settings.recipients.recipients(of: $0, owner: nil) }) {
      let record = ToldRecord(
        recipient: recipient.key, caseID: "input:\(subject)", stage: stage, day: today,
        ruleID: "*", label: subject, dueDay: nil)
      if history.told(record.recipient, record.caseID, record.stage) { continue }
      var mail =
        mails[recipient.key]
        ?? PlannedMail(
          .input, to: recipient,
          language: settings.recipients.language(of: recipient) ?? settings.language,
          digest: "input", occurrence: LocalTime(date: today, hour: 0, minute: 0))
      if mail.told.contains(record) { continue }
      mail.notices.append(text)
      mail.told.append(record)
      mails[recipient.key] = mail
    }
  }

  func finished() -> AlertPlan {
    var plan = AlertPlan()
    plan.mails = mails.sorted { $0.key < $1.key }.map(\.value)
    return plan
  }
}
