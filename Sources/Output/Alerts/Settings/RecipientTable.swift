public import Diagnostics

/// Where an alert goes.
public enum Recipient: Sendable, Hashable {
  /// A mailbox.
  case mail(Mailbox)
  /// A webhook by its name.
  case webhook(String)

  /// The name under which history keeps it: the address in lower case, or `webhook:NAME`.
  public var key: String {
    switch self {
    case .mail(let mailbox): mailbox.address.lowercased()
    case .webhook(let name): "webhook:\(name)"
    }
  }
}

/// Who answers to which role, for all and by unit.
public struct RecipientTable: Sendable {
  /// One line of the table.
  public struct Entry: Sendable, Hashable {
    /// The unit, as rules' owners name it; `nil` for the role in all units.
    public var unit: String?
    /// The role, such as `officer` or `section-chief`.
    public var role: String
    /// Where to write.
    public var recipient: Recipient
    /// The language; the digest's where `nil`.
    public var language: Language?

    /// Creates a line.
    public init(unit: String?, role: String, recipient: Recipient, language: Language? = nil) {
      self.unit = unit
      self.role = role
      self.recipient = recipient
      self.language = language
    }
  }

  /// The lines.
  public private(set) var entries: [Entry]
  /// Whether an owner that is an address stands for that officer.
  public var takesOwnerAddresses: Bool
  /// The domains that may be written to; empty for all, except for addresses from data.
  public var domains: Set<String>
  private var index: [String: [Int]] = [:]
  private var languages: [String: Language] = [:]

  /// Creates a table.
  public init(
    entries: [Entry] = [], takesOwnerAddresses: Bool = false, domains: Set<String> = []
  ) {
    self.entries = []
    self.takesOwnerAddresses = takesOwnerAddresses
    self.domains = domains
    for entry in entries { add(entry) }
  }

  /// Adds a line.
  public mutating func add(_ entry: Entry) {
    index[Self.key(entry.unit, entry.role), default: []].append(entries.count)
    if let language = entry.language { languages[entry.recipient.key] = language }
    entries.append(entry)
  }

  /// The language of a recipient, where the table says so.
  public func language(of recipient: Recipient) -> Language? { languages[recipient.key] }

  /// Whether a role is held by anybody.
  public func knows(role: String) -> Bool { entries.contains { $0.role == role } }

  /// Who is meant by a role, an address or `webhook:NAME` for what a unit answers for.
  ///
  /// Those of the unit come before those of the role in all units; nobody is named twice.
  public func recipients(of word: String, owner: String?) -> [Recipient] {
    var found: [Recipient] = []
    if word.hasPrefix("webhook:") {
      found.append(.webhook(String(word.dropFirst(8))))
    } else if word.contains("@") {
      if let mailbox = Mailbox(address: word) { found.append(.mail(mailbox)) }
    } else {
      if word == "officer", takesOwnerAddresses, let owner, let mailbox = Mailbox(address: owner),
        domains.contains(mailbox.domain)
      {
        found.append(.mail(mailbox))
      }
      for key in [owner.map { Self.key($0, word) }, Self.key(nil, word)].compactMap({ $0 }) {
        found += (index[key] ?? []).map { entries[$0].recipient }
      }
    }
    var seen: Set<String> = []
    return found.filter { allows($0) && seen.insert($0.key).inserted }
  }

  /// Whether a recipient's domain may be written to.
  public func allows(_ recipient: Recipient) -> Bool {
    guard case .mail(let mailbox) = recipient else { return true }
    return domains.isEmpty || domains.contains(mailbox.domain)
  }

  private static func key(_ unit: String?, _ role: String) -> String {
    "\(unit.map { "u\($0)" } ?? "*")\u{1F}\(role)"
  }
}
