import Foundation
import Testing

extension RealServerTests {
  @Test(
    .enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"),
    arguments: [
      ("ca-file: \"\(MailServer.value("CA") ?? "")\"", "OTHER_CA", "is not trusted", 0),
      ("password-env: QIXIAN_MAIL_PASSWORD", "WRONG_PASSWORD", "refused the login: 535", 0),
      ("head: head@city.example", "nobody-there@city.example", "refused: 550", 4),
      ("address: qixian@city.example", "refused@city.example", "Sender address rejected", 0),
      ("timeout: 20", "", "", 4),
    ])
  func `the program says what a real server refuses, with its exit code, and sends the rest`(
    _ right: String, _ wrong: String, _ message: String, _ sent: Int
  ) throws {
    let boxes = ["officer", "chief", "head", "ethics", "operator"]
    let known = Set(MailServer.paths(in: boxes))
    let office = try ProgramOffice(transport: MailServer.transport)
    try office.register([.init(number: "R-\(sent)", received: "2021-01-04")])
    let good = office.text("qixian.yaml")
    let key = right.prefix { $0 != ":" }
    let value =
      switch wrong {
      case "OTHER_CA": "\"\(MailServer.value(wrong) ?? "")\""
      case "WRONG_PASSWORD": "QIXIAN_MAIL_WRONG_PASSWORD"
      default: wrong
      }
    if !wrong.isEmpty {
      #expect(good.contains(right))
      try office.write("qixian.yaml", good.replacing(right, with: "\(key): \(value)"))
    }
    let run = try office.send("2021-02-22")
    #expect(run.code == (message.isEmpty ? 0 : 4), "\(run.complaints)")
    #expect(message.isEmpty || run.complaints.contains(message), "\(run.complaints)")
    #expect(run.complaints.contains(" \(sent) sent,"), "\(run.complaints)")
    #expect(
      office.text("health.json").contains(
        message.isEmpty ? #""status": "ok""# : #""status": "failing""#))
    #expect(!run.complaints.contains(MailServer.value("PASSWORD") ?? "?"))
    // With the settings mended everybody has heard once, or the operator of the mail given up.
    try office.write("qixian.yaml", good)
    let again = try office.run(["alerts", "send", "--now", "2021-02-22 09:15"])
    #expect(again.code == 0, "\(again.complaints)")
    let mails = try MailServer.mails(4, in: boxes, besides: known)
    #expect(mails.count == 4)
    #expect(Set(mails.compactMap { $0.mail.header("Message-ID") }).count == mails.count)
  }
}
