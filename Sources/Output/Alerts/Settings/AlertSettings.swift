public import CivilTime
public import Diagnostics

/// A mail that gathers what is to be told.
public struct Digest: Sendable, Hashable {
  /// What a digest holds.
  public enum Content: String, Sendable, Hashable, CaseIterable {
    /// Stages reached and cases resolved since the last one; nothing is sent without any.
    case changes
    /// All open cases of the recipient.
    case open
  }

  /// Its name.
  public var id: String
  /// When it goes out.
  public var schedule: DigestSchedule
  /// What it holds.
  public var content: Content
  /// About what.
  public var filter: AlertFilter
  /// The stages it tells of; empty for all.
  public var stages: [String]
  /// The roles it goes to; empty for those of the stages.
  public var recipients: [String]
  /// The language; the settings' where `nil`.
  public var language: Language?

  /// Creates a digest.
  public init(
    id: String, schedule: DigestSchedule, content: Content = .changes,
    filter: AlertFilter = AlertFilter(), stages: [String] = [], to recipients: [String] = [],
    language: Language? = nil
  ) {
    self.id = id
    self.schedule = schedule
    self.content = content
    self.filter = filter
    self.stages = stages
    self.recipients = recipients
    self.language = language
  }
}

/// When a case is no longer written about.
public enum StopCondition: String, Sendable, Hashable, CaseIterable {
  /// It is done, late or not.
  case done
  /// A waiver covers it.
  case waived
}

/// What may be attached to a mail.
public enum Attachment: String, Sendable, Hashable, CaseIterable {
  /// A spreadsheet of the recipient's own cases.
  case ods
  /// A table of the recipient's own cases.
  case csv
}

/// Everything that a project says about alerts.
public struct AlertSettings: Sendable {
  /// Who writes.
  public var sender: Mailbox
  /// Whom to answer.
  public var replyTo: Mailbox?
  /// How mail leaves the house.
  public var transport: MailTransport?
  /// Addresses of chat tools.
  public var webhooks: [Webhook] = []
  /// Who answers to which role.
  public var recipients = RecipientTable()
  /// The steps of escalation.
  public var stages: [AlertStage] = []
  /// The mails.
  public var digests: [Digest] = []
  /// After how long an overdue case is brought up again.
  public var remindEvery: DaySpan?
  /// How often.
  public var remindAtMost = 12
  /// When a case is no longer written about.
  public var stopWhen: Set<StopCondition> = [.done, .waived]
  /// The work calendar's name.
  public var calendar = "tw-government"
  /// Days on which nobody is written to.
  public var quiet = QuietDays()
  /// The language.
  public var language: Language = .zhHant
  /// Cases due before this day are not written about.
  public var since: CivilDate?
  /// The most mails of one run; the rest goes with the next.
  public var limit = 500
  /// The most cases of one mail; more are spread over several.
  public var casesPerMail = 500
  /// A link or path to the report.
  public var reportLink: String?
  /// What is attached; nothing where `nil`.
  public var attachment: Attachment?
  /// What is expected of the input.
  public var watches: [InputWatch] = []
  /// The file of the state.
  public var statePath = "alerts.sqlite"
  /// The file that says how the service is.
  public var healthPath: String?
  /// How long history is kept, in days.
  public var keepDays = 730
  /// How long the text of sent mails is kept, in days.
  public var keepMailDays = 30

  /// The files that these settings were read from.
  public var sourcePaths: [String] = []

  /// Creates settings.
  public init(sender: Mailbox) { self.sender = sender }
}
