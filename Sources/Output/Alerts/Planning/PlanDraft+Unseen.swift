import CivilTime
import Diagnostics
import Findings

extension PlanDraft {
  /// The last day of which the data on a case tell, where that is before today.
  func lastDay(_ item: AlertCase) -> CivilDate? {
    item.dataThrough.flatMap { $0.local.date < today ? $0.local.date : nil }
  }

  /// The last day for which the data on a case speak: the working day after their last one, on which
  /// the state of the evening before is told, and today at most.
  func reach(_ item: AlertCase) -> CivilDate {
    lastDay(item).map { min(today, calendar.adding(workingDays: 1, to: $0)) } ?? today
  }

  /// Asks those who hear of a case first, once, whether it was done, as the data do not reach its due
  /// moment.
  ///
  /// It is no violation, and goes no further.
  mutating func addUnseen(_ item: AlertCase) {
    guard item.isOpen(settings), let due = item.due?.local.date, let last = lastDay(item) else {
      return
    }
    let timed = settings.stages.compactMap { stage -> (stage: AlertStage, day: CivilDate)? in
      guard stage.filter.accepts(result.rules[item.rule]),
        let day = stage.moment.day(due: due, calendar: calendar)
      else { return nil }
      return (stage, day)
    }
    guard let first = timed.map(\.day).min(), first <= today else { return }
    let occasion = LocalizedText(
      zh: "期限已過，資料僅至 \(last.month) 月 \(last.day) 日，請查明是否已辦結",
      en: """
        its due moment has passed, but our data end on \(last.isoText); please confirm whether it \
        was done
        """)
    for (stage, day) in timed where day == first {
      guard digest.stages.isEmpty || digest.stages.contains(stage.id) else { continue }
      for (recipient, missing) in audience(stage.recipients, item.owner) {
        add(
          item, key: "unseen@\(due.isoText)", occasion: occasion, to: recipient, missing: missing)
      }
    }
  }
}
