import CivilTime
import Foundation
import Testing

extension RealServerTests {
  private typealias Petition = ProgramOffice.Petition

  private static let staff = ["officer", "chief", "head", "ethics", "operator"]

  /// Petitions of early 2021.
  ///
  /// The lunar New Year's rest is from 10 to 16 February, Saturday the 20th is
  /// worked in its place, and Monday 1 March is rested for Peace Memorial Day.
  private static let petitions = [
    // Due Wednesday 3 February, done on the 18th.
    Petition(number: "A", received: "2021-01-04", closed: "2021-02-18"),
    // Due Wednesday the 17th, the first working day after the rest; never done.
    Petition(number: "B", received: "2021-01-18"),
    // Due Saturday the 13th, within the rest: told before it. Done on the 19th.
    Petition(number: "C", received: "2021-01-14", closed: "2021-02-19"),
    // Due on the make-up Saturday, done the day before: warned of, never late.
    Petition(number: "D", received: "2021-01-21", closed: "2021-02-19"),
    // Of a unit that the settings do not know.
    Petition(number: "E", received: "2021-01-04", unit: "無此科"),
    // Due on the rest day of 1 March: told on Friday 26 February.
    Petition(number: "F", received: "2021-01-30"),
  ]

  /// Who is told what on which day, in order; worked out by hand from the government's calendar.
  private static let expected = [
    "2021-02-01 officer A 期限前2個工作天", "2021-02-01 operator E 期限前2個工作天",
    "2021-02-03 chief A 期限當日", "2021-02-03 operator E 期限當日",
    "2021-02-08 ethics A 逾期3個工作天", "2021-02-08 ethics E 逾期3個工作天",
    "2021-02-08 head A 逾期3個工作天", "2021-02-08 head E 逾期3個工作天",
    "2021-02-08 officer B 期限前2個工作天", "2021-02-08 officer C 期限前2個工作天",
    "2021-02-09 chief C 期限當日", "2021-02-17 chief B 期限當日",
    "2021-02-18 chief A 已辦結（逾期）", "2021-02-18 ethics A 已辦結（逾期）",
    "2021-02-18 head A 已辦結（逾期）", "2021-02-18 officer A 已辦結（逾期）",
    "2021-02-18 officer D 期限前2個工作天", "2021-02-19 chief C 已辦結（逾期）",
    "2021-02-19 officer C 已辦結（逾期）", "2021-02-19 officer D 已辦結，或資料中已非未結案件",
    "2021-02-20 ethics B 逾期3個工作天", "2021-02-20 head B 逾期3個工作天",
    "2021-02-25 officer F 期限前2個工作天", "2021-02-26 chief F 期限當日",
  ]

  @Test(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
  func `a month day by day tells each stage once, to the right person, on the right working day`()
    throws
  {
    let known = Set(MailServer.paths(in: Self.staff))
    let office = try ProgramOffice(transport: MailServer.transport)
    var sent = 0
    for day in Self.days(from: "2021-01-29", through: "2021-03-03") {
      try office.register(Self.petitions, on: day)
      let run = try office.send(day)
      #expect(run.code == 0, "\(day) \(run.complaints)")
      sent += Int(run.complaints.firstMatch(of: /(\d+) sent/)?.1 ?? "") ?? 0
    }
    // A mail tells of several cases: 24 lines in 19 mails.
    #expect(sent == 19)
    let mails = try MailServer.mails(sent, in: Self.staff, besides: known)
    #expect(mails.count == sent)
    let told = try mails.flatMap { box, mail -> [String] in
      let day = try #require(mail.header("Date").flatMap(Self.day))
      return mail.cases.map { "\(day) \(box) \($0)" }
    }
    #expect(told.sorted() == Self.expected)
    #expect(Set(mails.compactMap { $0.mail.header("Message-ID") }).count == sent)
    for (_, mail) in mails {
      #expect(mail.header("List-Id") == "<alerts.qixian.city.example>")
      #expect(mail.text.contains("依據：行政程序法第51條") && mail.page.contains("行政程序法第51條"))
      #expect(!mail.text.contains("王") && !mail.page.contains("王"))
    }
    let late = mails.first { $0.box == "head" && $0.mail.text.contains("B｜") }
    #expect(late?.mail.text.contains("期限：110年2月17日（三）") == true)
    #expect(late?.mail.text.contains("狀態：已逾期 3 個工作天（3 日）") == true)
  }

  @Test(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
  func `killed after the server accepted and before the mark, one mail comes twice with its id`()
    throws
  {
    let boxes = ["officer", "chief", "head", "ethics"]
    let known = Set(MailServer.paths(in: boxes))
    let gate = MailServer.transport.replacing(
      "password-env: QIXIAN_MAIL_PASSWORD", with: "password-file: gate")
    let office = try ProgramOffice(transport: gate)
    #expect(try office.send("2021-02-22").code == 0)
    try office.register([Petition(number: "K", received: "2021-01-04")])
    let path = office.folder + "/gate"
    mkfifo(path, 0o600)
    let process = office.process(["alerts", "send", "--now", "2021-02-23 09:00"])
    process.standardError = FileHandle.nullDevice
    try process.run()
    var writer: Int32 = -1
    #expect(
      ProgramOffice.wait {
        writer = open(path, O_WRONLY | O_NONBLOCK)
        return writer >= 0
      })
    var lock = DatabaseLock(office.folder + "/alerts.sqlite")
    #expect(lock != nil)
    let password = Array(((MailServer.value("PASSWORD") ?? "") + "\n").utf8)
    #expect(write(writer, password, password.count) == password.count)
    close(writer)
    let first = try MailServer.mails(1, in: boxes, besides: known)
    #expect(first.count == 1)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    lock = nil
    unlink(path)
    try office.write("gate", MailServer.value("PASSWORD") ?? "")
    let again = try office.run(["alerts", "send", "--now", "2021-02-23 09:15"])
    #expect(again.code == 0, "\(again.complaints)")
    let mails = try MailServer.mails(5, in: boxes, besides: known)
    #expect(mails.count == 5)
    let boxesTold = Dictionary(grouping: mails, by: \.box).mapValues(\.count)
    #expect(boxesTold.values.sorted() == [1, 1, 1, 2])
    #expect(boxesTold[first.first?.box ?? ""] == 2)
    #expect(Set(mails.compactMap { $0.mail.header("Message-ID") }).count == 4)
  }

  /// The days from one to another: `2021-01-29`.
  private static func days(from first: String, through last: String) -> [String] {
    let ends = [first, last].compactMap { text -> CivilDate? in
      let parts = text.split(separator: "-").compactMap { Int($0) }
      return parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
    }
    guard ends.count == 2 else { return [] }
    return (0...ends[1].days(since: ends[0])).map { ends[0].adding(days: $0).isoText }
  }

  /// The day of a Date header, such as `Mon, 01 Feb 2021 09:00:00 +0800`.
  private static func day(of header: String) -> String? {
    let words = header.split(separator: " ")
    let months = ["Jan", "Feb", "Mar"]
    guard words.count == 6, let month = months.firstIndex(of: String(words[2])) else { return nil }
    return "\(words[3])-0\(month + 1)-\(words[1])"
  }
}
