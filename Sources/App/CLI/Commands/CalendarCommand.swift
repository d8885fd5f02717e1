import ArgumentParser
import CivilTime
import Diagnostics
import Pipeline
import Platform
import RuleCheck

/// `qixian calendar`: shows, checks and imports work calendars.
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: say("顯示、檢查、匯入辦公日曆表。", "Shows, checks and imports work calendars."),
    subcommands: [CalendarShow.self, CalendarCheckCommand.self, CalendarImportCommand.self])
}

/// Which calendar a command looks at.
struct CalendarChoice: ParsableArguments {
  @Option(help: .say("行事曆名稱，或其檔案路徑。", "A calendar's name, or the path of its file."))
  var calendar: String = "tw-government"

  @OptionGroup var libraryOption: LibraryOption

  /// Reads the calendar and shows what is wrong with it.
  func load(_ language: Language) throws -> CalendarDefinition {
    let library = libraryOption.library
    let (definition, problems) = CountingLibrary.calendar(calendar, in: library)
    Terminal.show(problems, in: language)
    guard let definition else { throw ExitCode.wrongUsage }
    return definition
  }
}

/// `qixian calendar show`: the months of a year with their named days.
struct CalendarShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: say("顯示一個年度，或各年總計。", "Shows a year, or the totals of all years.")
  )

  @Argument(
    help: .say(
      "年度，西元或（1000 以下）民國；不寫則列出各年總計。",
      "The year, Gregorian or (below 1000) of the Republic; none for an overview."))
  var year: Int?

  @Flag(help: .say("只列有名稱之日。", "Only the named days."))
  var names = false

  @Option(help: .say("顯示該日已知之行事曆。", "Show the calendar as it was known on this day."))
  var knownOn: String?

  @Option(
    help: .say("加計該縣市之停止上班日。", "Lay the local closures of this county or city over the calendar."))
  var place: [String] = []

  @OptionGroup var choice: CalendarChoice
  @OptionGroup var language: LanguageOption

  func run() throws {
    let definition = try choice.load(language.language)
    var known: CivilDate?
    if let knownOn {
      guard case .success(let date) = TimeText.parseDate(knownOn) else {
        throw ValidationError(
          zh: "--known-on 不是日期：\(knownOn)",
          en: "--known-on is not a date: \(knownOn)")
      }
      known = date
    }
    let calendar = WorkCalendar(definition: definition, knownOn: known, places: Set(place))
    let page = CalendarPage(calendar, language: language.language)
    guard let year else { return try Terminal.print(page.overview) }
    let gregorian = year < 1000 ? year + 1911 : year
    guard definition.years.contains(gregorian) else {
      let years = definition.years
      let text = LocalizedText(
        zh:
          "行事曆 \(definition.identifier) 涵蓋 \(years.lowerBound) 至 \(years.upperBound) 年，不含 \(gregorian) 年",
        en:
          "calendar \(definition.identifier) covers \(years.lowerBound) to \(years.upperBound), not \(gregorian)"
      )
      Terminal.complain("qixian calendar: " + text[language.language])
      throw ExitCode.wrongUsage
    }
    try Terminal.print(
      names ? page.names(of: gregorian).joined(separator: "\n") : page.year(gregorian))
  }
}

/// `qixian calendar check`: a calendar file's days, years and totals.
struct CalendarCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: say("檢查行事曆檔是否完整、合理。", "Checks that a calendar file is whole and plausible."),
    discussion: say(
      """
      每日只列一次且在所載年度內、補行上班日為星期六、補假日為星期一至五、各年度皆有資料。\
      印出各年總計。有錯誤時結束代碼為 2。
      """,
      """
      Every day is listed once and inside the years, make-up days are Saturdays, compensatory \
      days are weekdays, no year is empty. Prints each year's totals. Exit code 2 on errors.
      """))

  @Argument(
    help: .say(
      "行事曆名稱或路徑（未指定時為 tw-government）。", "Calendars by name or path (default: tw-government)."))
  var calendars: [String] = ["tw-government"]

  @OptionGroup var libraryOption: LibraryOption

  @OptionGroup var language: LanguageOption

  func run() throws {
    let library = libraryOption.library
    var isBroken = false
    for name in calendars {
      let (definition, problems) = CountingLibrary.calendar(name, in: library)
      Terminal.show(problems, in: language.language)
      guard let definition else {
        isBroken = true
        continue
      }
      let page = CalendarPage(WorkCalendar(definition: definition), language: language.language)
      try Terminal.print(page.overview)
    }
    if isBroken { throw ExitCode.wrongUsage }
  }
}

/// `qixian calendar import`: the government's yearly tables to a calendar file.
struct CalendarImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: say(
      "由政府各年度辦公日曆表 CSV 產生行事曆檔。", "Makes a calendar file of the government's yearly CSV tables."),
    discussion: say(
      """
      讀取公告之 西元日期,星期,是否放假,備註（data.gov.tw 資料集 14718），UTF-8 或 Big5 皆可。\
      是否放假只看「是否放假」欄。同一年度有數檔時以最後一檔為準；加 --adopted 114=2025-06-13 時，\
      先前所知仍以第一檔為準。Google 行事曆格式不收。YAML 寫到標準輸出。
      """,
      """
      Reads 西元日期,星期,是否放假,備註 as published (data.gov.tw dataset 14718) in UTF-8 or Big5. \
      Whether a day is free is decided by 是否放假 alone. Of several files of one year the one \
      named last holds; with --adopted 114=2025-06-13 the days of the first are kept for what was \
      known before. The layout for Google Calendar is refused. Writes YAML to standard output.
      """))

  @Argument(
    help: .say(
      "CSV 檔；同一年度先列舊版，後列新版。", "The CSV files, an earlier version of a year before a later one."))
  var files: [String]

  @Option(help: .say("行事曆名稱。", "The calendar's name."))
  var name: String = "tw-government"

  @Option(
    help: .say("年度=日期：該年度最後一版之核定日。", "YEAR=DATE: the day on which a year's last table was adopted.")
  )
  var adopted: [String] = []

  @OptionGroup var language: LanguageOption

  func run() throws {
    var contents: [(name: String, bytes: [UInt8])] = []
    for file in files {
      do throws(FileError) {
        contents.append((file, try Files.read(file)))
      } catch {
        Terminal.complain("qixian calendar: " + error.message[language.language])
        throw ExitCode.dataMissing
      }
    }
    let title = CalendarName(
      zh: "政府行政機關辦公日曆表", en: "Work calendar of Taiwan's government agencies")
    let (definition, problems) = CalendarImport(adopted: try adoptedDays()).definition(
      identifier: name, title: title, files: contents)
    Terminal.show(problems, in: language.language)
    guard let definition else { throw ExitCode.dataMissing }
    try Terminal.write(Array(definition.yaml.utf8))
  }

  private func adoptedDays() throws -> [Int: CivilDate] {
    var days: [Int: CivilDate] = [:]
    for text in adopted {
      let parts = text.split(separator: "=")
      guard parts.count == 2, let year = Int(parts[0]),
        case .success(let date) = TimeText.parseDate(parts[1])
      else {
        throw ValidationError(
          zh: "--adopted 應寫為 年度=日期，而非「\(text)」",
          en: "--adopted is YEAR=DATE, not '\(text)'")
      }
      days[year < 1000 ? year + 1911 : year] = date
    }
    return days
  }
}
