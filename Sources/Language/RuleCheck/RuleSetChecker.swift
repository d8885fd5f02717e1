public import Diagnostics
import CivilTime
import Columns
public import RuleSyntax

/// Checks a set of rule files: names, types, units, reach.
///
/// Every problem is reported, and what is sound is kept: one bad rule never hides the others.
public struct RuleSetChecker {
  /// Checks the files of the given paths and all that they use.
  ///
  /// - Parameters:
  ///   - paths: pack files, as the environment reads them.
  ///   - environment: where bytes and zones come from.
  /// - Returns: the sound rules and everything that is wrong.
  public static func check(
    _ paths: [String], in environment: RuleEnvironment
  ) -> (rules: CheckedRules, diagnostics: [Diagnostic]) {
    var checker = RuleSetChecker(environment)
    checker.files.load(paths)
    checker.checkFiles()
    checker.checkCalendars()
    checker.checkProfiles()
    checker.checkDatasets()
    checker.checkParameters()
    checker.collectTemplates()
    checker.checkRules()
    checker.checkScorecards()
    checker.checkUse()
    return (checker.rules, checker.finished())
  }

  /// The rules of the given files as they are written, templates filled in, by full id.
  ///
  /// Keys that come from a template stand at the rule's own `like`. Nothing is checked beyond what
  /// filling in needs; rules whose template is unknown or broken are left out.
  public static func completedRules(
    _ paths: [String], in environment: RuleEnvironment
  ) -> [String: YAMLNode] {
    var checker = RuleSetChecker(environment)
    checker.files.load(paths)
    checker.checkFiles()
    checker.collectTemplates()
    var rules: [String: YAMLNode] = [:]
    for index in checker.files.files.indices {
      let file = checker.files.files[index]
      guard file.document.kind == .rules, let pack = file.document.root?["pack"]?.text else {
        continue
      }
      for declaration in file.document.declarations("rules") {
        let whole = checker.completed(declaration, file: index)
        if whole.isSound { rules["\(pack)/\(declaration.name)"] = whole.node }
      }
    }
    return rules
  }

  let environment: RuleEnvironment
  var files: RuleFiles
  var diagnostics = DiagnosticList()
  /// How many more names may be compared for suggestions.
  private let budget = SuggestionBudget()
  var rules: CheckedRules
  var calendars = NameTable()
  var profiles = NameTable()
  var datasets = NameTable()
  var parameters = NameTable()
  var templateNames = NameTable()
  var templates: [TemplateDraft] = []
  /// Rule names, short; the index is that of `drafts`.
  var ruleNames = NameTable()
  var drafts: [RuleDraft] = []
  /// The draft of each full id.
  var draftIndex: [String: Int] = [:]
  /// The number of each sound draft among the rules.
  var ruleNumbers: [Int: Int] = [:]
  /// Whether the rule at hand names something that has errors.
  var hasBrokenDependency = false
  /// The files that each file sees: its own, then standard ones.
  var scopes: [[Int]] = []
  /// The files that each file sees through `use`.
  var ownScopes: [[Int]] = []
  var zones: [TimeZoneRules] = []

  private init(_ environment: RuleEnvironment) {
    self.environment = environment
    files = RuleFiles(environment)
    rules = CheckedRules(title: LocalizedText(zh: "規則", en: "rules"), zone: .utc)
  }

  /// The problems of files and checks, each once.
  private func finished() -> [Diagnostic] {
    var seen: Set<String> = []
    let truncated = files.files.filter(\.document.isTruncated)
    let found = diagnostics.all.filter { diagnostic in
      !truncated.contains { $0.document.isConsequence(diagnostic) }
    }
    return (files.diagnostics + found).filter { diagnostic in
      var key = diagnostic.code.name + diagnostic.message.en
      if case .source(let text, let span)? = diagnostic.place {
        key += "\(text.name):\(span.start):\(span.end)"
      } else {
        key += diagnostic.place?.fileName ?? ""
      }
      return seen.insert(key).inserted
    }
  }

  /// Standard files, scopes, zones, title and the list of files.
  private mutating func checkFiles() {
    let standard = environment.standardFiles.compactMap { files.loadStandard($0) }
    for index in files.files.indices {
      let scope = files.scope(of: index)
      ownScopes.append(scope)
      scopes.append(scope + standard.filter { !scope.contains($0) })
    }
    let roots = files.files.filter { $0.isRoot && $0.document.kind == .rules }
    if let title = roots.lazy.compactMap({ $0.document.root?["title"]?.localized }).first {
      rules.title = title
    }
    for file in files.files {
      guard let root = file.document.root, let id = root["pack"]?.text,
        let title = root["title"]?.localized
      else { continue }
      rules.packs[file.path] = CheckedPack(id: id, title: title)
    }
    var found: [TimeZoneRules?] = []
    for file in files.files { found.append(zone(file.document.root?["timezone"], in: file)) }
    let first = (files.files.indices.filter { files.files[$0].isRoot } + files.order).lazy
      .compactMap { found[$0] }.first
    rules.zone = first ?? .utc
    for (index, file) in files.files.enumerated() {
      // A file's own zone, that of a file it uses, that of the run.
      zones.append(ownScopes[index].lazy.compactMap { found[$0] }.first ?? first ?? .utc)
      if file.document.root?["datasets"] != nil, first == nil,
        file.document.root?["timezone"] == nil
      {
        report(
          .checkNoZone, .warning,
          LocalizedText(zh: "沒有註明時區，以 UTC 計算", en: "no timezone is stated; UTC is used"),
          at: .file(file.path),
          help: LocalizedText(zh: "例如 timezone: Asia/Taipei", en: "such as timezone: Asia/Taipei"))
      }
    }
    rules.files = files.files.map(\.document.source)
  }

  /// The zone that a node names; an unknown one is reported.
  mutating func zone(_ node: YAMLNode?, in file: RuleFile) -> TimeZoneRules? {
    guard let node, let name = node.text else { return nil }
    if let zone = environment.zone(name) { return zone }
    report(
      .checkUnknownZone, LocalizedText(zh: "沒有時區 \(name)", en: "no time zone '\(name)'"),
      at: file.place(node.ownSpan),
      help: LocalizedText(zh: "例如 Asia/Taipei", en: "such as Asia/Taipei"))
    return nil
  }

  /// The number of errors so far, to see whether a step added any.
  var errorCount: Int { diagnostics.errorCount }

  mutating func report(
    _ code: DiagnosticCode, _ severity: DiagnosticSeverity = .error, _ message: LocalizedText,
    at place: DiagnosticPlace?, labels: [Diagnostic.Label] = [], help: LocalizedText? = nil
  ) {
    diagnostics.append(
      Diagnostic(code, severity, message, at: place, labels: labels, help: help))
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: LocalizedText, at place: DiagnosticPlace?,
    labels: [Diagnostic.Label] = [], help: LocalizedText? = nil
  ) {
    report(code, .error, message, at: place, labels: labels, help: help)
  }

  /// Reports a name that is already defined in a file that is visible.
  mutating func checkDuplicate(
    _ declaration: RuleDocument.Declaration, file: Int, in table: NameTable
  ) {
    guard let other = table.other(declaration.name, than: file, in: ownScopes[file]) else { return }
    report(
      .checkDuplicateName,
      LocalizedText(
        zh: "「\(declaration.name)」已在引用的檔案中定義",
        en: "'\(declaration.name)' is already defined in a used file"
      ), at: files.files[file].place(declaration.nameSpan),
      labels: [.init(other.place, LocalizedText(zh: "定義於此", en: "defined here"))])
  }

  /// "did you mean" for a name, or what there is.
  ///
  /// A file full of wrong names gets suggestions for the first of them only.
  func suggestion(
    _ name: String, _ candidates: @autoclosure () -> [String]
  ) -> LocalizedText? {
    guard budget.names > 0 else { return nil }
    let candidates = candidates()
    budget.names -= candidates.count + 10
    if let near = nearest(to: name, in: candidates) {
      return LocalizedText(zh: "是否指 \(near)？", en: "did you mean '\(near)'?")
    }
    guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
    return LocalizedText(
      zh: "現有：\(candidates.joined(separator: "、"))",
      en: "there are: \(candidates.joined(separator: ", "))")
  }
}
