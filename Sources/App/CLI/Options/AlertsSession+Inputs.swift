import Alerts
import CivilTime
import Diagnostics
import Findings
import Pipeline
import Platform

/// What a check for alerts came to.
struct AlertsFindings {
  var result: CheckResult
  var isDataMissing: Bool
  /// The errors of rule files and of the project file, each with its place.
  var brokenRules: [LocalizedText]

  /// A diagnostic in one sentence with its place.
  static func sentence(_ diagnostic: Diagnostic) -> LocalizedText {
    guard let place = diagnostic.place else { return diagnostic.message }
    let line = place.position.map { ":\($0.line)" } ?? ""
    return LocalizedText(
      zh: "\(place.fileName)\(line)：\(diagnostic.message.zhHant)",
      en: "\(place.fileName)\(line): \(diagnostic.message.en)")
  }
}

extension AlertsSession {
  /// A file changed within this time may still be being written, in milliseconds: ten minutes.
  private static let settling: Int64 = 600_000

  /// What the files of the watched exports look like from outside.
  func inputStamps(at now: Instant) -> [FileStamp] {
    watchedFiles(at: now).flatMap(\.files).map { FileStamp($0) }
  }

  /// Whether files are surely written to their end.
  func isSettled(_ stamps: [FileStamp], at now: Instant) -> Bool {
    stamps.allSatisfy { stamp in
      stamp.modified.map {
        !(0..<Self.settling).contains(now.milliseconds - $0.milliseconds)
      } ?? true
    }
  }

  /// What was found of the exports that are watched.
  func inputs(_ result: CheckResult, at now: Instant) -> [InputState] {
    let month = Self.month(zone.localTime(of: now).date)
    return watchedFiles(at: now).map { dataset, paths, files, isOfMonth in
      let newest = files.compactMap { Files.modified($0) }.max()
      let read = result.inputs.filter { files.contains($0.path) }
      let broken = result.diagnostics.filter { item in
        item.severity == .error
          && item.place.map { files.contains($0.fileName) || $0.fileName == dataset } ?? false
      }
      let defects = result.dataIssues.filter { $0.isFatal && $0.dataset == dataset }
      var state = InputState(
        dataset: dataset, paths: paths, newest: newest.map { zone.day(of: $0) },
        rows: read.isEmpty ? nil : read.reduce(0) { $0 + $1.rows },
        defects: broken.map(\.message) + defects.map(\.message), month: month.first)
      state.isOfMonth = isOfMonth
      state.isSettled = isSettled(files.map { FileStamp($0) }, at: now)
      return state
    }
  }

  /// The files of each watched export of the month before today's.
  private func watchedFiles(
    at now: Instant
  ) -> [(dataset: String, paths: [String], files: [String], isOfMonth: Bool)] {
    let month = Self.month(zone.localTime(of: now).date)
    let patterns = (try? project.dataPaths(for: month)) ?? []
    let others = (try? project.dataPaths(for: nil)) ?? []
    return settings.watches.map { watch in
      let wanted = patterns.first { $0.dataset == watch.dataset }?.patterns ?? []
      let any = others.first { $0.dataset == watch.dataset }?.patterns ?? []
      return (watch.dataset, wanted, wanted.flatMap { Files.matches(of: $0) }, wanted != any)
    }
  }

  /// The month before a day's.
  private static func month(_ today: CivilDate) -> Period {
    Period(.month, holding: today.adding(days: -today.day))
  }
}
