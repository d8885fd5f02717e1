import CivilTime
import Diagnostics
import Findings
import TestSupport
import Testing

/// Packed findings come back as they went in.
@Suite struct FindingListTests {
  private func text(_ finding: Finding) -> String { "\(finding)" }

  @Test func `every finding comes back, in order and by its index`() {
    let findings = Array(SampleResult.make().findings)
    let many = (0..<400).map { number in
      var finding = findings[number % findings.count]
      finding.identity = number % 3 == 0 ? "id-\(number)" : finding.subject.label
      finding.location = DataLocation(input: number % 2, line: number * 977)
      return finding
    }
    let list = FindingList(many)
    #expect(list.count == 400)
    #expect(list.map(text) == many.map(text))
    for index in [0, 1, 63, 64, 65, 127, 128, 399] {
      #expect(text(list[index]) == text(many[index]))
    }
  }

  @Test func `records of rows are what the findings hold`() {
    let findings = Array(SampleResult.make().findings)
    let list = FindingList((0..<200).map { findings[$0 % findings.count] })
    var (lines, records): ([String], Int) = ([], 0)
    for part in list.parts(ofAbout: 70) {
      part.forEach { record in
        records += 1
        var cells: [NamedValue] = []
        record.cells.forEach { name, text in
          cells.append(
            NamedValue(
              String(decoding: name, as: UTF8.self), String(decoding: text, as: UTF8.self)))
        }
        lines.append(
          "\(record.rule) \(record.verdict) \(String(decoding: record.key, as: UTF8.self)) "
            + "\(Self.text(record.due)) \(Self.text(record.actual)) \(record.daysLate as Any) "
            + "\(cells)")
      } other: { finding in
        lines.append(Self.line(finding, key: finding.subject.label))
      }
    }
    let expected = list.map { Self.line($0, key: $0.subject.label) }
    #expect(lines == expected)
    #expect(records > 0)
    #expect(records == list.filter { $0.subject.isOfOneValue }.count)
  }

  private static func line(_ finding: Finding, key: String) -> String {
    func text(_ time: StatedTime?) -> String {
      guard let time else { return "-" }
      return time.local.isoText(precision: time.isEndOfDay ? .day : time.precision)
    }
    return "\(finding.rule) \(finding.verdict) \(key) \(text(finding.due)) "
      + "\(text(finding.actual)) \(finding.lateness?.days as Any) \(finding.cells)"
  }

  private static func text(_ time: RowRecord.Time?) -> String {
    guard let time else { return "-" }
    return LocalTime(date: time.day, millisecondOfDay: time.millisecondOfDay)
      .isoText(precision: time.precision)
  }

  @Test(arguments: [
    (0, 0), (18_262, 61_000), (-719_162, 86_399_999), (2_932_896, 86_400_000), (20_000, 60_000),
  ])
  func `moments of any day, time and offset come back`(day: Int32, clock: Int) {
    for offset in [0, 28_800_000, -34_200_000, 29_161_000, 1] {
      for precision in Precision.allCases {
        var finding = Finding(
          rule: 3, subject: .row(key: []), verdict: .pending,
          reason: LocalizedText(verbatim: ""))
        let local = LocalTime(date: CivilDate(dayNumber: day), millisecondOfDay: clock)
        let instant = Instant(
          milliseconds: Int64(day) * 86_400_000 + Int64(clock) - Int64(offset))
        finding.start = StatedTime(local: local, instant: instant, precision: precision)
        finding.due = StatedTime(
          local: local, instant: instant, precision: precision, isEndOfDay: true)
        finding.actual = finding.start
        finding.lateness = Lateness(minutes: .min / 4, days: -1, workingDays: clock)
        #expect(text(FindingList([finding])[0]) == text(finding))
      }
    }
  }

  @Test(arguments: Verdict.allCases)
  func `every member comes back, however long`(verdict: Verdict) {
    for length in [0, 1, 127, 128, 16_300, 20_000] {
      let long = String(repeating: "限", count: length)
      var finding = Finding(
        rule: -1, subject: .member(key: [NamedValue("a", long), NamedValue("b", "")], period: nil),
        verdict: verdict, reason: LocalizedText(zh: long, en: "x"), owner: long,
        location: DataLocation(input: -1, line: 1 << 40), fingerprint: "f")
      finding.relatedLocations = [DataLocation(input: 2, line: -5)]
      finding.cells = [NamedValue("a", long), NamedValue("c", "1")]
      finding.explanation = [LocalizedText(verbatim: long)]
      finding.taints = ["data/malformed", "calendar/not-covered"]
      finding.waiver = "W"
      var list = FindingList([finding, finding])
      #expect(list.map(text) == [text(finding), text(finding)])
      list[1].owner = nil
      #expect(text(list[0]) == text(finding))
      #expect(list[1].owner == nil)
    }
  }

  @Test(arguments: Period.Unit.allCases)
  func `groups and their periods come back`(unit: Period.Unit) {
    var period = Period(unit, holding: CivilDate(dayNumber: 18_627))
    let whole = Finding(
      rule: 0, subject: .group(values: [], period: period), verdict: .violated,
      reason: LocalizedText(verbatim: ""))
    period.last = period.first
    let part = Finding(
      rule: 0, subject: .member(key: [NamedValue("m", "x")], period: period), verdict: .violated,
      reason: LocalizedText(verbatim: ""))
    #expect(FindingList([whole, part]).map(text) == [whole, part].map(text))
  }

  @Test func `a row that is packed at once is the finding it stands for`() {
    var builder = FindingListBuilder()
    var findings: [Finding] = []
    for number in 0..<200 {
      var finding = Finding(
        rule: number % 5, subject: .row(key: [NamedValue("k\(number % 13)", "K-\(number)")]),
        verdict: Verdict.allCases[number % Verdict.allCases.count],
        reason: LocalizedText(verbatim: ""), owner: number % 3 == 0 ? nil : "局\(number % 17)",
        location: DataLocation(input: number % 2, line: number * 31))
      finding.identity = "K-\(number)"
      finding.cells = (0..<number % 12).map { NamedValue("c\($0)", "\(number)") }
      findings.append(finding)
      builder.append(
        rule: finding.rule, finding.verdict, key: finding.subject.values[0], owner: finding.owner,
        location: finding.location ?? DataLocation(input: 0, line: 0), cells: finding.cells)
    }
    #expect(builder.finished().map(text) == findings.map(text))
    #expect(FindingList(findings).map(text) == findings.map(text))
  }

  @Test func `changing some leaves the others and tells waived ones`() {
    var list = FindingList(
      (0..<200).map {
        Finding(
          rule: $0 % 7, subject: .row(key: [NamedValue("k", "\($0)")]), verdict: .violated,
          reason: LocalizedText(verbatim: ""))
      })
    list.change { finding in
      guard finding.rule == 3 else { return false }
      finding.waiver = "W-1"
      return true
    }
    var waived: [Int] = []
    list.forEachVerdict { rule, verdict, isWaived in
      #expect(verdict == .violated)
      if isWaived { waived.append(rule) }
    }
    #expect(waived == [Int](repeating: 3, count: 29))
    #expect(list.count { $0.waiver != nil } == 29)
    #expect(list.map(\.subject.label) == (0..<200).map(String.init))
  }

  @Test func `places of a pack count from its origin`() {
    var pack = FindingPack()
    let finding = Finding(
      rule: 0, subject: .row(key: []), verdict: .violated, reason: LocalizedText(verbatim: ""),
      location: DataLocation(input: 0, line: 5))
    pack.append(finding)
    let offset = pack.byteCount
    pack.append(finding)
    var list = FindingList()
    list.append(pack, count: 1, origin: DataLocation(input: 1, line: 100))
    list.append(pack, from: offset, count: 1, origin: DataLocation(input: 2, line: 1000))
    #expect(
      list.map(\.location) == [
        DataLocation(input: 1, line: 105), DataLocation(input: 2, line: 1005),
      ])
  }
}

extension Subject {
  /// Whether it is a row whose key is one value.
  fileprivate var isOfOneValue: Bool {
    guard case .row(let key) = self else { return false }
    return key.count == 1
  }
}
