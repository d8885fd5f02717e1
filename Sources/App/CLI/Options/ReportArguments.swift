import ArgumentParser
import Diagnostics
import Findings
import Platform
import Reports

/// Which reports are written, and how.
struct ReportArguments: ParsableArguments {
  /// Made once: the parser asks for the help of every option each time it looks at them.
  private static let formatHelp = ArgumentHelp.say(
    "報告格式：" + ReportFormat.allCases.map(\.rawValue).joined(separator: "、")
      + "；可多個，其中至多一個不寫路徑。",
    "A report: " + ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      + "; several are allowed, at most one without a path.", valueName: "format[=path]")

  @Option(
    name: .customLong("format"),
    help: formatHelp)
  var formats: [String] = []

  @Option(
    help: .say(
      "前次結果；違反將標示為新增、持續或已解除。",
      "An earlier result; violations are marked new, persisting or resolved.",
      valueName: "result.json"))
  var baseline: String?

  @Option(help: .say("產生固定代稱所用之密鑰檔。", "A secret for pseudonyms that last.", valueName: "file"))
  var pseudonymKey: String?

  @Option(
    help: .say(
      "規則與資料檔所在之網址。", "The address under which rule and data files are found.", valueName: "url"))
  var linkBase: String?

  @Option(
    help: .say(
      "text、markdown、html 就每條規則每種判定列出之件數上限。",
      "How many findings of a rule and verdict text, markdown and html list in full.",
      valueName: "number"))
  var listLimit: Int = 200

  @Option(
    help: .say(
      "範本資料夾（page.html、banner.html、footer.html、style.css、letter.odt）；樣本由 qixian templates 產生。",
      "A folder of templates (page.html, banner.html, footer.html, style.css, letter.odt); "
        + "'qixian templates' writes samples.", valueName: "dir"))
  var templates: String?

  @Option(
    help: .say(
      "letters 列出幾日內屆期之案件。", "Within how many days letters list cases as due soon.",
      valueName: "days"))
  var dueWithin: Int = 30

  /// The reports that were asked for.
  func requests() throws -> [ReportRequest] {
    let requests = try formats.map { argument in
      guard let request = ReportRequest(argument: argument) else {
        let known = ReportFormat.allCases.map(\.rawValue)
        let word = String(argument.prefix { $0 != "=" })
        let near = nearest(to: word, in: known)
        throw ValidationError(
          zh: "沒有格式「\(argument)」" + (near.map { "；是否指 \($0)？" } ?? "")
            + "（\(known.joined(separator: "、"))）",
          en: "Unknown format '\(argument)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
            + " (\(known.joined(separator: ", ")))")
      }
      if request.path == nil, request.format.isBinary, StandardStream.output.isTerminal {
        throw ValidationError(
          zh: "「\(argument)」不是文字格式，請寫路徑",
          en: "'\(argument)' is no text: give it a path")
      }
      return request
    }
    if requests.count(where: { $0.path == nil }) > 1 {
      throw ValidationError(
        zh: "至多一個 --format 可寫到標準輸出，其餘請寫路徑",
        en: "At most one --format can go to standard output; give the others a path")
    }
    return requests
  }

  /// The options of the renderers.
  func options(
    _ language: Language, isColourful: Bool, reveal: [String]
  ) throws -> ReportOptions {
    var options = ReportOptions(language: language, colour: isColourful, reveal: Set(reveal))
    options.width = max(40, StandardStream.output.columns ?? 100)
    options.listLimit = max(0, listLimit)
    options.linkBase = linkBase.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    options.dueWithin = max(0, min(dueWithin, 3660))
    if let templates { options.templates = try TemplateFolder.read(templates, language) }
    if let baseline { options.baseline = try StoredResult.read(baseline, language) }
    if let pseudonymKey {
      options.pseudonymKey = try StoredResult.bytes(pseudonymKey, language)
      if options.pseudonymKey.isEmpty {
        throw ValidationError(
          zh: "--pseudonym-key 之檔案沒有內容",
          en: "the file of --pseudonym-key is empty")
      }
    }
    return options
  }
}
