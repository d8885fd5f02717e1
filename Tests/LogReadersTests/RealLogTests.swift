import CivilTime
import Columns
import LogReaders
import TestSupport
import Testing

/// Public logs with known truths.
@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct RealLogTests {
  static func path(_ name: String) -> String { SharedData.folder + "/logs/" + name }

  static let taipei = DatasetSchema.test(
    key: ["id"],
    [
      ColumnSchema(name: "id", headers: ["案件編號"], type: .text),
      ColumnSchema(name: "item", headers: ["派工項目"], type: .text),
      ColumnSchema(name: "address", headers: ["案件地址"], type: .text, sensitivity: .address),
      ColumnSchema(name: "day", headers: ["立案日期"], type: .date),
      ColumnSchema(name: "time", headers: ["立案時間"], type: .text),
    ])

  @Test(
    arguments: [
      ("201508", 23_906, [:]), ("201701", 14_602, [:]), ("202104", 12_342, [:]),
      ("202304", 11_210, [:]), ("202402", 11_591, [:]),
      ("202505", 13_280, ["scientific-notation": 13_280]),
      ("202604-browser", 13_266, [:]),
    ] as [(String, Int, [String: Int])])
  func `every month of the hotline is read whole, with its defects counted`(
    month: String, rows: Int, expected: [String: Int]
  ) throws {
    let reading = try Reading(
      [LogSource(path: Self.path("taipei-1999-\(month).csv.gz"))], Self.taipei, threads: 2)
    #expect(reading.rows.count == rows)
    var counts: [String: Int] = [:]
    for issue in reading.issues { counts[issue.kind.rawValue, default: 0] += 1 }
    #expect(counts == expected, "\(reading.issues.prefix(5))")
  }

  @Test func `the road traffic fines give the known counts`() throws {
    let moments: [DatasetSchema.EventMapping.Moment] = [
      .init(name: "created", choice: .first, activities: ["Create Fine"]),
      .init(name: "notified", choice: .first, activities: ["Insert Fine Notification"]),
    ]
    let schema = DatasetSchema(
      name: "fines", key: ["case_id"],
      columns: [
        ColumnSchema(name: "case_id", type: .text), ColumnSchema(name: "activity", type: .text),
        ColumnSchema(name: "timestamp", type: .timestamp),
        ColumnSchema(name: "amount", type: .decimal, isOptional: true),
      ],
      zone: .utc,
      events: .init(
        caseColumn: "case_id", activityColumn: "activity", timeColumn: "timestamp",
        moments: moments))
    let reader = try LogReader.open(
      [LogSource(path: Self.path("traffic_fines.csv.gz"))], schema: schema)
    #expect(reader.isReadable)
    let asOf = Int64(try #require(CivilDate(year: 2013, month: 6, day: 18)).dayNumber)
    var counts = [0, 0, 0, 0]
    var issues = 0
    try reader.read(
      [ColumnRequest(column: 4), ColumnRequest(column: 5)], threads: 2,
      process: { batch -> ([Int], Int) in
        var counts = [0, 0, 0, 0]
        for row in 0..<batch.rowCount {
          let due = batch.columns[0].values[row] / 86_400_000 + 90
          if batch.columns[1].isPresent(row) {
            counts[batch.columns[1].values[row] / 86_400_000 <= due ? 0 : 1] += 1
          } else {
            counts[asOf > due ? 2 : 3] += 1
          }
        }
        return (counts, batch.issues.count)
      },
      merge: { output, _ in
        for index in counts.indices { counts[index] += output.0[index] }
        issues += output.1
      })
    #expect(counts == [32_267, 47_593, 69_380, 1_130])
    #expect(reader.files[0].rows == 561_470)
    #expect(issues == 0)
  }

  /// The permit log as pm4py writes it; the column names of XES are the same.
  static let permits = DatasetSchema(
    name: "permits", key: ["case"],
    columns: [
      ColumnSchema(name: "case", headers: ["case:concept:name"], type: .text),
      ColumnSchema(name: "activity", headers: ["concept:name"], type: .text),
      ColumnSchema(name: "time", headers: ["time:timestamp"], type: .timestamp),
      ColumnSchema(name: "phase", headers: ["lifecycle:transition"], type: .text),
      ColumnSchema(name: "resource", headers: ["org:resource"], type: .text, isOptional: true),
      ColumnSchema(name: "department", headers: ["case:department"], type: .text, isOptional: true),
      ColumnSchema(
        name: "deadline", headers: ["case:deadline"], type: .timestamp, isOptional: true),
      ColumnSchema(name: "end", headers: ["case:enddate"], type: .timestamp, isOptional: true),
    ], zone: TimeZoneRules(name: "UTC+1", firstOffset: 3600))

  @Test func `the permit log gives the known counts`() throws {
    let reading = try Reading(
      [LogSource(path: Self.path("receipt.csv.gz"))], Self.permits, threads: 2)
    #expect(reading.rows.count == 8_577)
    #expect(reading.issues.isEmpty)
    var schema = Self.permits
    schema.events = .init(
      caseColumn: "case", activityColumn: "activity", timeColumn: "time", moments: [])
    let cases = try Reading(
      [LogSource(path: Self.path("receipt.csv.gz"))], schema, columns: ["case", "deadline", "end"])
    var counts = [0, 0, 0]
    for row in cases.cells {
      counts[row[2] == "∅" ? 2 : row[2] <= row[1] ? 0 : 1] += 1
    }
    #expect(counts == [952, 377, 105])
  }
}

extension RealLogTests {
  @Test func `the permit log in XES gives the rows of its CSV`() throws {
    let csv = try Reading([LogSource(path: Self.path("receipt.csv.gz"))], Self.permits)
    let xes = try Reading([LogSource(path: Self.path("receipt.xes.gz"))], Self.permits, threads: 2)
    #expect(xes.cells.count == 8_577)
    #expect(xes.cells == csv.cells)
    #expect(xes.issues.isEmpty)
  }

  @Test(arguments: [("running-example.xes", 42, 6), ("reviewing.xes.gz", 3_730, 100)])
  func `small dialects of XES are read`(name: String, events: Int, cases: Int) throws {
    let schema = DatasetSchema.test([
      ColumnSchema(name: "case", headers: ["case:concept:name"], type: .text),
      ColumnSchema(name: "activity", headers: ["concept:name"], type: .text),
      ColumnSchema(name: "time", headers: ["time:timestamp"], type: .timestamp),
    ])
    let reading = try Reading([LogSource(path: Self.path(name))], schema)
    #expect(reading.rows.count == events)
    #expect(Set(reading.cells.map { $0[0] }).count == cases)
    #expect(reading.issues.isEmpty)
  }
}
