import ArgumentParser
import CivilTime
import Diagnostics
import Findings
import JSON
import Pipeline
import Platform

/// `qixian due`: the deadline calculator, for one period or a whole table.
struct DueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: say("逐日計算期限，附法條依據。", "Computes due dates, day by day, with the article."),
    discussion: say(
      """
      單一期限：  qixian due --from 115-03-04 --limit '30 days'
                  qixian due --from '2026-02-14 23:30' --limit '24 hours'
      整份表格：  qixian due --table cases.csv > due.csv

      表格欄位為 start（或 start_as_written）、length，並可有 unit、mode、adjustment；其他欄位照錄，\
      另加 due 與 error 兩欄。adjustment 可寫 extend:15d（展延）、suspend:A/B（A 至 B 各整日不計）、\
      restart:D（自 D 之次日重行起算）、transit:5d（在途期間），數項以分號分隔。

      結束代碼：0 全數算出；2 用法有誤；3 有列無法計算，或日期不在行事曆內。
      """,
      """
      One period:  qixian due --from 115-03-04 --limit '30 days'
                   qixian due --from '2026-02-14 23:30' --limit '24 hours'
      A table:     qixian due --table cases.csv > due.csv

      A table has the columns start (or start_as_written), length, and if it likes unit, mode and \
      adjustment; others pass through. The columns due and error are appended. Adjustments are \
      extend:15d, suspend:A/B (the whole days A to B do not run), restart:D (counted anew from \
      the day after D), transit:5d; several are separated by semicolons.

      Exit code 0: all computed; 2: wrong usage; 3: a row, or a day outside the calendar, could \
      not be computed.
      """))

  enum Format: String, WordOption {
    case text, json
  }

  @Option(
    help: .say(
      "起算事件之日期或時刻：115/3/4、2026-03-04、'115年3月4日 9時5分'。",
      "The event from which the period runs: 2026-03-04, 115/3/4, '115年3月4日 9時5分'."))
  var from: String?

  @Option(
    help: .say(
      "期間：'30 days'（日）、'72 hours'（時）、'3 months'（月）、'6 working days'（工作天）。",
      "The length: '30 days', '72 hours', '3 months', '6 working days'."))
  var limit: String?

  @Option(
    help: .say(
      "期間計算方式（未指定時依單位為 hours、working-days 或 apa-48）。",
      "The counting profile (default: hours, working-days or apa-48, by the unit)."))
  var counting: String = ""

  @Option(help: .say("行事曆名稱，或其檔案路徑。", "A calendar's name, or the path of its file."))
  var calendar: String = "tw-government"

  @Option(
    help: .say(
      "原末日後之展延期間，如 30d；或展延至某日。",
      "A further period after the original last day, such as 30d; or a day."))
  var extend: [String] = []

  @Option(help: .say("停止進行之整日 A/B。", "Whole days A/B that do not run."))
  var suspend: [String] = []

  @Option(
    help: .say("自其次日重行起算之事件日。", "The day of an event after which the period is counted anew."))
  var restart: String?

  @Option(help: .say("在途期間，如 5d。", "Days added for distance, such as 5d."))
  var transit: String?

  @Option(help: .say("以該日已知之行事曆計算。", "Use the calendar as it was known on this day."))
  var knownOn: String?

  @Option(
    help: .say("加計該縣市之停止上班日。", "Lay the local closures of this county or city over the calendar."))
  var place: [String] = []

  @Option(help: .say("計算一份 CSV 表格（- 為標準輸入）。", "Compute a CSV table (- for standard input)."))
  var table: String?

  @OptionGroup var libraryOption: LibraryOption

  @Option(help: .say("單一結果之形式：text 或 json。", "The form of one result: text or json."))
  var format: Format = .text

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if table != nil {
      guard from == nil, limit == nil, extend.isEmpty, suspend.isEmpty, restart == nil,
        transit == nil, counting.isEmpty
      else {
        throw ValidationError(
          zh: "--table 之起算、期間與調整由各列取得。",
          en: "--table takes start, limit and adjustments from its rows.")
      }
    } else if from == nil || limit == nil {
      throw ValidationError(
        zh: "請寫 --from 與 --limit，或 --table。",
        en: "Give --from and --limit, or --table.")
    }
  }

  func run() throws {
    let library = try loadLibrary()
    if let table {
      try fill(table, with: library)
    } else {
      try answer(with: library)
    }
  }

  private func loadLibrary() throws -> CountingLibrary {
    var known: CivilDate?
    if let knownOn {
      switch TimeText.parseDate(knownOn) {
      case .success(let date): known = date
      case .failure(let problem): throw refusal(DueProblem.start(knownOn, problem).message)
      }
    }
    let (library, problems) = CountingLibrary.load(
      from: libraryOption.library, calendar: calendar, knownOn: known,
      places: Set(place))
    Terminal.show(problems, in: language.language)
    guard let library else { throw ExitCode.wrongUsage }
    return library
  }

  private func refusal(_ message: LocalizedText) -> ExitCode {
    Terminal.complain("qixian due: " + message[language.language])
    return .wrongUsage
  }

  // MARK: - Tables

  private func fill(_ path: String, with library: CountingLibrary) throws {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Files.read(path)
    } catch {
      throw refusal(error.message)
    }
    let outcome = DueTable(library: library, language: language.language).fill(utf8(bytes, path))
    if let problem = outcome.problem { throw refusal(problem) }
    try Terminal.write(outcome.output)
    if outcome.failed > 0 {
      let summary = LocalizedText(
        zh: "\(outcome.failed) 列無法計算，\(outcome.computed) 列已計算",
        en: "\(counted(outcome.failed, "row")) could not be computed, \(outcome.computed) were")
      Terminal.complain("qixian due: " + summary[language.language])
      throw ExitCode.dataMissing
    }
  }

  /// The table in UTF-8; damaged bytes are passed on, so that only their rows are in error.
  private func utf8(_ bytes: [UInt8], _ path: String) -> [UInt8] {
    guard let (text, encoding) = LegacyText.decode(bytes) else {
      let warning = LocalizedText(
        zh: "\(path) 含有不是 UTF-8 也不是 Big5 的位元組",
        en: "\(path) holds bytes that are neither UTF-8 nor Big5")
      Terminal.complain("qixian due: " + warning[language.language])
      return bytes
    }
    return (encoding == .utf8 ? [] : [0xEF, 0xBB, 0xBF]) + text
  }

  // MARK: - One period

  private func answer(with library: CountingLibrary) throws {
    let request = try request(with: library)
    let due: Due
    let trace: PeriodTrace
    do throws(DueProblem) {
      (due, trace) = try request.answer(with: library, allowsWindow: true)
    } catch {
      throw refusal(error.message)
    }
    switch format {
    case .text:
      if let result = trace.steps.last {
        try Terminal.print(result.text[language.language] + "\n")
      }
      for line in trace.lines { try Terminal.print("- " + line[language.language]) }
    case .json:
      try Terminal.print(json(request, due, trace, library).text(indent: 2))
    }
    if !due.isCovered { throw ExitCode.dataMissing }
  }

  private func request(with library: CountingLibrary) throws -> DueRequest {
    let start: WrittenTime
    switch TimeText.parse(from ?? "") {
    case .success(let time): start = time
    case .failure(let problem): throw refusal(DueProblem.start(from ?? "", problem).message)
    }
    let length: PeriodLength
    switch PeriodLength.parse(limit ?? "") {
    case .success(let value): length = value
    case .failure(let problem): throw refusal(DueProblem.length(limit ?? "", problem).message)
    }
    var adjustment = extend.map { "extend:" + $0 } + suspend.map { "suspend:" + $0 }
    if let restart { adjustment.append("restart:" + restart) }
    if let transit { adjustment.append("transit:" + transit) }
    do throws(DueProblem) {
      let profile = try library.profile(mode: counting, for: length.unit)
      return DueRequest(
        start: start, length: length, profile: profile,
        adjustment: adjustment.joined(separator: ";"))
    } catch {
      let known = library.profiles.map(\.name).joined(separator: ", ")
      throw refusal(
        LocalizedText(
          zh: "\(error.message.zhHant)；可用：\(known)", en: "\(error.message.en); known: \(known)"))
    }
  }

  private func json(
    _ request: DueRequest, _ due: Due, _ trace: PeriodTrace, _ library: CountingLibrary
  ) -> JSONValue {
    let isExact = due.isExact
    return .object([
      "from": .string(request.start.localTime.isoText(precision: request.start.precision)),
      "limit": .string(request.length.description),
      "counting": .string(request.profile.name),
      "article": request.profile.article.map { .string($0) },
      "calendar": .string(library.calendar.identifier),
      "known-on": library.calendar.knownOn.map { .string($0.isoText) },
      "due": isExact ? .string(DueRequest.text(of: due, in: library.zone)) : nil,
      "due-earliest": isExact ? nil : .string(library.zone.isoText(of: due.earliest)),
      "due-latest": isExact ? nil : .string(library.zone.isoText(of: due.latest)),
      "due-day": .string(due.day.isoText),
      "whole-day": .bool(due.isWholeDay),
      "covered": .bool(due.isCovered),
      "steps": trace.json["steps"],
    ])
  }
}
