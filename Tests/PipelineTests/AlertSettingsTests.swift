import Alerts
import CivilTime
import Diagnostics
import Findings
import Foundation
import Pipeline
import TestSupport
import Testing

/// Project files with alerts: what is read, and every kind of mistake with its place.
@Suite struct AlertSettingsTests {
  /// A project file with these lines below `alerts:`, and a table of recipients beside it.
  private func project(_ lines: String, table: String = "", bytes: Data? = nil) throws -> Project {
    let folder = try TemporaryFile.folder()
    defer { TemporaryFile.remove(folder) }
    try (bytes ?? Data(table.utf8)).write(to: URL(filePath: folder + "/table.csv"))
    let head = "qixian: 1\nproject: x\nrules: [r.yaml]\ndata: { cases: c.csv }\nalerts:\n"
    let body = lines.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    let path = folder + "/qixian.yaml"
    try Data((head + body.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    return Project(path: path)
  }

  private static let sender = "sender: a@b.example"
  private static let transport = "transport: { smtp: m.b.example }"
  private static let people = "recipients: { roles: { operator: op@b.example, head: h@b.example } }"
  private static let stages = "stages: [{ id: late, when: at due, to: head }]"

  private static func file(
    sender: String = sender, transport: String = transport, people: String = people,
    stages: String = stages, _ more: String = ""
  ) -> String {
    [sender, transport, people, stages, more].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  @Test func `a small file has the settings that the page promises`() throws {
    let project = try project(Self.file())
    #expect(project.diagnostics.isEmpty)
    let settings = try #require(project.alerts)
    #expect(settings.sender.address == "a@b.example")
    #expect(settings.transport?.security == .startTLS)
    #expect(settings.transport?.port == 587)
    #expect(settings.transport?.timeoutSeconds == 120)
    #expect(settings.digests.map(\.id) == ["daily"])
    #expect(settings.digests.map(\.schedule) == [DigestSchedule(.workingDays, minute: 510)])
    #expect(settings.quiet == QuietDays())
    #expect((settings.limit, settings.casesPerMail, settings.keepDays) == (500, 500, 730))
    #expect(settings.stopWhen == [.done, .waived])
    #expect(settings.calendar == "tw-government")
    #expect(settings.remindEvery == nil)
    #expect(settings.statePath.hasSuffix("/alerts.sqlite"))
  }

  private static let full = """
    sender: { name: 期限通知, address: a@b.example }
    reply-to: r@b.example
    transport: { smtp: m.b.example, security: tls, user: u, password-env: P, ca-file: /ca.pem, \
    hello: me.b.example, timeout: 9 }
    webhooks:
      chat: { url: "https://c.example/1", secret-file: /secret }
    recipients:
      domains: [B.example]
      owner-addresses: true
      roles: { operator: [op@b.example, "webhook:chat"] }
      units:
        社工科: { officer: { name: 承辦, address: o@b.example } }
      table: table.csv
    stages:
      - { id: soon, when: 2 working days before due, to: officer, rules: [petitions], at-least: high }
      - { id: found, when: when found, to: ["webhook:chat", x@b.example] }
    digests:
      - { id: weekly, when: "weekly monday 07:15", stages: soon, to: officer, language: en }
      - { id: all, when: "monthly by 10 09:00", what: open, to: head }
      - { id: rest, when: "weekdays 08:30" }
    remind-every: 5 working days
    remind-at-most: 3
    stop-when: done
    quiet-days: [rest-days, 2021-02-17]
    language: en
    since: 2021-01-01
    limit: 7
    cases-per-mail: 8
    report-link: https://r.example/
    attach: ods
    watch:
      cases: { by-day: 5, max-age: 3 days, at-least-rows: 10, to: head }
    state: /s/alerts.sqlite
    health: h.json
    keep: 90 days
    keep-mails: 7 days
    """

  @Test func `all that is wrong with the settings is told at once`() throws {
    let lines = """
      sender: nobody
      transport: { smtp: smtp://m.b.example, user: u }
      webhooks:
        chat: { url: "http://c.example/1", secret-file: /secret }
      recipients:
        domains: [b.example]
        roles: { operator: [op@b.example, "webhook:chat", x@c.example] }
        table: table.csv
      stages:
        - { id: soon, when: shortly, to: boss }
      digests:
        - { id: daily, when: sometimes, stages: [soon, late], to: boss }
      remind-every: often
      quiet-days: [sundays]
      """
    let project = try project(
      lines, table: "unit,role,address,language\n社工科,,nobody,de\n社工科,head,x@c.example,fr\n")
    #expect(
      project.diagnostics.map(\.message.en) == [
        "'nobody' is no address that can be written to",
        "'smtp://m.b.example' is no server's name",
        "'user' needs 'password-env' or 'password-file', and these need 'user'",
        "the address of webhook 'chat' must be https without an account",
        "x@c.example is outside the listed domains", "there is no role",
        "'nobody' is no address that can be written to",
        "the language 'de' is neither zh-Hant nor en", "x@c.example is outside the listed domains",
        "the language 'fr' is neither zh-Hant nor en", "'shortly' is no moment of a stage",
        "'sometimes' is no schedule", "'often' is no number of days",
        "'quiet-days' does not take 'sundays'", "there is no stage 'late'",
        "nobody holds the role 'boss'", "nobody holds the role 'boss'",
      ])
    #expect(project.alerts == nil)
  }

  private func fullProject() throws -> Project {
    try project(
      Self.full,
      table: "unit,role,address,name,language\n社工科,head,h@b.example,主任,en\n,head,all@b.example,,\n")
  }

  @Test func `sender, transport and recipients are read`() throws {
    let project = try fullProject()
    #expect(project.diagnostics.isEmpty, "\(project.diagnostics.map(\.message.en))")
    let settings = try #require(project.alerts)
    #expect(settings.sender.name == "期限通知")
    #expect(settings.replyTo?.address == "r@b.example")
    let transport = try #require(settings.transport)
    #expect((transport.port, transport.security, transport.timeoutSeconds) == (465, .tls, 9))
    #expect(transport.password == .environment("P"))
    #expect((transport.authorityFile, transport.hello) == ("/ca.pem", "me.b.example"))
    #expect(settings.webhooks.map(\.secret) == [.file("/secret")])
    let people = settings.recipients
    #expect(people.domains == ["b.example"])
    #expect(
      people.recipients(of: "operator", owner: nil).map(\.key) == ["op@b.example", "webhook:chat"])
    #expect(
      people.recipients(of: "head", owner: "社工科").map(\.key) == ["h@b.example", "all@b.example"])
    #expect(people.recipients(of: "officer", owner: "x@b.example").map(\.key) == ["x@b.example"])
    #expect(people.recipients(of: "officer", owner: "x@c.example").isEmpty)
    #expect(people.entries.first { $0.recipient.key == "h@b.example" }?.language == .en)
  }

  @Test func `stages, digests and what else there is are read`() throws {
    let settings = try #require(try fullProject().alerts)
    #expect(settings.stages[0].moment == .before(DaySpan(2, isWorking: true)))
    #expect(settings.stages[0].filter == AlertFilter(rules: ["petitions"], atLeast: .high))
    #expect(settings.stages[1].moment == .found)
    #expect(settings.digests[0].schedule == DigestSchedule(.weekly(1), minute: 435))
    #expect((settings.digests[0].stages, settings.digests[0].language) == (["soon"], .en))
    #expect(settings.digests[1].content == .open)
    #expect(settings.remindEvery == DaySpan(5, isWorking: true))
    #expect((settings.remindAtMost, settings.limit, settings.casesPerMail) == (3, 7, 8))
    #expect(settings.stopWhen == [.done])
    #expect(settings.quiet.restDays && settings.quiet.dates.count == 1)
    #expect((settings.language, settings.attachment) == (.en, .ods))
    #expect(settings.since?.isoText == "2021-01-01")
    #expect(
      settings.watches == [
        InputWatch(
          dataset: "cases", byDay: 5, maximumAge: DaySpan(3, isWorking: false), minimumRows: 10,
          to: ["head"])
      ])
    #expect((settings.keepDays, settings.keepMailDays) == (90, 7))
    #expect(
      settings.sourcePaths.map { $0.split(separator: "/").last } == ["qixian.yaml", "table.csv"])
  }

  @Test(
    arguments: [
      (file(sender: "sender: nobody"), ["alerts/address"]),
      (file(sender: "sender: { name: x }"), ["rules/missing-key"]),
      (file(transport: "transport: { smtp: \"smtp://m\" }"), ["alerts/transport"]),
      (file(transport: "transport: { smtp: m, security: none }"), ["alerts/transport"]),
      (file(transport: "transport: { smtp: m, user: u }"), ["alerts/transport"]),
      (file(transport: "transport: { smtp: m, password-env: P }"), ["alerts/transport"]),
      (file(transport: "transport: { smtp: m, port: 70000 }"), ["rules/wrong-value"]),
      (file(transport: "transport: { smtp: m, security: ssl }"), ["rules/unknown-word"]),
      (file(transport: ""), ["alerts/transport"]),
      (file(transport: "transport: { smtp: m, user: u, password: geheim }"), ["?"]),
      (file(transport: "transport: { smtp: m, pasword: geheim }"), ["rules/unknown-key"]),
      (
        file(transport: "transport: { smtp: m, port: 70000, password: geheim }"),
        ["rules/wrong-value", "rules/secret"]
      ),
      (file(transport: "transport: { smtp: \"u:geheim@m\" }"), ["alerts/transport"]),
      (
        file("webhooks: { c: { url: \"http://c.example/\", secret-env: S } }"), ["alerts/transport"]
      ),
      (
        file("webhooks: { c: { url: \"https://u:geheim@c.example/\", secret-env: S } }"),
        ["alerts/transport"]
      ),
      (file("webhooks: { c: { url: \"https://c.example/\", secret: abc } }"), ["?", "?"]),
      (file(people: "recipients: { roles: { head: h@b.example } }"), ["alerts/role"]),
      (
        file(
          people:
            "recipients: { domains: c.example, roles: { operator: o@c.example, head: h@b.example } }"
        ),
        ["alerts/address"]
      ),
      (
        file(
          people:
            "recipients: { owner-addresses: true, roles: { operator: o@c.example, head: h@b.example } }"
        ),
        ["alerts/address"]
      ),
      (file(stages: "stages: [{ id: s, when: soon, to: head }]"), ["alerts/value"]),
      (file(stages: "stages: [{ id: s, when: at due, to: chief }]"), ["alerts/role"]),
      (file(stages: "stages: [{ id: s, when: at due, to: \"webhook:x\" }]"), ["alerts/role"]),
      (
        file(
          stages:
            "stages: [{ id: s, when: at due, to: head }, { id: s, when: 1 day after due, to: head }]"
        ),
        ["alerts/value"]
      ),
      (file("digests: [{ id: d, when: hourly }]"), ["alerts/value"]),
      (file("digests: [{ id: d, when: daily, stages: lat }]"), ["alerts/value", "alerts/value"]),
      (file("digests: [{ id: d, when: daily, to: operator }]"), ["alerts/role"]),
      (file("digests: [{ id: d, when: daily, what: open, to: head }]"), ["alerts/value"]),
      (file("digests: [{ id: d, when: daily }, { id: d, when: weekdays }]"), ["alerts/value"]),
      (file("quiet-days: sundays"), ["alerts/value"]),
      (file("remind-every: often"), ["alerts/value"]),
      (file("keep: 1000 days"), ["alerts/value"]),
      (file("watch: { caces: { by-day: 5 } }"), ["alerts/value"]),
    ])
  func `each mistake is one problem with its place`(_ text: String, _ codes: [String]) throws {
    let project = try project(text)
    let found = project.diagnostics
    #expect(found.count == codes.count, "\(found.map(\.message.en))")
    #expect(found.allSatisfy { $0.place?.position != nil })
    for (diagnostic, code) in zip(found, codes) where code != "?" {
      #expect(diagnostic.code.name == code, "\(diagnostic.message.en)")
    }
    #expect((project.alerts == nil) == found.contains { $0.severity == .error })
    // What must not be in the file is not repeated, neither by a message nor by the line it shows.
    for language in [Language.en, .zhHant] {
      let said = DiagnosticRenderer(language: language).render(found)
      #expect(!said.contains("geheim"), "\(said)")
    }
  }

  @Test func `a bad sender does not hide what else is wrong`() throws {
    let project = try project(
      Self.file(
        sender: "sender: nobody", transport: "transport: { smtp: m, user: u }",
        stages: "stages: [{ id: s, when: soon, to: head }]"))
    #expect(
      project.diagnostics.map(\.code.name) == [
        "alerts/address", "alerts/transport", "alerts/value",
      ])
    #expect(project.alerts == nil)
  }

  @Test func `each bad line of the table is said with its number`() throws {
    let project = try project(
      Self.file(
        people:
          "recipients: { table: table.csv, domains: b.example, roles: { operator: o@b.example } }"),
      table: "\u{FEFF}unit,role,address,name,language\nu,,a@b.example,,\nu,head,nobody,,\n"
        + "u,head,h@c.example,,\nu,head,h@b.example,,fr\n\nu,head,h@b.example,,\n")
    let lines = project.diagnostics.compactMap { item -> Int? in
      if case .data(_, let line, _, _) = item.place { line } else { nil }
    }
    #expect(lines == [2, 3, 4, 5])
    #expect(project.alerts == nil)
  }

  @Test func `a table in Big5 is refused with the line at which it shows`() throws {
    let project = try project(
      Self.file(
        people:
          "recipients: { table: table.csv, roles: { operator: o@b.example, head: h@b.example } }"
      ),
      bytes: Data("unit,role,address,name\n".utf8) + [0xAA, 0xC0, 0xA4, 0x75, 0xAC, 0xEC]
        + Data(",head,h@b.example,\n".utf8))
    #expect(project.diagnostics.map(\.code.name) == ["alerts/table"])
    #expect(project.diagnostics.first?.place?.position?.line == 2)
    #expect(project.diagnostics.first?.message.en.contains("not UTF-8") == true)
    #expect(project.alerts == nil)
  }

  @Test func `a table without its columns or that is not there is an error`() throws {
    for (path, table) in [("table.csv", "unit,address\n"), ("none.csv", "")] {
      let project = try project(
        Self.file(
          people:
            "recipients: { table: \(path), roles: { operator: o@b.example, head: h@b.example } }"),
        table: table)
      #expect(project.diagnostics.map(\.code.name) == ["alerts/table"])
    }
  }
}
