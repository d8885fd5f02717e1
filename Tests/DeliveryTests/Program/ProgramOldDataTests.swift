import Foundation
import TestSupport
import Testing

/// Exports that end before the day of telling, through the program.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct ProgramOldDataTests {
  private static let head = "案號,陳情人,承辦單位,收件日,辦結日\n"

  /// An office whose project says so much of its data.
  private func office(data: String, ends: String?) throws -> ProgramOffice {
    let office = try ProgramOffice(transport: "smtp: 127.0.0.1")
    try office.write(
      "qixian.yaml",
      office.text("qixian.yaml").replacing("petitions: petitions.csv", with: "petitions: \(data)")
        .replacing(
          "observed-through: { petitions: written }",
          with: ends.map { "observed-through: { petitions: \($0) }" } ?? "fail-on: high"))
    try office.files.removeItem(atPath: office.folder + "/petitions.csv")
    return office
  }

  private func write(
    _ office: ProgramOffice, _ name: String, _ rows: String, written: String? = nil
  ) throws {
    try office.write(name, Self.head + rows)
    guard let written else { return }
    let day = try #require(ISO8601DateFormatter().date(from: written))
    try office.files.setAttributes(
      [.modificationDate: day], ofItemAtPath: office.folder + "/" + name)
  }

  /// What a preview at nine o'clock would tell: recipient, case and occasion.
  private func preview(_ office: ProgramOffice, _ day: String) throws -> (
    lines: [String], said: String
  ) {
    let run = try office.run(["alerts", "preview", "--now", "\(day) 09:00"])
    #expect(run.code == 0, "\(run.complaints)")
    var recipient = ""
    var lines: [String] = []
    for line in run.output.split(separator: "\n") {
      if line.hasPrefix("=== ") {
        recipient = String(line.dropFirst(4).prefix { $0 != "@" })
      } else {
        let parts = line.split(separator: "·").map { $0.trimmingCharacters(in: .whitespaces) }
        lines.append(([recipient] + parts.prefix(2)).joined(separator: " "))
      }
    }
    return (lines.sorted(), run.complaints)
  }

  private static let overdue = [
    "chief A 補行「期限當日」之通知", "ethics A 逾期3個工作天", "head A 逾期3個工作天",
    "officer A 補行「期限前2個工作天」之通知",
  ]

  @Test func `an export named after its month accuses of nothing due later`() throws {
    let office = try office(data: "\"{rocyear3}-{month}.csv\"", ends: nil)
    // A is due on 31 January, the month's last day; B on 1 February.
    try write(
      office, "110-01.csv", "A,王大明,社工科,2021-01-01,\nB,王大明,社工科,2021-01-02,\n")
    let found = try preview(office, "2021-02-22")
    #expect(
      found.lines == [
        "chief A 補行「期限當日」之通知", "officer A 補行「期限前2個工作天」之通知",
        "officer B 期限已過，資料僅至 1 月 31 日，請查明是否已辦結",
      ])
    #expect(!found.said.contains("run/unknown-end"))
  }

  @Test func `a month that was not over when its export was written does not count as whole`()
    throws
  {
    let office = try office(data: "\"{rocyear3}-{month}.csv\"", ends: nil)
    // Due on 20 February; the export of February is of the 10th, or a copy that shows the 8th.
    let rows = "A,王大明,社工科,2021-01-21,\nZ,王大明,社工科,2021-02-08,2021-02-08\n"
    try write(office, "110-02.csv", rows, written: "2021-02-10T00:00:00Z")
    #expect(
      try preview(office, "2021-02-26").lines == ["officer A 期限已過，資料僅至 2 月 8 日，請查明是否已辦結"])
    try write(office, "110-02.csv", rows, written: "2021-03-01T00:00:00Z")
    #expect(
      try preview(office, "2021-03-04").lines == Self.overdue)
  }

  @Test(
    arguments: [
      // Nobody says how far the data is complete: the newest day shown counts.
      (nil, "2021-02-03", "2021-02-22T00:00:00Z", true),
      (nil, "2021-02-02", "2021-02-22T00:00:00Z", false),
      // Nor can data show more than there was when they were written: at midday of the due day.
      (nil, "2021-02-19", "2021-02-03T04:00:00Z", false),
      (nil, "2021-02-19", "2021-02-03T16:00:00Z", true),
      // The project says it.
      ("written", "2021-01-04", "2021-02-22T00:00:00Z", true),
      ("written", "2021-01-04", "2021-02-03T04:00:00Z", false),
      ("2021-02-03", "2021-01-04", "2021-02-22T00:00:00Z", true),
      ("2021-02-02", "2021-02-19", "2021-02-22T00:00:00Z", false),
      ("now", "2021-01-04", "2021-01-04T00:00:00Z", true),
    ] as [(String?, String, String, Bool)])
  func `an export without a month in its name counts as far as is known`(
    _ ends: String?, _ newest: String, _ written: String, _ isOverdue: Bool
  ) throws {
    let office = try office(data: "petitions.csv", ends: ends)
    // A is due on 3 February; Z was done in time.
    try write(
      office, "petitions.csv", "A,王大明,社工科,2021-01-04,\nZ,王大明,社工科,\(newest),\(newest)\n",
      written: written)
    let found = try preview(office, "2021-02-22")
    #expect(found.lines.contains("chief A 補行「期限當日」之通知") == isOverdue, "\(found.lines)")
    #expect(
      found.lines.contains { $0.hasPrefix("officer A 期限已過，資料僅至 ") } == !isOverdue,
      "\(found.lines)")
    #expect(found.lines.contains { $0.hasPrefix("head A") && $0.contains("期限已過") } == false)
    #expect(found.said.contains("run/unknown-end") == (ends == nil), "\(found.said)")
    #expect(!found.said.contains("王大明") && !found.lines.joined().contains("王大明"))
  }

  @Test func `an option says it for this run, of all data or of one dataset`() throws {
    let office = try office(data: "petitions.csv", ends: nil)
    try write(office, "petitions.csv", "A,王大明,社工科,2021-01-04,\n")
    for option in ["2021-02-21", "petitions=2021-02-21"] {
      let run = try office.run([
        "alerts", "preview", "--now", "2021-02-22 09:00", "--observed-through", option,
      ])
      #expect(run.output.contains("逾期3個工作天"), "\(run.output)")
      #expect(!run.complaints.contains("run/unknown-end"))
    }
    let wrong = try office.run([
      "alerts", "preview", "--now", "2021-02-22 09:00", "--observed-through", "petition=2021-02-21",
    ])
    #expect(wrong.code == 2)
    #expect(wrong.complaints.contains("there is no data of 'petition'"), "\(wrong.complaints)")
  }
}
