import Diagnostics
public import Findings

/// A note to whoever made an export: what is wrong with it, where, and what to send instead.
///
/// First in Chinese in the form of an official letter, then in English. Cells of sensitive columns
/// are not in the examples of a result, and so never here.
public struct OwnerLetter {
  private static let mostExamples = 3
  /// Defects of the log as a whole, whose examples are months or days and not rows.
  private static let codesOfWhole = [
    "data/month-missing", "data/month-twice", "data/month-jump", "data/volume-jump",
  ]
  private let result: CheckResult

  /// Prepares a letter about the defects of a result.
  public init(_ result: CheckResult) { self.result = result }

  /// The defects that the owner of the data can do something about.
  private var issues: [DataIssue] { result.dataIssues.filter { $0.code != "data/repaired" } }

  /// The letter.
  public var text: String {
    chinese.joined(separator: "\n") + "\n\n----\n\n" + english.joined(separator: "\n") + "\n"
  }

  private var rowTotal: Int { result.inputs.reduce(0) { $0 + $1.rows } }

  private func fileName(_ index: Int) -> String {
    let path = result.inputs[index].path
    return SafeText.oneLine(path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// Whether a file's rows are lines of a text, and not rows of a sheet or a table.
  private func hasLines(_ index: Int) -> Bool {
    ["csv", "jsonl", "xes"].contains { result.inputs[index].format.hasPrefix($0) }
  }

  /// The first examples, by file in the order in which they come.
  private func examples(of issue: DataIssue) -> [(file: Int, examples: [DataIssue.Example])] {
    var groups: [(file: Int, examples: [DataIssue.Example])] = []
    for example in issue.examples.prefix(Self.mostExamples) {
      let file = example.location.input
      if groups.last?.file == file {
        groups[groups.count - 1].examples.append(example)
      } else {
        groups.append((file, [example]))
      }
    }
    return groups
  }

  // MARK: - Chinese

  private var chinese: [String] {
    let files = result.inputs.indices.map { "\(fileName($0))（\(result.inputs[$0].rows)列）" }
    let list = files.joined(separator: "、")
    let total = files.count > 1 ? "，共計\(rowTotal)列" : ""
    guard !issues.isEmpty else {
      return [
        "主旨：貴單位提供之資料檔業經檢查，未發現缺失，請查照。", "說明：檢查之檔案為\(list)\(total)。",
      ]
    }
    var lines = [
      "主旨：貴單位提供之資料檔經檢查有缺失，請依說明更正後重新提供，請查照。", "說明：",
      "　　一、檢查之檔案：\(list)\(total)。", "　　二、缺失情形及請貴單位配合之事項：",
    ]
    for (index, issue) in issues.enumerated() {
      var point = SafeText.oneLine(issue.message.zhHant) + "。"
      let places = examples(of: issue).map { placesText($0.file, $0.examples, issue.code, .zhHant) }
      if !places.isEmpty { point += "例如：\(places.joined(separator: "；"))。" }
      point += SendInstead.advice(for: issue.code).zhHant
      lines.append("　　　（\(Self.numeral(index + 1))）\(point)")
    }
    lines.append("　　三、上開缺失未更正前，據以產製之統計及期限檢核結果可能有誤，請勿逕予引用。")
    return lines
  }

  /// Where a defect was found in a file, with what was found there.
  private func placesText(
    _ file: Int, _ examples: [DataIssue.Example], _ code: String, _ language: Language
  ) -> String {
    let isOfWhole = Self.codesOfWhole.contains(code)
    let places = examples.map { example in
      let found = SafeText.oneLine(example.found)
      if isOfWhole { return found }
      let (line, isText) = (example.location.line, hasLines(file))
      return language == .zhHant
        ? "第\(line)\(isText ? "行" : "列")" + (found.isEmpty ? "" : "「\(found)」")
        : "\(isText ? "line" : "row") \(line)" + (found.isEmpty ? "" : " '\(found)'")
    }
    let isNamed = result.inputs.count > 1 && !isOfWhole
    return (isNamed ? fileName(file) + " " : "")
      + places.joined(separator: language == .zhHant ? "、" : ", ")
  }

  /// A number from 1 in Chinese; from 100 on in digits.
  static func numeral(_ number: Int) -> String {
    let numerals = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard number < 100 else { return String(number) }
    let tens = number / 10 > 1 ? numerals[number / 10] + "十" : number / 10 == 1 ? "十" : ""
    return tens + numerals[number % 10]
  }

  // MARK: - English

  private var english: [String] {
    let files = result.inputs.indices.map {
      "\(fileName($0)) (\(counted(result.inputs[$0].rows, "row")))"
    }
    let list = files.joined(separator: ", ")
    guard !issues.isEmpty else {
      return [
        "Subject: your data were examined; no defects were found", "", "Files examined: \(list).",
      ]
    }
    var lines = [
      "Subject: defects in the data that you sent; please correct them and send the data again",
      "", "Files examined: \(list).", "", "What was found, and what we ask you to do:", "",
    ]
    for (index, issue) in issues.enumerated() {
      let message = SafeText.oneLine(issue.message.en)
      var point = message.prefix(1).uppercased() + message.dropFirst() + "."
      let places = examples(of: issue).map { placesText($0.file, $0.examples, issue.code, .en) }
      if !places.isEmpty { point += " For example: \(places.joined(separator: "; "))." }
      lines.append("\(index + 1). \(point) \(SendInstead.advice(for: issue.code).en)")
    }
    lines += [
      "",
      "Until these are corrected, statistics and checks of deadlines over the data may be wrong;"
        + " please do not rely on them.",
    ]
    return lines
  }
}
