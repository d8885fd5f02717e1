import CLibPQ
import Diagnostics

/// The rows of a table or query of a PostgreSQL database, fetched one by one in a read-only session.
final class PostgreSQLStream: TableStream {
  private static let booleanType: UInt32 = 16
  private let name: String
  private let pq: pq_functions
  private let connection: OpaquePointer
  private var result: OpaquePointer?
  private var line = 0

  /// The names of the result's columns.
  private(set) var headings: [String] = []

  init(source: LogSource) throws {
    name = source.displayName
    guard let library = pq_load() else {
      throw ReadError(path: source.displayName, .missingLibrary("libpq", package: "libpq5"))
    }
    pq = library.pointee
    guard let connection = pq.PQconnectdb(source.path) else {
      throw ReadError(
        path: source.displayName, LocalizedText(zh: "無法連線至資料庫", en: "cannot connect"))
    }
    self.connection = connection
    guard pq.PQstatus(connection) == CONNECTION_OK else { throw failure() }
    for command in [
      "SET default_transaction_read_only = on", "SET client_encoding = 'UTF8'",
      "SET datestyle = 'ISO, YMD'", "SET bytea_output = 'hex'",
    ] {
      let done = pq.PQexec(connection, command)
      defer { pq.PQclear(done) }
      guard pq.PQresultStatus(done) == PGRES_COMMAND_OK else { throw failure() }
    }
    guard let text = source.query ?? source.table.map(Self.selection) else {
      throw ReadError(
        path: name,
        LocalizedText(
          zh: "請以 ?table= 或 ?query= 指定要讀的資料", en: "say what to read with ?table= or ?query="))
    }
    guard pq.PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 0) == 1,
      pq.PQsetSingleRowMode(connection) == 1
    else { throw failure() }
    try fetch()
    headings = (0..<pq.PQnfields(result)).map { column in
      pq.PQfname(result, column).map { String(cString: $0) } ?? ""
    }
  }

  deinit {
    pq.PQclear(result)
    pq.PQfinish(connection)
  }

  func next(_ row: RowCells) throws -> Bool {
    guard pq.PQntuples(result) > 0 else { return false }
    line += 1
    row.start(line: line)
    for field in headings.indices {
      let column = Int32(field)
      guard pq.PQgetisnull(result, 0, column) == 0, let value = pq.PQgetvalue(result, 0, column)
      else {
        continue
      }
      let bytes = UnsafeRawBufferPointer(
        start: value, count: Int(pq.PQgetlength(result, 0, column)))
      if pq.PQftype(result, column) == Self.booleanType {
        row.set(field, Array((bytes.first == UInt8(ascii: "t") ? "TRUE" : "FALSE").utf8))
      } else {
        row.set(field, bytes)
      }
    }
    try fetch()
    return true
  }

  private func fetch() throws {
    pq.PQclear(result)
    result = pq.PQgetResult(connection)
    switch pq.PQresultStatus(result) {
    case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK: break
    default: throw failure()
    }
  }

  private static func selection(of table: String) -> String {
    let parts = table.split(separator: ".").map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    return "SELECT * FROM " + parts.joined(separator: ".")
  }

  private func failure() -> ReadError {
    var reason = pq.PQerrorMessage(connection).map { String(cString: $0) } ?? ""
    while reason.last?.isNewline == true { reason.removeLast() }
    return ReadError(
      path: name,
      LocalizedText(zh: "資料庫讀取失敗：\(reason)", en: "reading the database failed: \(reason)"))
  }
}
