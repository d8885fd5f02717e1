import Columns
import Diagnostics
import Findings

/// Defects counted by code and column, with the files they are in and their first places.
struct IssueTally {
  /// Where something was found.
  struct Place: Sendable {
    var file: Int
    var line: Int
  }

  private struct Key: Hashable {
    var code: String
    var column: Int?
  }

  private struct Entry {
    var code: DiagnosticCode
    var column: Int?
    var count = 0
    var countOfFile: [Int: Int] = [:]
    var examples: [DataIssue.Example] = []
    var facts: [LocalizedText] = []
  }

  /// The most examples of an issue.
  static let mostExamples = 20

  private let columns: [ColumnSchema]
  private var entries: [Entry] = []
  private var indexOfKey: [Key: Int] = [:]

  init(columns: [ColumnSchema]) { self.columns = columns }

  /// Counts a defect; what was found is left out for sensitive columns.
  mutating func add(
    _ code: DiagnosticCode, column: Int? = nil, at place: Place, found: String = "",
    count: Int = 1
  ) {
    let index = entry(code, column)
    entries[index].count += count
    entries[index].countOfFile[place.file, default: 0] += count
    guard entries[index].examples.count < Self.mostExamples, count > 0 else { return }
    let column = column.map { columns[$0] }
    entries[index].examples.append(
      DataIssue.Example(
        location: DataLocation(input: place.file, line: place.line),
        column: column.map { $0.headers.first ?? $0.name },
        found: column?.sensitivity == nil ? String(found.prefix(60)) : ""))
  }

  /// Counts a defect that has no place.
  mutating func add(_ code: DiagnosticCode, column: Int, count: Int) {
    entries[entry(code, column)].count += count
  }

  /// Adds what there is to say about a defect as a whole.
  mutating func note(_ code: DiagnosticCode, column: Int? = nil, _ fact: LocalizedText) {
    entries[entry(code, column)].facts.append(fact)
  }

  /// Says how many keys occur more than once.
  mutating func noteRepeatedKeys(_ count: Int, column: Int) {
    note(
      .duplicateKey, column: column,
      LocalizedText(
        zh: "\(count) 個編號重複", en: count == 1 ? "1 key occurs again" : "\(count) keys occur again"))
  }

  /// The heading by which a column is known.
  func heading(_ column: Int) -> String { columns[column].headers.first ?? columns[column].name }

  private mutating func entry(_ code: DiagnosticCode, _ column: Int?) -> Int {
    let key = Key(code: code.name, column: column)
    if let index = indexOfKey[key] { return index }
    indexOfKey[key] = entries.count
    entries.append(Entry(code: code, column: column))
    return entries.count - 1
  }

  /// The issues, by column and code.
  ///
  /// - Parameters:
  ///   - files: The names of the files, in order.
  ///   - firstInput: The index of the first of them among the inputs of the result.
  ///   - tainted: The rules whose verdicts a defect of a column (or of rows) may taint.
  func finish(
    dataset: String, files: [String], firstInput: Int = 0, tainted: (Int?) -> [Int]
  ) -> [DataIssue] {
    let sorted = entries.filter { $0.count > 0 }.sorted {
      ($0.column ?? -1, $0.code.name) < ($1.column ?? -1, $1.code.name)
    }
    return sorted.map { entry in
      DataIssue(
        code: entry.code.name, isFatal: false, dataset: dataset, message: message(entry, files),
        count: entry.count,
        examples: entry.examples.map { example in
          var example = example
          example.location.input += firstInput
          return example
        }, taintedRules: tainted(IssueWords.isOfRows(entry.code) ? nil : entry.column))
    }
  }

  private func message(_ entry: Entry, _ files: [String]) -> LocalizedText {
    let words = IssueWords.of(entry.code)
    let count = entry.count
    var zh = "\(words.zh)：\(count)\(words.unitZH)"
    var en = "\(words.en): \(counted(count, words.unit))"
    if let index = entry.column {
      let column = columns[index]
      zh = "欄位「\(column.headers.first ?? column.name)」" + zh
      en = "column '\(column.headers.first ?? column.name)': " + en
    }
    for fact in entry.facts {
      zh += "；" + fact.zhHant
      en += "; " + fact.en
    }
    // A month that is missing stands in no file.
    if files.count > 1, !entry.countOfFile.isEmpty, entry.code != .monthMissing {
      if entry.countOfFile.count == 1, let file = entry.countOfFile.keys.first {
        let name = IssueWords.fileName(files[file])
        return LocalizedText(zh: zh + "（均在 \(name)）", en: en + " (all in \(name))")
      }
      let parts = entry.countOfFile.sorted { $0.key < $1.key }.map {
        "\(IssueWords.fileName(files[$0.key])) \($0.value)"
      }
      zh += "（\(parts.joined(separator: "、"))）"
      en += " (\(parts.joined(separator: ", ")))"
    }
    return LocalizedText(zh: zh, en: en)
  }
}
