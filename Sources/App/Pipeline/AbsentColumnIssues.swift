import Columns
import Diagnostics
import Findings
import LogReaders
import Planning
import RuleCheck

/// The defects of a log that lacks optional columns which may be in it under other headings.
enum AbsentColumnIssues {
  /// A column, and whether nothing is known of its cells.
  private struct Key: Hashable {
    var column: Int
    var isUnknown: Bool
  }

  /// The defects of a log that was read, by column; each counts the cells that are concerned.
  ///
  /// A column whose absence nothing speaks against is none: its cells are empty.
  ///
  /// - Parameters:
  ///   - files: The files, read.
  ///   - columns: The columns that they lack.
  ///   - schema: The dataset.
  ///   - firstInput: The place of the first file among the inputs of the result.
  ///   - rules: The rules, for telling which of them are concerned.
  static func issues(
    of files: [InputFile], lacking columns: [AbsentColumn], _ schema: DatasetSchema,
    firstInput: Int = 0, rules: CheckedRules?
  ) -> [DataIssue] {
    var order: [Key] = []
    var places: [Key: [(file: Int, heading: String)]] = [:]
    for absent in columns where files[absent.file].rows > 0 {
      let key: Key
      var heading = ""
      switch absent.doubt {
      case .none: continue
      case .possible(let found):
        key = Key(column: absent.column, isUnknown: false)
        heading = found.joined(separator: " ")
      case .likely(let near):
        key = Key(column: absent.column, isUnknown: true)
        heading = near
      }
      if places[key] == nil { order.append(key) }
      places[key, default: []].append((absent.file, heading))
    }
    return order.map { key in
      let found = places[key] ?? []
      let column = schema.columns[key.column]
      let count = found.reduce(0) { $0 + files[$1.file].rows }
      return DataIssue(
        code: DiagnosticCode.absentColumn.name, isFatal: key.isUnknown,
        dataset: schema.name, message: message(column, key.isUnknown, count), count: count,
        examples: found.prefix(20).map { place in
          DataIssue.Example(
            location: DataLocation(
              input: firstInput + place.file, line: files[place.file].headerLine),
            column: column.headers[0], found: String(place.heading.prefix(40)))
        }, taintedRules: tainted(by: key.column, of: schema, rules))
    }
  }

  private static func message(
    _ column: ColumnSchema, _ isUnknown: Bool, _ count: Int
  ) -> LocalizedText {
    isUnknown
      ? LocalizedText(
        zh: "檔案沒有欄位「\(column.headers[0])」，而有名稱與內容相近之未宣告欄位，無從得知：\(count)格",
        en:
          "column '\(column.name)' is absent, and one like it is not declared: \(counted(count, "unknown cell"))"
      )
      : LocalizedText(
        zh: "檔案沒有欄位「\(column.headers[0])」，而有內容相近之未宣告欄位，視為空白：\(count)格",
        en:
          "column '\(column.name)' is absent, and what could be it is not declared: \(counted(count, "cell")) taken for empty"
      )
  }

  /// The rules that read a column of the log, or a moment that is made from it.
  private static func tainted(
    by column: Int, of schema: DatasetSchema, _ rules: CheckedRules?
  ) -> [Int] {
    guard let rules else { return [] }
    let seen = schema.allColumns.indices.filter { schema.sourceColumns(of: $0).contains(column) }
    return Set(seen.flatMap { Plan.rules(reading: $0, ofDataset: schema.name, rules) }).sorted()
  }
}
