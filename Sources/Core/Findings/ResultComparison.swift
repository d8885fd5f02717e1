import CivilTime
public import Diagnostics

/// Two results side by side: the same rules over two states of a log, or two rule sets over one log.
///
/// Subjects are matched by their fingerprints, which neither order nor wording enters.
public struct ResultComparison: Sendable {
  /// Something that has one value in the one result and another in the other.
  public struct Change: Sendable, Hashable {
    /// What: a column, `start`, `due`, `actual`, `value`, or a key of a rule.
    public var name: String
    /// The value in the earlier result; empty where there was none.
    public var before: String
    /// The value in the later result; empty where there is none.
    public var after: String

    /// Creates a change.
    public init(_ name: String, before: String, after: String) {
      self.name = name
      self.before = before
      self.after = after
    }

    /// Whether an empty cell was filled, as in a case that went on, and nothing was altered.
    public var isFilledIn: Bool { before.isEmpty }
  }

  /// One subject of one rule.
  public struct Entry: Sendable {
    /// The rule; as it is in the later result where that has it.
    public var rule: RuleSummary
    /// What it is about.
    public var subject: Subject
    /// The verdict in the earlier result; `nil` where it kept none.
    public var before: Verdict?
    /// The verdict in the later result; `nil` where it kept none.
    public var after: Verdict?
    /// The sentence of the earlier verdict.
    public var reasonBefore: LocalizedText?
    /// The sentence of the later verdict.
    public var reasonAfter: LocalizedText?
    /// The values that differ.
    public var changes: [Change]
    /// Whether the later violation is covered by a waiver.
    public var isWaived: Bool
    /// Whether the later result evaluated the rule.
    public var wasJudged: Bool

    /// How the violation relates to the earlier result; `nil` where neither has one, or where the
    /// rule was not evaluated again, so that an absence says nothing.
    public var state: BaselineState? {
      switch (before == .violated, after == .violated) {
      case (false, true): .new
      case (true, true): .persisting
      case (true, false): wasJudged ? .resolved : nil
      case (false, false): nil
      }
    }

    /// Whether a violation of the earlier result could not be looked at again.
    public var isUnjudged: Bool { before == .violated && !wasJudged }

    /// Whether a value that was there is another now: what was reported was altered afterwards.
    public var isAltered: Bool { changes.contains { !$0.isFilledIn } }
  }

  /// All subjects that either result kept and that are violated in one, or differ.
  public var entries: [Entry]
  /// Ids of rules that only the earlier result has.
  public var rulesOnlyBefore: [String]
  /// Ids of rules that only the later result has.
  public var rulesOnlyAfter: [String]
  /// What differs in a rule's text, by its id: of two rule sets only.
  public var ruleChanges: [String: [Change]] = [:]

  /// Compares two results.
  public init(before: CheckResult, after: CheckResult) {
    let old = before.rules.map(\.id)
    let new = after.rules.map(\.id)
    rulesOnlyBefore = old.filter { !new.contains($0) }
    rulesOnlyAfter = new.filter { !old.contains($0) }
    let judged = Set(after.rules.filter(\.wasEvaluated).map(\.id))
    let earlier = Self.subjects(before)
    var left = Dictionary(grouping: earlier, by: \.fingerprint)
    entries = []
    for subject in Self.subjects(after) {
      let match =
        left[subject.fingerprint]?.isEmpty == false
        ? left[subject.fingerprint]?.removeFirst() : nil
      entries.append(Self.entry(match, subject, wasJudged: true))
    }
    for subject in earlier {
      guard left[subject.fingerprint]?.isEmpty == false else { continue }
      left[subject.fingerprint]?.removeFirst()
      entries.append(Self.entry(subject, nil, wasJudged: judged.contains(subject.rule.id)))
    }
    entries = entries.filter {
      $0.before != $0.after || $0.before == .violated || !$0.changes.isEmpty
    }
  }

  /// The new violations that count: of an active rule at or above a severity, and not waived.
  public func gating(atOrAbove severity: Severity) -> Int {
    entries.count {
      $0.state == .new && !$0.isWaived && $0.rule.status == .active && $0.rule.severity >= severity
    }
  }

  // MARK: - Subjects

  /// A verdict on a row, member or group.
  private struct Judged {
    var fingerprint: String
    var rule: RuleSummary
    var subject: Subject
    var verdict: Verdict
    var reason: LocalizedText
    var isWaived: Bool
    var values: [NamedValue]
  }

  private static func subjects(_ result: CheckResult) -> [Judged] {
    let findings = result.findings.compactMap { finding -> Judged? in
      guard result.rules.indices.contains(finding.rule) else { return nil }
      return Judged(
        fingerprint: finding.fingerprint, rule: result.rules[finding.rule],
        subject: finding.subject, verdict: finding.verdict, reason: finding.reason,
        isWaived: finding.waiver != nil, values: values(finding))
    }
    let groups = result.groups.compactMap { group -> Judged? in
      guard result.rules.indices.contains(group.rule) else { return nil }
      return Judged(
        fingerprint: result.fingerprint(of: group), rule: result.rules[group.rule],
        subject: group.subject, verdict: group.verdict, reason: group.reason,
        isWaived: group.waiver != nil, values: values(group))
    }
    return findings + groups
  }

  private static func values(_ finding: Finding) -> [NamedValue] {
    let times = [("start", finding.start), ("due", finding.due), ("actual", finding.actual)]
    let stated = times.compactMap { name, time in
      time.map { time in
        NamedValue(
          name,
          time.local.isoText(precision: time.isEndOfDay ? .day : time.precision, separator: " "))
      }
    }
    return stated + finding.cells
  }

  private static func values(_ group: GroupResult) -> [NamedValue] {
    func text(_ ratio: Ratio) -> String { ratio.decimalText(places: 2) }
    let value =
      group.low == group.high ? text(group.low) : "\(text(group.low))–\(text(group.high))"
    return [NamedValue("value", value)]
      + (group.target.map { [NamedValue("target", text($0))] } ?? [])
  }

  private static func entry(_ before: Judged?, _ after: Judged?, wasJudged: Bool) -> Entry {
    let any = after ?? before
    let old = before?.values ?? []
    let new = after?.values ?? []
    var changes: [Change] = []
    if before != nil, after != nil {
      let names =
        old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
      for name in names {
        let was = old.first { $0.name == name }?.value ?? ""
        let now = new.first { $0.name == name }?.value ?? ""
        if was != now { changes.append(Change(name, before: was, after: now)) }
      }
    }
    return Entry(
      rule: any?.rule ?? RuleSummary(id: "?", title: LocalizedText(verbatim: "?"), kind: ""),
      subject: any?.subject ?? .row(key: []), before: before?.verdict, after: after?.verdict,
      reasonBefore: before?.reason, reasonAfter: after?.reason, changes: changes,
      isWaived: after?.isWaived ?? false, wasJudged: wasJudged)
  }
}
