public import Alerts
public import CivilTime
import GRDB
import Platform

/// The state of alerts in one SQLite file: outbox, what was told, which digests are done.
public struct AlertStore: Sendable {
  let queue: DatabaseQueue

  /// Opens the file for reading only; where there is none, an empty state that is kept nowhere.
  public init(reading path: String) throws {
    let hasTables =
      Files.isFile(path)
      ? try DatabaseQueue(path: path, configuration: Self.readOnly).read { database in
        try database.tableExists("outbox")
      } : false
    if hasTables {
      queue = try DatabaseQueue(path: path, configuration: Self.readOnly)
    } else {
      queue = try DatabaseQueue()
      try Self.migrator.migrate(queue)
    }
  }

  private static var readOnly: Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    return configuration
  }

  /// Opens the file, and makes it where it is missing; only its owner may read it.
  public init(path: String) throws {
    if let folder = Files.parent(of: path) { try Files.makeFolder(folder) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    queue = try DatabaseQueue(path: path, configuration: configuration)
    Files.restrict(path)
    try Self.migrator.migrate(queue)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
            recipient TEXT NOT NULL, name TEXT, subject TEXT NOT NULL, body BLOB NOT NULL,
            state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL,
            next_attempt INTEGER NOT NULL, finished INTEGER, last_error TEXT,
            reported INTEGER NOT NULL DEFAULT 0
          );
          CREATE INDEX outbox_state ON outbox (state, next_attempt);
          CREATE TABLE told (
            recipient TEXT NOT NULL, case_id TEXT NOT NULL, stage TEXT NOT NULL,
            day INTEGER NOT NULL, rule TEXT NOT NULL, label TEXT NOT NULL, due INTEGER,
            outbox INTEGER NOT NULL REFERENCES outbox (id),
            UNIQUE (recipient, case_id, stage)
          );
          CREATE INDEX told_outbox ON told (outbox);
          CREATE TABLE digest (
            name TEXT NOT NULL, occurrence TEXT NOT NULL, done INTEGER NOT NULL,
            PRIMARY KEY (name, occurrence)
          );
          """)
    }
    return migrator
  }

  // MARK: - What was told

  /// Everything that was told, in order.
  public func history() throws -> AlertHistory {
    try queue.read { database in
      AlertHistory(
        try Row.fetchAll(database, sql: "SELECT * FROM told ORDER BY rowid").map(Self.record))
    }
  }

  /// Whether a digest went out for its time.
  public func isDone(_ digest: String, _ occurrence: LocalTime) throws -> Bool {
    try queue.read { database in
      try Row.fetchOne(
        database, sql: "SELECT 1 FROM digest WHERE name = ? AND occurrence = ?",
        arguments: [digest, occurrence.isoText(precision: .minute)]) != nil
    }
  }

  /// Whether a digest ever went out, for whatever time.
  public func isKnown(_ digest: String) throws -> Bool {
    try queue.read { database in
      try Row.fetchOne(
        database, sql: "SELECT 1 FROM digest WHERE name = ? LIMIT 1", arguments: [digest]) != nil
    }
  }

  /// Writes mails with what they tell, that their digest is done, and which mails given up they report,
  /// all or nothing.
  ///
  /// A stage of a case that a recipient was told of already is not written again, and a mail whose
  /// id is there already is left out.
  public func enqueue(
    _ mails: [(planned: PlannedMail, composed: ComposedMail)],
    done: (digest: String, occurrence: LocalTime)?, reported: [Int64] = [], at now: Instant
  ) throws {
    try queue.write { database in
      for mail in mails { try Self.insert(mail.planned, mail.composed, now, database) }
      for id in reported {
        try database.execute(sql: "UPDATE outbox SET reported = 1 WHERE id = ?", arguments: [id])
      }
      if let done {
        try database.execute(
          sql: "INSERT OR IGNORE INTO digest (name, occurrence, done) VALUES (?, ?, ?)",
          arguments: [
            done.digest, done.occurrence.isoText(precision: .minute), now.milliseconds,
          ])
      }
    }
  }

  private static func insert(
    _ planned: PlannedMail, _ composed: ComposedMail, _ now: Instant, _ database: Database
  ) throws {
    var name: String?
    if case .mail(let mailbox) = composed.recipient { name = mailbox.name }
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO outbox
          (message_id, kind, recipient, name, subject, body, state, created, next_attempt)
        VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?)
        """,
      arguments: [
        composed.messageID, planned.kind.rawValue, composed.recipient.key, name, composed.subject,
        composed.bytes.withUnsafeBytes { Self.blob($0) }, now.milliseconds, now.milliseconds,
      ])
    guard database.changesCount > 0 else { return }
    let outbox = database.lastInsertedRowID
    for record in planned.told {
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO told (recipient, case_id, stage, day, rule, label, due, outbox)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          record.recipient, record.caseID, record.stage, record.day.dayNumber, record.ruleID,
          record.label, record.dueDay?.dayNumber, outbox,
        ])
    }
  }

  static func record(_ row: Row) -> ToldRecord {
    ToldRecord(
      recipient: row["recipient"], caseID: row["case_id"], stage: row["stage"],
      day: CivilDate(dayNumber: row["day"]), ruleID: row["rule"], label: row["label"],
      dueDay: (row["due"] as Int32?).map { CivilDate(dayNumber: $0) })
  }
}
