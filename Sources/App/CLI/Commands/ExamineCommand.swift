import ArgumentParser
import CivilTime
import Columns
import Diagnostics
import Findings
import JSON
import LogReaders
import Pipeline
import Platform
import Reports
import RuleCheck

/// `qixian examine`: looks for the defects of exports, with or without rules.
struct ExamineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "examine",
    abstract: say(
      "判定前先檢查資料：指出缺失之種類、數量與位置。",
      "Examines data before they are judged: names, counts and shows defects."),
    discussion: say(
      """
      qixian examine hotline-202402.csv
      qixian examine petitions.csv rules/taiwan/petitions.yaml --dataset petitions

      未寫 --dataset 時，型別、日期格式與類別由檔案推定。--letter 產生致資料提供單位之函稿。

      結束代碼：0 無缺失；1 有缺失；2 用法或規則有誤；3 資料無法讀取；4 未能寫出。
      """,
      """
      qixian examine hotline-202402.csv
      qixian examine petitions.csv rules/taiwan/petitions.yaml --dataset petitions

      Without --dataset, types, date forms and categories are inferred from the files. \
      --letter writes a note to the data's owner.

      Exit code 0: no defects; 1: defects; 2: wrong usage or broken rules; 3: data could not be \
      read; 4: output could not be written.
      """))

  enum Format: String, WordOption {
    case text, json
  }

  @Argument(
    help: .say(
      "資料檔，合為一份紀錄檔；以及規則檔（.yaml）或其資料夾。",
      "Data files, which together are one log; and rule files (.yaml) or folders of them.",
      valueName: "file"))
  var files: [String]

  @Option(help: .say("宣告各欄之資料集。", "The dataset that declares the columns.", valueName: "name"))
  var dataset: String?

  @Option(
    help: .say("匯出資料之月份，如 110-01。", "The month of the export, such as 110-01.", valueName: "period")
  )
  var period: String?

  @Option(help: .say("未載時差之時刻所屬時區。", "The zone of times without an offset.", valueName: "zone"))
  var timezone = "Asia/Taipei"

  @Option(help: .say("text 或 json。", "text or json."))
  var format: Format = .text

  @Flag(
    name: .customLong("letter"),
    help: .say("以致資料提供單位之函稿取代報告。", "Prints a note to the data's owner in place of a report."))
  var printsLetter = false

  @Option(
    name: .customLong("letter-file"),
    help: .say(
      "報告之外，另將函稿寫到檔案。", "Writes the note to a file, besides the report.", valueName: "file"))
  var letterFile: String?

  @OptionGroup var libraryOption: LibraryOption

  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    let loaded = try loadRules(language)
    let schema = try declared(in: loaded, language)
    guard let zone = ZoneDatabase().zone(named: timezone) else {
      throw ValidationError(
        zh: "--timezone：沒有時區「\(timezone)」",
        en: "--timezone: there is no zone '\(timezone)'")
    }
    guard !dataFiles.isEmpty else {
      throw ValidationError(
        zh: "未寫資料檔",
        en: "no data files are given")
    }
    let sources = dataFiles.flatMap { argument -> [LogSource] in
      let paths = Files.matches(of: argument)
      return (paths.isEmpty ? [argument] : paths).map { LogSource(argument: $0) }
    }
    let span = try period.map { try RunOptions.month($0) }
    let outcome = LogExamination.run(
      LogExamination.Request(
        sources: sources, dataset: schema,
        period: span.flatMap { DayRange(first: $0.first, last: $0.last) },
        zone: schema?.zone ?? zone), rules: loaded)
    Terminal.show(outcome.result.diagnostics, in: language)
    guard outcome.isReadable else { throw ExitCode.dataMissing }
    try write(outcome, language)
    if outcome.result.dataIssues.contains(where: { $0.code != "data/repaired" }) {
      throw ExitCode(1)
    }
  }

  private func write(_ outcome: LogExamination.Outcome, _ language: Language) throws {
    let columns = outcome.schema.columns.map { column in
      ExaminationReport.Column(
        name: column.name, heading: column.headers.first ?? column.name,
        type: column.type.rawValue, sensitivity: column.sensitivity?.rawValue,
        values: column.values)
    }
    let report = ExaminationReport(
      outcome.result, columns: columns, options: ReportOptions(language: language))
    let letter = OwnerLetter(outcome.result).text
    if let letterFile {
      do throws(FileError) {
        let file = try AtomicFile(letterFile)
        try file.write(Array(letter.utf8))
        try file.commit()
      } catch {
        Terminal.complain(error.message[language])
        throw ExitCode.deliveryFailed
      }
    }
    if printsLetter { return try Terminal.write(Array(letter.utf8)) }
    switch format {
    case .text: try Terminal.write(Array(report.text.utf8))
    case .json: try Terminal.print(report.json.text(indent: 2))
    }
  }

  private var ruleFiles: [String] {
    files.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") || Files.isFolder($0) }
  }

  private var dataFiles: [String] { files.filter { !ruleFiles.contains($0) } }

  private func loadRules(_ language: Language) throws -> CheckedRules? {
    guard !ruleFiles.isEmpty else { return nil }
    let loaded = RuleLoading.load(ruleFiles, library: libraryOption.library)
    Terminal.show(loaded.diagnostics.filter { $0.severity == .error }, in: language)
    if loaded.hasErrors { throw ExitCode.wrongUsage }
    return loaded.rules
  }

  private func declared(in rules: CheckedRules?, _ language: Language) throws -> DatasetSchema? {
    let schemas = rules?.datasets.map(\.schema) ?? []
    guard let dataset else { return schemas.count == 1 ? schemas[0] : nil }
    if let schema = schemas.first(where: { $0.name == dataset }) { return schema }
    guard rules != nil else {
      throw ValidationError(
        zh: "--dataset 須另寫宣告該資料集之規則檔", en: "--dataset needs a rule file that declares it")
    }
    let near = nearest(to: dataset, in: schemas.map(\.name))
    throw ValidationError(
      zh: "沒有規則檔宣告資料集「\(dataset)」" + (near.map { "；是否指 \($0)？" } ?? ""),
      en: "no rule file declares '\(dataset)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }
}
