import ArgumentParser
import Diagnostics
import ExpressionJSON
import Expressions
import JSON
import Platform

/// `qixian eval`: one expression, or a file of them, to values in tagged JSON.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: say(
      "計算一則 CEL 條件式，以 JSON 印出其值。", "Evaluates a CEL expression and prints its value as JSON."),
    discussion: say(
      """
      加 --jsonl 時，檔案每列 {"expr", "bindings", "unchecked"} 得一列 {"value": ..} 或 {"error": ".."}。\
      值加註型別：{"int": 1}、{"double": 0.5}、{"list": [..]}、{"map": [[key, value], ..]}；\
      詳見 docs/expressions.md。
      """,
      """
      With --jsonl each line {"expr", "bindings", "unchecked"} of the file gives one line \
      {"value": ..} or {"error": ".."}. Values are tagged: {"int": 1}, {"double": 0.5}, \
      {"list": [..]}, {"map": [[key, value], ..]}; docs/expressions.md has them all.
      """))

  @Argument(
    parsing: .allUnrecognized,
    help: .say("條件式；可以 - 開頭。", "The expression; it may start with '-'.", valueName: "expr"))
  var expressions: [String] = []

  @Option(help: .say("變數之名稱與加註型別之值。", "Variables by name, as tagged values.", valueName: "json"))
  var bind: String?

  @Flag(
    help: .say(
      "不先檢查型別，執行到時才報錯。",
      "Leaves out the type check, so that mistakes are errors only where they are met."))
  var unchecked = false

  @Option(
    help: .say(
      "逐行計算之 JSON Lines 檔，或 -。", "A file of JSON lines to evaluate, or '-'.", valueName: "file"))
  var jsonl: String?

  @OptionGroup var languageOption: LanguageOption

  mutating func validate() throws {
    expressions.removeAll { $0 == "--" }
    if let unknown = expressions.first(where: { $0.hasPrefix("--") && $0.count > 2 }),
      expressions.count > 1 || jsonl != nil
    {
      throw ValidationError(
        zh: "沒有選項「\(unknown)」",
        en: "Unknown option '\(unknown)'")
    }
    if jsonl != nil, !expressions.isEmpty || bind != nil {
      throw ValidationError(
        zh: "--jsonl 不可另寫條件式或 --bind",
        en: "--jsonl takes neither an expression nor --bind")
    }
    if jsonl == nil, expressions.count != 1 {
      throw ValidationError(
        zh: "須有且僅有一則條件式",
        en: "Exactly one expression is needed")
    }
  }

  func run() throws {
    let zones = ZoneDatabase()
    let context = EvaluationContext(zone: { zones.zone(named: $0) })
    if let jsonl {
      try evaluateLines(of: jsonl, context)
    } else {
      try evaluateOne(context)
    }
  }

  private func evaluateOne(_ context: EvaluationContext) throws {
    var request = EvaluationRequest(expressions[0], isChecked: !unchecked)
    if let bind {
      do {
        request.bindings = try EvaluationRequest.bindings(try JSONValue.parse(bind))
      } catch let error as JSONError {
        try fail(zh: "--bind 不是正確的 JSON：\(error.zhHant)", en: "--bind is not JSON: \(error.en)")
      } catch let error as EvaluationRequest.Malformed {
        try fail(zh: "--bind 的內容不正確：\(error.message)", en: "--bind: \(error.message)")
      }
    }
    switch request.evaluate(in: context) {
    case .success(let value): try Terminal.print(TaggedValue.json(value).text())
    case .failure(let failure):
      Terminal.show(failure.diagnostics, in: languageOption.language)
      throw ExitCode.wrongUsage
    }
  }

  private func fail(zh: String, en: String) throws -> Never {
    let word = LocalizedText(zh: "錯誤", en: "error")
    let language = languageOption.language
    Terminal.complain("\(word[language]): \(LocalizedText(zh: zh, en: en)[language])")
    throw ExitCode.wrongUsage
  }

  private func evaluateLines(of file: String, _ context: EvaluationContext) throws {
    if file == "-" {
      while let line = readLine() { try answer(Array(line.utf8)[...], context) }
      return
    }
    var rest: ArraySlice<UInt8>
    do {
      rest = try Files.read(file)[...]
    } catch {
      Terminal.complain(error.message[languageOption.language])
      throw ExitCode.dataMissing
    }
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(line.count + 1)
      try answer(line, context)
    }
  }

  /// Answers a line; a line of nothing but spaces has no answer.
  private func answer(_ line: ArraySlice<UInt8>, _ context: EvaluationContext) throws {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
    try Terminal.print(EvaluationLines.answer(to: Array(line), in: context).text())
  }
}
