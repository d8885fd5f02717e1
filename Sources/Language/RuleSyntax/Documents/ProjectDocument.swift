public import Diagnostics

/// A project file: which rules, data, reports and alerts belong together.
public struct ProjectDocument: Sendable {
  /// A report to write.
  public struct Report: Sendable, Hashable {
    /// The format's name.
    public var format: String
    /// The file; standard output where `nil`.
    public var path: String?
  }
  /// The title.
  public var title: LocalizedText
  /// The language of reports.
  public var language: Language?
  /// The zone's name.
  public var timeZone: String?
  /// Rule files and folders, relative to the project file.
  public var rules: [String]
  /// Patterns of data files by dataset, with `{roc-year}`, `{rocyear3}`, `{year}`, `{month}`.
  public var data: [(dataset: String, patterns: [String])]
  /// How far each dataset is complete: `now`, `written`, or a moment.
  public var observedThrough: [(dataset: String, end: String)]
  /// Reports.
  public var reports: [Report]
  /// The counties and cities whose closures are laid over the calendars.
  public var places: [String]
  /// The severity from which the exit code is 1.
  public var failOn: String?
  /// How many MiB gathering events into cases may take.
  public var memoryLimit: Int?
  /// Waivers files.
  public var waivers: [String]
  /// The settings of alerts, read by those who send them.
  public var alerts: YAMLNode?
}

extension RuleDocument {
  /// The alerts of a project file also where the file has errors, so that what is wrong with their
  /// values is said in the same run.
  public var alertsOfProject: YAMLNode? { kind == .project ? root?["alerts"] : nil }

  /// The project of a project file; `nil` where the file is another or has errors.
  public var project: ProjectDocument? {
    guard kind == .project, let root, !diagnostics.contains(where: { $0.severity == .error }) else {
      return nil
    }
    return ProjectDocument(
      title: root["project"]?.localized ?? LocalizedText(verbatim: ""),
      language: root["language"]?.text.flatMap(Language.init(rawValue:)),
      timeZone: root["timezone"]?.text, rules: root["rules"]?.texts ?? [],
      data: (root["data"]?.entries ?? []).map { (dataset: $0.key, patterns: $0.value.texts) },
      observedThrough: (root["observed-through"]?.entries ?? []).compactMap { entry in
        entry.value.text.map { (dataset: entry.key, end: $0) }
      },
      reports: (root["reports"]?.oneOrMore ?? []).compactMap { node in
        node["format"]?.text.map { ProjectDocument.Report(format: $0, path: node["path"]?.text) }
      },
      places: root["places"]?.texts ?? [],
      failOn: root["fail-on"]?.text, memoryLimit: root["memory-limit"]?.integer,
      waivers: root["waivers"]?.texts ?? [],
      alerts: root["alerts"])
  }
}
