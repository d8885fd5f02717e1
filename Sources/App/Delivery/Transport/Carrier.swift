public import Alerts
import CLibCurl
public import CivilTime
import Diagnostics

/// Delivers mail by SMTP and calls of webhooks by HTTPS.
public struct Carrier: MailCarrier {
  private let settings: AlertSettings
  private let now: @Sendable () -> Instant
  private let handle: CurlHandle?
  private var passwords: [SecretSource: String] = [:]

  /// Creates a carrier.
  ///
  /// - Parameters:
  ///   - settings: servers and secrets' places.
  ///   - now: the clock, for the time in signatures.
  public init(settings: AlertSettings, now: @escaping @Sendable () -> Instant) {
    self.settings = settings
    self.now = now
    handle = CurlHandle()
  }

  /// Delivers one mail.
  public mutating func deliver(_ entry: OutboxEntry) -> DeliveryOutcome {
    guard let handle else {
      return .stopped(
        CurlHandle.isInstalled
          ? LocalizedText(zh: "無法啟用 libcurl", en: "libcurl could not be started")
          : .missingLibrary("libcurl", package: "libcurl4"))
    }
    handle.reset()
    switch entry.recipient {
    case .mail(let mailbox): return send(entry, to: mailbox, handle)
    case .webhook(let name): return call(entry, name, handle)
    }
  }

  private mutating func secret(_ source: SecretSource) -> Result<String, SecretProblem> {
    if let known = passwords[source] { return .success(known) }
    let read = source.read()
    if case .success(let text) = read { passwords[source] = text }
    return read
  }

  // MARK: - SMTP

  private mutating func send(
    _ entry: OutboxEntry, to mailbox: Mailbox, _ handle: CurlHandle
  ) -> DeliveryOutcome {
    guard let transport = settings.transport else {
      return .stopped(
        LocalizedText(zh: "alerts.transport 沒有設定", en: "alerts.transport is not set"))
    }
    let scheme = transport.security == .tls ? "smtps" : "smtp"
    let greeting = transport.hello.map { "/\($0)" } ?? ""
    handle.set(CURLOPT_URL, "\(scheme)://\(transport.host):\(transport.port)\(greeting)")
    handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    if transport.security == .startTLS { handle.set(CURLOPT_USE_SSL, 3) }
    handle.trust(transport.authorityFile)
    handle.set(CURLOPT_TIMEOUT, transport.timeoutSeconds)
    if let user = transport.user, let source = transport.password {
      switch secret(source) {
      case .success(let password):
        handle.set(CURLOPT_USERNAME, user)
        handle.set(CURLOPT_PASSWORD, password)
      case .failure(let problem): return .stopped(problem.message)
      }
    }
    handle.set(CURLOPT_MAIL_FROM, "<\(settings.sender.address)>")
    handle.set(CURLOPT_MAIL_RCPT, list: ["<\(mailbox.address)>"])
    handle.set(CURLOPT_UPLOAD, 1)
    handle.set(CURLOPT_INFILESIZE, entry.bytes.count)
    return SMTPReply(handle.perform(body: entry.bytes), server: transport.host).outcome
  }

  // MARK: - Webhooks

  private mutating func call(
    _ entry: OutboxEntry, _ name: String, _ handle: CurlHandle
  ) -> DeliveryOutcome {
    guard let webhook = settings.webhooks.first(where: { $0.name == name }) else {
      return .permanent(
        LocalizedText(zh: "沒有 webhook「\(name)」", en: "there is no webhook '\(name)'"))
    }
    let key: String
    switch secret(webhook.secret) {
    case .success(let text): key = text
    case .failure(let problem): return .temporary(problem.message)
    }
    handle.set(CURLOPT_URL, webhook.url)
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    handle.trust(webhook.authorityFile)
    handle.set(CURLOPT_TIMEOUT, 60)
    handle.set(CURLOPT_POST, 1)
    handle.set(CURLOPT_POSTFIELDSIZE, entry.bytes.count)
    let id = entry.messageID.filter { $0 != "<" && $0 != ">" }
    let signature = MailComposer.signature(of: entry.bytes, key: Array(key.utf8), at: now())
    handle.set(
      CURLOPT_HTTPHEADER,
      list: [
        "Content-Type: application/json", "User-Agent: qixian", "Expect:",
        "X-Qixian-Delivery: \(id)", "X-Qixian-Signature: \(signature)",
      ])
    let reply = handle.perform(body: entry.bytes)
    let text = LocalizedText(
      zh: "webhook \(name)：\(reply.code == CURLE_OK ? "HTTP \(reply.status)" : reply.error)",
      en: "webhook \(name): \(reply.code == CURLE_OK ? "HTTP \(reply.status)" : reply.error)")
    guard reply.code == CURLE_OK else { return .unanswered(text) }
    switch reply.status {
    case 200...299: return .accepted
    case 408, 425, 429, 500...599: return .temporary(text)
    default: return .permanent(text)
    }
  }
}
