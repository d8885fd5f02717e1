import Alerts
import CivilTime
import Diagnostics
import Findings
import JSON
import Testing

@Suite struct ComposingTests {
  private let late = [
    Office.Case(key: "110-0001", due: Office.day(2021, 1, 4), done: nil),
    Office.Case(key: "110-0002", due: Office.day(2021, 1, 29), done: nil),
  ]

  private func mails(
    _ settings: AlertSettings = Office.settings, _ cases: [Office.Case]? = nil
  ) -> [ComposedMail] {
    let composer = Office.composer(settings)
    let instant = Office.taipei.start(of: Office.day(2021, 1, 29)).adding(milliseconds: 30_600_000)
    return Office.plan(settings, cases ?? late, on: Office.day(2021, 1, 29)).mails.map {
      composer.compose($0, at: instant)
    }
  }

  @Test func `a mail carries text and page, ROC due day, working days late and the article`() {
    let mail = ParsedMail(
      mails().first { $0.recipient.key == "head@city.example" }?.bytes ?? [])
    #expect(mail.values("List-Id") == ["<alerts.qixian.city.example>"])
    #expect(mail.values("Auto-Submitted") == ["auto-generated"])
    #expect(mail.values("Date") == ["Fri, 29 Jan 2021 08:30:00 +0800"])
    #expect(mail.decoded("Subject") == "〔期限通知〕逾期或違反1件：測試市".replacing("反1件", with: "反 1 件"))
    #expect(mail.bodies.count == 2)
    for body in mail.bodies {
      #expect(body.contains("110年1月4日（一）"))
      #expect(body.contains("已逾期 19 個工作天（25 日）"))
      #expect(body.contains("行政程序法第51條"))
      #expect(body.contains("110-0001"))
      #expect(!body.contains("110-0002"))
    }
  }

  @Test func `ids stay the same for the same content and differ by recipient`() {
    let ids = mails().map(\.messageID)
    #expect(ids == mails().map(\.messageID))
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.hasPrefix("<") && $0.hasSuffix(".alerts@city.example>") })
  }

  @Test(arguments: [
    "x\r\nBcc: victim@evil.example", "x\nBcc: victim@evil.example", "x\r\n\r\n<script>",
    "x\u{2028}Bcc: v@evil.example", "x\u{0}\u{B}Bcc: v", "\"; Bcc: v@evil.example; \"",
    "=?UTF-8?B?DQpCY2M6IHZAZXZpbC5leGFtcGxl?=", "</td><img src=x onerror=alert(1)>",
  ])
  func `injection through names, keys, units, titles and links is harmless`(_ text: String) {
    var settings = Office.settings
    settings.sender.name = text
    settings.replyTo = Mailbox(name: text, address: "reply@city.example")
    settings.reportLink = text
    settings.recipients.add(
      .init(unit: text, role: "head", recipient: Office.box("named@city.example", text)))
    let cases = [Office.Case(key: text, due: Office.day(2021, 1, 4), done: nil, owner: text)]
    let composer = MailComposer(
      settings: settings, title: LocalizedText(verbatim: text), zone: Office.taipei)
    let plan = Office.plan(settings, cases, on: Office.day(2021, 1, 29))
    #expect(plan.mails.contains { $0.recipient.key == "named@city.example" })
    for planned in plan.mails {
      let composed = composer.compose(planned, at: Instant(milliseconds: 0))
      let mail = ParsedMail(composed.bytes)
      let allowed: Set = [
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted",
        "Precedence", "X-Auto-Response-Suppress", "Content-Language", "MIME-Version",
        "Content-Type",
      ]
      #expect(mail.headers.map(\.name).allSatisfy(allowed.contains))
      #expect(Set(mail.headers.map(\.name)).count == mail.headers.count)
      #expect(composed.bytes.allSatisfy { $0 < 0x80 && ($0 >= 0x20 || $0 == 13 || $0 == 10) })
      #expect(!mail.bodies[1].contains("<script") && !mail.bodies[1].contains("<img"))
    }
  }

  @Test(arguments: [
    "a@b\r\nBcc:c@d", "a b@c", "a@b@c", "@b", "a@", "a@-b", "a@b..c", "a.@b", "<a@b>", "a@b>",
    "a,b@c", "\"a\"@b", "a@b\u{0}", "陳@b.example", "a@例.example", "",
  ])
  func `unsafe addresses are refused`(_ address: String) {
    #expect(Mailbox(address: address) == nil)
  }

  @Test func `no line is longer than mail allows, whatever the subject`() {
    var settings = Office.settings
    settings.sender.name = String(repeating: "很長的名稱", count: 100)
    let composer = MailComposer(
      settings: settings, title: LocalizedText(verbatim: String(repeating: "期限🏛", count: 500)),
      zone: Office.taipei)
    let plan = Office.plan(settings, late, on: Office.day(2021, 1, 29))
    for planned in plan.mails {
      let bytes = composer.compose(planned, at: Instant(milliseconds: 0)).bytes
      #expect(bytes.split(separator: 0x0A).allSatisfy { $0.count <= 79 })
    }
  }

  @Test func `a webhook gets the cases as JSON and a signature that its key verifies`() throws {
    var settings = Office.settings
    settings.stages = [Office.stage("late", "1 working day after due", ["webhook:chat"])]
    let mail = try #require(mails(settings).first)
    let body = try JSONValue.parse(mail.bytes)
    #expect(mail.recipient == .webhook("chat"))
    #expect(body["cases"]?[0]?["case"]?.stringValue == "110-0001")
    #expect(body["cases"]?[0]?["due"]?.stringValue == "2021-01-04")
    let key = Array("secret".utf8)
    let instant = Instant(milliseconds: 1_600_000_000_000)
    let signature = MailComposer.signature(of: mail.bytes, key: key, at: instant)
    #expect(signature.hasPrefix("t=1600000000,v1="))
    #expect(signature != MailComposer.signature(of: mail.bytes + [32], key: key, at: instant))
    #expect(signature != MailComposer.signature(of: mail.bytes, key: key + [1], at: instant))
  }
}
