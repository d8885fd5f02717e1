import CivilTime
import Columns
import LogReaders
import Testing

@Suite struct CellTests {
  @Test(
    arguments: [
      (.integer, "0", "0"), (.integer, "-5", "-5"), (.integer, "+7", "7"),
      (.integer, "0012", "12"), (.integer, "999999999999999999", "999999999999999999"),
      (.integer, "9223372036854775807", "9223372036854775807"),
      (.integer, "-9223372036854775808", "-9223372036854775808"),
      (.integer, "9223372036854775808", "✗"), (.integer, "1,234", "✗"), (.integer, "1.0", "✗"),
      (.integer, "１２", "✗"), (.integer, " 12", "✗"), (.integer, "-", "✗"), (.integer, "  ", "∅"),
      (.integer, "2E5", "✗"), (.decimal, "12.50", "1250e-2"), (.decimal, "-0.07", "-7e-2"),
      (.decimal, "123456789012345678", "123456789012345678e-0"),
      (.decimal, "1234567890123456789", "✗"), (.decimal, ".5", "✗"), (.decimal, "5.", "✗"),
      (.decimal, "1.2.3", "✗"), (.decimal, "0.000000000000000001", "1e-18"),
      (.decimal, "+3", "3e-0"), (.decimal, "-", "✗"), (.decimal, "1e3", "✗"),
      (.boolean, "是", "yes"), (.boolean, "否", "no"), (.boolean, "Y", "yes"),
      (.boolean, "N", "no"), (.boolean, "true", "yes"), (.boolean, "FALSE", "no"),
      (.boolean, "1", "yes"), (.boolean, "0", "no"), (.boolean, "y", "✗"), (.boolean, "√", "✗"),
      (.date, "2020-02-29", "2020-02-29"), (.date, "2021-02-29", "✗"),
      (.date, "2021/3/4", "2021-03-04"), (.date, "109/03/19", "2020-03-19"),
      (.date, "109年3月19日", "2020-03-19"), (.date, "2020-03-19 00:00", "2020-03-19"),
      (.date, "2020-03-19 08:30", "✗"), (.date, "01/02/2020", "✗"),
      (.timestamp, "2020-03-19", "2020-03-19"),
      (.timestamp, "2020-03-19 09:05", "2020-03-19 09:05"),
      (.timestamp, "2020-03-19T09:05", "2020-03-19 09:05"),
      (.timestamp, "2020-03-19 09:05:59", "2020-03-19 09:05:59"),
      (.timestamp, "2020-03-19 23:59:59", "2020-03-19 23:59:59"),
      (.timestamp, "2020-03-19 24:01", "✗"), (.timestamp, "2020-03-19 09:60", "✗"),
      (.timestamp, "2020-03-19 09:05:60", "✗"), (.timestamp, "2020-03-19x09:05", "✗"),
      (.timestamp, "2020-13-01 09:05", "✗"), (.timestamp, "2020-03-19 0a:05", "✗"),
      (.timestamp, "2020-03-19T01:05:00Z", "2020-03-19 09:05:00"),
      (.timestamp, "2020-03-19T01:05:00.250+00:00", "2020-03-19 09:05:00.250"),
      (.timestamp, "109-03-19 下午 3:05", "2020-03-19 15:05"),
      (.timestamp, "1090319", "2020-03-19"), (.timestamp, "待補", "✗"),
    ] as [(ColumnType, String, String)])
  func `a cell gives its value or is malformed, never something near`(
    type: ColumnType, text: String, expected: String
  ) throws {
    let schema = DatasetSchema.test([
      ColumnSchema(name: "id", type: .text), ColumnSchema(name: "x", type: type, isOptional: true),
    ])
    // Quoted and plain, first and last in the file.
    let plain = text.contains(",") ? "\"\(text)\"" : text
    let reading = try Reading("id,x\n1,\(plain)\n2,\"\(text)\"\n3,\(plain)", schema)
    #expect(reading.cells == [["1", expected], ["2", expected], ["3", expected]])
    #expect(reading.issues.count == (expected == "✗" ? 3 : 0))
  }

  @Test func `declared words and repairs are honoured and counted`() throws {
    let schema = DatasetSchema.test([
      ColumnSchema(
        name: "id", type: .text, repairs: [.spreadsheetText, .trim]),
      ColumnSchema(
        name: "n", type: .integer, isOptional: true, emptyWords: ["-", "無", "0"],
        repairs: [.trim, .fullWidth, .lettersAsDigits]),
      ColumnSchema(
        name: "b", type: .boolean, isOptional: true, trueWords: ["有"], falseWords: ["沒有"]),
      ColumnSchema(
        name: "c", type: .text, isOptional: true, values: ["甲", "乙"], emptyWords: ["未填"]),
    ])
    let reading = try Reading(
      #"""
      id,n,b,c
      "=""007""",０12 ,有,甲
      '8,1O,沒有,丙
       9 ,無,是,未填
      10,0,,乙
      """#, schema)
    #expect(
      reading.cells == [
        ["007", "12", "yes", "甲"], ["8", "10", "no", "丙"], ["9", "∅", "✗", "∅"],
        ["10", "∅", "∅", "乙"],
      ])
    #expect(
      reading.issues.map(\.description) == [
        "undeclared-value 1 c 丙", "malformed 2 b 是",
      ])
    #expect(reading.repairs["id"]?[.spreadsheetText] == 2)
    #expect(reading.repairs["id"]?[.trim] == 1)
    #expect(reading.repairs["n"]?[.trim] == 1)
    #expect(reading.repairs["n"]?[.fullWidth] == 1)
    #expect(reading.repairs["n"]?[.lettersAsDigits] == 1)
  }

  @Test func `what is found in a sensitive column is not told`() throws {
    let schema = DatasetSchema.test([
      ColumnSchema(name: "id", type: .text),
      ColumnSchema(name: "birth", type: .date, sensitivity: .other),
    ])
    let reading = try Reading("id,birth\n1,A123456789\n", schema)
    #expect(reading.issues.map(\.description) == ["malformed 0 birth "])
  }

  @Test func `a day on which clocks change is read by the zone's rules`() throws {
    let summer: Int64 = 1_616_893_200_000  // 2021-03-28 01:00 UTC
    let schema = DatasetSchema(
      name: "eu", key: [],
      columns: [
        ColumnSchema(name: "id", type: .text), ColumnSchema(name: "at", type: .timestamp),
      ],
      zone: TimeZoneRules(
        name: "Europe/Amsterdam", firstOffset: 3600, transitions: [(at: summer, offset: 7200)]))
    let reader = try Reading(
      "id,at\n1,2021-03-28 01:59\n2,2021-03-28 03:00\n3,2021-03-29 00:00\n", schema)
    #expect(
      reader.cells.map { $0[1] } == ["2021-03-28 01:59", "2021-03-28 03:00", "2021-03-29 00:00"])
  }
}
