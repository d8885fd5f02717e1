import Foundation
import TestSupport
import Testing

/// What the program says of broken settings: every mistake in one run, with its place and a caret, in
/// both languages.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct SettingsMessageTests {
  private static let broken = """
    qixian: 1
    project: 測試府
    language: zh-Hant
    timezone: Asia/Taipei
    rules: [rules.yaml]
    data:
      petitions: petitions.csv
    alerts:
      sender: 期限通知
      transport: { smtp: 127.0.0.1, user: qixian, password: geheim-4711 }
      recipients:
        roles: { head: head@city.example, operator: "operator @city.example" }
      stages:
        - { id: early, when: 2 days, to: head }
      digests:
        - { id: daily, when: 每日八點半 }
      remind-every: 五天
      limt: 5

    """

  @Test(arguments: ["en", "zh-Hant"])
  func `lint and send name each mistake with its place`(_ language: String) throws {
    let office = try ProgramOffice(transport: "smtp: 127.0.0.1")
    try office.write("qixian.yaml", Self.broken)
    let expected = try String(
      contentsOfFile: Repository.root
        + "/Tests/DeliveryTests/Program/Golden/broken-settings.\(language).txt",
      encoding: .utf8)
    for command in [["lint", "qixian.yaml"], ["alerts", "send"]] {
      let run = try office.run(command, language: language)
      #expect(run.code == 2)
      let said = (run.output + run.complaints).replacing(office.folder + "/", with: "")
      #expect(said.hasPrefix(expected), "\(said)")
    }
    #expect(!office.files.fileExists(atPath: office.folder + "/alerts.sqlite"))
  }
}
