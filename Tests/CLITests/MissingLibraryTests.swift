import Foundation
import Testing

/// Libraries are opened when they are first needed: a run without one of them says which, and ends in order.
struct MissingLibraryTests {
  /// What is done without a library, and what comes of it.
  struct Case: CustomTestStringConvertible, Sendable {
    let library: String
    /// The library's files, without their number.
    let file: String
    let package: String
    var data = "cases=cases.csv"
    var options: [String] = []
    let status: Int32
    var testDescription: String { library }
  }

  static let cases = [
    Case(
      library: "libxml2", file: "libxml2.so", package: "libxml2", data: "cases=cases.xes",
      status: 3),
    Case(
      library: "libzip", file: "libzip.so", package: "libzip-dev", data: "cases=cases.xlsx",
      status: 3),
    Case(
      library: "libpq", file: "libpq.so", package: "libpq5",
      data: "cases=postgresql://localhost/none?table=cases", status: 3),
    Case(
      library: "libxlsxwriter", file: "libxlsxwriter.so", package: "libxlsxwriter-dev",
      options: ["--format", "xlsx=out.xlsx"], status: 4),
    Case(
      library: "libcrypto", file: "libcrypto.so", package: "libssl3",
      options: ["--evidence", "sealed.zip", "--sign-key", "key.pem"], status: 4),
  ]

  static let key = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7
    -----END PRIVATE KEY-----

    """

  /// A folder with rules, logs and a key, and files without content that stand before a library's own.
  private static func office(without file: String) throws -> (Program, [String: String]) {
    let program = try Program()
    try program.write("rules.yaml", ExitCodeTests.rules)
    try program.write("cases.csv", ExitCodeTests.header + "A1,110-01-04,110-01-18\n")
    try program.write("cases.xes", "<log/>")
    try program.write("cases.xlsx", "PK\u{3}\u{4}")
    try program.write("key.pem", key)
    let folder = program.folder.appendingPathComponent("lib")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for number in 1...40 { try program.write("lib/\(file).\(number)", "") }
    return (program, ["LD_LIBRARY_PATH": folder.path])
  }

  private static let check = ["check", "rules.yaml", "--as-of", "110-03-31"]

  @Test("what needs a library that is not there says so, with the package", arguments: cases)
  func missing(_ item: Case) throws {
    let (program, environment) = try Self.office(without: item.file)
    for (language, words) in [
      ("en", "the library \(item.library) is not installed (package \(item.package) of"),
      ("zh-Hant", "系統未安裝程式庫 \(item.library)；請先安裝（Debian、Ubuntu 之套件為 \(item.package)）"),
    ] {
      let outcome = try program.run(
        Self.check + ["--data", item.data, "--lang", language] + item.options,
        environment: environment)
      let told = outcome.output + outcome.complaints
      #expect(outcome.status == item.status, "\(told)")
      #expect(told.contains(words), "\(told)")
    }
    #expect(program.read("out.xlsx") == nil && program.read("sealed.zip") == nil)
  }

  @Test("what does not need a library runs without it", arguments: cases)
  func unneeded(_ item: Case) throws {
    let (program, environment) = try Self.office(without: item.file)
    let outcome = try program.run(
      Self.check + ["--data", "cases=cases.csv", "--format", "text", "--format", "ods=out.ods"],
      environment: environment)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.complaints)")
    #expect(program.read("out.ods") != nil)
  }

  @Test("a signature that cannot be tested is neither sound nor false")
  func untested() throws {
    let (program, environment) = try Self.office(without: "libcrypto.so")
    let sealing = ["--evidence", "sealed.zip", "--ledger", "runs.jsonl", "--sign-key", "key.pem"]
    let sealed = try program.run(Self.check + ["--data", "cases=cases.csv"] + sealing)
    #expect(sealed.status == 0, "\(sealed.output)\(sealed.complaints)")
    for file in ["sealed.zip", "runs.jsonl"] {
      #expect(try program.run(["verify", file]).status == 0)
      let outcome = try program.run(["verify", file, "--lang", "en"], environment: environment)
      #expect(outcome.status == 3, "\(outcome.output)")
      #expect(outcome.output.contains("open    the signature was not tested: the library lib"))
      #expect(outcome.output.contains("The verification is not complete"))
      #expect(!outcome.output.contains("BROKEN"))
    }
  }
}
