public import Alerts
public import CivilTime

/// A mail in the outbox.
public struct OutboxEntry: Sendable {
  /// What became of a mail.
  public enum State: String, Sendable, CaseIterable {
    /// Waits for its first or next attempt.
    case queued
    /// Accepted by the server.
    case sent
    /// Refused for good, or given up.
    case dead
  }

  /// The number in the outbox.
  public var id: Int64
  /// Where it goes.
  public var recipient: Recipient
  /// The Message-ID.
  public var messageID: String
  /// The subject.
  public var subject: String
  /// What it is about.
  public var kind: String
  /// The message; empty once it is pruned.
  public var bytes: [UInt8]
  /// What became of it.
  public var state: State
  /// How often it was tried.
  public var attempts: Int
  /// When it was written.
  public var created: Instant
  /// When it is tried next.
  public var nextAttempt: Instant
  /// Why the last attempt failed.
  public var lastError: String?
}

/// A line of the history: what was told to whom and when, and what became of the mail.
public struct HistoryLine: Sendable {
  /// What was told.
  public var record: ToldRecord
  /// What became of the mail.
  public var state: OutboxEntry.State
  /// When it was accepted or given up.
  public var finished: Instant?
  /// The Message-ID.
  public var messageID: String
}
