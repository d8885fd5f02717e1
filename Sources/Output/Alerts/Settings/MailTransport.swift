/// Where a secret is kept; never in the project file.
public enum SecretSource: Sendable, Hashable {
  /// An environment variable.
  case environment(String)
  /// The first line of a file.
  case file(String)
}

/// How mail leaves the house.
public struct MailTransport: Sendable, Hashable {
  /// How the connection is protected.
  public enum Security: String, Sendable, Hashable, CaseIterable {
    /// Plain first, then encrypted; refused where the server does not offer it.
    case startTLS = "starttls"
    /// Encrypted from the first byte.
    case tls
    /// Not at all; only for a server on the same machine.
    case none
  }

  /// The server's name, by which its certificate is checked.
  public var host: String
  /// The port.
  public var port: Int
  /// How the connection is protected.
  public var security: Security
  /// The account; without one the server is not logged in to.
  public var user: String?
  /// The account's password.
  public var password: SecretSource?
  /// A file of authorities to trust instead of the system's.
  public var authorityFile: String?
  /// The name to greet with.
  public var hello: String?
  /// How long one mail may take, in seconds.
  public var timeoutSeconds: Int

  /// Creates a transport.
  public init(host: String, port: Int? = nil, security: Security = .startTLS) {
    self.host = host
    self.security = security
    self.port = port ?? (security == .tls ? 465 : security == .startTLS ? 587 : 25)
    timeoutSeconds = 120
  }
}

/// An address of a chat tool that takes signed JSON.
public struct Webhook: Sendable, Hashable {
  /// The name that recipients use.
  public var name: String
  /// The address; `https`, or `http` to the same machine.
  public var url: String
  /// The key of the signature.
  public var secret: SecretSource
  /// A file of authorities to trust instead of the system's.
  public var authorityFile: String?

  /// Creates a webhook.
  public init(name: String, url: String, secret: SecretSource, authorityFile: String? = nil) {
    self.name = name
    self.url = url
    self.secret = secret
    self.authorityFile = authorityFile
  }
}
