import ArgumentParser
import Diagnostics
import LogReaders
import Pipeline
import Platform

/// `qixian init`: drafts a dataset and a project file from real files.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: say(
      "依匯出檔之標題列與內容草擬資料集與專案檔。",
      "Drafts a dataset and a project file from an export's header and values."),
    discussion: say(
      """
      qixian init cases.csv

      寫出 名稱.yaml（型別、日期格式、可用值及疑似個資之欄位）與 qixian.yaml。
      已有之檔案予以保留，除非加 --force。
      """,
      """
      qixian init cases.csv

      Writes NAME.yaml, with types, date forms, lists of values and columns that look like \
      personal data, and qixian.yaml. Files that are there are kept unless --force is given.
      """))

  @Argument(
    help: .say("資料檔，合為一份紀錄檔。", "Data files, which together are one log.", valueName: "file"))
  var files: [String]

  @Option(help: .say("寫入之資料夾。", "The folder to write to.", valueName: "dir"))
  var output = "."

  @Option(help: .say("未載時差之時刻所屬時區。", "The zone of times without an offset.", valueName: "zone"))
  var timezone = "Asia/Taipei"

  @Flag(help: .say("取代已有之檔案。", "Replaces files that are there."))
  var force = false

  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    guard let zone = ZoneDatabase().zone(named: timezone) else {
      throw ValidationError(
        zh: "--timezone：沒有時區「\(timezone)」",
        en: "--timezone: there is no zone '\(timezone)'")
    }
    let matched = files.flatMap { argument -> [String] in
      let paths = Files.matches(of: argument)
      return paths.isEmpty ? [argument] : paths
    }
    let request = LogExamination.Request(
      sources: matched.map { LogSource(argument: $0) }, dataset: nil, period: nil, zone: zone)
    let draft: DatasetDraft?
    do {
      draft = try DatasetDraft(request, paths: matched.map(fromProject))
    } catch {
      let text =
        (error as? ReadError).map { "\($0.path): \($0.text[language])" }
        ?? LocalizedText(zh: "檔案無法讀取", en: "the file cannot be read")[language]
      Terminal.complain(text)
      throw ExitCode.dataMissing
    }
    guard let draft else {
      Terminal.complain(
        LocalizedText(zh: "檔案沒有內容", en: "the files hold no record")[language])
      throw ExitCode.dataMissing
    }
    try write(
      [("\(draft.name).yaml", draft.packText), ("qixian.yaml", draft.projectText)], language)
    let place = output == "." ? "" : " --project \(output)/qixian.yaml"
    Terminal.complain(
      LocalizedText(
        zh: "請核對 \(draft.name).yaml 之型別、鍵值與個資欄位，寫入規則後執行 qixian check\(place)",
        en: "look over types, key and personal data in \(draft.name).yaml, add rules, then: "
          + "qixian check\(place)")[language])
  }

  /// A data file's path as seen from the project's folder.
  private func fromProject(_ path: String) -> String {
    output == "." ? path : LogSource.argument(path, from: Files.currentFolder)
  }

  private func write(_ texts: [(name: String, text: String)], _ language: Language) throws {
    let paths = texts.map { output == "." ? $0.name : output + "/" + $0.name }
    if !force, let existing = paths.first(where: { Files.isFile($0) }) {
      throw ValidationError(
        zh: "\(existing) 已存在；加 --force 方予取代",
        en: "'\(existing)' is there already; --force replaces it")
    }
    for (path, item) in zip(paths, texts) {
      do throws(FileError) {
        let file = try AtomicFile(path)
        try file.write(Array(item.text.utf8))
        try file.commit()
      } catch {
        Terminal.complain(error.message[language])
        throw ExitCode.deliveryFailed
      }
      try Terminal.print(path)
    }
  }
}
