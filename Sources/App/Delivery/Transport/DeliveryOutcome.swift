public import Diagnostics

/// What became of one attempt to deliver.
public enum DeliveryOutcome: Sendable, Hashable {
  /// The server took it.
  case accepted
  /// It was refused for now.
  case temporary(LocalizedText)
  /// There was no answer; it may work later, and several in a row mean that nobody is there.
  case unanswered(LocalizedText)
  /// It will never work: this recipient or mail is refused.
  case permanent(LocalizedText)
  /// Nothing can be sent this way at all: the server, its certificate or the account.
  case stopped(LocalizedText)
}

/// Something that delivers mails; called for one mail after the other.
public protocol MailCarrier {
  /// Delivers one mail.
  mutating func deliver(_ entry: OutboxEntry) -> DeliveryOutcome
}
