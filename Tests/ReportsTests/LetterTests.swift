import CivilTime
import Diagnostics
import Findings
import Foundation
import TestSupport
import Testing

@testable import Reports

/// Letters to owners: who gets one, and what stands in it.
@Suite struct LetterTests {
  static func finding(
    _ key: String, _ verdict: Verdict, owner: String?, due: StatedTime?, actual: StatedTime? = nil,
    days: Int? = nil
  ) -> Finding {
    var finding = Finding(
      rule: 0, subject: .row(key: [NamedValue("k", key)]), verdict: verdict,
      reason: LocalizedText(verbatim: "事由\(key)"), owner: owner, fingerprint: key)
    finding.due = due
    finding.actual = actual
    finding.lateness = days.map { Lateness(minutes: Int64($0) * 1440, days: $0) }
    return finding
  }

  static func day(_ month: Int, _ day: Int) -> StatedTime {
    SampleResult.day(2021, month, day, isEnd: true)
  }

  static func result() -> CheckResult {
    var result = SampleResult.make()
    result.groups = []
    var waived = finding("A-9", .violated, owner: "甲科", due: day(1, 4), days: 27)
    waived.waiver = "W-1"
    result.findings = [
      finding("A-2", .violated, owner: "甲科", due: day(1, 20), days: 11),
      finding("A-1", .violated, owner: "甲科", due: day(1, 5), days: 26),
      finding("A-3", .violated, owner: "甲科", due: day(1, 5), actual: day(1, 9), days: 4),
      finding("A-4", .violated, owner: "甲科", due: nil),
      finding("A-5", .pending, owner: "甲科", due: day(3, 2)),
      finding("A-6", .pending, owner: "甲科", due: day(2, 3)),
      finding("A-7", .pending, owner: "甲科", due: day(3, 3)),
      finding("A-8", .undetermined, owner: "甲科", due: nil), waived,
      finding("B-1", .pending, owner: "乙科", due: day(5, 1)),
      finding("C-1", .undetermined, owner: nil, due: nil),
      finding("D-1", .compliant, owner: "丁科", due: day(1, 5), actual: day(1, 4)),
    ]
    return result
  }

  @Test func `each owner with something to do gets one letter, those without an owner too`() throws
  {
    let letters = try Letters(Self.result(), ReportOptions())
    #expect(letters.names == ["001-未載明承辦單位.odt", "002-甲科.odt"])
  }

  @Test func `an owner that cannot be read is no addressee, and an open record no proof`() throws {
    var result = Self.result()
    result.findings = [
      Self.finding("A-1", .undetermined, owner: Subject.unreadable, due: nil),
      Self.finding(Subject.unreadable, .pending, owner: Subject.unreadable, due: Self.day(2, 3)),
    ]
    let letters = try Letters(result, ReportOptions())
    #expect(letters.names == ["001-承辦單位無法讀取.odt"])
    let book = LetterBook(ReportView(result, ReportOptions()))
    let values = LetterValues(book.view, book.owners[0].name, book.owners[0].matters)
    func text(_ path: String...) -> String? {
      var value = values.value
      for name in path {
        if case .list(let rows) = value, let first = rows.first { value = first }
        guard case .object(let all) = value, let inner = all[name] else { return nil }
        value = inner
      }
      guard case .text(let text) = value else { return nil }
      return text
    }
    #expect(text("recipient") == "（承辦單位無法讀取）")
    #expect(text("unknown", "done") == "–")
    #expect(text("due", "done") == "尚未")
    #expect(text("due", "case") == "（無法讀取）")
  }

  @Test func `cases stand in the list of their kind, in the order of their due days`() {
    var options = ReportOptions()
    options.dueWithin = 30
    let book = LetterBook(ReportView(Self.result(), options))
    let matters = book.owners.last?.matters
    func keys(_ cases: [LetterBook.Case]?) -> [String] {
      (cases ?? []).map { book.view.result.findings[$0.index].subject.label }
    }
    #expect(keys(matters?.open) == ["A-1", "A-2"])
    #expect(keys(matters?.late) == ["A-3"])
    #expect(keys(matters?.other) == ["A-4"])
    #expect(keys(matters?.due) == ["A-6", "A-5"])
    #expect(keys(matters?.unknown) == ["A-8"])
    #expect(matters?.waived == 1)
  }

  @Test(arguments: [(29, false), (30, true)])
  func `due soon ends with the last of the days`(within: Int, isListed: Bool) {
    var options = ReportOptions()
    options.dueWithin = within
    let book = LetterBook(ReportView(Self.result(), options))
    let due = book.owners.last?.matters.due.map {
      book.view.result.findings[$0.index].subject.label
    }
    #expect(due?.contains("A-5") == isListed)
    #expect(due?.contains("A-7") == false)
  }

  @Test func `a letter says what is to be done in official style`() throws {
    let letters = try Letters(Self.result(), ReportOptions())
    let text = try ArchiveText.parts(of: letters.bytes(1)).joined()
    for words in [
      "受文者：甲科", "主旨：貴單位承辦案件計有 2 件逾期未辦結", "說明：", "一、依範例市政府社會處施政計畫、行政程序法，以截至110年1月31日之資料",
      "二、查核結果：逾期未辦結2件、逾期辦結1件、其他不符規定1件、30日內屆期2件、資料不足無法判定1件，詳如附表。", "已核准豁免之 1 件未列入",
      "正本：甲科", "附表一　逾期未辦結案件（2件）", "附表五　資料不足無法判定案件（1件）", "逾期26日",
    ] { #expect(text.contains(words), "\(words)") }
    #expect(!text.contains("A-9") && !text.contains("A-7") && !text.contains("{{"))
    let none = try ArchiveText.parts(of: letters.bytes(0)).joined()
    #expect(none.contains("受文者：（未載明承辦單位）") && !none.contains("附表二"))
  }

  @Test(arguments: 1...120)
  func `points are counted as official letters count them`(number: Int) {
    let text = ChineseNumeral.text(number)
    let known = [
      1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 90: "九十", 99: "九十九",
      100: "100",
    ]
    if let expected = known[number] { #expect(text == expected) }
    #expect(!text.isEmpty)
  }

  @Test func `the recorded letter is what comes out`() throws {
    let letters = try Letters(SampleResult.make(), ReportOptions())
    let index = try #require(letters.names.firstIndex { $0.contains("社工科") })
    let parts = try ArchiveText.parts(of: letters.bytes(index))
    let content = try #require(parts.first { $0.contains("<office:document-content") })
      .split(separator: "<text:p", omittingEmptySubsequences: false).joined(separator: "\n<text:p")
    let file = GoldenTests.folder.appendingPathComponent("letter.zh-Hant.xml")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Data(content.utf8).write(to: file)
      Issue.record("letter.zh-Hant.xml was recorded, not compared")
      return
    }
    #expect(content == String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}
