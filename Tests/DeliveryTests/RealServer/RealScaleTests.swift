import Alerts
import CivilTime
import Delivery
import Diagnostics
import Findings
import Foundation
import Testing

extension RealServerTests {
  /// A result with so many late cases, each of the unit that the body names.
  private func result(_ count: Int, owner: (Int) -> String) -> CheckResult {
    var result = Office.result
    let finding = result.findings[0]
    result.findings = FindingList(
      (1...count).map { number in
        var item = finding
        item.subject = .row(key: [NamedValue("case", "C\(number)")])
        item.owner = owner(number)
        item.fingerprint = "scale-\(number)"
        return item
      })
    return result
  }

  @Test func `five thousand recipients get a mail each`() throws {
    let count = 5000
    let known = Set(MailServer.paths(in: ["many"]))
    let (report, _, counts) = try deliver(result(count) { "u\($0)" }) { settings in
      settings.limit = count
      for number in 1...count {
        guard let mailbox = Mailbox(address: "u\(number)@many.example") else { continue }
        settings.recipients.add(
          RecipientTable.Entry(unit: "u\(number)", role: "officer", recipient: .mail(mailbox)))
      }
    }
    #expect((report.sent, report.hasFailed, report.deferred) == (count, false, 0))
    #expect(counts == [.sent: count])
    let told = try MailServer.recipients(count, in: "many", besides: known)
    #expect(told.count == count)
    #expect(Set(told) == Set((1...count).map { "<u\($0)@many.example>" }))
  }

  @Test func `ten thousand cases of one recipient arrive in mails that a server takes`() throws {
    let count = 10_000
    let known = Set(MailServer.paths(in: ["head"]))
    let (report, ids, _) = try deliver(result(count) { _ in "a" }) { settings in
      settings.casesPerMail = 1000
      if let head = Mailbox(address: "head@city.example") {
        settings.recipients = RecipientTable(entries: [
          RecipientTable.Entry(unit: "a", role: "officer", recipient: .mail(head))
        ])
      }
    }
    #expect((report.sent, report.hasFailed) == (10, false))
    let mails = try MailServer.mails(10, in: ["head"], besides: known) {
      ids.contains($0.header("Message-ID") ?? "")
    }
    #expect(mails.count == 10)
    let cases = mails.flatMap(\.mail.cases)
    #expect(cases.count == count)
    #expect(Set(cases).count == count)
  }

  @Test func `a mail over the size that the server takes is given up alone and reported`() throws {
    let (report, _, counts) = try deliver(result(10_000) { $0 == 1 ? "b" : "a" }) { settings in
      // Two million bytes are taken; ten thousand cases in one mail are more.
      settings.casesPerMail = 10_000
    }
    #expect((report.sent, report.dead, report.stopped) == (2, 1, nil))
    #expect(report.failures.map(\.en).first?.contains("552 5.3.4") == true)
    #expect(counts == [.sent: 2, .dead: 1])
  }
}
