import ArgumentParser
import CivilTime
import Columns
import Diagnostics
import Findings
import FoundationEssentials
import LogReaders
import Pipeline
import Planning
import Platform
import Reports
import RuleCheck
import RuleSyntax

/// What commands that evaluate rules over data have in common.
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
      "資料完整至何時；預設為查核基準或該期間末日。",
      "How far the data is complete. Default: the moment judged, or the period's end."))
  var observedThrough: String?

  @Option(
    help: .say("以該日已知之修正與行事曆判定。", "Use amendments and calendars as they were known on this day."))
  var knownOn: String?

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

  @Option(help: .say("執行緒數；預設為每處理器一個。", "The number of threads. Default: one a processor."))
  var threads: Int?

  @Option(
    help: .say("資料編碼：utf-8、utf-16、big5。", "Data encoding: utf-8, utf-16, big5.", valueName: "name"))
  var encoding: String?

  @Option(
    help: .say(
      "資料分隔字元：一個字元，或 tab。", "Data delimiter: one character, or 'tab'.", valueName: "character"))
  var delimiter: String?

  @Option(
    name: .customLong("rules"),
    help: .say(
      "隨附規則與行事曆之資料夾。", "The folder with the shipped rules and calendars.", valueName: "dir"))
  var library: String?

  @OptionGroup var language: LanguageOption

  /// Whether text goes to a terminal that wants colours.
  var isColourful: Bool {
    StandardStream.output.isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }

  /// Loads rules and waivers and puts together what is to be checked.
  func prepare() throws -> PreparedRun {
    let library = RuleLibrary.find(named: library)
    let project = try loadProject()
    let paths = rules.isEmpty ? project?.rulePaths ?? [] : rules
    guard !paths.isEmpty else {
      throw ValidationError(
        zh: "未寫規則，此處亦無專案檔 qixian.yaml",
        en: "No rules are given, and there is no project file qixian.yaml")
    }
    let loaded = RuleLoading.load(paths, library: library)
    var diagnostics = (project?.diagnostics ?? []) + loaded.diagnostics
    let span = try period.map { try Self.month($0) }
    var request = CheckRequest(
      data: try requestData(project, span), asOf: try moment(asOf, "--as-of") ?? now(loaded.rules))
    request.observedThrough = try moment(observedThrough, "--observed-through")
    if request.observedThrough == nil, let span {
      request.observedThrough = WrittenTime(date: span.last)
    }
    request.knownOn = try knownOn.map { try Self.day($0, "--known-on") }
    request.selection = select
    request.revealed = Set(reveal)
    request.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    request.waivers = loadWaivers(
      waivers + (project?.waiverPaths ?? []), loaded.rules, &diagnostics)
    diagnostics += unknownNames(request, loaded.rules)
    return PreparedRun(
      rules: loaded.rules, request: request, diagnostics: diagnostics,
      reports: project?.reports(for: span) ?? [], failOn: project?.failOn, title: project?.title)
  }

  // MARK: - Moments

  private func moment(_ text: String?, _ option: String) throws -> WrittenTime? {
    try text.map { text in
      guard case .success(let time) = Self.parse(text) else {
        throw ValidationError(
          zh: "\(option)：「\(text)」不是日期或時刻（110-01-31、2021-01-31 17:00）",
          en: "\(option): '\(text)' is no date or time (2021-01-31, 110-01-31 17:00)")
      }
      return time
    }
  }

  private static func parse(_ text: String) -> Result<WrittenTime, TimeTextProblem> {
    TimeText.parse(text)
  }

  private static func day(_ text: String, _ option: String) throws -> CivilDate {
    guard case .success(let time) = parse(text) else {
      throw ValidationError(
        zh: "\(option)：「\(text)」不是日期（110-01-31、2021-01-31）",
        en: "\(option): '\(text)' is no date (2021-01-31, 110-01-31)")
    }
    return time.date
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

  /// The present moment to the second, in the rules' zone.
  private func now(_ rules: CheckedRules) -> WrittenTime {
    let instant = Clock.now()
    let local = rules.zone.localTime(of: instant)
    return WrittenTime(
      date: local.date, millisecondOfDay: Int32(local.millisecondOfDay / 1000 * 1000),
      precision: .second)
  }

  // MARK: - Files

  private func loadProject() throws -> Project? {
    let path = project ?? (rules.isEmpty ? "qixian.yaml" : nil)
    guard let path else { return nil }
    guard Files.isFile(path) else {
      if project != nil {
        throw ValidationError(
          zh: "沒有專案檔 \(path)",
          en: "There is no project file '\(path)'")
      }
      return nil
    }
    return Project(path: path)
  }

  private func requestData(_ project: Project?, _ span: Period?) throws -> [CheckRequest.Data] {
    var sources: [(name: String, sources: [LogSource])] = []
    for argument in data {
      guard let equals = argument.firstIndex(of: "=") else {
        throw ValidationError(
          zh: "--data「\(argument)」：請寫成 名稱=檔案",
          en: "--data '\(argument)': write NAME=FILE")
      }
      let name = String(argument[..<equals])
      let files = try expand(String(argument[argument.index(after: equals)...]))
      if let index = sources.firstIndex(where: { $0.name == name }) {
        sources[index].sources += files
      } else {
        sources.append((name, files))
      }
    }
    for (name, patterns) in try project?.dataPaths(for: span) ?? []
    where !sources.contains(where: { $0.name == name }) {
      sources.append((name, try patterns.flatMap { try expand($0) }))
    }
    return sources.map { CheckRequest.Data(dataset: $0.name, sources: $0.sources) }
  }

  private func expand(_ argument: String) throws -> [LogSource] {
    let paths = Files.matches(of: argument)
    return try (paths.isEmpty ? [argument] : paths).map { path in
      var source = LogSource(argument: path)
      if let encoding {
        guard let known = TextEncoding(name: encoding) else {
          throw ValidationError(
            zh: "--encoding：沒有編碼「\(encoding)」（utf-8、utf-16、big5）",
            en: "--encoding: '\(encoding)' is not known (utf-8, utf-16, big5)")
        }
        source.encoding = known
      }
      if let delimiter {
        let character = delimiter == "tab" ? "\t" : delimiter
        guard character.utf8.count == 1 else {
          throw ValidationError(
            zh: "--delimiter 為一個 ASCII 字元，或 tab",
            en: "--delimiter is one ASCII character, or 'tab'")
        }
        source.delimiter = character.utf8.first
      }
      return source
    }
  }

  private func loadWaivers(
    _ paths: [String], _ rules: CheckedRules, _ diagnostics: inout [Diagnostic]
  ) -> [Waiver] {
    paths.flatMap { path -> [Waiver] in
      do throws(FileError) {
        let document = RuleDocument.parse(SourceText(name: path, bytes: try Files.read(path)))
        diagnostics += document.diagnostics
        return document.waivers.map(Waiver.init)
      } catch {
        diagnostics.append(Diagnostic(.unreadableData, error.message, at: .file(path)))
        return []
      }
    }
  }

  /// Names on the command line that match nothing: told, never ignored.
  private func unknownNames(_ request: CheckRequest, _ rules: CheckedRules) -> [Diagnostic] {
    let datasets = rules.datasets.map(\.schema.name)
    var problems = request.data.filter { !datasets.contains($0.dataset) }.map { data in
      Diagnostic(
        .unknownDataset,
        data.dataset.isEmpty || project == nil ? .error : .warning,
        LocalizedText(
          zh: "規則中沒有資料集 \(data.dataset)", en: "no rule file declares the dataset '\(data.dataset)'"),
        help: nearest(to: data.dataset, in: datasets).map {
          LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
        }
          ?? LocalizedText(
            zh: "現有：\(datasets.joined(separator: "、"))",
            en: "there are: \(datasets.joined(separator: ", "))"))
    }
    for word in select where Check.matches(word, rules) == 0 {
      problems.append(
        Diagnostic(
          .badSelection,
          LocalizedText(zh: "沒有規則或標籤「\(word)」", en: "no rule or tag matches '\(word)'"),
          help: nearest(to: word, in: rules.rules.map(\.id)).map {
            LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
          }))
    }
    return problems
  }
}

/// Everything that a run needs.
struct PreparedRun {
  var rules: CheckedRules
  var request: CheckRequest
  var diagnostics: [Diagnostic]
  /// The reports that the project asks for.
  var reports: [ReportRequest]
  /// The severity that the project gates on.
  var failOn: Severity?
  /// The project's title, which heads its reports.
  var title: LocalizedText?

  /// Whether rules or arguments are broken, so that not everything is evaluated.
  var hasBrokenRules: Bool { diagnostics.contains { $0.severity == .error } }

  /// What would be done.
  var plan: Plan { Plan(rules: rules, selected: Check.selected(request, rules)) }
}
