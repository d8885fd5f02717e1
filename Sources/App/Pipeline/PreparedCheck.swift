public import CivilTime
import Columns
public import Diagnostics
import Digests
public import Findings
import LogReaders
public import Platform
public import RuleCheck
import RuleSyntax

/// Rules, waivers and data put together from parameters, ready to be checked.
///
/// The same parameters over the same files give the same result, which is how `verify` does a run
/// again: with the files of the system or with those of a bundle.
public struct PreparedCheck: Sendable {
  /// The parameters, with the moment judged.
  public let parameters: RunParameters
  /// The sound rules.
  public let rules: CheckedRules
  /// What is to be checked.
  public var request: CheckRequest
  /// What is wrong with project, rules, waivers and parameters.
  public let diagnostics: [Diagnostic]
  /// The project.
  public let project: Project?
  /// The files and zones that were read.
  public let record: FileRecord

  /// Reads rules, waivers and project.
  ///
  /// - Parameters:
  ///   - now: the present, where the parameters state no moment.
  ///   - inputs: where data files are found instead, by their paths.
  ///   - memoryLimit: how many MiB gathering events may take; the project's where none is stated.
  public init(
    _ parameters: RunParameters, files: FileSource = .system, now: Instant,
    inputs: [String: String] = [:], threads: Int = 1, memoryLimit: Int? = nil
  ) throws(ParameterError) {
    record = FileRecord(over: files)
    let source = record.source
    project = parameters.project.map { Project(path: $0, files: source) }
    let loaded = RuleLoading.load(
      parameters.rules, in: RuleLoading.environment(standards: parameters.standards, files: source))
    rules = loaded.rules
    var filled = parameters
    filled.asOf = parameters.asOf ?? Self.text(of: now, in: loaded.rules.zone)
    filled.data = parameters.data.map { item in
      var item = item
      let source = LogSource(argument: item.source)
      if source.format == .postgresql { item.source = source.displayName }
      return item
    }
    if filled.places.isEmpty { filled.places = project?.places ?? [] }
    self.parameters = filled
    var request = CheckRequest(
      data: try Self.data(parameters, inputs), asOf: try Self.moment(filled.asOf, "--as-of"))
    request.observedThrough = try parameters.observedThrough.map { (text) throws(ParameterError) in
      try Self.moment(text, "--observed-through")
    }
    request.knownOn = try parameters.knownOn.map { (text) throws(ParameterError) in
      try Self.moment(text, "--known-on").date
    }
    request.places = Set(filled.places)
    request.selection = parameters.selection
    request.revealed = Set(parameters.reveals)
    request.threads = threads
    if let limit = memoryLimit ?? project?.memoryLimit {
      request.memoryLimit = MemoryLimit(mebibytes: limit)
    }
    var problems = (project?.diagnostics ?? []) + loaded.diagnostics
    var waiverFiles: [SourceText] = []
    for path in parameters.waivers {
      do throws(FileError) {
        waiverFiles.append(SourceText(name: path, bytes: try source.read(path)))
      } catch {
        problems.append(Diagnostic(.unreadableData, error.message, at: .file(path)))
      }
    }
    let approved = WaiverLoading.load(waiverFiles, loaded.rules)
    problems += approved.diagnostics
    request.waivers = approved.waivers
    problems += Self.unknownNames(request, loaded.rules, project)
    problems += ClosurePlaces.problems(request.places, loaded.rules.calendars)
    self.request = request
    diagnostics = problems
  }

  /// Checks the data and puts together the whole result.
  public func run() -> Check.Outcome {
    var outcome = Check.run(request, rules: rules)
    outcome.result.diagnostics = diagnostics + outcome.result.diagnostics
    if let title = project?.title { outcome.result.title = title }
    outcome.result.failOn = parameters.failOn ?? project?.failOn ?? .medium
    outcome.result.parameters = parameters
    // Project and waivers shape the result as rules do, so their digests stand with those of rules.
    let listed = Set(outcome.result.ruleFiles.map(\.path))
    for file in record.files where !listed.contains(file.name) {
      outcome.result.ruleFiles.append(
        RuleFileSummary(
          path: file.name, sha256: Fingerprint.hexadecimal(SHA256.digest(file.bytes))))
    }
    return outcome
  }

  // MARK: - Parameters

  private static func moment(_ text: String?, _ option: String) throws(ParameterError)
    -> WrittenTime
  {
    let text = text ?? ""
    guard case .success(let time) = TimeText.parse(text) else {
      throw ParameterError(
        zh: "\(option)：「\(text)」不是日期或時刻（110-01-31、2021-01-31 17:00）",
        en: "\(option): '\(text)' is no date or time (2021-01-31, 110-01-31 17:00)")
    }
    return time
  }

  /// The present to the second, as a moment is written.
  private static func text(of now: Instant, in zone: TimeZoneRules) -> String {
    zone.localTime(of: now).isoText(precision: .second, separator: " ")
  }

  private static func data(
    _ parameters: RunParameters, _ inputs: [String: String]
  ) throws(ParameterError) -> [CheckRequest.Data] {
    var all: [CheckRequest.Data] = []
    for item in parameters.data {
      var source = LogSource(argument: item.source)
      if let place = inputs[source.path] {
        source.name = source.displayName
        source.path = place
      }
      if let encoding = item.encoding {
        guard let known = TextEncoding(name: encoding) else {
          throw ParameterError(
            zh: "--encoding：沒有編碼「\(encoding)」（utf-8、utf-16、big5）",
            en: "--encoding: '\(encoding)' is not known (utf-8, utf-16, big5)")
        }
        source.encoding = known
      }
      if let delimiter = item.delimiter {
        guard delimiter.utf8.count == 1 else {
          throw ParameterError(
            zh: "--delimiter 為一個 ASCII 字元，或 tab", en: "--delimiter is one ASCII character, or 'tab'"
          )
        }
        source.delimiter = delimiter.utf8.first
      }
      let index = all.firstIndex { $0.dataset == item.dataset } ?? all.count
      if index == all.count { all.append(CheckRequest.Data(dataset: item.dataset, sources: [])) }
      all[index].sources.append(source)
      all[index].ends.append(
        try item.observedThrough.map { (text) throws(ParameterError) in
          text == "now" ? .asOf : .through(try moment(text, "--observed-through"))
        })
    }
    return all
  }

  /// Names that match nothing: told, never ignored; one that only the project has is no error.
  private static func unknownNames(
    _ request: CheckRequest, _ rules: CheckedRules, _ project: Project?
  ) -> [Diagnostic] {
    let datasets = rules.datasets.map(\.schema.name)
    let planned = ((try? project?.dataPaths(for: nil)) ?? []).map(\.dataset)
    var problems = request.data.filter { !datasets.contains($0.dataset) }.map { data in
      Diagnostic(
        .unknownDataset, planned.contains(data.dataset) ? .warning : .error,
        LocalizedText(
          zh: "規則中沒有資料集 \(data.dataset)", en: "no rule file declares the dataset '\(data.dataset)'"),
        help: nearest(to: data.dataset, in: datasets).map {
          LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
        }
          ?? LocalizedText(
            zh: "現有：\(datasets.joined(separator: "、"))",
            en: "there are: \(datasets.joined(separator: ", "))"))
    }
    for word in request.selection where Check.matches(word, rules) == 0 {
      problems.append(
        Diagnostic(
          .badSelection,
          LocalizedText(zh: "沒有規則或標籤「\(word)」", en: "no rule or tag matches '\(word)'"),
          help: nearest(to: word, in: rules.rules.map(\.id)).map {
            LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
          }))
    }
    return problems
  }
}

/// A parameter that cannot be read, in the words of a usage error.
public struct ParameterError: Error, Sendable {
  /// The sentence.
  public let message: LocalizedText

  init(zh: String, en: String) { message = LocalizedText(zh: zh, en: en) }
}
