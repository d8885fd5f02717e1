import CivilTime
import Diagnostics
import Pipeline
import Platform
import TestSupport
import Testing

/// The shipped calendar and profiles.
private func shippedLibrary(knownOn: CivilDate? = nil) throws -> CountingLibrary {
  let rules = RuleLibrary(folders: [Repository.root + "/rules"])
  let (library, problems) = CountingLibrary.load(
    from: rules, calendar: "tw-government", knownOn: knownOn)
  #expect(problems.isEmpty)
  return try #require(library)
}

@Suite struct DueTableTests {
  private func fill(_ text: String, language: Language = .en) throws -> DueTable.Outcome {
    DueTable(library: try shippedLibrary(), language: language).fill(Array(text.utf8))
  }

  /// The `due` or, where it is empty, the `error` of each row.
  private func answers(_ text: String) throws -> [String] {
    let outcome = try fill(text)
    #expect(outcome.problem == nil)
    return csvRows(String(decoding: outcome.output, as: UTF8.self)).map { row in
      let due = row["due"] ?? ""
      return due.isEmpty ? row["error"] ?? "" : due
    }
  }

  @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
  func `the table of worked examples is computed whole and passed on unchanged`() throws {
    let text = try SharedData.text("calendars/period-examples.csv")
    let outcome = try fill(text)
    #expect(outcome.computed == 68)
    #expect(outcome.failed == 0)
    let output = String(decoding: outcome.output, as: UTF8.self)
    for row in csvRows(output) {
      #expect(row["due"] == row["expected_last_moment"], "\(row["id"] ?? "")")
      #expect(row["error"] == "")
    }
    let lines = zip(
      text.split(separator: "\n"), output.split(separator: "\n", omittingEmptySubsequences: true))
    for (before, after) in lines { #expect(after.hasPrefix(before + ",")) }
  }

  @Test(arguments: [
    ("2026-06-01 10:00,30,day,calendar,", "2026-07-01T23:59:59+08:00"),
    ("115/6/1,30,day,,", "2026-07-01T23:59:59+08:00"),
    ("民國115年6月1日,30,日,,", "2026-07-01T23:59:59+08:00"),
    ("2026-06-01T06:00:00Z,24,hour,,", "2026-06-02T14:00:00+08:00"),
    ("2026-05-31T18:00:00Z,1,day,adverse,", "2026-06-01T23:59:59+08:00"),
    ("2026-06-01,6,working_day,,", "2026-06-09T23:59:59+08:00"),
    ("2026-06-01,6,Working Days,,", "2026-06-09T23:59:59+08:00"),
    ("2026-06-01,3,day,working-days,", "2026-06-04T23:59:59+08:00"),
    ("2025-05-28,3,day,effective_day,", "2025-05-30T00:00:00+08:00"),
    ("2026-06-01 10:00,90,minute,hours,", "2026-06-01T11:30:00+08:00"),
    ("2026-06-01,30,day,civil-code,", "2026-07-01T23:59:59+08:00"),
    // Adjustments, one and several.
    (
      "2026-06-01,30,day,,extend:15d; suspend:2026-06-11/2026-06-25 ;transit:5d",
      "2026-08-05T23:59:59+08:00"
    ),
    ("2026-06-01,15,day,,extend:2026-06-30", "2026-06-30T23:59:59+08:00"),
    ("2026-06-01,30,day,,suspend:115/6/11/115/6/25", "2026-07-16T23:59:59+08:00"),
    (
      "2026-06-01,30,day,,suspend:2026-06-11/2026-06-20；suspend:2026-06-15/2026-06-25",
      "2026-07-16T23:59:59+08:00"
    ),
    ("2026-06-01,3,month,,RESTART:115/3/30", "2026-06-30T23:59:59+08:00"),
    (
      "2026-06-01 10:00,24,hour,,suspend:2026-06-01T12:00/2026-06-01T15:30",
      "2026-06-02T13:30:00+08:00"
    ),
    ("2026-06-01 10:00,24,hour,,extend:24h", "2026-06-03T10:00:00+08:00"),
    ("2026-06-01 10:00,24,hour,,restart:2026-06-05 08:00", "2026-06-06T08:00:00+08:00"),
  ])
  func `a row is computed`(row: String, due: String) throws {
    #expect(try answers("start,length,unit,mode,adjustment\n\(row)\n") == [due])
  }

  @Test(arguments: [
    (",30,day,,", "there is no start"),
    ("2026-02-30,30,day,,", "start '2026-02-30' is a day that does not exist"),
    ("01/02/2020,30,day,,", "start '01/02/2020' can mean different dates"),
    ("2026-06-01,30,fortnight,,", "unknown unit 'fortnight'"),
    ("2026-06-01,,day,,", "length '' is not a whole number"),
    ("2026-06-01,1.5,day,,", "length '1.5' is not a whole number"),
    ("2026-06-01,0,day,,", "length '0' is 0 or longer than any period"),
    ("2026-06-01,-3,day,,", "length '-3' is not a whole number"),
    ("2026-06-01,30,,,", "length '30' has no unit"),
    ("2026-06-01,30,day,quickly,", "unknown mode 'quickly'"),
    ("2026-06-01,24,hour,,", "a limit from the instant needs the time of day"),
    ("2026-06-01,24,hour,calendar,", "unit hour contradicts mode calendar"),
    ("2026-06-01,3,working_day,calendar,", "unit working_day contradicts mode calendar"),
    ("2026-06-01,30,day,,extend 15d", "adjustment 'extend 15d' is not understood"),
    ("2026-06-01,30,day,,delay:15d", "adjustment 'delay:15d' is not understood"),
    ("2026-06-01,30,day,,transit:2mo", "adjustment 'transit:2mo' is not understood"),
    (
      "2026-06-01,30,day,,suspend:2026-06-25/2026-06-11",
      "adjustment 'suspend:2026-06-25/2026-06-11' is not understood"
    ),
    (
      "2026-06-01,30,day,,restart:2026-02-30",
      "date '2026-02-30' of an adjustment is a day that does not exist"
    ),
    ("2027-12-20,30,day,,", "calendar tw-government (2015-01-01 to 2027-12-31) lacks a day needed"),
    (
      "2014-12-01,3,working_day,,",
      "calendar tw-government (2015-01-01 to 2027-12-31) lacks a day needed"
    ),
    ("2026-06-01,30", "the row has 2 fields, the header 5"),
    ("2026-06-01,30,day,,,x", "the row has 6 fields, the header 5"),
  ])
  func `a row that cannot be computed says why`(row: String, error: String) throws {
    let text = "start,length,unit,mode,adjustment\n\(row)\n2026-06-01,30,day,,\n"
    #expect(try answers(text) == [error, "2026-07-01T23:59:59+08:00"])
  }

  @Test func `what the calendar is not needed for is computed beyond it`() throws {
    let text = "start,length,unit,mode\n2030-01-01,30,day,adverse\n2030-01-01 09:00,24,hour,hours\n"
    #expect(
      try answers(text) == ["2030-01-30T23:59:59+08:00", "2030-01-02T09:00:00+08:00"])
  }

  @Test func `quoting, line ends and marks stay as they were`() throws {
    let table =
      "\u{FEFF}id,start,length,unit,note\r\n\"1\",2026-06-01,30,day,\"a, \"\"b\"\"\r\nc\"\r\n\r\n2,x,30,day,"
    let outcome = try fill(table)
    let expected =
      "\u{FEFF}id,start,length,unit,note,due,error\r\n"
      + "\"1\",2026-06-01,30,day,\"a, \"\"b\"\"\r\nc\",2026-07-01T23:59:59+08:00,\r\n\r\n"
      + "2,x,30,day,,,start 'x' is not written as a date or time\n"
    #expect(String(decoding: outcome.output, as: UTF8.self) == expected)
    #expect(outcome.computed == 1)
    #expect(outcome.failed == 1)
  }

  @Test(
    arguments: [
      ("start_as_written,length\n109.07.12,30 days\n", "2020-08-11T23:59:59+08:00"),
      ("start,start_as_written,length,unit\n,109.07.12,30,day\n", "2020-08-11T23:59:59+08:00"),
      ("START;x,Length\n2020-07-12,30 days\n", nil),
      ("Start,LENGTH\n2020-07-12,30日\n", "2020-08-11T23:59:59+08:00"),
      ("start\tlength\tunit\n2020-07-12\t30\tday\n", nil), ("a,b\n1,2\n", nil), ("", nil),
    ] as [(String, String?)])
  func `columns may be missing or named in capitals`(table: String, due: String?) throws {
    let outcome = try fill(table)
    let output = String(decoding: outcome.output, as: UTF8.self)
    if table.contains("\t") {
      #expect(output.contains("2020-07-12\t30\tday\t2020-08-11T23:59:59+08:00\t"))
    } else if let due {
      #expect(csvRows(output).first?["due"] == due)
    } else {
      #expect(outcome.problem != nil)
    }
  }

  @Test func `errors are worded in Chinese too`() throws {
    let outcome = try fill("start,length,unit\n115/6/1,3,旬\n", language: .zhHant)
    #expect(String(decoding: outcome.output, as: UTF8.self).hasSuffix("不認得單位「旬」\n"))
  }

  @Test func `what was known decides a row`() throws {
    let text = Array("start,length,unit\n2025-08-30,30,day\n".utf8)
    for (known, due) in [("2025-06-01", "2025-09-29"), ("2025-07-01", "2025-09-30")] {
      let library = try shippedLibrary(knownOn: TimeText.parseDate(known).get())
      let output = DueTable(library: library, language: .en).fill(text).output
      #expect(String(decoding: output, as: UTF8.self).contains(",\(due)T23:59:59+08:00,"))
    }
  }
}
