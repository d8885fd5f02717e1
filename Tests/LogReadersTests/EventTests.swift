import CivilTime
import Columns
import LogReaders
import Testing

@Suite struct EventTests {
  typealias Moment = DatasetSchema.EventMapping.Moment

  static func schema(_ moments: [Moment], lifecycle: Bool = false) -> DatasetSchema {
    .test(
      key: ["case"],
      [
        ColumnSchema(name: "case", type: .text), ColumnSchema(name: "act", type: .text),
        ColumnSchema(name: "time", type: .timestamp),
        ColumnSchema(name: "phase", type: .text, isOptional: true),
        ColumnSchema(name: "unit", type: .text),
        ColumnSchema(name: "fee", type: .integer, isOptional: true),
      ],
      events: DatasetSchema.EventMapping(
        caseColumn: "case", activityColumn: "act", timeColumn: "time",
        lifecycleColumn: lifecycle ? "phase" : nil, moments: moments))
  }

  static let log = """
    case,act,time,phase,unit,fee
    A,收件,2021-01-04 09:00,start,甲,
    B,收件,2021-01-04 10:00,complete,,5
    A,通知補正,2021-01-08 09:00,complete,乙,
    A,通知補正,2021-01-06 09:00,complete,,7
    B,結案,2021-01-20,complete,丙,
    A,收件,2021-01-05 09:00,complete,,9
    A,結案,2021-01-30 17:00,complete,,
    ,收件,2021-01-04 09:00,complete,丁,1
    A,結案,2021-01-29 17:00,complete,,3
    C,收件,不明,complete,戊,1
    C,收件,2021-01-04 09:00,complete,戊,2
    """

  static let moments = [
    Moment(name: "received", choice: .first, activities: ["收件"]),
    Moment(name: "closed", choice: .last, activities: ["結案"]),
    Moment(name: "second", choice: .nth(2), activities: ["通知補正", "結案"]),
    Moment(name: "asked", choice: .count, activities: ["通知補正"]),
    Moment(name: "started", choice: .first, activities: ["收件"], lifecycle: "complete"),
    Moment(name: "fee_at", choice: .last, activities: ["收件"], valueColumn: "fee"),
  ]

  @Test(arguments: [(1, 1 << 19), (2, 20), (3, 1)])
  func `events become cases with their moments`(threads: Int, blockSize: Int) throws {
    let schema = Self.schema(Self.moments, lifecycle: true)
    let file = try TemporaryFile("log.csv", Array(Self.log.utf8))
    defer { file.remove() }
    let reading = try Reading(
      [LogSource(path: file.path)], schema, threads: threads, blockSize: blockSize,
      columns: ["case", "unit", "received", "closed", "second", "asked", "started", "fee_at"])
    #expect(
      reading.cells == [
        [
          "A", "甲", "2021-01-04 09:00", "2021-01-30 17:00", "2021-01-08 09:00", "2",
          "2021-01-05 09:00", "9",
        ],
        ["B", "丙", "2021-01-04 10:00", "2021-01-20", "∅", "0", "2021-01-04 10:00", "5"],
        ["∅", "丁", "2021-01-04 09:00", "∅", "∅", "0", "2021-01-04 09:00", "1"],
        ["C", "戊", "✗", "∅", "∅", "0", "✗", "✗"],
      ])
    #expect(reading.rows.map(\.line) == [2, 3, 9, 11])
    #expect(
      reading.issues.map(\.description) == [
        "empty-required 2 case ", "malformed 3 time 不明",
      ])
    #expect(reading.files[0].rows == 11)
  }

  @Test func `a required attribute that no event of a case has is an issue of the case`() throws {
    let reading = try Reading(
      "case,act,time,unit\nA,x,2021-01-01,\nA,y,2021-01-02,\nB,x,2021-01-01,甲\n", Self.schema([]))
    #expect(reading.issues.map(\.description) == ["empty-required 0 unit "])
  }

  @Test func `events at the same time keep the order of the input`() throws {
    let moments = [
      Moment(name: "f", choice: .first, activities: ["x"], valueColumn: "fee"),
      Moment(name: "l", choice: .last, activities: ["x"], valueColumn: "fee"),
      Moment(name: "n", choice: .nth(2), activities: ["x"], valueColumn: "fee"),
    ]
    let schema = Self.schema(moments)
    let file = try TemporaryFile(
      "log.csv",
      Array(
        "case,act,time,unit,fee\nA,x,2021-01-01,u,1\nA,x,2021-01-01,u,2\nA,x,2021-01-01,u,3\n".utf8)
    )
    defer { file.remove() }
    let reading = try Reading([LogSource(path: file.path)], schema, columns: ["f", "l", "n"])
    #expect(reading.cells == [["1", "3", "2"]])
  }
}
