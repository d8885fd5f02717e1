import CivilTime
import Columns
import Glibc
import LogReaders

/// Reads every log whose path comes in on standard input, and answers a line for each: for
/// `scripts/fuzz.py`, which changes the logs and watches for crashes and hangs.
@main
enum FuzzLogs {
  static func main() {
    while let path = readLine() {
      print(read(path))
      fflush(nil)
    }
  }

  /// Reads a log in two ways, which must agree.
  private static func read(_ path: String) -> String {
    let whole = outcome(path, threads: 1, blockSize: 1 << 19)
    let cut = outcome(path, threads: 2, blockSize: 61)
    return whole == cut ? "ok \(whole)" : "DIFFERENT \(whole) \(cut)"
  }

  /// The numbers of rows, cells by state and issues, or that the log was refused.
  private static func outcome(_ path: String, threads: Int, blockSize: Int) -> String {
    do {
      let reader = try LogReader.open(
        [LogSource(argument: path)], schema: schema, blockSize: blockSize)
      guard reader.isReadable else { return "unreadable" }
      let request = schema.columns.indices.map {
        ColumnRequest(column: $0, coding: $0.isMultiple(of: 2) ? .plain : .coded)
      }
      var rows = 0
      var states = [0, 0, 0]
      var issues = 0
      try reader.read(
        request, threads: threads, process: { $0 },
        merge: { batch, _ in
          rows += batch.rowCount
          issues += batch.issues.count
          for column in batch.columns { for state in column.states { states[Int(state)] += 1 } }
        })
      return "\(rows) \(states) \(issues)"
    } catch {
      return "refused"
    }
  }

  private static let schema = DatasetSchema(
    name: "fuzz", key: ["id"],
    columns: [
      ColumnSchema(name: "id", headers: ["案號", "id", "case:concept:name"], type: .text),
      ColumnSchema(
        name: "note", headers: ["說明", "note", "concept:name"], type: .text, isOptional: true,
        repairs: [.trim, .fullWidth, .spreadsheetText]),
      ColumnSchema(name: "age", headers: ["年齡", "age"], type: .integer, isOptional: true),
      ColumnSchema(
        name: "at", headers: ["受理時間", "at", "time:timestamp"], type: .timestamp,
        isOptional: true),
      ColumnSchema(name: "ok", headers: ["合格", "ok"], type: .boolean, isOptional: true),
      ColumnSchema(name: "fee", headers: ["費用", "fee"], type: .decimal, isOptional: true),
      ColumnSchema(
        name: "day", headers: ["日期", "day"], type: .date, isOptional: true,
        repairs: [.lettersAsDigits]),
    ], zone: TimeZoneRules(name: "Asia/Taipei", firstOffset: 28800))
}
