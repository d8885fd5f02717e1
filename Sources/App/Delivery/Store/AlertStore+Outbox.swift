import Alerts
public import CivilTime
public import Diagnostics
import FoundationEssentials
import GRDB

extension AlertStore {
  static func blob(_ bytes: UnsafeRawBufferPointer) -> Data { Data(bytes) }

  /// The mails whose time has come, oldest first.
  public func due(at now: Instant) throws -> [Int64] {
    try queue.read { database in
      try Int64.fetchAll(
        database,
        sql: "SELECT id FROM outbox WHERE state = 'queued' AND next_attempt <= ? ORDER BY id",
        arguments: [now.milliseconds])
    }
  }

  /// When the next waiting mail is tried.
  public func nextAttempt() throws -> Instant? {
    try queue.read { database in
      try Int64.fetchOne(
        database, sql: "SELECT MIN(next_attempt) FROM outbox WHERE state = 'queued'")
    }.map { Instant(milliseconds: $0) }
  }

  /// A mail.
  public func entry(_ id: Int64) throws -> OutboxEntry? {
    try entries("id = ?", [id]).first
  }

  /// The number of mails in each state.
  public func counts() throws -> [OutboxEntry.State: Int] {
    var counts: [OutboxEntry.State: Int] = [:]
    let rows = try queue.read { database in
      try Row.fetchAll(database, sql: "SELECT state, COUNT(*) AS n FROM outbox GROUP BY state")
    }
    for row in rows {
      if let state = OutboxEntry.State(rawValue: row["state"]) { counts[state] = row["n"] }
    }
    return counts
  }

  /// Why a waiting mail failed the last time; `nil` where none did.
  public func failing() throws -> String? {
    try queue.read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT last_error FROM outbox WHERE state = 'queued' AND last_error IS NOT NULL
          ORDER BY id LIMIT 1
          """)
    }
  }

  /// Mails given up that the operator does not know of; those about such mails left out.
  public func unreportedDead() throws -> [OutboxEntry] {
    try entries("state = 'dead' AND reported = 0 AND kind <> 'undelivered'", [])
  }

  /// Notes that the server took a mail.
  public func markSent(_ id: Int64, at now: Instant) throws {
    try change(
      "UPDATE outbox SET state = 'sent', attempts = attempts + 1, finished = ? WHERE id = ?",
      [now.milliseconds, id])
  }

  /// Notes that a mail is tried again later.
  public func markRetry(
    _ id: Int64, next: Instant, error: LocalizedText, counts: Bool = true
  ) throws {
    try change(
      "UPDATE outbox SET attempts = attempts + ?, next_attempt = ?, last_error = ? WHERE id = ?",
      [counts ? 1 : 0, next.milliseconds, error.en, id])
  }

  /// Notes that a mail is given up.
  public func markDead(_ id: Int64, at now: Instant, error: LocalizedText) throws {
    try change(
      """
      UPDATE outbox SET state = 'dead', attempts = attempts + 1, finished = ?, last_error = ?
      WHERE id = ?
      """, [now.milliseconds, error.en, id])
  }

  /// Puts mails that were given up back, to be tried at once.
  public func reviveDead(at now: Instant) throws -> Int {
    try queue.write { database in
      try database.execute(
        sql: """
          UPDATE outbox SET state = 'queued', reported = 0, created = ?1, next_attempt = ?1,
            finished = NULL
          WHERE state = 'dead' AND length(body) > 0
          """, arguments: [now.milliseconds])
      return database.changesCount
    }
  }

  /// The history, the latest first.
  public func lines(
    recipient: String? = nil, label: String? = nil, since: CivilDate? = nil, limit: Int = 1000
  ) throws -> [HistoryLine] {
    try queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT told.*, outbox.state AS state, outbox.finished AS finished,
            outbox.message_id AS message_id
          FROM told JOIN outbox ON outbox.id = told.outbox
          WHERE (?1 IS NULL OR told.recipient = ?1) AND (?2 IS NULL OR told.label = ?2)
            AND (?3 IS NULL OR told.day >= ?3)
          ORDER BY told.rowid DESC LIMIT ?4
          """, arguments: [recipient?.lowercased(), label, since?.dayNumber, limit]
      ).map { row in
        HistoryLine(
          record: Self.record(row), state: OutboxEntry.State(rawValue: row["state"]) ?? .queued,
          finished: (row["finished"] as Int64?).map { Instant(milliseconds: $0) },
          messageID: row["message_id"])
      }
    }
  }

  /// Forgets old history, and the text of mails sent long ago.
  ///
  /// Records go only together with all others of their case, so that a case that is still talked
  /// about is never told anew.
  public func prune(keepDays: Int, keepMailDays: Int, now: Instant) throws {
    let day: Int64 = 86_400_000
    let oldest = now.milliseconds - Int64(keepDays) * day
    let oldestBody = now.milliseconds - Int64(keepMailDays) * day
    try queue.write { database in
      try database.execute(
        sql: "UPDATE outbox SET body = x'' WHERE state = 'sent' AND finished < ? AND body <> x''",
        arguments: [oldestBody])
      try database.execute(
        sql: """
          DELETE FROM told WHERE (recipient, case_id) IN (
            SELECT told.recipient, told.case_id FROM told JOIN outbox ON outbox.id = told.outbox
            GROUP BY told.recipient, told.case_id
            HAVING MAX(outbox.created) < ? AND SUM(outbox.state = 'queued') = 0)
          """, arguments: [oldest])
      try database.execute(
        sql: """
          DELETE FROM outbox WHERE state <> 'queued' AND created < ?
            AND id NOT IN (SELECT outbox FROM told)
          """, arguments: [oldest])
      try database.execute(sql: "DELETE FROM digest WHERE done < ?", arguments: [oldest])
    }
  }

  private func change(_ sql: String, _ arguments: StatementArguments) throws {
    try queue.write { database in try database.execute(sql: sql, arguments: arguments) }
  }

  private func entries(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [OutboxEntry] {
    try queue.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM outbox WHERE \(condition) ORDER BY id", arguments: arguments)
    }.compactMap { row in
      let key: String = row["recipient"]
      let recipient: Recipient? =
        key.hasPrefix("webhook:")
        ? .webhook(String(key.dropFirst(8)))
        : Mailbox(name: row["name"], address: key).map { .mail($0) }
      guard let recipient else { return nil }
      return OutboxEntry(
        id: row["id"], recipient: recipient, messageID: row["message_id"],
        subject: row["subject"], kind: row["kind"], bytes: [UInt8](row["body"] as Data),
        state: OutboxEntry.State(rawValue: row["state"]) ?? .queued, attempts: row["attempts"],
        created: Instant(milliseconds: row["created"]),
        nextAttempt: Instant(milliseconds: row["next_attempt"]), lastError: row["last_error"])
    }
  }
}
