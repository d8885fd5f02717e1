import Foundation
import TestSupport
import Testing

/// Rates and counts through the whole program: their owners are told, and the head has them on the
/// working day by the 10th.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct ProgramGroupTests {
  private static let groups = """
      share:
        title: { zh-Hant: 每月九成於期限內辦結, en: Nine tenths a month answered in time }
        kind: rate
        of: answered
        per: [unit, month]
        dated-by: received
        at-least: 90
        severity: high
        owner: unit
        cites: "apa, §51"
        remedy: { zh-Hant: 檢討落後原因, en: Say why }
      volume:
        title: { zh-Hant: 每月至多二件, en: Two a month at most }
        kind: count
        dataset: petitions
        per: [month]
        dated-by: received
        at-most: 2
        severity: medium
        owner: { constant: 秘書處 }
        cites: "apa, §51"
        remedy: { zh-Hant: 增派人力, en: Add people }

    """

  private static let settings = """
    digests:
        - { id: daily, when: "working-days 08:30" }
        - { id: monthly, when: "monthly by 10 09:00", what: open, rules: [share, volume], to: head }
    """

  private func office(_ server: ScriptedServer) throws -> ProgramOffice {
    let office = try ProgramOffice(
      transport: "smtp: 127.0.0.1, port: \(server.port), security: none", more: Self.settings)
    try office.write("rules.yaml", office.text("rules.yaml") + Self.groups)
    let project = office.text("qixian.yaml").replacing(
      "      社工科:",
      with: "      兒少科: { section-chief: child@city.example }\n"
        + "      秘書處: { section-chief: secretary@city.example }\n      社工科:"
    ).replacing(
      "  stages:",
      with: """
          stages:
            - { id: missed, when: when found, to: section-chief, rules: [share, volume] }
        """)
    try office.write("qixian.yaml", project)
    return office
  }

  private static let petitions = [
    // January: one of the two units answers half of its petitions in time, the other all.
    ProgramOffice.Petition(number: "A", received: "2021-01-04", closed: "2021-01-08"),
    ProgramOffice.Petition(number: "B", received: "2021-01-05", closed: "2021-02-08"),
    ProgramOffice.Petition(
      number: "C", received: "2021-01-06", closed: "2021-01-12", unit: "兒少科"),
    // February is well.
    ProgramOffice.Petition(number: "D", received: "2021-02-01", closed: "2021-02-02"),
  ]

  /// The lines of the mails taken since, as `head 社工科 110年1月`.
  private func cases(_ server: ScriptedServer, from first: Int) -> [String] {
    server.accepted.dropFirst(first).flatMap { recipient, message in
      let text = MailText(message).text
      return text.split(separator: "\r\n").compactMap { line -> String? in
        guard let bar = line.firstIndex(of: "｜"), let dot = line.firstRange(of: ". ") else {
          return nil
        }
        return "\(recipient.prefix { $0 != "@" }) \(line[dot.upperBound..<bar])"
      }
    }.sorted()
  }

  @Test func `owners of groups are told once, and the head's monthly list has each period once`()
    throws
  {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try office(server)
    let lint = try office.run(["lint", "rules.yaml", "qixian.yaml"])
    #expect(lint.code == 0, "\(lint.output)")
    func told(_ day: String) throws -> [String] {
      let first = server.accepted.count
      try office.register(Self.petitions, on: day)
      let run = try office.send(day)
      #expect(run.code == 0, "\(day) \(run.complaints)")
      return cases(server, from: first).filter { $0.contains("年") || $0.contains("20") }
    }
    // Three petitions in January are one too many from the day of the third on.
    #expect(try told("2021-01-06").filter { !$0.hasPrefix("operator") } == ["secretary 110年1月"])
    // B is late from the 5th of February on: half of January's are in time, the monthly list by the
    // 10th goes out on the last working day before the lunar New Year.
    #expect(try told("2021-02-05") == ["chief 社工科 110年1月"])
    #expect(try told("2021-02-09") == ["head 110年1月", "head 社工科 110年1月"])
    #expect(try told("2021-02-22") == [])
    // In March nothing of February is missed, and January was listed.
    #expect(try told("2021-03-10") == [])
    // Where the export no longer reaches January, nothing is called resolved.
    try office.register([.init(number: "D", received: "2021-02-01", closed: "2021-02-02")])
    let before = server.accepted.count
    #expect(try office.send("2021-03-11").code == 0)
    #expect(server.accepted.count == before)
    // Where January is corrected, it is.
    var corrected = Self.petitions
    corrected[1].closed = "2021-01-29"
    try office.register(corrected)
    #expect(try office.send("2021-03-12").code == 0)
    #expect(cases(server, from: before) == ["chief 社工科 110年1月", "head 社工科 110年1月"])
    let mail = MailText(server.accepted.last?.message ?? "").text
    #expect(mail.contains("【已解除】") && mail.contains("依現有資料已非違反"))
  }

  @Test func `a mail about a rate says value, target, article and what to do`() throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try office(server)
    try office.register(Self.petitions, on: "2021-02-05")
    _ = try office.send("2021-02-05")
    let chief = server.accepted.first { $0.recipient == "chief@city.example" }
    let text = MailText(chief?.message ?? "").text
    for part in ["｜每月九成於期限內辦結", "狀態：違反", "單位：社工科", "50.00%", "90%", "行政程序法第51條", "改善建議：檢討落後原因"] {
      #expect(text.contains(part), "\(part) is missing in \(text)")
    }
  }
}
