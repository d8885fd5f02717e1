public import CivilTime
import Diagnostics
import Digests
import Findings
import JSON

extension MailComposer {
  /// The body of a call: a text for chat tools and the cases as data.
  func webhookBody(
    _ mail: PlannedMail, subject: String, id: String, at instant: Instant
  ) -> [UInt8] {
    let wording = AlertWording(language: mail.language)
    func cases(_ items: [AlertLine], _ state: String) -> [JSONValue] {
      items.map { item in
        .object([
          "state": .string(state), "case": .string(safe(wording[item.label])),
          "rule": .string(item.ruleID), "title": .string(safe(wording[item.ruleTitle])),
          "severity": .string(item.severity.rawValue), "status": .string(item.status.rawValue),
          "owner": item.owner.map { .string(safe($0)) },
          "due": item.due.map {
            .string($0.local.isoText(precision: $0.isEndOfDay ? .day : $0.precision))
          },
          "data_through": item.dataThrough.map { .string($0.isoText) },
          "standing": .string(wording.standing(item.standing)),
          "occasion": .string(wording[item.occasion]),
          "reason": .string(safe(wording[item.reason])),
          "notes": item.notes.isEmpty
            ? nil : .array(item.notes.map { .string(safe(wording[$0])) }),
          "authority": .array(
            item.citations.map { .string(safe($0.text(in: wording.language))) }),
          "remedy": item.remedy.map { .string(safe(wording[$0])) },
        ])
      }
    }
    let list =
      cases(mail.new, "new") + cases(mail.resolved, "resolved") + cases(mail.still, "still")
    var text = [subject]
    text += mail.notices.map { safe(wording[$0]) }
    text += (mail.new + mail.resolved).prefix(20).map {
      "\(safe(wording[$0.label]))\(wording("｜", " | "))\(safe(wording[$0.ruleTitle]))"
        + "\(wording("：", ": "))\(wording.standing($0.standing))"
    }
    let body: JSONValue = .object([
      "version": .int(1), "id": .string(id), "kind": .string(mail.kind.rawValue),
      "digest": .string(mail.digest), "sent_at": .string(zone.isoText(of: instant)),
      "text": .string(text.joined(separator: "\n")), "cases": .array(list),
      "still_open": .int(Int64(mail.stillCount)),
      "report": settings.reportLink.map { .string(safe($0)) },
    ])
    return Array(body.text().utf8)
  }

  /// The signature of a call: `t=SECONDS,v1=HEX`, the HMAC-SHA-256 of `SECONDS.BODY`.
  public static func signature(of body: [UInt8], key: [UInt8], at instant: Instant) -> String {
    let seconds = String(instant.milliseconds / 1000)
    let code = HMAC(key: key).code(of: Array("\(seconds).".utf8) + body)
    return "t=\(seconds),v1=\(Fingerprint.hexadecimal(code))"
  }
}
