public import CivilTime
import Diagnostics
public import Findings

/// Decides who is told what on a day; reads no clock and sends nothing.
public struct AlertPlanner: Sendable {
  let settings: AlertSettings
  let calendar: WorkCalendar

  /// Creates a planner.
  public init(settings: AlertSettings, calendar: WorkCalendar) {
    self.settings = settings
    self.calendar = calendar
  }

  /// The mails of one digest.
  ///
  /// - Parameters:
  ///   - digest: the digest.
  ///   - occurrence: when it was to go out; with the name it makes the mails' ids.
  ///   - result: what was found.
  ///   - now: the moment of telling, from which days left are counted.
  ///   - history: what was told before.
  public func plan(
    _ digest: Digest, occurrence: LocalTime, result: CheckResult, now: LocalTime,
    history: AlertHistory
  ) -> AlertPlan {
    var draft = PlanDraft(
      settings: settings, calendar: calendar, digest: digest, occurrence: occurrence,
      today: now.date, result: result, history: history)
    switch digest.content {
    case .changes:
      draft.addStages()
      draft.addResolutions()
      draft.addStill()
    case .open: draft.addOpen()
    }
    return draft.finished()
  }

  /// The digests whose last time has come and is not done, in order of time.
  public func due(
    now: LocalTime, isDone: (_ digest: String, _ occurrence: LocalTime) -> Bool
  ) -> [(digest: Digest, occurrence: LocalTime)] {
    settings.digests.compactMap { digest in
      digest.schedule.latest(upTo: now, calendar: calendar, quiet: settings.quiet).flatMap { time in
        isDone(digest.id, time) ? nil : (digest, time)
      }
    }.sorted { $0.1 < $1.1 }
  }

  /// The next time at which a digest goes out.
  public func next(after now: LocalTime) -> LocalTime? {
    settings.digests.compactMap {
      $0.schedule.next(after: now, calendar: calendar, quiet: settings.quiet)
    }.min()
  }
}
