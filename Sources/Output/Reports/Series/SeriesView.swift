import CivilTime
import Diagnostics
import Findings

/// Turns a series into bytes.
public enum SeriesReports {
  /// The formats that a series can be written in.
  public static let formats: [ReportFormat] = [.html, .markdown, .csv]

  /// Writes a series in one of `formats`, piece by piece.
  public static func render(
    _ series: Series, as format: ReportFormat, options: ReportOptions = ReportOptions(),
    to emit: @escaping ([UInt8]) throws -> Void
  ) throws {
    precondition(formats.contains(format), "no such format of a series")
    var output = ReportOutput(emit)
    let view = SeriesView(series, options)
    switch format {
    case .html: SeriesPage(view: view).write(to: &output)
    case .markdown: SeriesTables(view: view).writeMarkdown(to: &output)
    default: SeriesTables(view: view).writeCSV(to: &output)
    }
    try output.finish()
  }

  /// A series in one piece.
  public static func render(
    _ series: Series, as format: ReportFormat, options: ReportOptions = ReportOptions()
  ) throws -> [UInt8] {
    let pieces = Pieces()
    try render(series, as: format, options: options) { pieces.add($0) }
    return pieces.take().flatMap { $0 }
  }
}

/// A series with what every form of it asks for.
struct SeriesView {
  /// How many of the last runs a page and Markdown show; csv has all.
  static let mostColumns = 12

  let series: Series
  let options: ReportOptions
  let wording: Wording

  init(_ series: Series, _ options: ReportOptions) {
    self.series = series
    self.options = options
    wording = Wording(options.language)
  }

  /// The places of the runs that are shown.
  var shown: Range<Int> { max(0, series.count - Self.mostColumns)..<series.count }

  var title: String { series.runs.last.map { wording[$0.title] } ?? "" }

  /// A run by the span of its data: a month where that ends with one, else the day.
  func label(_ run: Series.Run) -> String {
    let day = run.observedThrough.local.date
    let month = Period(.month, holding: day)
    return month.last == day ? wording.period(month) : wording.day(day)
  }

  func owner(_ name: String) -> String {
    name.isEmpty ? wording("（未指定）", "(no owner)") : name
  }

  /// What a reader must know before comparing the runs.
  var notes: [String] {
    var notes: [String] = []
    func names(_ places: [Int]) -> String {
      places.map { label(series.runs[$0]) }.joined(separator: wording("、", ", "))
    }
    if !series.changedRules.isEmpty {
      let list = names(series.changedRules)
      notes.append(
        wording(
          "\(list)所用之規則、行事曆或豁免與前一期不同，件數增減可能出於規則變動。",
          "The rules, calendars or waivers of \(list) are not those of the run before: changes may come from them."
        ))
    }
    if !series.repeatedMoments.isEmpty {
      let list = names(series.repeatedMoments)
      notes.append(
        wording(
          "\(list)與前一期之查核基準相同，可能重複計入。", "\(list) judges the same moment as the run before it."))
    }
    let incomplete = series.runs.indices.filter { series.runs[$0].exitCode >= 2 }
    if !incomplete.isEmpty {
      let list = names(Array(incomplete))
      notes.append(
        wording(
          "\(list)之查核不完整（規則或資料有誤），該期件數可能偏低。",
          "The check of \(list) is incomplete (broken rules or data): its counts may be too low."))
    }
    if shown.lowerBound > 0 {
      notes.append(
        wording(
          "僅列最近 \(shown.count) 期；其前 \(shown.lowerBound) 期見 csv 格式。",
          "Only the last \(shown.count) runs are shown; csv has the \(shown.lowerBound) before them, too."
        ))
    }
    return notes
  }
}
