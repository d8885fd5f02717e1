public import Alerts
public import CivilTime
public import Diagnostics
public import Findings

/// One pass: plan, write the outbox, deliver, mark; safe to be killed at any point.
public struct AlertPass {
  /// Points at which tests end the pass as a crash would.
  public enum Checkpoint: Sendable, CaseIterable {
    /// Mails are composed and nothing is written.
    case beforeOutbox
    /// Mails are written and none is sent.
    case afterOutbox
    /// The server took a mail, which is not marked yet.
    case afterAccepted
    /// The mail is marked.
    case afterMark
  }

  /// What a pass came to.
  public struct Report: Sendable {
    /// Mails written to the outbox.
    public var queued = 0
    /// Mails that a server took.
    public var sent = 0
    /// Mails that are tried again later, with the last reason.
    public var retried = 0
    /// Mails given up.
    public var dead = 0
    /// Mails that the limit left for the next pass.
    public var deferred = 0
    /// Roles that nobody holds, with how many cases that concerns.
    public var missingRoles: [String: Int] = [:]
    /// Why single mails failed, each once.
    public var failures: [LocalizedText] = []
    /// Why nothing more could be sent.
    public var stopped: LocalizedText?

    /// Creates a report of nothing.
    public init() {}

    /// Whether something was not delivered.
    public var hasFailed: Bool { retried > 0 || dead > 0 || stopped != nil }
  }

  let settings: AlertSettings
  let planner: AlertPlanner
  let composer: MailComposer
  let zone: TimeZoneRules
  let store: AlertStore
  let clock: () -> Instant
  /// Files to attach to a mail.
  public var files: (PlannedMail) -> [MailFile] = { _ in [] }
  /// Called at each point; throwing ends the pass there and then.
  public var checkpoint: (Checkpoint) throws -> Void = { _ in }
  /// Whether the pass should end after the mail in hand.
  public var shouldStop: () -> Bool = { false }

  /// Creates a pass.
  public init(
    settings: AlertSettings, calendar: WorkCalendar, title: LocalizedText, zone: TimeZoneRules,
    store: AlertStore, clock: @escaping () -> Instant
  ) {
    self.settings = settings
    self.zone = zone
    self.store = store
    self.clock = clock
    planner = AlertPlanner(settings: settings, calendar: calendar)
    composer = MailComposer(settings: settings, title: title, zone: zone)
  }

  /// The present moment by the pass's clock.
  public var now: Instant { clock() }

  /// The digests named, whether due or not, or those that are due where none is named.
  public func selected(
    _ names: [String], now: Instant
  ) throws -> [(digest: Digest, occurrence: LocalTime)] {
    if names.isEmpty { return try dueDigests(now: now) }
    let local = zone.localTime(of: now)
    return settings.digests.filter { names.contains($0.id) }.map { ($0, local) }
  }

  /// Whether exports are looked at.
  public func watches(at now: Instant) -> Bool {
    planner.watches(at: zone.localTime(of: now))
  }

  /// The digests that are due; a listing of all that is open that never went out begins with its next
  /// time, not with one before it was asked for.
  public func dueDigests(now: Instant) throws -> [(digest: Digest, occurrence: LocalTime)] {
    var failure: (any Error)?
    let due = planner.due(now: zone.localTime(of: now)) { digest, occurrence in
      do {
        return try store.isDone(digest, occurrence)
      } catch {
        failure = error
        return true
      }
    }
    if let failure { throw failure }
    let today = zone.localTime(of: now).date
    return try due.filter { digest, occurrence in
      try digest.content == .changes || occurrence.date == today || store.isKnown(digest.id)
    }
  }

  /// What the pass would write: digests that are due, and what is wrong with the input.
  public func plans(
    for digests: [(digest: Digest, occurrence: LocalTime)], result: CheckResult,
    inputs: [InputState], brokenRules: [LocalizedText] = [], now: Instant
  ) throws -> [(plan: AlertPlan, done: (digest: String, occurrence: LocalTime)?)] {
    let local = zone.localTime(of: now)
    var history = try store.history()
    var plans: [(plan: AlertPlan, done: (digest: String, occurrence: LocalTime)?)] = []
    let watching = planner.plan(
      watching: inputs, brokenRules: brokenRules, now: local, history: history)
    if !watching.mails.isEmpty { plans.append((watching, nil)) }
    var left = settings.limit
    for (digest, occurrence) in digests {
      var plan = planner.plan(
        digest, occurrence: occurrence, result: result, now: local, history: history)
      let over = max(0, plan.mails.count - left)
      plan.mails.removeLast(over)
      plan.deferredCount += over
      left -= plan.mails.count
      for record in plan.mails.flatMap(\.told) { history.add(record) }
      let isWhole = plan.deferredCount == 0
      plans.append((plan, isWhole ? (digest.id, occurrence) : nil))
    }
    return plans
  }

  /// Composes a plan's mails.
  public func compose(
    _ plan: AlertPlan, now: Instant
  ) -> [(planned: PlannedMail, composed: ComposedMail)] {
    plan.mails.map { ($0, composer.compose($0, at: now, files: files($0))) }
  }

  /// Writes what is due to the outbox and delivers all that waits there.
  public func run(
    digests: [(digest: Digest, occurrence: LocalTime)], result: CheckResult,
    inputs: [InputState], brokenRules: [LocalizedText] = [], carrier: inout some MailCarrier
  ) throws -> Report {
    var report = Report()
    let now = clock()
    let plans = try plans(
      for: digests, result: result, inputs: inputs, brokenRules: brokenRules, now: now)
    for (plan, done) in plans {
      let mails = compose(plan, now: now)
      try checkpoint(.beforeOutbox)
      try store.enqueue(mails, done: done, at: now)
      report.queued += mails.count
      report.deferred += plan.deferredCount
      for (role, count) in plan.missingRoles { report.missingRoles[role, default: 0] += count }
    }
    try checkpoint(.afterOutbox)
    try deliver(&carrier, &report)
    try reportDead(&carrier, &report)
    try store.prune(
      keepDays: settings.keepDays, keepMailDays: settings.keepMailDays, now: clock())
    return report
  }
}
