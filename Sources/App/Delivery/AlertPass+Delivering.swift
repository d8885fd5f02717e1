public import Alerts
public import CivilTime
import Diagnostics

extension AlertPass {
  /// After this many mails in a row without an answer the server is taken for down.
  private static let patience = 3
  /// How long a mail is tried, in milliseconds: five days.
  private static let lifetime: Int64 = 5 * 86_400_000

  /// Delivers what waits in the outbox without planning anything new, and tells the operator of what was
  /// given up.
  public func deliverWaiting(_ carrier: inout some MailCarrier) throws -> Report {
    var report = Report()
    try deliver(&carrier, &report)
    try reportDead(&carrier, &report)
    return report
  }

  /// Delivers what waits in the outbox, one mail after the other.
  ///
  /// A mail server or webhook that is down keeps only its own mails waiting.
  func deliver(_ carrier: inout some MailCarrier, _ report: inout Report) throws {
    var silences: [String: Int] = [:]
    var closed: Set<String> = []
    for id in try store.due(at: clock()) {
      if shouldStop() { return }
      guard let entry = try store.entry(id), !closed.contains(entry.recipient.route) else {
        continue
      }
      let route = entry.recipient.route
      let outcome = carrier.deliver(entry)
      if case .unanswered = outcome {
        silences[route, default: 0] += 1
      } else {
        silences[route] = 0
      }
      switch outcome {
      case .accepted:
        try checkpoint(.afterAccepted)
        try store.markSent(id, at: clock())
        try checkpoint(.afterMark)
        report.sent += 1
      case .temporary(let reason), .unanswered(let reason):
        try retry(entry, reason, &report)
      case .permanent(let reason):
        try store.markDead(id, at: clock(), error: reason)
        report.dead += 1
        note(reason, &report)
      case .stopped(let reason):
        // The mail is not at fault: it waits without counting an attempt.
        let next = clock().adding(milliseconds: Self.pause(after: 0))
        try store.markRetry(id, next: next, error: reason, counts: false)
        closed.insert(route)
        report.stopped = reason
      }
      if silences[route, default: 0] >= Self.patience {
        closed.insert(route)
        report.stopped = report.failures.last
      }
    }
  }

  private func retry(
    _ entry: OutboxEntry, _ reason: LocalizedText, _ report: inout Report
  ) throws {
    let now = clock()
    note(reason, &report)
    if now.milliseconds - entry.created.milliseconds > Self.lifetime {
      try store.markDead(entry.id, at: now, error: reason)
      report.dead += 1
    } else {
      let next = now.adding(milliseconds: Self.pause(after: entry.attempts))
      try store.markRetry(entry.id, next: next, error: reason)
      report.retried += 1
    }
  }

  /// The pause before the next attempt in milliseconds: 1, 5, 15 minutes, 1, 4, 12, then 24 hours.
  static func pause(after attempts: Int) -> Int64 {
    let minutes: [Int64] = [1, 5, 15, 60, 240, 720, 1440]
    return minutes[min(attempts, minutes.count - 1)] * 60_000
  }

  private func note(_ reason: LocalizedText, _ report: inout Report) {
    if !report.failures.contains(reason), report.failures.count < 20 {
      report.failures.append(reason)
    }
  }

  /// Tells the operator of mails that were given up, once.
  func reportDead(_ carrier: inout some MailCarrier, _ report: inout Report) throws {
    let dead = try store.unreportedDead()
    let now = clock()
    let plan = undelivered(dead, now: now)
    guard !plan.mails.isEmpty else { return }
    let mails = compose(plan, now: now)
    try store.enqueue(mails, done: nil, reported: dead.map(\.id), at: now)
    report.queued += mails.count
    if report.stopped == nil { try deliver(&carrier, &report) }
  }

  /// The mails that tell the operator of others that were given up; none where none was.
  public func undelivered(now: Instant) throws -> AlertPlan {
    undelivered(try store.unreportedDead(), now: now)
  }

  private func undelivered(_ dead: [OutboxEntry], now: Instant) -> AlertPlan {
    var plan = AlertPlan()
    guard !dead.isEmpty else { return plan }
    let operators = settings.recipients.recipients(of: "operator", owner: nil)
    plan.mails = operators.map { recipient in
      var mail = PlannedMail(
        .undelivered, to: recipient,
        language: settings.recipients.language(of: recipient) ?? settings.language,
        digest: "undelivered", occurrence: zone.localTime(of: now))
      mail.notices = dead.prefix(100).map { entry in
        let reason = entry.lastError ?? ""
        return LocalizedText(
          zh: "寄給 \(entry.recipient.key) 的通知（\(entry.messageID)）無法送達：\(reason)",
          en: "mail to \(entry.recipient.key) (\(entry.messageID)) was given up: \(reason)")
      }
      if dead.count > 100 {
        mail.notices.append(
          LocalizedText(zh: "另有 \(dead.count - 100) 封", en: "and \(dead.count - 100) more"))
      }
      return mail
    }
    return plan
  }
}

extension Recipient {
  /// The way out: the mail server, or a webhook by its name.
  fileprivate var route: String {
    switch self {
    case .mail: "mail"
    case .webhook: key
    }
  }
}
