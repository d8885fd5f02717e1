import Foundation
import TestSupport
import Testing

/// What docs/alerts.md shows works as it stands there.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct ProgramDocsTests {
  /// The blocks of a page between fences of a kind.
  private func blocks(_ page: String, _ kind: String) throws -> [String] {
    let text = try Repository.text(page)
    return text.split(separator: "\n```" + kind + "\n").dropFirst().map { part in
      String(part[..<(part.firstRange(of: "\n```")?.lowerBound ?? part.endIndex)])
    }
  }

  @Test(arguments: ["docs/alerts.md", "docs/alerts.zh-Hant.md"])
  func `the settings of the page have no mistake`(_ page: String) throws {
    let office = try ProgramOffice(transport: "smtp: 127.0.0.1")
    let head = office.text("qixian.yaml").components(separatedBy: "alerts:\n")
    let blocks = try blocks(page, "yaml")
    #expect(blocks.count == 3)
    let settings = (blocks.first ?? "").replacing("/var/lib/qixian/", with: "")
    let beside = (head.first ?? "").split(separator: "\n").filter {
      !$0.hasPrefix("observed-through:")
    }.joined(separator: "\n")
    try office.write(
      "qixian.yaml",
      beside + "\n" + blocks[1] + "\n" + settings + "\n" + (blocks.last ?? "") + "\n")
    let lint = try office.run(["lint", "qixian.yaml"])
    #expect(lint.code == 0, "\(lint.output)")
    #expect(lint.output.contains("0 errors, 0 warnings"), "\(lint.output)")
    let preview = try office.run(["alerts", "preview", "--now", "2021-02-22 09:00"])
    #expect(preview.code == 0, "\(preview.complaints)")
  }

  @Test func `the line for cron hands the password on to the program`() throws {
    var script = ScriptedServer.Script()
    script.refusesLogin = true
    let server = try #require(ScriptedServer(script))
    defer { server.close() }
    let office = try ProgramOffice(
      transport: """
        smtp: 127.0.0.1, port: \(server.port), security: none, user: qixian, \
        password-env: QIXIAN_SMTP_PASSWORD
        """)
    try office.register([.init(number: "P-1", received: "2021-01-04")])
    try office.write("alerts.env", "QIXIAN_SMTP_PASSWORD=geheim-4711\n")
    let line = try #require(
      try Repository.text("docs/alerts.md").split(separator: "\n").first {
        $0.hasPrefix("*/15 * * * * ")
      })
    let command = line.dropFirst(13)
      .replacing("/srv/qixian", with: "'\(office.folder)'")
      .replacing("/etc/qixian/", with: "'\(office.folder)/'")
      .replacing("/usr/bin/qixian", with: "'\(ProgramOffice.program)'")
    #expect(command.contains("alerts send"))
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command + " --now '2021-02-22 09:00' --lang en"]
    let output = Pipe()
    process.standardError = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 4)
    #expect(said.contains("refused the login"), "\(said)")
    #expect(!said.contains("geheim"))
  }
}
