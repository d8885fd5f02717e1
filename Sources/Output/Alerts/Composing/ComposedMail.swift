/// A mail or webhook call, ready to be sent as it is.
public struct ComposedMail: Sendable, Hashable {
  /// Where it goes.
  public var recipient: Recipient
  /// The id: the Message-ID with its brackets, which stays the same for the same content.
  public var messageID: String
  /// The subject, unencoded.
  public var subject: String
  /// The whole message, or the body of the call.
  public var bytes: [UInt8]

  /// Creates a mail.
  public init(recipient: Recipient, messageID: String, subject: String, bytes: [UInt8]) {
    self.recipient = recipient
    self.messageID = messageID
    self.subject = subject
    self.bytes = bytes
  }
}

/// A file that goes with a mail.
public struct MailFile: Sendable, Hashable {
  /// The name in ASCII without quotes or slashes.
  public var name: String
  /// The media type.
  public var type: String
  /// The content.
  public var bytes: [UInt8]

  /// Creates a file; what is not a letter, digit, dot or hyphen in its name becomes a hyphen.
  public init(name: String, type: String, bytes: [UInt8]) {
    self.name = String(
      name.map { character in
        let isPlain = character.isASCII && (character.isLetter || character.isNumber)
        return isPlain || character == "." || character == "-" ? character : "-"
      })
    self.type = type
    self.bytes = bytes
  }
}
