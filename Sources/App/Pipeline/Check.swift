import CivilTime
import Columns
import Diagnostics
import Digests
import Evaluation
import Examination
public import Findings
import LogReaders
public import Planning
import Platform
public import RuleCheck
import TemporaryFiles

/// The whole chain: rules and data in, a result out.
public enum Check {
  /// The program's version.
  public static let toolVersion = "0.1.0"

  /// What a check gives.
  public struct Outcome: Sendable {
    /// The result.
    public var result: CheckResult
    /// The plan that was carried out.
    public var plan: Plan
    /// Whether data could not be read, or lost rows, so that verdicts are missing.
    public var isDataMissing: Bool
    /// The datasets that rules need and for which no data was given.
    public var datasetsWithoutData: [String]
  }

  /// Checks data against rules.
  ///
  /// What is wrong with data is in the result; nothing is thrown for it.
  public static func run(_ request: CheckRequest, rules: CheckedRules) -> Outcome {
    let selected = selection(request.selection, rules)
    let plan = Plan(rules: rules, selected: selected)
    let context = context(request, rules)
    var result = CheckResult(
      toolVersion: toolVersion, title: rules.title, asOf: context.asOf,
      observedThrough: context.observedThrough, knownOn: request.knownOn,
      zoneName: rules.zone.name)
    result.ruleFiles = rules.files.map {
      RuleFileSummary(
        path: $0.name, sha256: Fingerprint.hexadecimal(SHA256.digest($0.bytes)),
        pack: rules.packs[$0.name]?.id, title: rules.packs[$0.name]?.title)
    }
    result.rules = rules.rules.map { summary($0, rules) }
    result.columns = plan.scans.flatMap { headings(rules.datasets[$0.dataset].schema) }
    var collector = ResultCollector(
      plan: plan, context: context,
      storage: TemporaryFindings(folder: request.memoryLimit.folder))
    var reading = Reading(request: request, context: context)
    for index in plan.scans.indices {
      reading.read(scan: index, of: plan, into: &collector, &result)
    }
    result.observedThrough = result.leastObserved
    let evaluation = collector.finish(
      unread: reading.unreadDatasets, by: ThreadedPieces(threads: request.threads))
    result.findings = evaluation.findings
    result.groups = evaluation.groups
    result.dataIssues += evaluation.dataIssues
    let planned = Set(plan.scans.flatMap { $0.judges.map(\.rule) + $0.gathers.map(\.rule) })
    for index in result.rules.indices {
      result.rules[index].counts = evaluation.counts[index]
      result.rules[index].wasEvaluated =
        planned.contains(index)
        && reading.unreadDatasets.isDisjoint(with: rules.rules[index].datasets)
    }
    let scorer = ScorecardScorer(rules: rules, result: result)
    result.scorecards = cards(request.selection, rules).map(scorer.score)
    if let selected { keep(selected, in: &result) }
    result.apply(
      request.waivers, on: context.asOf.local.date, knownOn: request.knownOn)
    return Outcome(
      result: result, plan: plan,
      isDataMissing: reading.isDataMissing || result.dataIssues.contains(where: \.isFatal),
      datasetsWithoutData: reading.datasetsWithoutData)
  }

  /// The headings of a dataset's columns that are not their names.
  private static func headings(_ schema: DatasetSchema) -> [ColumnHeading] {
    schema.columns.compactMap { column in
      column.headers.first.flatMap { heading in
        heading == column.name
          ? nil : ColumnHeading(dataset: schema.name, name: column.name, heading: heading)
      }
    }
  }

  /// The number of rules and scorecards that a word selects.
  public static func matches(_ word: String, _ rules: CheckedRules) -> Int {
    (selection([word], rules)?.count ?? 0) + cards([word], rules).count
  }

  /// The rules that a request selects; `nil` for all.
  public static func selected(_ request: CheckRequest, _ rules: CheckedRules) -> Set<Int>? {
    selection(request.selection, rules)
  }

  /// Whether a word names something by its full or short id, or the pack that it is of.
  private static func names(_ word: String, _ id: String) -> Bool {
    id == word || id.hasSuffix("/" + word) || id.hasPrefix(word + "/")
  }

  /// The scorecards that ids select; all without a selection.
  static func cards(_ words: [String], _ rules: CheckedRules) -> [CheckedScorecard] {
    rules.scorecards.filter { card in words.isEmpty || words.contains { names($0, card.id) } }
  }

  /// The rules that ids and tags select, those of selected scorecards included; `nil` for all.
  static func selection(_ words: [String], _ rules: CheckedRules) -> Set<Int>? {
    guard !words.isEmpty else { return nil }
    let scored = Set(cards(words, rules).flatMap(\.rules))
    return scored.union(
      rules.rules.indices.filter { index in
        let rule = rules.rules[index]
        return words.contains { word in
          names(word, rule.id) || rule.tags.contains(word)
        }
      })
  }

  /// Leaves out what belongs to rules that were planned only because others refer to them.
  private static func keep(_ selected: Set<Int>, in result: inout CheckResult) {
    let kept = selected.sorted()
    let position = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    result.rules = kept.map { result.rules[$0] }
    result.findings = FindingList(
      result.findings.lazy.compactMap { finding in
        var finding = finding
        guard let rule = position[finding.rule] else { return nil }
        finding.rule = rule
        return finding
      })
    result.groups = result.groups.compactMap { group in
      var group = group
      guard let rule = position[group.rule] else { return nil }
      group.rule = rule
      return group
    }
    for card in result.scorecards.indices {
      for line in result.scorecards[card].lines.indices {
        result.scorecards[card].lines[line].rule =
          result.scorecards[card].lines[line].rule.flatMap { position[$0] }
      }
    }
    for index in result.dataIssues.indices {
      result.dataIssues[index].taintedRules = result.dataIssues[index].taintedRules.compactMap {
        position[$0]
      }
    }
  }

  private static func context(_ request: CheckRequest, _ rules: CheckedRules) -> RunContext {
    let asOf = stated(request.asOf, rules.zone)
    var context = RunContext(
      asOf: asOf,
      observedThrough: request.observedThrough.map { stated($0, rules.zone) },
      knownOn: request.knownOn,
      calendars: rules.calendars.map {
        WorkCalendar(definition: $0, knownOn: request.knownOn, places: request.places)
      },
      revealed: request.revealed, explains: request.explains, describes: request.describes,
      explainedKeys: request.explainedKeys)
    context.fileEnds = fileEnds(request, asOf, rules.zone)
    return context
  }

  /// A moment as stated on the command line: a day stands for its end.
  static func stated(_ time: WrittenTime, _ zone: TimeZoneRules) -> StatedTime {
    let moment = time.moment(in: zone)
    guard time.precision == .day else {
      return StatedTime(
        local: zone.localTime(of: moment.instant), instant: moment.instant,
        precision: moment.precision)
    }
    return StatedTime(
      local: LocalTime(date: time.date, millisecondOfDay: 86_400_000),
      instant: zone.end(of: time.date), precision: .day, isEndOfDay: true)
  }

  static func summary(_ rule: CheckedRule, _ rules: CheckedRules) -> RuleSummary {
    let position = rule.definition.source.position(ofOffset: rule.definition.span.start)
    var summary = RuleSummary(
      id: rule.id, title: rule.title, kind: rule.kind.keyword, severity: rule.severity,
      status: rule.status, citations: rule.citations,
      dataset: rules.datasets[rule.dataset].schema.name,
      definedAt: "\(rule.definition.source.name):\(position.line)")
    summary.remedy = rule.remedy
    summary.obligations = rule.obligations
    summary.tags = rule.tags
    return summary
  }
}

/// Reads the data of scans and remembers what was missing.
private struct Reading {
  let request: CheckRequest
  let context: RunContext
  var isDataMissing = false
  var unreadDatasets: Set<Int> = []
  var datasetsWithoutData: [String] = []

  init(request: CheckRequest, context: RunContext) {
    self.request = request
    self.context = context
  }

  mutating func read(
    scan index: Int, of plan: Plan, into collector: inout ResultCollector,
    _ result: inout CheckResult
  ) {
    let scan = plan.scans[index]
    let schema = plan.rules.datasets[scan.dataset].schema
    guard let data = request.data.first(where: { $0.dataset == schema.name }) else {
      unreadDatasets.insert(scan.dataset)
      datasetsWithoutData.append(schema.name)
      return
    }
    do {
      let reader = try LogReader.open(
        data.sources, schema: schema, asked: Set(scan.requests.map(\.column)))
      result.diagnostics += reader.diagnostics
      guard reader.isReadable else {
        unreadDatasets.insert(scan.dataset)
        isDataMissing = true
        return
      }
      let digests = Digests(
        data.sources, sizes: reader.files.map(\.bytes), all: request.describes,
        threads: request.threads)
      let task = ScanTask(plan: plan, scan: scan, context: context)
      let survey = ScanSurvey(
        schema: schema, requests: task.requests, seesKeys: !task.comparesKeys)
      var surveys = survey.collector(fileCount: data.sources.count)
      let firstInput = result.inputs.count
      try reader.read(
        task.requests, threads: request.threads, limit: request.memoryLimit,
        process: { batch in (task.process(batch), survey.survey(batch)) },
        merge: { outcome, origin in
          collector.merge(outcome.0, scan: index, origin: origin, firstInput: firstInput)
          surveys.merge(outcome.1, origin: origin)
        })
      result.inputs += inputs(reader.files, data, schema, digests.values)
      let files = zip(reader.files, result.inputs[firstInput...]).map { file, input in
        ExaminedFile(
          path: file.path, encoding: file.format == .csv ? file.encoding?.rawValue : nil,
          sha256: input.sha256)
      }
      result.dataIssues += AbsentColumnIssues.issues(
        of: reader.files, lacking: reader.absentColumns, schema, firstInput: firstInput,
        rules: plan.rules)
      result.dataIssues += surveys.finish(
        dataset: schema.name, files: files, firstInput: firstInput,
        repeatedKeys: collector.repeatedKeys(
          scan: index, by: ThreadedPieces(threads: request.threads))
      ) { Plan.rules(reading: $0, ofDataset: schema.name, plan.rules) }
    } catch {
      unreadDatasets.insert(scan.dataset)
      isDataMissing = true
      result.diagnostics.append(Self.diagnostic(of: error, data, dataset: schema.name))
    }
  }

  /// Why data could not be read.
  private static func diagnostic(
    of error: any Error, _ data: CheckRequest.Data, dataset: String
  ) -> Diagnostic {
    if let problem = error as? TemporaryFileError {
      return Diagnostic(
        .temporaryFiles,
        LocalizedText(
          zh: "記憶體用量已達上限，而" + problem.text.zhHant,
          en: "the memory limit is reached, and " + problem.text.en),
        at: .file(dataset),
        help: LocalizedText(
          zh: "請清出空間、以環境變數 TMPDIR 指定他處，或提高 --memory-limit",
          en: "make room there, name another folder in TMPDIR, or raise --memory-limit"))
    }
    let problem = error as? ReadError
    let source = data.sources.first { $0.path == problem?.path }
    return Diagnostic(
      .unreadableData, problem?.text ?? LocalizedText(verbatim: "\(error)"),
      at: .file(source?.displayName ?? problem?.path ?? dataset))
  }

  /// The files as the result names them.
  private func inputs(
    _ files: [InputFile], _ data: CheckRequest.Data, _ schema: DatasetSchema, _ digests: [String]
  ) -> [InputSummary] {
    zip(files, digests).enumerated().map { index, item in
      let (file, digest) = item
      var input = InputSummary(
        dataset: data.dataset, path: file.path, sha256: digest, bytes: file.bytes, rows: file.rows,
        encoding: file.encodingName, format: file.formatName)
      input.observedThrough = context.knownEnd(schema, file: index)
      return input
    }
  }
}

/// The digests of a log's files, made beside the reading where there are threads for it.
///
/// Where no report shows them they only tell whether one file was given twice: then files of which no
/// other has the size need none.
private struct Digests {
  private let work: Background<[String]>?
  private let make: @Sendable () -> [String]

  init(_ sources: [LogSource], sizes: [Int], all: Bool, threads: Int) {
    let counts = Dictionary(sizes.map { ($0, 1) }, uniquingKeysWith: +)
    // Of a source that is no file the size is 0.
    let isWanted = sizes.map { all || sources.count > 1 && ($0 == 0 || counts[$0] != 1) }
    make = {
      zip(sources, isWanted).map { source, isWanted in isWanted ? Check.digest(of: source) : "" }
    }
    work = threads > 1 && isWanted.contains(true) ? Background(make) : nil
  }

  /// The digests in order of the files; empty where none is wanted.
  var values: [String] { work?.value ?? make() }
}

extension Check {
  /// The digest of a file; empty for streams and databases, which cannot be read twice.
  static func digest(of source: LogSource) -> String {
    if let content = source.content { return Fingerprint.hexadecimal(SHA256.digest(content)) }
    guard source.path != "-", source.format != .postgresql else { return "" }
    return (try? FileDigest.sha256(ofFile: source.path)) ?? ""
  }
}
