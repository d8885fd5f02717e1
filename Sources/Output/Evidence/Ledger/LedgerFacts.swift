public import CivilTime
import Diagnostics
public import Findings
public import JSON

/// Who ran what, when, over what, and what it came to: the facts of a line of the ledger.
public struct LedgerFacts: Sendable {
  /// The command.
  public var command: String
  /// When it ran.
  public var at: Instant
  /// The system's name of who ran it.
  public var user: String
  /// The machine.
  public var host: String
  /// What was shown openly although it would be hidden.
  public var reveals: [String]
  /// The reports written, as `FORMAT` or `FORMAT=PATH`.
  public var reports: [String]
  /// The fingerprints of the findings looked at, where the command was about single ones.
  public var looked: [String]
  /// The digest of the result's stored form.
  public var result: String?
  /// The bundle of evidence and the digest of its bytes.
  public var evidence: (path: String, sha256: String)?

  /// Creates facts.
  public init(command: String, at: Instant, user: String, host: String) {
    self.command = command
    self.at = at
    self.user = user
    self.host = host
    reveals = []
    reports = []
    looked = []
  }

  /// The members of the line.
  public func members(of checked: CheckResult) -> [JSONValue.Member] {
    func texts(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
    func file(_ path: String, _ digest: String) -> JSONValue {
      ["path": .string(path), "sha256": .string(digest)]
    }
    let total = checked.rules.reduce(into: (violated: 0, undetermined: 0)) { sum, rule in
      sum.violated += rule.counts.violated
      sum.undetermined += rule.counts.undetermined
    }
    var members: [JSONValue.Member] = [
      .init("at", .string(TimeZoneRules.utc.isoText(of: at))), .init("user", .string(user)),
      .init("host", .string(host)), .init("command", .string(command)),
      .init("program", .string("qixian " + checked.toolVersion)),
      .init("title", .string(checked.title.zhHant)),
      .init("asOf", .string(TimeZoneRules.utc.isoText(of: checked.asOf.instant))),
      .init(
        "observedThrough", .string(TimeZoneRules.utc.isoText(of: checked.observedThrough.instant))),
      .init("reveals", texts(reveals)),
    ]
    if let day = checked.knownOn { members.append(.init("knownOn", .string(day.isoText))) }
    if let selection = checked.parameters?.selection, !selection.isEmpty {
      members.append(.init("selection", texts(selection)))
    }
    members += [
      .init("rules", .array(checked.ruleFiles.map { file($0.path, $0.sha256) })),
      .init("inputs", .array(checked.inputs.map { file($0.path, $0.sha256) })),
      .init("reports", texts(reports)),
      .init("outcome", .int(Int64(checked.outcome.exitCode))),
      .init("violated", .int(Int64(total.violated))),
      .init("undetermined", .int(Int64(total.undetermined))),
    ]
    if !looked.isEmpty { members.append(.init("findings", texts(looked))) }
    if let result { members.append(.init("result", .string(result))) }
    if let evidence {
      members.append(.init("evidence", file(evidence.path, evidence.sha256)))
    }
    return members
  }
}
