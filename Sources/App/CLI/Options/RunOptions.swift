import ArgumentParser
import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Planning
import Platform
import Reports
import RuleCheck

/// What commands that evaluate rules over data have in common.
///
/// The options of `ThreadsOption`, `LibraryOption` and `LanguageOption` stand here by themselves: each group
/// of options takes the parser longer than twenty options do.
struct RunOptions: ParsableArguments {
  @Argument(
    help: .say(
      "規則檔或資料夾；未寫時用專案檔所列者。", "Rule files or folders; the project file's where none are given."))
  var rules: [String] = []

  @Option(
    name: .customLong("data"),
    help: .say(
      "資料集之資料；數個檔案或樣式合為一份紀錄檔。", "The data of a dataset; several files or a pattern are one log.",
      valueName: "name=file"))
  var data: [String] = []

  @Option(help: .say("專案檔。", "The project file.", valueName: "qixian.yaml"))
  var project: String?

  @Option(
    help: .say(
      "專案資料之月份，如 110-01。", "The month of the project's data, such as 110-01.", valueName: "period"))
  var period: String?

  @Option(
    help: .say("查核基準時刻；只寫日期者為該日終了。預設為現在。", "The moment judged; a day means its end. Default: now."))
  var asOf: String?

  @Option(
    help: .say(
      "資料完整至何時，可依資料集分寫；預設為專案檔所定、檔名所示月份或該期間末日，否則為查核基準。",
      """
      How far the data is complete, also by dataset. Default: what the project says, the end of \
      the month in a file's name or of the period, else the moment judged.
      """, valueName: "[name=]time"))
  var observedThrough: [String] = []

  @Option(
    help: .say("以該日已知之修正與行事曆判定。", "Use amendments and calendars as they were known on this day."))
  var knownOn: String?

  @Option(
    help: .say(
      "將此縣市之停止上班日計入行事曆，可多個。",
      "Lay the closures of this county or city over the calendars; several are allowed.",
      valueName: "place"))
  var place: [String] = []

  @Option(help: .say("規則代號或標籤，可多個。", "Rule ids or tags; several are allowed.", valueName: "id|tag"))
  var select: [String] = []

  @Option(help: .say("豁免檔。", "Files of waivers.", valueName: "file"))
  var waivers: [String] = []

  @Option(
    help: .say(
      "不遮蔽某個資欄位；keys 為於程式碼平台格式顯示案號。",
      "Show a sensitive column as it is, or 'keys' in formats for code hosts.", valueName: "column")
  )
  var reveal: [String] = []

  @Option(help: ThreadsOption.help)
  var threads: Int?

  @Option(
    help: .say(
      "將事件彙整為案件可用之記憶體（MiB），逾此改用 TMPDIR 之暫存檔，結果相同；預設 1024。",
      "Memory in MiB for gathering events into cases; beyond it files in TMPDIR are used, with the same "
        + "result. Default: 1024.", valueName: "MiB"))
  var memoryLimit: Int?

  @Option(
    help: .say("資料編碼：utf-8、utf-16、big5。", "Data encoding: utf-8, utf-16, big5.", valueName: "name"))
  var encoding: String?

  @Option(
    help: .say(
      "資料分隔字元：一個字元，或 tab。", "Data delimiter: one character, or 'tab'.", valueName: "character"))
  var delimiter: String?

  @Option(name: .customLong("rules"), help: LibraryOption.help)
  var libraryFolder: String?

  @Option(help: LanguageOption.help)
  var lang: Language?

  /// The language.
  var language: Language { lang ?? .ofLocale }

  /// Loads rules and waivers and puts together what is to be checked.
  func prepare(failOn: Severity? = nil) throws -> PreparedRun {
    guard (1...MemoryLimit.mostMebibytes).contains(memoryLimit ?? 1) else {
      throw ValidationError(
        zh: "--memory-limit 為 1 至 \(MemoryLimit.mostMebibytes) 之整數（MiB）",
        en: "--memory-limit is a whole number of MiB from 1 to \(MemoryLimit.mostMebibytes)")
    }
    let library = RuleLibrary.find(named: libraryFolder)
    let path = try projectPath()
    let project = path.map { Project(path: $0) }
    let paths = rules.isEmpty ? project?.rulePaths ?? [] : rules
    guard !paths.isEmpty else {
      throw ValidationError(
        zh: "未寫規則，此處亦無專案檔 qixian.yaml",
        en: "No rules are given, and there is no project file qixian.yaml")
    }
    let span = try period.map { try Self.month($0) }
    var parameters = RunParameters()
    parameters.project = path
    parameters.rules = RuleLoading.expanded(paths)
    parameters.standards = RuleLoading.standards(library)
    parameters.data = try sources(project, span)
    parameters.asOf = asOf
    let monthly = try DataEnds(observedThrough, project, span).fill(&parameters)
    parameters.knownOn = knownOn
    parameters.places = place
    parameters.selection = select
    parameters.reveals = Array(Set(reveal)).sorted()
    parameters.waivers = waivers + (project?.waiverPaths ?? [])
    parameters.failOn = failOn
    do throws(ParameterError) {
      let check = try PreparedCheck(
        parameters, now: Clock.now(),
        threads: ThreadsOption.count(threads), memoryLimit: memoryLimit)
      return PreparedRun(
        check: check, reports: project?.reports(for: span) ?? [], monthlySources: monthly)
    } catch {
      throw ValidationError(zh: error.message.zhHant, en: error.message.en)
    }
  }

  /// The month of a text such as `110-01` or `2021-01`.
  static func month(_ text: String) throws -> Period {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "." })
    guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = CivilDate(year: year < 1000 ? year + 1911 : year, month: month, day: 1)
    else {
      throw ValidationError(
        zh: "--period：「\(text)」不是月份（110-01、2021-01）",
        en: "--period: '\(text)' is no month (110-01, 2021-01)")
    }
    return Period(.month, holding: day)
  }

  // MARK: - Files

  private func projectPath() throws -> String? {
    guard let path = project ?? (rules.isEmpty ? "qixian.yaml" : nil) else { return nil }
    if Files.isFile(path) { return path }
    if project != nil {
      throw ValidationError(zh: "沒有專案檔 \(path)", en: "There is no project file '\(path)'")
    }
    return nil
  }

  /// The sources of the command line, then those of the project for other datasets.
  private func sources(_ project: Project?, _ span: Period?) throws -> [RunParameters.Data] {
    var sources: [RunParameters.Data] = []
    for argument in data {
      guard let equals = argument.firstIndex(of: "=") else {
        throw ValidationError(
          zh: "--data「\(argument)」：請寫成 名稱=檔案",
          en: "--data '\(argument)': write NAME=FILE")
      }
      sources += expand(
        String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }
    let told = Set(sources.map(\.dataset))
    for (name, patterns) in try project?.dataPaths(for: span) ?? [] where !told.contains(name) {
      sources += patterns.flatMap { expand(name, $0) }
    }
    return sources
  }

  private func expand(_ dataset: String, _ argument: String) -> [RunParameters.Data] {
    let paths = Files.matches(of: argument)
    return (paths.isEmpty ? [argument] : paths).map { path in
      RunParameters.Data(
        dataset: dataset, source: path, encoding: encoding,
        delimiter: delimiter == "tab" ? "\t" : delimiter)
    }
  }
}

/// Everything that a run needs.
struct PreparedRun {
  var check: PreparedCheck
  /// The reports that the project asks for.
  var reports: [ReportRequest]
  /// The sources that are taken as complete because a month stands in their names.
  var monthlySources: Set<String> = []

  var rules: CheckedRules { check.rules }
  var diagnostics: [Diagnostic] { check.diagnostics }

  /// Whether rules or arguments are broken, so that not everything is evaluated.
  var hasBrokenRules: Bool { diagnostics.contains { $0.severity == .error } }

  /// What would be done.
  var plan: Plan { Plan(rules: rules, selected: Check.selected(check.request, rules)) }
}
