import Foundation
import TestSupport

/// An invented office on disk with the real program, which is run as an official's machine runs it.
final class ProgramOffice {
  static let program = Repository.root + "/.build/debug/qixian"
  static let isBuilt = FileManager.default.isExecutableFile(atPath: program)

  /// A petition of the register, due thirty days after it came.
  struct Petition {
    var number: String
    /// The day it came: `2021-01-04`.
    var received: String
    var closed: String?
    var unit = "社工科"
    var name = "王大明"
  }

  /// What a run of the program said.
  struct Run {
    var code: Int32
    var output: String
    var complaints: String
  }

  let folder: String
  var files: FileManager { FileManager.default }

  /// Makes the office; the lines on transport are those of `alerts.transport`.
  init(transport: String, name: String = "測試府", more: String = "") throws {
    folder = "\(Office.base)/qixian-office-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write("rules.yaml", Self.rules)
    try write("qixian.yaml", Self.project(name, transport, more))
    try register([])
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
  }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? ""
  }

  /// Writes the register as the export of a day has it: what is closed later is open yet.
  func register(_ petitions: [Petition], on day: String = "9999-12-31") throws {
    let lines = petitions.filter { $0.received <= day }.map { item in
      let closed = item.closed.flatMap { $0 <= day ? $0 : nil } ?? ""
      return "\(item.number),\(item.name),\(item.unit),\(item.received),\(closed)"
    }
    try write(
      "petitions.csv", (["案號,陳情人,承辦單位,收件日,辦結日"] + lines).joined(separator: "\n") + "\n")
  }

  /// The program, ready to be started in the office's folder.
  func process(
    _ arguments: [String], _ environment: [String: String] = [:], language: String = "en"
  ) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Self.program)
    process.arguments = arguments + ["--lang", language]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return process
  }

  /// Runs the program to its end.
  func run(
    _ arguments: [String], _ environment: [String: String] = [:], language: String = "en"
  ) throws -> Run {
    let process = process(arguments, environment, language: language)
    let id = UUID().uuidString
    let paths = ["out", "err"].map { "\(NSTemporaryDirectory())qixian-\($0)-\(id)" }
    for path in paths { _ = files.createFile(atPath: path, contents: nil) }
    defer { for path in paths { try? files.removeItem(atPath: path) } }
    process.standardOutput = FileHandle(forWritingAtPath: paths[0])
    process.standardError = FileHandle(forWritingAtPath: paths[1])
    try process.run()
    process.waitUntilExit()
    let said = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
    return Run(code: process.terminationStatus, output: said[0], complaints: said[1])
  }

  /// One pass at nine o'clock of a day.
  func send(_ day: String, _ environment: [String: String] = [:]) throws -> Run {
    try run(["alerts", "send", "--now", "\(day) 09:00"], environment)
  }

  /// Waits until something holds, at most a minute.
  static func wait(_ isSo: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<6000 {
      if try isSo() { return true }
      usleep(10_000)
    }
    return try isSo()
  }

  private static let rules = """
    qixian: 1
    pack: test.office
    title: { zh-Hant: 人民陳情, en: Petitions }
    language: zh-Hant
    timezone: Asia/Taipei
    use: ["\(Repository.root)/rules/calendars/tw-government.yaml"]
    sources:
      apa: { title: 行政程序法 }
    counting:
      plain: { start: excluded, end-on-rest-day: stays }
    datasets:
      petitions:
        title: { zh-Hant: 陳情登記簿, en: Petitions }
        key: number
        columns:
          number:   { type: text, header: [案號] }
          name:     { type: text, header: [陳情人], sensitive: name }
          unit:     { type: text, header: [承辦單位] }
          received: { type: date, header: [收件日] }
          closed:   { type: date, header: [辦結日], optional: true }
    rules:
      answered:
        title: { zh-Hant: 收件後30日內辦結, en: Answered within 30 days }
        kind: deadline
        dataset: petitions
        from: received
        to: closed
        within: 30 days
        counting: plain
        severity: high
        owner: unit
        cites: "apa, §51"
        remedy: { zh-Hant: 儘速辦結並回復, en: Answer at once }

    """

  static func project(_ name: String, _ transport: String, _ more: String) -> String {
    """
    qixian: 1
    project: "\(name)"
    language: zh-Hant
    timezone: Asia/Taipei
    rules: [rules.yaml]
    data:
      petitions: petitions.csv
    observed-through: { petitions: written }
    alerts:
      sender: { name: 期限通知, address: qixian@city.example }
      transport: { \(transport) }
      recipients:
        domains: [city.example, many.example]
        roles: { head: head@city.example, ethics: ethics@city.example, operator: operator@city.example }
        units:
          社工科: { officer: officer@city.example, section-chief: chief@city.example }
      stages:
        - { id: due-soon, when: 2 working days before due, to: officer }
        - { id: due, when: at due, to: section-chief }
        - { id: late, when: 3 working days after due, to: [head, ethics] }
      health: health.json
      \(more)

    """
  }
}
