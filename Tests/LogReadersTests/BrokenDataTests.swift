import Columns
import LogReaders
import Testing

/// Broken exports: the text, the issues (kind, row, column, found), the ids of all rows.
@Suite struct BrokenDataTests {
  static let tables: [(name: String, text: String, issues: [String], ids: [String])] = [
    ("empty key", "id,age\n,5\n2,6\n", ["empty-required 0 id "], ["∅", "2"]),
    ("blank key", "id,age\n  ,5\n", ["empty-required 0 id   "], ["∅"]),
    ("number in words", "id,age\n1,十\n", ["malformed 0 age 十"], ["1"]),
    ("thousands", "id,age\n1,\"1,000\"\n", ["malformed 0 age 1,000"], ["1"]),
    ("spreadsheet key", "id,age\n2.02505E+12,1\n", ["scientific-notation 0 id 2.02505E+12"], ["✗"]),
    ("spreadsheet number", "id,age\n1,1.2E+3\n", ["scientific-notation 0 age 1.2E+3"], ["1"]),
    ("no such day", "id,day\n1,2021-02-30\n", ["impossible-date 0 day 2021-02-30"], ["1"]),
    ("no such month", "id,day\n1,2021-13-01\n", ["impossible-date 0 day 2021-13-01"], ["1"]),
    (
      "no such hour", "id,at\n1,2021-01-01 25:00\n", ["impossible-date 0 at 2021-01-01 25:00"],
      ["1"]
    ),
    ("two readings", "id,day\n1,01/02/2020\n", ["ambiguous-date 0 day 01/02/2020"], ["1"]),
    ("bare number", "id,day\n1,43909\n", ["ambiguous-date 0 day 43909"], ["1"]),
    ("odd time", "id,at\n1,000400.0\n", ["malformed 0 at 000400.0"], ["1"]),
    ("time in a date", "id,day\n1,2021-01-01 08:00\n", ["malformed 0 day 2021-01-01 08:00"], ["1"]),
    ("unknown boolean", "id,ok\n1,可\n", ["malformed 0 ok 可"], ["1"]),
    ("two points", "id,fee\n1,1.2.3\n", ["malformed 0 fee 1.2.3"], ["1"]),
    (
      "too long a number", "id,age\n1,99999999999999999999\n",
      ["malformed 0 age 99999999999999999999"], ["1"]
    ),
    ("short row", "id,note,age\n1,a\n2,b,3\n", ["too-few-fields 0 - "], ["1", "2"]),
    ("one field", "id,note,age\njunk\n2,b,3\n", ["too-few-fields 0 - "], ["junk", "2"]),
    ("long row", "id,note,age\n1,a,2,3\n2,b,3\n", ["too-many-fields 0 - "], ["✗", "2"]),
    ("long row, last field empty", "id,note,age\n1,a,2,\n", ["too-many-fields 0 - "], ["✗"]),
    (
      "comma without quotes", "id,note,age\n1,a,b,2\n2,c,x\n",
      ["too-many-fields 0 - ", "malformed 1 age x"], ["✗", "2"]
    ),
    (
      "line break without quotes", "id,note,age\n1,a\nb,2\n",
      ["too-few-fields 0 - ", "too-few-fields 1 - "], ["1", "b"]
    ),
    ("quote never closed", "id,note\n1,\"a\n2,b\n3,c\n", ["unclosed-quote 0 - "], ["✗", "2", "3"]),
    ("quote never closed, last line", "id,note\n1,a\n2,\"b", ["unclosed-quote 1 - "], ["1", "✗"]),
    (
      "quote closed in a later row", "id,note\n1,\"a\n2,b\n3,\"c\"\n", ["stray-quote 0 - "],
      ["✗", "2", "3"]
    ),
    ("text after a quote", "id,note\n1,\"a\"b\n2,c\n", ["stray-quote 0 - "], ["✗", "2"]),
    (
      "quotes within quotes", "id,note\n1,\"say \"hi\" now\"\n2,c\n", ["stray-quote 0 - "],
      ["✗", "2"]
    ),
    ("space after a quote", "id,note\n1,\"a\" \n2,c\n", ["stray-quote 0 - "], ["✗", "2"]),
    ("quote within a field", "id,note\n1,5\" pipe\n2,c\n", [], ["1", "2"]),
    ("only delimiters", "id,note,age\n,,\n2,b,3\n", ["empty-required 0 id "], ["∅", "2"]),
    ("lone CR within LF lines", "id,note\n1,a\r2,b\n3,c\n", ["too-many-fields 0 - "], ["✗", "3"]),
    (
      "several in one row", "id,age,day\n,x,2021-02-30\n",
      ["empty-required 0 id ", "malformed 0 age x", "impossible-date 0 day 2021-02-30"], ["∅"]
    ),
    ("total at the end", "id,age\n1,2\n合計,2\n", [], ["1", "合計"]),
    (
      "long text is cut", "id,age\n1,\(String(repeating: "x", count: 60))\n",
      ["malformed 0 age \(String(repeating: "x", count: 40))"], ["1"]
    ),
    ("full-width digits in a number", "id,age\n1,１\n", ["malformed 0 age １"], ["1"]),
    ("NUL in text", "id,note\n1,a\0b\n", ["nul-byte 0 note a\0b"], ["1"]),
    ("NUL in a number", "id,age\n1,\0\n", ["malformed 0 age \0"], ["1"]),
    (
      "delimiter at line ends", "id,note\n1,a,\n2,b,\n",
      ["too-many-fields 0 - ", "too-many-fields 1 - "],
      ["✗", "✗"]
    ),
  ]

  @Test(arguments: tables.indices)
  func `each defect is named with its row and column, and no row is lost`(index: Int) throws {
    let (name, text, issues, ids) = Self.tables[index]
    let reading = try Reading(text, .cases)
    #expect(reading.issues.map(\.description) == issues, "\(name)")
    #expect(reading.cells.map { $0[0] } == ids, "\(name)")
  }

  /// The same with bytes that no text can hold.
  static let byteTables: [(name: String, bytes: [UInt8], issues: [String], notes: [String])] = [
    (
      "cut character", Array("id,note\n1,台北\n2,".utf8) + [0xE5, 0x8F] + Array("\n".utf8),
      ["invalid-bytes 1 note \u{FFFD}"], ["台北", "✗"]
    ),
    (
      "Latin-1 in UTF-8", Array("id,note\n1,台北市\n2,caf".utf8) + [0xE9] + Array("\n".utf8),
      ["invalid-bytes 1 note caf\u{FFFD}"], ["台北市", "✗"]
    ),
    (
      "overlong", Array("id,note\n1,台北\n2,".utf8) + [0xC0, 0xAF] + Array("\n".utf8),
      ["invalid-bytes 1 note \u{FFFD}\u{FFFD}"], ["台北", "✗"]
    ),
    (
      "surrogate", Array("id,note\n1,台北\n2,".utf8) + [0xED, 0xA0, 0x80] + Array("\n".utf8),
      ["invalid-bytes 1 note \u{FFFD}\u{FFFD}\u{FFFD}"], ["台北", "✗"]
    ),
    (
      "Big5 with a lone lead byte",
      Array("id,note\n1,".utf8) + [0xA5, 0x78, 0xA5, 0x5F]
        + Array("\n2,".utf8) + [0xA5] + Array("\n".utf8), ["invalid-bytes 1 note \u{FFFD}"],
      ["台北", "✗"]
    ),
    (
      "UTF-16 with a lone surrogate",
      [0xFF, 0xFE] + "id,note\n1,".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        + [0x00, 0xD8, 0x0A, 0x00], ["invalid-bytes 0 note \u{FFFD}"], ["✗"]
    ),
    (
      "UTF-16 cut in a character",
      [0xFF, 0xFE] + "id,note\n1,a".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + [0x42],
      ["invalid-bytes 0 note a\u{FFFD}"], ["✗"]
    ),
  ]

  @Test(arguments: byteTables.indices)
  func `bytes without meaning make their cell malformed and change nothing else`(index: Int) throws
  {
    let (name, bytes, issues, notes) = Self.byteTables[index]
    let reading = try Reading(bytes, .cases)
    #expect(reading.issues.map(\.description) == issues, "\(name)")
    #expect(reading.cells.map { $0[1] } == notes, "\(name)")
  }

  @Test func `a field of more than a mebibyte is not taken`() throws {
    let size = 1 << 20
    for (extra, state) in [(0, false), (1, true)] {
      let long = String(repeating: "x", count: size + extra)
      let reading = try Reading("id,note\n1,\(long)\n2,b\n", .cases)
      #expect(reading.cells.map { $0[0] } == ["1", "2"])
      #expect(reading.issues.map(\.kind) == (state ? [.fieldTooLong] : []))
      #expect((reading.cells[0][1] == "✗") == state)
    }
  }

  @Test func `a short row's missing cells decide nothing`() throws {
    let reading = try Reading("id,note,age\n1\n", .cases)
    #expect(reading.cells == [["1", "✗", "✗", "∅", "∅", "∅", "∅"]])
  }
}
