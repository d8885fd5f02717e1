import Foundation
import TestSupport
import Testing

/// The program over days: downtime, the limit of a run, exports that did not come, settings in words.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct ProgramScheduleTests {
  private func plain(_ server: ScriptedServer) -> String {
    "smtp: 127.0.0.1, port: \(server.port), security: none"
  }

  /// The history in order, each line as `2021-02-03 officer A due-soon@2021-02-03`.
  private func history(_ office: ProgramOffice) throws -> [String] {
    try office.run(["alerts", "history"]).output.split(separator: "\n").reversed().map { line in
      let fields = line.split(separator: "\t")
      return "\(fields[0]) \(fields[1].prefix { $0 != "@" }) \(fields[2]) \(fields[3])"
    }
  }

  @Test func `after weeks of downtime everything missed is told once, and nothing twice`() throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try ProgramOffice(transport: plain(server))
    let petitions = [
      // Due on 3 February, done late while the machine was down.
      ProgramOffice.Petition(number: "A", received: "2021-01-04", closed: "2021-02-18"),
      // Due on the 17th, every stage of it while the machine was down.
      ProgramOffice.Petition(number: "B", received: "2021-01-18"),
      // Due on the 20th and done the day before: nothing is left to tell.
      ProgramOffice.Petition(number: "D", received: "2021-01-21", closed: "2021-02-19"),
      // Due on the rest day of 1 March.
      ProgramOffice.Petition(number: "F", received: "2021-01-30"),
    ]
    for day in ["2021-02-03", "2021-02-22", "2021-02-22", "2021-03-03"] {
      try office.register(petitions, on: day)
      #expect(try office.send(day).code == 0)
    }
    #expect(
      try history(office).sorted() == [
        "2021-02-03 chief A due@2021-02-03", "2021-02-03 officer A due-soon@2021-02-03",
        "2021-02-22 chief A resolved#1", "2021-02-22 chief B due@2021-02-17",
        "2021-02-22 ethics B late@2021-02-17", "2021-02-22 head B late@2021-02-17",
        "2021-02-22 officer A resolved#1", "2021-02-22 officer B due-soon@2021-02-17",
        "2021-03-03 chief F due@2021-03-01", "2021-03-03 officer F due-soon@2021-03-01",
      ])
    // One mail a recipient and pass, however much was missed.
    #expect(server.accepted.count == 2 + 4 + 2)
  }

  @Test func `of a case in several exports the newest speaks`() throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try ProgramOffice(transport: plain(server))
    try office.write(
      "qixian.yaml",
      office.text("qixian.yaml").replacing(
        "petitions: petitions.csv", with: "petitions: \"{rocyear3}-{month}.csv\""))
    try office.files.removeItem(atPath: office.folder + "/petitions.csv")
    let head = "案號,陳情人,承辦單位,收件日,辦結日\n"
    // Due on 3 February. January's export has both open; by February's one is done in time, one late.
    try office.write(
      "110-01.csv", head + "A,王大明,社工科,2021-01-04,\nB,王大明,社工科,2021-01-04,\n")
    #expect(try office.send("2021-02-01").code == 0)
    try office.write(
      "110-02.csv",
      head + "A,王大明,社工科,2021-01-04,2021-02-02\nB,王大明,社工科,2021-01-04,2021-02-19\n")
    #expect(try office.send("2021-03-02").code == 0)
    #expect(
      try history(office).sorted() == [
        "2021-02-01 officer A due-soon@2021-02-03", "2021-02-01 officer B due-soon@2021-02-03",
        "2021-03-02 officer A resolved#1", "2021-03-02 officer B resolved#1",
      ])
    let text = MailText(server.accepted.last?.message ?? "").text
    #expect(text.contains("已於期限內辦結") && text.contains("已辦結（逾期）"))
  }

  @Test func `what the limit of a run leaves goes with the next runs, nothing lost or repeated`()
    throws
  {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try ProgramOffice(transport: plain(server), more: "limit: 3")
    try office.register([.init(number: "P-1", received: "2021-01-04")])
    var said: [String] = []
    for minute in ["00", "15", "30"] {
      let run = try office.run(["alerts", "send", "--now", "2021-02-22 09:\(minute)"])
      #expect(run.code == 0)
      said.append(String(run.complaints.split(separator: "\n").first ?? ""))
    }
    #expect(
      said == [
        "3 new, 3 sent, 0 to be tried again, 0 given up, 1 left for the next run",
        "1 new, 1 sent, 0 to be tried again, 0 given up, 0 left for the next run",
        "0 new, 0 sent, 0 to be tried again, 0 given up, 0 left for the next run",
      ])
    #expect(Set(server.accepted.map(\.recipient)).count == 4)
    #expect(server.accepted.count == 4)
  }

  @Test(arguments: [
    ("案號,陳情人\nP-1,王大明\n", "2021-02-19T00:00:00Z", Int32(3), "匯出檔毀損或不符約定"),
    ("案號,陳情人,承辦單位,收件日,辦結日\n", "2021-02-19T00:00:00Z", 0, "只有 0 列，少於 1 列"),
    (
      "案號,陳情人,承辦單位,收件日,辦結日\nP-1,王大明,社工科,2021-02-20,\n", "2021-02-08T00:00:00Z", 0,
      "為110年2月8日所產生，已超過3個工作天"
    ),
  ])
  func `a damaged, empty or old export is told to the operator once a month`(
    _ content: String, _ written: String, _ code: Int32, _ told: String
  ) throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try ProgramOffice(
      transport: plain(server),
      more: "watch: { petitions: { max-age: 3 working days, at-least-rows: 1 } }")
    let path = office.folder + "/petitions.csv"
    try Data(content.utf8).write(to: URL(filePath: path))
    let day = try #require(ISO8601DateFormatter().date(from: written))
    try office.files.setAttributes([.modificationDate: day], ofItemAtPath: path)
    let first = try office.send("2021-02-22")
    #expect(first.code == code, "\(first.complaints)")
    #expect(try office.send("2021-02-22").code == code)
    #expect(server.accepted.map(\.recipient) == ["operator@city.example"])
    let mail = MailText(server.accepted.first?.message ?? "")
    #expect(mail.text.contains(told), "\(mail.text)")
    #expect(!mail.text.contains("王大明"))
  }

  @Test(arguments: [("csv", "兒少科"), ("ods", "兒少科")])
  func `what is attached holds the recipient's own cases and nobody else's`(
    _ format: String, _ unit: String
  ) throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try ProgramOffice(transport: plain(server), more: "attach: \(format)")
    try office.write(
      "qixian.yaml",
      office.text("qixian.yaml").replacing(
        "      社工科:", with: "      \(unit): { officer: child@city.example }\n      社工科:"))
    try office.register([
      .init(number: "OWN-1", received: "2021-01-04", unit: unit),
      .init(number: "ELSE-2", received: "2021-01-04"),
    ])
    _ = try office.send("2021-02-22")
    let message = server.accepted.first { $0.recipient == "child@city.example" }?.message ?? ""
    let mail = MailText(message)
    #expect(mail.headers.contains { $0.hasPrefix("Content-Type: multipart/mixed") })
    let content = format == "csv" ? mail.attached : try Self.sheet(mail.attachedBytes, office)
    #expect(content.contains("OWN-1"))
    #expect(content.contains("收件後30日內辦結"))
    #expect(!content.contains("ELSE-2"))
    #expect(!content.contains("王大明"))
  }

  /// The tables of a spreadsheet as its XML has them.
  private static func sheet(_ bytes: Data, _ office: ProgramOffice) throws -> String {
    let path = office.folder + "/attached.ods"
    try bytes.write(to: URL(filePath: path))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/unzip")
    process.arguments = ["-p", path, "content.xml"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }
}
