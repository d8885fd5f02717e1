public import CivilTime
public import Diagnostics
public import Findings

/// How a case lies to its due day on the day of telling.
public enum Standing: Sendable, Hashable {
  /// Still to come; working days where the calendar covers them.
  case left(days: Int, workingDays: Int?)
  /// Due today.
  case today
  /// Past; of data that are old as they stood when these ended.
  case late(days: Int, workingDays: Int?, isOfOldData: Bool = false)
  /// Past, but after the data end, so that it may have been done.
  case unseen
  /// Violated without a due day.
  case violated
  /// Not decidable from the data.
  case undetermined
  /// No longer open.
  case resolved
}

/// One case in a mail.
public struct AlertLine: Sendable, Hashable {
  /// The fingerprint; that of a group's result after `group:`.
  public var caseID: String
  /// The case by its key, masked.
  public var label: LocalizedText
  /// The rule's id.
  public var ruleID: String
  /// The rule's title.
  public var ruleTitle: LocalizedText
  /// Whether the rule is in force, or for reference only.
  public var status: RuleStatus
  /// The rule's severity.
  public var severity: Severity
  /// The authority.
  public var citations: [Citation]
  /// Who answers for it.
  public var owner: String?
  /// When it is due.
  public var due: StatedTime?
  /// The last day of which the data tell, where that is before the day of telling.
  public var dataThrough: CivilDate?
  /// How it lies to that.
  public var standing: Standing
  /// Why it is told now.
  public var occasion: LocalizedText
  /// Why it is violated, in one sentence.
  public var reason: LocalizedText
  /// What else is to be known about the verdict, each a sentence.
  public var notes: [LocalizedText]
  /// What to do about it.
  public var remedy: LocalizedText?
  /// The roles that nobody holds, so that the operator is told instead.
  public var missingRoles: [String]

  /// The id under which a group's result is told.
  public static func caseID(of group: GroupResult, in result: CheckResult) -> String {
    groupMark + result.fingerprint(of: group)
  }

  /// What the ids of groups begin with; history tells by it what only a group's result can resolve.
  static let groupMark = "group:"
}

/// A mail (or webhook call) to one recipient, not yet composed.
public struct PlannedMail: Sendable {
  /// What it is about.
  public enum Kind: String, Sendable, Hashable {
    /// Cases.
    case digest
    /// The input.
    case input
    /// Mails that could not be delivered.
    case undelivered
  }

  /// What it is about.
  public var kind: Kind
  /// Where it goes.
  public var recipient: Recipient
  /// The language.
  public var language: Language
  /// The digest's name.
  public var digest: String
  /// When the digest was to go out.
  public var occurrence: LocalTime
  /// The part and the number of parts.
  public var part = 1
  /// The number of parts.
  public var parts = 1
  /// Cases that are told for the first time in their stage.
  public var new: [AlertLine] = []
  /// Cases told before and still open; only the first ones.
  public var still: [AlertLine] = []
  /// How many are told before and still open.
  public var stillCount = 0
  /// Cases told before and no longer open.
  public var resolved: [AlertLine] = []
  /// Sentences, for mails that are not about cases.
  public var notices: [LocalizedText] = []
  /// What history keeps once the mail is in the outbox.
  public var told: [ToldRecord] = []

  /// Creates a mail without content.
  public init(
    _ kind: Kind, to recipient: Recipient, language: Language, digest: String,
    occurrence: LocalTime
  ) {
    self.kind = kind
    self.recipient = recipient
    self.language = language
    self.digest = digest
    self.occurrence = occurrence
  }
}

/// Who is told what by one run.
public struct AlertPlan: Sendable {
  /// The mails, the most pressing first.
  public var mails: [PlannedMail] = []
  /// How many were left for the next run by the limit.
  public var deferredCount = 0
  /// Roles that nobody holds, with how many cases that concerns.
  public var missingRoles: [String: Int] = [:]

  /// Creates a plan without mails.
  public init() {}
}
