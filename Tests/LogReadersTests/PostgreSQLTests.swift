import Columns
import Glibc
import LogReaders
import Testing

/// Needs a server with a table `cases`, named by QIXIAN_TEST_POSTGRESQL.
@Suite(
  .enabled(
    if: getenv("QIXIAN_TEST_POSTGRESQL") != nil, "QIXIAN_TEST_POSTGRESQL names no PostgreSQL server"
  )
) struct PostgreSQLTests {
  static let address = getenv("QIXIAN_TEST_POSTGRESQL").map { String(cString: $0) } ?? ""

  @Test func `a query gives its rows, and cannot write`() throws {
    let mark = Self.address.contains("?") ? "&" : "?"
    let query = """
      SELECT * FROM (VALUES ('A1', '功許蓋', 7, timestamptz '2021-01-04 09:00+08', true, 12.50, \
      date '2021-01-05'), ('A2', NULL, NULL, '2021-01-05 00:00:00.5+00', false, NULL, NULL)) \
      AS t(id, note, age, at, ok, fee, day)
      """
    let reading = try Reading(
      [LogSource(argument: Self.address + mark + "query=" + query.replacing("+", with: "%2B"))],
      .cases)
    #expect(
      reading.cells == [
        ["A1", "功許蓋", "7", "2021-01-04 09:00:00", "yes", "1250e-2", "2021-01-05"],
        ["A2", "∅", "∅", "2021-01-05 08:00:00.500", "no", "∅", "∅"],
      ])
    #expect(throws: ReadError.self) {
      try LogReader.open(
        [LogSource(argument: Self.address + mark + "query=CREATE TABLE x (a int)")],
        schema: .cases)
    }
  }
}
