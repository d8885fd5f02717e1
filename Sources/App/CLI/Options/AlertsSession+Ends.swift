import CivilTime
import Columns
import Diagnostics
import LogReaders
import Pipeline
import Platform
import RuleCheck

extension AlertsSession {
  /// Limits how far each file is taken as complete to what is safe to accuse by.
  ///
  /// What the option or the project says stands. A month in a file's name counts once the month was
  /// over when the file was written. Of all others the newest day that the data show is taken, and
  /// never more than when the file was written: an old copy may look new, but shows old days.
  ///
  /// - Returns: a warning for each dataset of which nobody says how far it is complete.
  func limitEnds(
    of request: inout CheckRequest, _ prepared: PreparedRun, at now: Instant
  ) -> [Diagnostic] {
    guard request.observedThrough == nil else { return [] }
    var warnings: [Diagnostic] = []
    for index in request.data.indices {
      let data = request.data[index]
      let written = data.sources.map { Files.modified($0.path) }
      let unsure = data.sources.indices.map { file in
        isUnsure(data, file, written[file], prepared.monthlySources)
      }
      guard unsure.contains(true),
        let newest = NewestDays.find(
          data, rules: prepared.rules, upTo: now, threads: request.threads)
      else { continue }
      let isOfEvents = prepared.rules.datasets.contains {
        $0.schema.name == data.dataset && $0.schema.events != nil
      }
      for file in data.sources.indices where unsure[file] {
        let writing = isOfEvents ? written.compactMap(\.self).max() : written[file]
        request.data[index].ends[file] = .through(
          end(newest[file], writing, monthEnd: data.ends[file]))
      }
      let isSaid = data.sources.allSatisfy { prepared.monthlySources.contains($0.path) }
      if !isSaid { warnings.append(warning(request.data[index])) }
    }
    return warnings
  }

  /// Whether nothing says how far a file is complete, or only a month that was not over when it was
  /// written.
  ///
  /// What comes in by standard input cannot be looked at twice, and is as new as the run.
  private func isUnsure(
    _ data: CheckRequest.Data, _ file: Int, _ written: Instant?, _ monthly: Set<String>
  ) -> Bool {
    let path = data.sources[file].path
    guard case .through(let time)? = data.ends[file] else {
      return data.ends[file] == nil && path != "-"
    }
    guard monthly.contains(path), let written else { return false }
    return written < zone.end(of: time.date)
  }

  /// The earliest of the newest day shown, the time of writing and the end of the month named.
  private func end(_ newest: CivilDate?, _ written: Instant?, monthEnd: DataEnd?) -> WrittenTime {
    // Where no day is shown nothing was seen: the first day of the Republic lies before all data.
    let first = CivilDate(dayNumber: CivilDate.dayNumber(year: 1912, month: 1, day: 1))
    var day = WrittenTime(date: newest ?? first)
    if case .through(let month)? = monthEnd, month.date < day.date { day = month }
    guard let written, written < zone.end(of: day.date) else { return day }
    let local = TimeZoneRules.utc.localTime(of: written)
    return WrittenTime(
      date: local.date, millisecondOfDay: Int32(local.millisecondOfDay), precision: .second,
      offsetSeconds: 0)
  }

  private func warning(_ data: CheckRequest.Data) -> Diagnostic {
    let days = data.ends.compactMap { end -> CivilDate? in
      if case .through(let time)? = end { zone.day(of: time.moment(in: zone).instant) } else { nil }
    }
    let last = days.max()
    return Diagnostic(
      .unknownEnd, .warning,
      LocalizedText(
        zh: "資料集 \(data.dataset) 未說明完整至何時，以資料所見至\(last?.rocText ?? "")為準",
        en: """
          nobody says how far '\(data.dataset)' is complete; it is taken through \
          \(last?.isoText ?? ""), the newest day that it shows
          """),
      help: LocalizedText(
        zh: "於專案檔寫 observed-through: { \(data.dataset): written }（每次匯出含全部案件者），或寫明日期",
        en: """
          write observed-through: { \(data.dataset): written } in the project where each export holds \
          all cases, or a day
          """))
  }
}
