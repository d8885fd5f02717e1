public import CivilTime
public import Columns
import Diagnostics
import Digests
import Examination
public import Findings
public import LogReaders
import Planning
import Platform
public import RuleCheck

/// Examines logs for the defects of broken exports, with or without rules.
public enum LogExamination {
  /// What is to be examined.
  public struct Request: Sendable {
    /// The files, which together are one log.
    public var sources: [LogSource]
    /// The dataset that declares the columns; `nil` infers them.
    public var dataset: DatasetSchema?
    /// The period of the export; `nil` takes the month in each file's name.
    public var period: DayRange?
    /// The zone of a log whose dataset is inferred.
    public var zone: TimeZoneRules

    /// Creates a request.
    public init(
      sources: [LogSource], dataset: DatasetSchema?, period: DayRange?, zone: TimeZoneRules
    ) {
      self.sources = sources
      self.dataset = dataset
      self.period = period
      self.zone = zone
    }
  }

  /// What an examination found.
  public struct Outcome: Sendable {
    /// The dataset, declared or inferred.
    public var schema: DatasetSchema
    /// Inputs and defects; rules are there for their names only.
    public var result: CheckResult
    /// Whether the files could be read.
    public var isReadable: Bool
  }

  /// Examines a log.
  ///
  /// - Parameter rules: Rules over the dataset, for telling which of them a defect taints.
  public static func run(_ request: Request, rules: CheckedRules?) -> Outcome {
    let empty = DatasetSchema(name: "log", key: [], columns: [], zone: request.zone)
    var outcome = Outcome(
      schema: request.dataset ?? empty, result: emptyResult(request), isReadable: false)
    do {
      try examine(request, rules, &outcome)
    } catch {
      let error = error as? ReadError
      outcome.result.diagnostics.append(
        Diagnostic(
          .unreadableData,
          error?.text ?? LocalizedText(zh: "檔案無法讀取", en: "the file cannot be read"),
          at: .file(error?.path ?? "")))
    }
    return outcome
  }

  private static func emptyResult(_ request: Request) -> CheckResult {
    let day = request.period?.last ?? CivilDate(dayNumber: 0)
    let stated = Check.stated(WrittenTime(date: day), request.zone)
    return CheckResult(
      toolVersion: Check.toolVersion, title: LocalizedText(zh: "資料檢查", en: "Examination of data"),
      asOf: stated, observedThrough: stated, knownOn: nil, zoneName: request.zone.name)
  }

  private static func examine(
    _ request: Request, _ rules: CheckedRules?, _ outcome: inout Outcome
  ) throws {
    let dataset = try request.dataset ?? inferred(request)
    guard let dataset else {
      outcome.result.diagnostics.append(
        Diagnostic(
          .emptyFile, LocalizedText(zh: "檔案沒有內容", en: "the files hold no record"),
          at: .file(request.sources.first?.displayName ?? "")))
      return
    }
    let profiles = try profiles(of: request.sources, Examiner.textSchema(of: dataset))
    outcome.schema = dataset
    let reader = try LogReader.open(request.sources, schema: Examiner.textSchema(of: dataset))
    // The text schema requires no column; what the dataset requires is asked of each file.
    let declared =
      request.dataset == nil
      ? nil
      : try LogReader.open(
        request.sources, schema: dataset, asked: columns(askedOf: dataset, rules))
    outcome.result.diagnostics += declared?.diagnostics ?? reader.diagnostics
    let files = zip(reader.files, request.sources).map { file, source in
      ExaminedFile(
        path: file.path, encoding: file.format == .csv ? file.encoding?.rawValue : nil,
        sha256: Check.digest(of: source))
    }
    var examiner = Examiner(
      schema: dataset, isDeclared: request.dataset != nil, profiles: profiles, files: files,
      period: request.period)
    try reader.read(
      dataset.columns.indices.map { ColumnRequest(column: $0) }, threads: 1, process: { $0 },
      merge: { batch, origin in examiner.add(batch, origin: origin) })
    outcome.result.dataIssues = AbsentColumnIssues.issues(
      of: reader.files, lacking: declared?.absentColumns ?? [], dataset, rules: rules)
    outcome.result.dataIssues += examiner.finish { column in
      rules.map { Plan.rules(reading: column, ofDataset: dataset.name, $0) } ?? []
    }
    outcome.result.inputs = zip(reader.files, files).map { file, examined in
      InputSummary(
        dataset: dataset.name, path: file.path, sha256: examined.sha256, bytes: file.bytes,
        rows: file.rows, encoding: file.encodingName, format: file.formatName)
    }
    if let rules { outcome.result.rules = rules.rules.map { Check.summary($0, rules) } }
    outcome.isReadable = !outcome.result.diagnostics.contains { $0.severity == .error }
  }

  /// The columns that rules over a dataset read; all of them where no rule is known.
  private static func columns(askedOf dataset: DatasetSchema, _ rules: CheckedRules?) -> Set<Int> {
    guard let rules else { return Set(dataset.columns.indices) }
    return rules.datasets.indices.filter { rules.datasets[$0].schema.name == dataset.name }
      .reduce(into: []) { columns, index in
        for rule in rules.rules.indices {
          columns.formUnion(Plan.columns(of: index, readBy: rule, rules))
        }
      }
  }

  /// The dataset that the files look like; `nil` where they hold no header.
  static func inferred(_ request: Request) throws -> DatasetSchema? {
    let empty = DatasetSchema(name: "log", key: [], columns: [], zone: request.zone)
    let opened = try LogReader.open(request.sources, schema: empty)
    var headings: [String] = []
    var known = Set<String>()
    for file in opened.files {
      for heading in file.headings where !heading.isEmpty && known.insert(heading).inserted {
        headings.append(heading)
      }
    }
    guard !headings.isEmpty else { return nil }
    let plain = DatasetSchema(
      name: "log", key: [],
      columns: headings.enumerated().map { index, heading in
        ColumnSchema(name: "c\(index)", headers: [heading], type: .text, isOptional: true)
      }, zone: request.zone)
    let profiles = try profiles(of: request.sources, plain)
    return SchemaInference(profiles: profiles).schema(named: "log", zone: request.zone)
  }

  /// What the columns of a log look like.
  private static func profiles(
    of sources: [LogSource], _ schema: DatasetSchema
  ) throws -> [ColumnProfile] {
    var profiler = LogProfiler(headings: schema.columns.map { $0.headers.first ?? $0.name })
    let reader = try LogReader.open(sources, schema: schema)
    try reader.read(
      schema.columns.indices.map { ColumnRequest(column: $0) }, threads: 1, process: { $0 },
      merge: { batch, _ in profiler.add(batch) })
    return profiler.profiles
  }
}
