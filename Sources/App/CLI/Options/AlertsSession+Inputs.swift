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
    let watched = Set(settings.watches.map(\.dataset))
    return exports(at: now).filter { watched.contains($0.dataset) }.flatMap(\.files).map {
      FileStamp($0)
    }
  }

  /// Whether files are surely written to their end.
  func isSettled(_ stamps: [FileStamp], at now: Instant) -> Bool {
    stamps.allSatisfy { stamp in
      stamp.modified.map {
        !(0..<Self.settling).contains(now.milliseconds - $0.milliseconds)
      } ?? true
    }
  }

  /// What was found of the exports, watched or not.
  func inputs(_ result: CheckResult, at now: Instant) -> [InputState] {
    let month = Self.month(zone.localTime(of: now).date)
    return exports(at: now).map { dataset, paths, files, all, isOfMonth in
      let newest = files.compactMap { Files.modified($0) }.max()
      let read = result.inputs.filter { files.contains($0.path) }
      let broken = result.diagnostics.filter { item in
        item.severity == .error
          && item.place.map { all.contains($0.fileName) || $0.fileName == dataset } ?? false
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

  /// A dataset's export: the files of the month before today's, and those of all months.
  private typealias Export = (
    dataset: String, paths: [String], files: [String], all: Set<String>, isOfMonth: Bool
  )

  private func exports(at now: Instant) -> [Export] {
    let month = Self.month(zone.localTime(of: now).date)
    let patterns = (try? project.dataPaths(for: month)) ?? []
    let others = (try? project.dataPaths(for: nil)) ?? []
    let names = settings.watches.map(\.dataset) + others.map(\.dataset)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.map { name in
      let wanted = patterns.first { $0.dataset == name }?.patterns ?? []
      let any = others.first { $0.dataset == name }?.patterns ?? []
      return (
        name, wanted, wanted.flatMap { Files.matches(of: $0) },
        Set(any.flatMap { Files.matches(of: $0) }), wanted != any
      )
    }
  }

  /// The month before a day's.
  private static func month(_ today: CivilDate) -> Period {
    Period(.month, holding: today.adding(days: -today.day))
  }
}
