public import CivilTime
public import Diagnostics
public import Findings

/// When in the life of a case somebody is told.
public enum StageMoment: Sendable, Hashable {
  /// Before the due day.
  case before(DaySpan)
  /// On the due day.
  case atDue
  /// After the due day.
  case after(DaySpan)
  /// When a violation is first seen, of whatever kind of rule.
  case found
  /// When a case is first seen that cannot be decided from the data.
  case undetermined

  /// Reads `2 working days before due`, `at due`, `3 days after due`, `when found`, `when undetermined`.
  public init?(_ text: String) {
    if text == "at due" {
      self = .atDue
    } else if text == "when found" {
      self = .found
    } else if text == "when undetermined" {
      self = .undetermined
    } else if text.hasSuffix(" before due"), let span = DaySpan(text.dropLast(11)) {
      self = .before(span)
    } else if text.hasSuffix(" after due"), let span = DaySpan(text.dropLast(10)) {
      self = .after(span)
    } else {
      return nil
    }
  }

  /// The day from which the stage holds for a case due on a day; `nil` for `found` and `undetermined`.
  ///
  /// Days that are not worked are left towards the past up to the due day and towards the future
  /// after it, so that nobody is warned too late.
  public func day(due: CivilDate, calendar: WorkCalendar) -> CivilDate? {
    switch self {
    case .found, .undetermined: return nil
    case .atDue: return calendar.rolledBack(due)
    case .before(let span) where span.isWorking:
      let ordinal = calendar.ordinal(of: due.adding(days: -1))
      return calendar.workingDay(ordinal: ordinal - span.count + 1)
    case .before(let span): return calendar.rolledBack(due.adding(days: -span.count))
    case .after(let span) where span.isWorking:
      return calendar.adding(workingDays: span.count, to: due)
    case .after(let span): return calendar.rolledForward(due.adding(days: span.count))
    }
  }

  /// The moment in words.
  public var text: LocalizedText {
    switch self {
    case .before(let span):
      LocalizedText(zh: "期限前\(span.text.zhHant)", en: "\(span.text.en) before due")
    case .atDue: LocalizedText(zh: "期限當日", en: "due day")
    case .after(let span):
      LocalizedText(zh: "逾期\(span.text.zhHant)", en: "\(span.text.en) after due")
    case .found: LocalizedText(zh: "發現違反", en: "violation found")
    case .undetermined: LocalizedText(zh: "發現無法判定", en: "found undetermined")
    }
  }
}

/// Which findings a stage or digest is about.
public struct AlertFilter: Sendable, Hashable {
  /// Ids, short ids, packs or tags of rules; empty for all.
  public var rules: [String]
  /// The least severity.
  public var atLeast: Severity

  /// Creates a filter.
  public init(rules: [String] = [], atLeast: Severity = .info) {
    self.rules = rules
    self.atLeast = atLeast
  }

  /// Whether findings of a rule pass.
  public func accepts(_ rule: RuleSummary) -> Bool {
    guard rule.severity >= atLeast else { return false }
    return rules.isEmpty
      || rules.contains { word in
        rule.id == word || rule.id.hasSuffix("/" + word) || rule.id.hasPrefix(word + "/")
          || rule.tags.contains(word)
      }
  }
}

/// A step of escalation: when, to whom, about what.
public struct AlertStage: Sendable, Hashable {
  /// Its name, under which history keeps it.
  public var id: String
  /// When.
  public var moment: StageMoment
  /// Roles, addresses or `webhook:NAME`.
  public var recipients: [String]
  /// About what.
  public var filter: AlertFilter

  /// Creates a stage.
  public init(
    id: String, moment: StageMoment, to recipients: [String], filter: AlertFilter = AlertFilter()
  ) {
    self.id = id
    self.moment = moment
    self.recipients = recipients
    self.filter = filter
  }
}
