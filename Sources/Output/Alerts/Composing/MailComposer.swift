public import CivilTime
public import Diagnostics
import Digests
import Findings

/// Turns planned mails into bytes; the same plan at the same moment gives the same bytes.
public struct MailComposer: Sendable {
  let settings: AlertSettings
  let title: LocalizedText
  let zone: TimeZoneRules

  /// Creates a composer.
  ///
  /// - Parameters:
  ///   - settings: sender and links.
  ///   - title: the project's title.
  ///   - zone: the zone of the Date header.
  public init(settings: AlertSettings, title: LocalizedText, zone: TimeZoneRules) {
    self.settings = settings
    self.title = title
    self.zone = zone
  }

  /// Composes a mail, or the call of a webhook where the recipient is one.
  public func compose(
    _ mail: PlannedMail, at instant: Instant, files: [MailFile] = []
  ) -> ComposedMail {
    let wording = AlertWording(language: mail.language)
    let subject = HeaderText.oneLine(wording.subject(mail, title: title))
    let id = messageID(mail)
    let bytes =
      switch mail.recipient {
      case .mail(let mailbox):
        message(mail, to: mailbox, subject: subject, id: id, at: instant, files)
      case .webhook: webhookBody(mail, subject: subject, id: id, at: instant)
      }
    return ComposedMail(recipient: mail.recipient, messageID: id, subject: subject, bytes: bytes)
  }

  /// The id: a digest of recipient, stages and cases, so that a repeated mail keeps it.
  func messageID(_ mail: PlannedMail) -> String {
    var parts = [mail.kind.rawValue, mail.recipient.key, String(mail.part)]
    for record in mail.told.sorted(by: { ($0.caseID, $0.stage) < ($1.caseID, $1.stage) }) {
      parts += [record.caseID, record.stage]
    }
    if mail.told.isEmpty {
      parts += [mail.digest, mail.occurrence.isoText(precision: .minute)] + mail.new.map(\.caseID)
      parts += mail.notices.map(\.zhHant)
    }
    return "<\(Fingerprint.of(parts)).alerts@\(settings.sender.domain)>"
  }

  private func message(
    _ mail: PlannedMail, to mailbox: Mailbox, subject: String, id: String, at instant: Instant,
    _ files: [MailFile]
  ) -> [UInt8] {
    var output: [UInt8] = []
    func header(_ name: String, _ value: String) { output += "\(name): \(value)\r\n".utf8 }
    header("From", HeaderText.mailbox(settings.sender))
    header("To", HeaderText.mailbox(mailbox))
    if let replyTo = settings.replyTo { header("Reply-To", HeaderText.mailbox(replyTo)) }
    header("Subject", HeaderText.unstructured(subject))
    header("Date", Self.date(instant, zone))
    header("Message-ID", id)
    header("List-Id", "<alerts.qixian.\(settings.sender.domain)>")
    header("Auto-Submitted", "auto-generated")
    header("Precedence", "bulk")
    header("X-Auto-Response-Suppress", "All")
    header("Content-Language", mail.language.rawValue)
    header("MIME-Version", "1.0")
    let boundary = Fingerprint.of([id, "boundary"])
    let text = MIME.Part(
      type: "text/plain; charset=utf-8", bytes: Array(textBody(mail, at: instant).utf8))
    let page = MIME.Part(
      type: "text/html; charset=utf-8", bytes: Array(htmlBody(mail, at: instant).utf8))
    let bodies = [MIME.leaf(text), MIME.leaf(page)]
    if files.isEmpty {
      MIME.multipart("alternative", bodies, boundary: boundary, to: &output)
    } else {
      var inner: [UInt8] = []
      MIME.multipart("alternative", bodies, boundary: boundary + "a", to: &inner)
      let attached = files.map {
        MIME.leaf(MIME.Part(type: $0.type, fileName: $0.name, bytes: $0.bytes))
      }
      MIME.multipart("mixed", [inner] + attached, boundary: boundary, to: &output)
    }
    return output
  }

  /// A moment as the Date header writes it: `Sat, 21 Nov 2026 10:43:23 +0800`.
  static func date(_ instant: Instant, _ zone: TimeZoneRules) -> String {
    let local = zone.localTime(of: instant)
    let (year, month, day) = local.date.components
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let offset = Int(zone.offsetSeconds(at: instant)) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = "\(two(local.hour)):\(two(local.minute)):\(two(local.second))"
    let shift = "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
    return
      "\(weekdays[local.date.weekday - 1]), \(two(day)) \(months[month - 1]) \(year) \(clock) \(shift)"
  }
}
