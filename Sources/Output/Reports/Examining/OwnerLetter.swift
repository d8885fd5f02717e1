import Diagnostics
public import Findings

/// A note to whoever made an export: what is wrong with it, where, and what to send instead.
///
/// First in Chinese in the form of an official letter, then in English. Cells of sensitive columns
/// are not in the examples of a result, and so never here.
public struct OwnerLetter {
  private let result: CheckResult
  private let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

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

  // MARK: - Chinese

  private var chinese: [String] {
    var lines = ["主旨：有關貴單位提供之資料檔，經檢查發現缺陷，請查明後重新提供，請查照。", "說明："]
    let files = result.inputs.indices.map { "\(fileName($0))（\(result.inputs[$0].rows)列）" }
    var points = ["檢查之檔案：\(files.joined(separator: "、"))，共計\(rowTotal)列。"]
    if issues.isEmpty {
      lines[0] = "主旨：有關貴單位提供之資料檔，經檢查未發現缺陷，請查照。"
    }
    for issue in issues {
      var point = SafeText.oneLine(issue.message.zhHant) + "。"
      let places = issue.examples.prefix(3).map(chinesePlace)
      if !places.isEmpty { point += "例如：\(places.joined(separator: "；"))。" }
      point += SendInstead.advice(for: issue.code).zhHant
      points.append(point)
    }
    if !issues.isEmpty { points.append("以上缺陷未經更正前，相關統計及期限檢核結果可能有誤，請勿逕予引用。") }
    for (index, point) in points.enumerated() {
      lines.append("　　\(numeral(index))、\(point)")
    }
    return lines
  }

  private func chinesePlace(_ example: DataIssue.Example) -> String {
    let found = example.found.isEmpty ? "" : "「\(SafeText.oneLine(example.found))」"
    return "\(fileName(example.location.input))第\(example.location.line)行\(found)"
  }

  private func numeral(_ index: Int) -> String {
    let number = index + 1
    if number <= 10 { return numerals[index] }
    guard number < 100 else { return String(number) }
    let tens = number / 10 == 1 ? "十" : numerals[number / 10 - 1] + "十"
    return number % 10 == 0 ? tens : tens + numerals[number % 10 - 1]
  }

  // MARK: - English

  private var english: [String] {
    var lines = [
      issues.isEmpty
        ? "Subject: your data files were examined; no defects were found"
        : "Subject: defects in the data files that you sent; please send them again", "",
    ]
    let files = result.inputs.indices.map { "\(fileName($0)) (\(result.inputs[$0].rows) rows)" }
    var points = ["Files examined: \(files.joined(separator: ", "))."]
    for issue in issues {
      let message = SafeText.oneLine(issue.message.en)
      var point = message.prefix(1).uppercased() + message.dropFirst() + "."
      let places = issue.examples.prefix(3).map { example in
        "\(fileName(example.location.input)) line \(example.location.line)"
          + (example.found.isEmpty ? "" : " '\(SafeText.oneLine(example.found))'")
      }
      if !places.isEmpty { point += " For example: \(places.joined(separator: "; "))." }
      points.append(point + " " + SendInstead.advice(for: issue.code).en)
    }
    if !issues.isEmpty {
      points.append(
        "Until these are corrected, statistics and checks of deadlines over the data may be wrong.")
    }
    for (index, point) in points.enumerated() { lines.append("\(index + 1). \(point)") }
    return lines
  }
}
