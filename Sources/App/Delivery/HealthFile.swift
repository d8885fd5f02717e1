public import CivilTime
public import Diagnostics
import JSON
import Platform

/// The file by which others see whether alerts work.
public enum HealthFile {
  /// Writes the state of things; does nothing without a path.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - report: what the pass came to; `nil` where there was nothing to do.
  ///   - problem: why no pass could be made, or why one was not whole.
  ///   - store: the outbox.
  ///   - now: the present moment.
  public static func write(
    _ path: String?, _ report: AlertPass.Report?, problem: LocalizedText? = nil,
    store: AlertStore, at now: Instant
  ) throws {
    guard let path else { return }
    let counts = try store.counts()
    let waiting = try store.failing()
    let isWell = problem == nil && waiting == nil && report?.hasFailed != true
    let reason =
      problem?.en ?? report?.stopped?.en ?? report?.failures.last?.en ?? waiting
    let body: JSONValue = .object([
      "status": .string(isWell ? "ok" : "failing"),
      "seen_at": .string(TimeZoneRules.utc.isoText(of: now)),
      "queued": .int(Int64(counts[.queued] ?? 0)), "sent": .int(Int64(counts[.sent] ?? 0)),
      "dead": .int(Int64(counts[.dead] ?? 0)), "last_error": reason.map { .string($0) },
    ])
    try Files.write(Array((body.text(indent: 2) + "\n").utf8), to: path)
  }
}
