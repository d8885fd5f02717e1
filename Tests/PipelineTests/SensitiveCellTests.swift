import CivilTime
import Diagnostics
import Findings
import Pipeline
import Reports
import RuleCheck
import TestSupport
import Testing

/// Cells of sensitive columns, in whatever state the data is: nothing that the program says quotes one.
@Suite struct SensitiveCellTests {
  private static let pack =
    TestPack.head(
      "id:     { type: text }",
      "name:   { type: text, sensitive: name }",
      "nid:    { type: text, sensitive: national-id }",
      "phone:  { type: text, sensitive: phone }",
      "home:   { type: text, sensitive: address }",
      "mail:   { type: text, sensitive: email }",
      "note:   { type: text, sensitive: other, optional: true }",
      "born:   { type: date, sensitive: other }",
      "worth:  { type: decimal, sensitive: other }",
      "age:    { type: integer, sensitive: other }",
      "kind:   { type: text, sensitive: other, values: [甲, 乙] }",
      "on:     { type: date }",
      "done:   { type: date, optional: true }") + """
        in-time: { kind: deadline, dataset: cases, from: on, to: done, within: 3 days, counting: d, cites: s }
        adult:   { kind: assert, dataset: cases, that: "age >= 18 && name != mail", cites: s }
        once:    { kind: unique, dataset: cases, columns: nid, cites: s }
      """

  private static let columns = [
    "id", "name", "nid", "phone", "home", "mail", "note", "born", "worth", "age", "kind", "on",
    "done",
  ]
  private static let sensitive = 1...10

  /// What is done to a row.
  enum Damage: CaseIterable {
    case none, oneMore, oneLess, firstLess, firstFourLess, someLess
    case openQuote, quoteInside, badDate, control, empty, twice, longCell
  }

  /// Cells that occur nowhere else; each with the sign of its row, so that it can be found again.
  private static func row(_ number: Int, _ damage: Damage) -> (text: String, secrets: [String]) {
    let sign = "\(number)zq"
    var cells = [
      "A\(number)", "祕\(sign)名字長", "A1234\(sign)56789", "0912\(sign)345678", "嘉義市東區中山路199號\(sign)樓",
      "some\(sign)body@example.org", "附註\(sign)內容", "110-13-4\(sign)", "12.\(sign)5", "4\(sign)2",
      "丙\(sign)",
      "110-01-04", "110-01-09",
    ]
    switch damage {
    case .none: break
    case .oneMore: cells.insert("多\(sign)餘的格", at: 3)
    case .oneLess: cells.removeLast(2)
    case .firstLess: cells.removeFirst()
    case .firstFourLess: cells.removeFirst(4)
    case .someLess: cells.remove(at: number % cells.count)
    case .openQuote: cells[4] = "\"" + cells[4]
    case .quoteInside: cells[4] += "\"x\""
    case .badDate: cells[11] = "不明"
    case .control: cells[1] += "\u{0}\u{1B}[31m"
    case .empty: cells[0] = ""
    case .twice: cells[2] = "A1234same56789"
    case .longCell: cells[6] += String(repeating: "長", count: 5_000)
    }
    return (cells.joined(separator: ","), [sign])
  }

  private static func check(_ log: [UInt8]) throws -> CheckResult {
    let loaded = TestPack.check(pack)
    #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    var request = try TestPack.request(log, asOf: "2021-03-01")
    request.describes = true
    request.explains = true
    return Check.run(request, rules: loaded.rules).result
  }

  /// Everything that a run says, in every form.
  private static func said(_ result: CheckResult) throws -> [(form: String, text: String)] {
    var all = [("result", String(decoding: result.jsonBytes(), as: UTF8.self))]
    for language in Language.allCases {
      let renderer = DiagnosticRenderer(language: language)
      all.append(("messages", renderer.render(result.diagnostics)))
      for format in ReportFormat.allCases
      where format != .json && (language == .zhHant || !format.isBinary) {
        let options = ReportOptions(language: language, reveal: ["keys"])
        let bytes = try Reports.render(result, as: format, options: options)
        let texts =
          format.isBinary
          ? try ArchiveText.parts(of: bytes) : [String(decoding: bytes, as: UTF8.self)]
        all += texts.map { (format.rawValue, $0) }
      }
    }
    return all
  }

  @Test(arguments: Damage.allCases)
  func `nothing that is said quotes a sensitive cell`(damage: Damage) throws {
    var lines = [Self.columns.joined(separator: ",")]
    var secrets: [String] = []
    for number in 10..<22 {
      let (text, own) = Self.row(number, number % 3 == 0 ? .none : damage)
      lines.append(text)
      secrets += own
    }
    let result = try Self.check(Array((lines.joined(separator: "\n") + "\n").utf8))
    #expect(!result.dataIssues.isEmpty)
    for (form, text) in try Self.said(result) {
      let leaks = secrets.filter { text.contains($0) }
      #expect(leaks == [], "\(form) quotes \(leaks.first ?? "")")
    }
  }

  @Test func `what is said quotes a cell that is not sensitive`() throws {
    let log = Self.columns.joined(separator: ",") + "\nA1,王,A1,09,路,m@x,附,110-01-04,1,20,甲,不明日,\n"
    let text = String(decoding: try Self.check(Array(log.utf8)).jsonBytes(), as: UTF8.self)
    #expect(text.contains("不明日") && text.contains("A1"))
  }
}
