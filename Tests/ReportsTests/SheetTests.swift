import Diagnostics
import Findings
import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct SheetTests {
  /// Whether python3 is there to open the archives.
  static let canOpen = (try? Self.output(of: "print(1)", [])) == "1\n"

  @Test func `the type of an OpenDocument spreadsheet stands first and uncompressed`() throws {
    let bytes = try Reports.render(SampleResult.make(), as: .ods)
    #expect(Array(bytes[0..<4]) == [0x50, 0x4B, 3, 4])
    let type = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    #expect(String(decoding: bytes[30..<30 + type.utf8.count], as: UTF8.self) == type)
    #expect(bytes[8] == 0 && bytes[9] == 0)
  }

  @Test(
    .enabled(if: canOpen, "needs python3 to open the archives"),
    arguments: [ReportFormat.ods, .xlsx])
  func `a workbook is sound, has no formula, and names every violated subject`(
    format: ReportFormat
  ) throws {
    var random = RandomResult(seed: 11)
    var result = random.result()
    for text in SampleResult.nastyTexts {
      var finding = result.findings[0]
      finding.subject = .row(key: [NamedValue("k", text)])
      result.findings.append(finding)
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("qixian-\(UUID().uuidString).\(format.rawValue)")
    try Data(Reports.render(result, as: format)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try Self.output(
      of: """
        import sys, zipfile, xml.dom.minidom
        archive = zipfile.ZipFile(sys.argv[1])
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith(".xml") or name.endswith(".rels"):
                text = archive.read(name).decode("utf-8")
                xml.dom.minidom.parseString(text)
                print(text)
        """, [file.path])
    for finding in result.findings where finding.verdict == .violated {
      if finding.subject.label.hasPrefix("case-") { #expect(text.contains(finding.subject.label)) }
    }
    #expect(!text.contains("table:formula") && !text.contains("<f>"))
    #expect(text.contains("=cmd|&#39; /C calc&#39;!A0") || text.contains("=cmd|' /C calc'!A0"))
  }

  /// What of a workbook says how its sheets are printed, one page wide with their heads repeated.
  static let printing: [ReportFormat: [String]] = [
    .xlsx: [
      "<pageSetUpPr fitToPage=\"1\"/>", "fitToHeight=\"0\"", "orientation=\"landscape\"",
      "_xlnm.Print_Titles", "_xlnm.Print_Area\" localSheetId=\"1\">findings!$A$1:$N$",
    ],
    .ods: [
      "style:scale-to-X=\"1\" style:scale-to-Y=\"0\"", "<table:table-header-rows>",
      "table:print-ranges=\"&#39;findings&#39;.A1:&#39;findings&#39;.N",
    ],
  ]

  @Test(
    .enabled(if: canOpen, "needs python3 to open the archives"),
    arguments: [ReportFormat.ods, .xlsx])
  func `sheets are printed one page wide, findings without what only serves to look up`(
    format: ReportFormat
  ) throws {
    let result = SampleResult.make()
    let text = try Self.content(of: result, as: format)
    for mark in Self.printing[format] ?? [] { #expect(text.contains(mark), "\(mark)") }
    // Header and findings are printed to the last row.
    #expect(text.contains("\(result.findings.count + 1)"))
    let total = Totals(result).counts
    #expect(total.violated > 0 && text.contains(">\(total.violated)<"))
  }

  @Test(arguments: [Language.zhHant, .en])
  func `columns hold texts or numbers, as their headings stand`(language: Language) {
    var random = RandomResult(seed: 5)
    for result in [SampleResult.make(), random.result()] {
      let view = ReportView(result, ReportOptions(language: language))
      for sheet in Workbook(view).sheets {
        for cells in IteratorSequence(sheet.rows()) {
          for (cell, column) in zip(cells, sheet.columns) {
            let isNumber: Bool
            switch cell {
            case .empty: continue
            case .text, .identifier: isNumber = false
            case .integer, .decimal, .date, .moment: isNumber = true
            }
            #expect(isNumber == column.isNumber, "\(sheet.name): \(column.title.en): \(cell)")
          }
        }
      }
    }
  }

  /// What says of a heading over numbers that it stands at the right, and of one over texts that it does not.
  static let headings: [ReportFormat: [String]] = [
    .xlsx: ["<alignment horizontal=\"right\" vertical=\"top\" wrapText=\"1\"/>"],
    .ods: [
      "table:style-name=\"Header\"><text:p>rule</text:p>",
      "table:style-name=\"NumberHeader\"><text:p>violated</text:p>",
      "<style:paragraph-properties fo:text-align=\"end\"/>",
    ],
  ]

  @Test(
    .enabled(if: canOpen, "needs python3 to open the archives"),
    arguments: [ReportFormat.ods, .xlsx])
  func `headings over numbers stand at the right`(format: ReportFormat) throws {
    let text = try Self.content(of: SampleResult.make(), as: format)
    for mark in Self.headings[format] ?? [] { #expect(text.contains(mark), "\(mark)") }
  }

  /// All parts of a workbook in English, one after another.
  private static func content(of result: CheckResult, as format: ReportFormat) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("qixian-\(UUID().uuidString).\(format.rawValue)")
    try Data(Reports.render(result, as: format, options: ReportOptions(language: .en)))
      .write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try output(
      of: """
        import sys, zipfile
        archive = zipfile.ZipFile(sys.argv[1])
        for name in archive.namelist():
            if name.endswith(".xml"):
                print(archive.read(name).decode("utf-8"))
        """, [file.path])
  }

  private static func output(of script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : ""
  }
}
