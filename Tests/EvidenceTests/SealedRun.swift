import CivilTime
import Diagnostics
import Evidence
import Findings
import Foundation
import Pipeline
import Platform
import Signatures
import TestSupport

/// A small office with two rules and a log, checked in a folder of its own.
struct SealedRun {
  static let pem = Array(
    """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7
    -----END PRIVATE KEY-----

    """.utf8)

  static let rules = """
    qixian: 1
    pack: test.office
    title: { zh-Hant: 測試機關, en: test office }
    timezone: Asia/Taipei

    sources:
      points: { title: 測試要點 }

    datasets:
      cases:
        title: { zh-Hant: 案件, en: cases }
        key: case_no
        columns:
          case_no:  { type: text }
          name:     { type: text, sensitive: name }
          received: { type: date }
          closed:   { type: date, optional: true }

    rules:
      reply:
        title: { zh-Hant: 十日內函復, en: reply within ten days }
        kind: deadline
        dataset: cases
        from: received
        to: closed
        within:
          - limit: 10 days
        counting: apa-48
        severity: high
        cites: points, 3

    """

  static let log = """
    case_no,name,received,closed
    A-1,王小明,2021-01-04,2021-01-08
    A-2,陳大文,2021-01-04,2021-01-20
    A-3,李四,2021-01-05,
    A-4,張三,不明,2021-01-20

    """

  let folder: String
  let check: PreparedCheck
  let result: CheckResult

  /// Checks the log, with files of waivers by their names.
  init(waivers: [(name: String, text: String)] = []) throws {
    folder = try TemporaryFile.folder()
    try Data(Self.rules.utf8).write(to: URL(filePath: folder + "/rules.yaml"))
    try Data(Self.log.utf8).write(to: URL(filePath: folder + "/log.csv"))
    var parameters = RunParameters()
    parameters.rules = [folder + "/rules.yaml"]
    parameters.standards = RuleLoading.standards(
      RuleLibrary(folders: [Repository.root + "/rules"]))
    parameters.data = [.init(dataset: "cases", source: folder + "/log.csv")]
    parameters.asOf = "2021-01-31"
    for file in waivers {
      try Data(file.text.utf8).write(to: URL(filePath: folder + "/" + file.name))
      parameters.waivers.append(folder + "/" + file.name)
    }
    check = try PreparedCheck(parameters, now: Instant(milliseconds: 0))
    result = check.run().result
  }

  func remove() { TemporaryFile.remove(folder) }

  /// The bundle's bytes.
  func bundle(isSigned: Bool = true, withInputs: Bool = true) throws -> [UInt8] {
    let path = folder + "/evidence.zip"
    let sealed = try SealedFile(
      path, result, check, withInputs: withInputs,
      key: isSigned ? try SigningKey(pem: Self.pem) : nil, .zhHant)
    try sealed.commit()
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  static func verify(_ path: String, _ anchors: EvidenceFile.Anchors = .init()) throws
    -> Verification
  {
    try EvidenceFile(path, anchors, threads: 1).verify()
  }
}

extension Verification {
  /// The sentences of the steps that are broken.
  var complaints: [String] { steps.filter { $0.outcome == .broken }.map(\.text.en) }
}
