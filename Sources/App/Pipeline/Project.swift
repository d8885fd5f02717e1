public import Alerts
import LogReaders
import CivilTime
public import Diagnostics
public import Findings
public import Platform
public import Reports
import RuleSyntax

/// A project file: rules, data by period, reports, waivers.
public struct Project: Sendable {
  /// Where the project stands; its paths are relative to it.
  public let folder: String
  /// What is wrong with the file.
  public let diagnostics: [Diagnostic]
  /// The settings of alerts; `nil` where there are none or they have errors.
  public let alerts: AlertSettings?
  /// Whether the project says anything about alerts.
  public var hasAlerts: Bool { document?.alerts != nil }
  private let document: ProjectDocument?

  /// Reads a project file; what is wrong with it is in `diagnostics`.
  public init(path: String, files: FileSource = .system) {
    folder = Files.parent(of: path) ?? "."
    do throws(FileError) {
      let source = SourceText(name: path, bytes: try files.read(path))
      let document = RuleDocument.parse(source)
      var problems = document.diagnostics
      self.document = document.project
      if document.project == nil, problems.isEmpty {
        problems.append(
          Diagnostic(
            .unreadableData, LocalizedText(zh: "不是專案檔", en: "this is not a project file"),
            at: .file(path)))
      }
      var reader = AlertSettingsReader(
        source: source, folder: folder, datasets: document.project?.data.map(\.dataset) ?? [])
      let settings = document.alertsOfProject.flatMap { reader.read($0) }
      alerts = document.project == nil ? nil : settings
      diagnostics =
        problems
        + (document.project == nil ? reader.problems(beside: problems) : reader.diagnostics)
    } catch {
      diagnostics = [Diagnostic(.unreadableData, error.message, at: .file(path))]
      document = nil
      alerts = nil
    }
  }

  /// The name of the zone.
  public var zoneName: String? { document?.timeZone }

  private func resolved(_ path: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : folder + "/" + path
  }

  /// The project's title; `nil` where the file is broken.
  public var title: LocalizedText? { document?.title }

  /// The rule files and folders.
  public var rulePaths: [String] { document?.rules.map(resolved) ?? [] }

  /// The waiver files.
  public var waiverPaths: [String] { document?.waivers.map(resolved) ?? [] }

  /// The counties and cities whose closures are laid over the calendars.
  public var places: [String] { document?.places ?? [] }

  /// How many MiB gathering events into cases may take.
  public var memoryLimit: Int? { document?.memoryLimit }

  /// The severity that fails the run.
  public var failOn: Severity? { document?.failOn.flatMap(Severity.init(rawValue:)) }

  /// By dataset, how far its data is complete, where the project says so: `now`, `written`, or a moment.
  public var observedThrough: [String: String] {
    Dictionary(
      document?.observedThrough.map { ($0.dataset, $0.end) } ?? [],
      uniquingKeysWith: { first, _ in first })
  }

  /// The patterns of a dataset's files as they are written, from here.
  func unfilledPaths(of dataset: String) -> [String] {
    (document?.data.filter { $0.dataset == dataset } ?? []).flatMap(\.patterns).map {
      LogSource.argument($0, from: folder)
    }
  }

  /// The patterns of each dataset's files in a period.
  public func dataPaths(for period: Period?) throws -> [(dataset: String, patterns: [String])] {
    document?.data.map { item in
      (
        item.dataset,
        item.patterns.map { LogSource.argument(Self.filled($0, period), from: folder) }
      )
    } ?? []
  }

  /// The reports of a period.
  public func reports(for period: Period?) -> [ReportRequest] {
    document?.reports.compactMap { report in
      ReportFormat(rawValue: report.format).map {
        ReportRequest($0, path: report.path.map { resolved(Self.filled($0, period)) })
      }
    } ?? []
  }

  /// A pattern with its period filled in; without a period the places match anything.
  static func filled(_ pattern: String, _ period: Period?) -> String {
    let (year, month, _) = period?.first.components ?? (0, 0, 0)
    func digits(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return period == nil ? "*" : String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let places = [
      ("{rocyear3}", digits(year - 1911, 3)), ("{roc-year}", digits(year - 1911, 1)),
      ("{year}", digits(year, 4)), ("{month}", digits(month, 2)),
    ]
    var result = ""
    var rest = pattern[...]
    while let character = rest.first {
      if let (place, text) = places.first(where: { rest.hasPrefix($0.0) }) {
        result += text
        rest = rest.dropFirst(place.count)
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
