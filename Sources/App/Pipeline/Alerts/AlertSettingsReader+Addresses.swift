import Alerts
import Diagnostics
import Platform
import RuleSyntax

extension AlertSettingsReader {
  /// A mailbox written as an address or with a name.
  mutating func mailbox(_ node: YAMLNode) -> Mailbox? {
    let place = node["address"] ?? node
    guard let text = place.text, let mailbox = Mailbox(name: node["name"]?.text, address: text)
    else {
      problem(
        .alertsAddress, place, zh: "「\(place.text ?? "")」不是可寄送的地址",
        en: "'\(place.text ?? "")' is no address that can be written to",
        help: LocalizedText(zh: "例如 name@city.gov.tw", en: "such as name@city.gov.tw"))
      return nil
    }
    return mailbox
  }

  mutating func read(transport node: YAMLNode) -> MailTransport {
    let place = node["smtp"] ?? node
    let host = place.text ?? ""
    var transport = MailTransport(
      host: host, port: node["port"]?.integer,
      security: node["security"]?.text.flatMap(MailTransport.Security.init(rawValue:))
        ?? .startTLS)
    transport.user = node["user"]?.text
    transport.password =
      node["password-env"]?.text.map { .environment($0) }
      ?? node["password-file"]?.text.map { .file(resolved($0)) }
    transport.authorityFile = node["ca-file"]?.text.map(resolved)
    transport.hello = node["hello"]?.text
    if let timeout = node["timeout"]?.integer { transport.timeoutSeconds = timeout }
    if host.isEmpty || !host.utf8.allSatisfy(Self.isHostByte) {
      let name = host.contains("@") ? "***" : host
      if host.contains("@") { source.hide(place.span) }
      problem(
        .alertsTransport, place, zh: "「\(name)」不是伺服器名稱", en: "'\(name)' is no server's name",
        help: LocalizedText(
          zh: "只寫主機名稱，不含 smtp:// 與帳號",
          en: "write the host name alone, without smtp:// or an account"))
    }
    if transport.security == .none, !Self.isLocal(host) {
      problem(
        .alertsTransport, node["security"] ?? node, zh: "不加密只限本機，\(host) 不是",
        en: "without encryption only this machine is written to, not '\(host)'",
        help: LocalizedText(zh: "security: starttls 或 tls", en: "write security: starttls or tls"))
    }
    if (transport.user == nil) != (transport.password == nil) {
      problem(
        .alertsTransport, node, zh: "user 與 password-env（或 password-file）要一起寫",
        en: "'user' needs 'password-env' or 'password-file', and these need 'user'")
    }
    return transport
  }

  mutating func read(webhook entry: YAMLEntry) -> Webhook? {
    let node = entry.value
    guard let place = node["url"], let url = place.text else { return nil }
    let rest = url.hasPrefix("https://") ? url.dropFirst(8) : url.dropFirst(7)
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let isPlain = url.hasPrefix("http://") && Self.isLocal(String(host.prefix { $0 != ":" }))
    if !(url.hasPrefix("https://") || isPlain) || host.contains("@") || host.isEmpty
      || !url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    {
      if host.contains("@") { source.hide(place.span) }
      problem(
        .alertsTransport, place, zh: "webhook \(entry.key) 的網址須為不含帳號的 https",
        en: "the address of webhook '\(entry.key)' must be https without an account")
    }
    let secret: SecretSource? =
      node["secret-env"]?.text.map { .environment($0) }
      ?? node["secret-file"]?.text.map { .file(resolved($0)) }
    return secret.map {
      Webhook(
        name: entry.key, url: url, secret: $0,
        authorityFile: node["ca-file"]?.text.map(resolved))
    }
  }

  mutating func read(recipients node: YAMLNode) -> RecipientTable {
    var table = RecipientTable(
      takesOwnerAddresses: node["owner-addresses"]?.boolean ?? false,
      domains: Set((node["domains"]?.texts ?? []).map { $0.lowercased() }))
    if table.takesOwnerAddresses, table.domains.isEmpty {
      problem(
        .alertsAddress, node["owner-addresses"] ?? node, zh: "owner-addresses 須同時設定 domains",
        en: "'owner-addresses' needs 'domains'",
        help: LocalizedText(
          zh: "資料中的地址只准寄往所列網域", en: "addresses from data are written to only in listed domains"))
    }
    for entry in node["roles"]?.entries ?? [] { add(entry, unit: nil, to: &table) }
    for unit in node["units"]?.entries ?? [] {
      for entry in unit.value.entries ?? [] { add(entry, unit: unit.key, to: &table) }
    }
    if let place = node["table"], let path = place.text {
      readTable(resolved(path), place, into: &table)
    }
    return table
  }

  private mutating func add(
    _ entry: YAMLEntry, unit: String?, to table: inout RecipientTable
  ) {
    for item in entry.value.oneOrMore {
      let recipient: Recipient
      if let name = item.text, name.hasPrefix("webhook:") {
        recipient = .webhook(String(name.dropFirst(8)))
      } else {
        guard let mailbox = mailbox(item) else { continue }
        recipient = .mail(mailbox)
      }
      if !table.allows(recipient) {
        problem(
          .alertsAddress, item, zh: "\(recipient.key) 不在 domains 所列的網域",
          en: "\(recipient.key) is outside the listed domains")
      }
      table.add(RecipientTable.Entry(unit: unit, role: entry.key, recipient: recipient))
    }
  }

  /// Reads the CSV table of units; each bad line is reported by its number, and none is left out
  /// silently.
  private mutating func readTable(
    _ path: String, _ place: YAMLNode, into table: inout RecipientTable
  ) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Files.read(path)
    } catch {
      diagnostics.append(Diagnostic(.alertsTable, error.message, at: .source(source, place.span)))
      return
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    // Units in another encoding would match no owner, and everything would go to the operator.
    let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false)
    if let broken = lines.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) {
      tableProblem(
        path, broken + 1, zh: "不是 UTF-8，請另存為 UTF-8 編碼之 CSV",
        en: "this is not UTF-8; save the table as CSV in UTF-8")
      return
    }
    var columns: [String] = []
    for (index, record) in RawRecords(content, delimiter: 0x2C).enumerated() {
      if index == 0 {
        columns = record.fields.indices.map { record.text($0) }
        let missing = ["unit", "role", "address"].filter { !columns.contains($0) }
        guard missing.isEmpty else {
          tableProblem(
            path, 1, zh: "缺少欄位 \(missing.joined(separator: "、"))",
            en: "missing columns: \(missing.joined(separator: ", "))")
          return
        }
        continue
      }
      if record.isBlank { continue }
      readEntry(path, index + 1, into: &table) { name in
        columns.firstIndex(of: name).map { record.text($0) }.flatMap { $0.isEmpty ? nil : $0 }
      }
    }
  }

  /// Reads a line of the table of units, whose cells are asked for by their column's name.
  private mutating func readEntry(
    _ path: String, _ line: Int, into table: inout RecipientTable, field: (String) -> String?
  ) {
    let role = field("role")
    if role == nil { tableProblem(path, line, zh: "沒有角色", en: "there is no role") }
    let address = field("address") ?? ""
    var mailbox = Mailbox(name: field("name"), address: address)
    if let found = mailbox {
      if !table.allows(.mail(found)) {
        tableProblem(
          path, line, zh: "\(address) 不在 domains 所列的網域",
          en: "\(address) is outside the listed domains")
        mailbox = nil
      }
    } else {
      tableProblem(
        path, line, zh: "「\(address)」不是可寄送的地址",
        en: "'\(address)' is no address that can be written to")
    }
    let language = field("language").map { ($0, Language(rawValue: $0)) }
    if let (text, found) = language, found == nil {
      tableProblem(
        path, line, zh: "語言「\(text)」須為 zh-Hant 或 en",
        en: "the language '\(text)' is neither zh-Hant nor en")
    }
    guard let role, let mailbox else { return }
    table.add(
      RecipientTable.Entry(
        unit: field("unit"), role: role, recipient: .mail(mailbox), language: language?.1))
  }

  private mutating func tableProblem(_ path: String, _ line: Int, zh: String, en: String) {
    diagnostics.append(
      Diagnostic(
        .alertsTable, LocalizedText(zh: zh, en: en),
        at: .data(file: path, line: line, column: nil, field: nil)))
  }

  static func isLocal(_ host: String) -> Bool {
    ["localhost", "127.0.0.1", "::1"].contains(host)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D || byte == 0x2E
  }
}
