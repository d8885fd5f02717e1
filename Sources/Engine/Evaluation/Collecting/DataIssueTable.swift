public import Columns
import Diagnostics
import Findings
import Planning
import RuleCheck

/// Defects of one dataset, counted by kind and column, with their first places.
struct DataIssueTable {
  private struct Key: Hashable {
    var kind: ReadIssue.Kind
    var column: Int?
  }
  private let dataset: CheckedDataset
  private var counts: [Key: Int] = [:]
  private var examples: [Key: [DataIssue.Example]] = [:]
  private var order: [Key] = []

  init(dataset: CheckedDataset) { self.dataset = dataset }

  mutating func add(_ outcome: BatchOutcome, origin: BatchOrigin, firstInput: Int) {
    for (issue, line) in outcome.issues {
      let key = Key(kind: issue.kind, column: issue.column)
      if counts[key] == nil { order.append(key) }
      counts[key, default: 0] += 1
      guard examples[key, default: []].count < 20 else { continue }
      let column = issue.column.map { dataset.schema.allColumns[$0] }
      let place =
        issue.place ?? ReadIssue.Place(file: origin.file, line: origin.firstLine + line)
      examples[key, default: []].append(
        DataIssue.Example(
          location: DataLocation(input: firstInput + place.file, line: place.line),
          column: column.map { $0.headers.first ?? $0.name },
          found: column?.sensitivity == nil ? issue.found : ""))
    }
  }

  /// The issues, by column and kind, with the rules that read the column.
  func finish(rules: CheckedRules) -> [DataIssue] {
    let sorted = order.sorted {
      ($0.column ?? -1, $0.kind.rawValue) < ($1.column ?? -1, $1.kind.rawValue)
    }
    return sorted.map { key in
      let count = counts[key] ?? 0
      return DataIssue(
        code: "data/\(key.kind.rawValue)", isFatal: key.kind.losesVerdicts,
        dataset: dataset.schema.name, message: message(key.kind, key.column, count), count: count,
        examples: examples[key] ?? [],
        taintedRules: Plan.rules(reading: key.column, ofDataset: dataset.schema.name, rules))
    }
  }

  private func message(_ kind: ReadIssue.Kind, _ column: Int?, _ count: Int) -> LocalizedText {
    let (zhWhat, enWhat) = kind.words
    guard let column else {
      return LocalizedText(zh: "\(zhWhat)：\(count)列", en: "\(enWhat): \(counted(count, "row"))")
    }
    let name = dataset.schema.allColumns[column]
    return LocalizedText(
      zh: "欄位「\(name.headers.first ?? name.name)」\(zhWhat)：\(count)格",
      en: "column '\(name.name)': \(enWhat): \(counted(count, "cell"))")
  }
}

extension ReadIssue.Kind {
  /// Whether verdicts of the row are missing because of it.
  var losesVerdicts: Bool {
    switch self {
    case .unclosedQuote, .strayQuote, .invalidBytes, .tooManyFields, .tooFewFields, .fieldTooLong,
      .nulByte:
      true
    default: false
    }
  }

  /// The defect in both languages.
  public var words: (zh: String, en: String) {
    switch self {
    case .emptyRequired: ("必填而空白", "required but empty")
    case .malformed: ("格式無法讀取", "not of the column's type")
    case .impossibleDate: ("為不存在之日期", "a date that does not exist")
    case .ambiguousDate: ("日期有多種讀法", "a date that can be read in more than one way")
    case .scientificNotation: ("成為科學記號，已失去原值", "scientific notation, the value is lost")
    case .undeclaredValue: ("不在所列代碼值內", "not among the declared values")
    case .tooFewFields: ("欄數少於標題列", "fewer fields than the header")
    case .tooManyFields: ("欄數多於標題列，資料可能錯位", "more fields than the header, likely shifted")
    case .unclosedQuote: ("引號未閉合", "a quote that is not closed")
    case .invalidBytes: ("含有無法解碼之位元組", "bytes that are not valid in the encoding")
    case .fieldTooLong: ("欄位過長", "a field that is too long")
    case .nulByte: ("含有空字元（NUL）", "a NUL byte")
    case .strayQuote: ("引號不成對", "a quote in the wrong place")
    case .mergedCells: ("為合併儲存格，值無從得知", "merged cells, the value is not known")
    case .cellError: ("為試算表錯誤值或公式無結果", "a spreadsheet's error, or a formula without a result")
    case .doneBeforeStart: ("完成時間早於起算時間", "done before it began")
    case .stopReversed: ("停止計算之終止早於其開始", "the end of a stop before its beginning")
    }
  }
}
