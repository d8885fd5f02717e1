import CivilTime
import Diagnostics
import Findings
import FoundationEssentials
import Glibc
import LogReaders
import Pipeline
import Platform
import TestSupport
import Testing

/// The sample month gives the same result in whatever form an office keeps it.
///
/// `scripts/export-sample.py` writes the fixtures from rules/samples, the spreadsheets with
/// LibreOffice and openpyxl.
@Suite struct FormatTests {
  static let names = ["protection-cases", "state-compensation", "petitions"]
  static let fixtures = Repository.root + "/Tests/ExaminationTests/Fixtures/"
  static let server = getenv("QIXIAN_TEST_POSTGRESQL").map { String(cString: $0) }

  /// The result over the tables as one form has them, with what may differ made equal.
  ///
  /// What may differ is the input's name, digest, size, encoding and format, and for forms without
  /// a line of headings that every line is one less.
  static func result(firstLine: Int = 2, _ source: (String) throws -> LogSource) throws -> [UInt8] {
    let project = Project(path: Repository.root + "/rules/samples/qixian.yaml")
    let loaded = RuleLoading.load(
      project.rulePaths, library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(!loaded.hasErrors)
    let request = CheckRequest(
      data: try names.map { .init(dataset: $0, sources: [try source($0)]) },
      asOf: try TimeText.parse("2021-01-31 24:00").get())
    var result = Check.run(request, rules: loaded.rules).result
    #expect(result.inputs.map(\.dataset).sorted() == names.sorted())
    #expect(result.inputs.allSatisfy { $0.rows > 40 })
    #expect(result.findings.count > 20)
    for index in result.inputs.indices {
      result.inputs[index].path = result.inputs[index].dataset
      result.inputs[index].sha256 = ""
      result.inputs[index].bytes = 0
      result.inputs[index].encoding = ""
      result.inputs[index].format = ""
    }
    for index in result.diagnostics.indices { result.diagnostics[index].place = nil }
    let shift = 2 - firstLine
    for index in result.findings.indices {
      result.findings[index].location?.line += shift
      for place in result.findings[index].relatedLocations.indices {
        result.findings[index].relatedLocations[place].line += shift
      }
    }
    for index in result.dataIssues.indices {
      for example in result.dataIssues[index].examples.indices {
        result.dataIssues[index].examples[example].location.line += shift
      }
    }
    return result.jsonBytes()
  }

  static let expected = try? result { LogSource(path: fixtures + $0 + ".utf8.csv") }

  static let forms: [(extension: String, firstLine: Int)] = [
    ("big5.csv", 2), ("office.xlsx", 2), ("openpyxl.xlsx", 2), ("ods", 2), ("dates.xlsx", 2),
    ("dates1904.xlsx", 2), ("dates.ods", 2), ("jsonl", 1), ("sqlite", 1),
  ]

  @Test(arguments: forms)
  func `the result is the same byte for byte`(form: (extension: String, firstLine: Int)) throws {
    let found = try Self.result(firstLine: form.firstLine) { name in
      let path = Self.fixtures + name + "." + form.extension
      return LogSource(argument: form.extension == "sqlite" ? "sqlite:" + path : path)
    }
    #expect(found.count > 1000)
    let isSame = found == Self.expected
    #expect(isSame)
  }

  @Test(
    .enabled(if: server != nil, "QIXIAN_TEST_POSTGRESQL names no PostgreSQL server"))
  func `the result from a PostgreSQL server is the same byte for byte`() throws {
    let address = try #require(Self.server)
    let found = try Self.result(firstLine: 1) { name in
      let text = try Repository.text("Tests/ExaminationTests/Fixtures/\(name).utf8.csv")
      let headings = text.prefix { !$0.isNewline }.split(separator: ",").map(String.init)
      let values = csvRows(text).map { row in
        let cells = headings.map { "'" + (row[$0] ?? "").replacing("'", with: "''") + "'" }
        return "(" + cells.joined(separator: ", ") + ")"
      }
      let heads = headings.map { "\"\($0)\"" }.joined(separator: ", ")
      var source = LogSource(path: address, format: .postgresql)
      source.query =
        "SELECT * FROM (VALUES \(values.joined(separator: ", "))) AS t(\(heads))"
      return source
    }
    let isSame = found == Self.expected
    #expect(isSame)
  }
}
