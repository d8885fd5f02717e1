import CSQLite
import Diagnostics

/// The rows of a table or query of an SQLite file, which is opened for reading only.
final class SQLiteStream: TableStream {
  /// A longer text or row is an error, so that one cell does not take all memory.
  private static let mostBytes: Int32 = 64 << 20
  private let path: String
  private let database: OpaquePointer
  private var statement: OpaquePointer
  private var line = 0

  /// The names of the result's columns.
  let headings: [String]

  init(path: String, table: String?, query: String?) throws {
    self.path = path
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let database = opened else {
      let reason = String(cString: sqlite3_errstr(code))
      sqlite3_close(opened)
      throw ReadError(
        path: path,
        LocalizedText(zh: "無法開啟資料庫：\(reason)", en: "cannot open the database: \(reason)"))
    }
    do {
      sqlite3_limit(database, SQLITE_LIMIT_LENGTH, Self.mostBytes)
      // Views and triggers of a foreign file run nothing but plain functions.
      sqlite3_exec(database, "PRAGMA trusted_schema = OFF", nil, nil, nil)
      let text: String
      if let query {
        text = query
      } else if let table {
        text = "SELECT * FROM \(Self.quoted(table))"
      } else {
        text = "SELECT * FROM \(Self.quoted(try Self.onlyTable(path, database)))"
      }
      statement = try Self.prepare(path, database, text)
    } catch {
      sqlite3_close(database)
      throw error
    }
    self.database = database
    let prepared = statement
    headings = (0..<sqlite3_column_count(prepared)).map { column in
      sqlite3_column_name(prepared, column).map { String(cString: $0) } ?? ""
    }
  }

  deinit {
    sqlite3_finalize(statement)
    sqlite3_close(database)
  }

  func next(_ row: RowCells) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: break
    case SQLITE_DONE: return false
    default: throw Self.failure(path, database)
    }
    line += 1
    row.start(line: line)
    for field in headings.indices {
      let column = Int32(field)
      guard sqlite3_column_type(statement, column) != SQLITE_NULL,
        let text = sqlite3_column_text(statement, column)
      else { continue }
      row.set(
        field,
        UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column))))
    }
    return true
  }

  private static func prepare(
    _ path: String, _ database: OpaquePointer, _ text: String
  ) throws -> OpaquePointer {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, text, -1, &statement, nil) == SQLITE_OK,
      let statement, sqlite3_stmt_readonly(statement) != 0
    else {
      sqlite3_finalize(statement)
      throw failure(path, database)
    }
    return statement
  }

  /// The only table of the database.
  private static func onlyTable(_ path: String, _ database: OpaquePointer) throws -> String {
    let statement = try prepare(
      path, database,
      "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        + " ORDER BY name")
    defer { sqlite3_finalize(statement) }
    var names: [String] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      if let name = sqlite3_column_text(statement, 0) { names.append(String(cString: name)) }
    }
    if names.count == 1 { return names[0] }
    let list = names.prefix(8)
    throw ReadError(
      path: path,
      LocalizedText(
        zh: "請以 ?table= 指定資料表：\(list.joined(separator: "、"))",
        en: "name the table with ?table=: \(list.joined(separator: ", "))"))
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static func failure(_ path: String, _ database: OpaquePointer) -> ReadError {
    let reason = String(cString: sqlite3_errmsg(database))
    return ReadError(
      path: path,
      LocalizedText(zh: "資料庫讀取失敗：\(reason)", en: "reading the database failed: \(reason)"))
  }
}
