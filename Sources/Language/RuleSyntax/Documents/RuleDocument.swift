public import Diagnostics

/// A file of the rule language, checked against the table of keys and sorted into sections.
public struct RuleDocument: Sendable {
  /// What a file holds.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Rules, or definitions that other files use.
    case rules = "pack"
    /// A work calendar.
    case calendar = "calendar-file"
    /// Tests of rules.
    case tests = "tests-file"
    /// Waivers.
    case waivers = "waivers-file"
    /// Obligations without a rule, with the reasons.
    case undecided = "undecided-file"
    /// A project.
    case project = "project-file"
  }

  /// A named entry of a section: a dataset, a parameter, a rule.
  public struct Declaration: Sendable {
    /// The name.
    public var name: String
    /// Where the name is written.
    public var nameSpan: SourceSpan
    /// What it stands for.
    public var node: YAMLNode
    /// Whether the table of keys found nothing wrong in it.
    public var isSound: Bool
  }

  /// The file.
  public var source: SourceText
  /// What it holds; `nil` where that cannot be told.
  public var kind: Kind?
  /// The trees of its documents; only files of tests have more than one.
  public var roots: [YAMLNode]
  /// Where reading stopped before the end; problems from here on are consequences.
  public var truncation: Int?
  /// What is wrong.
  public var diagnostics: [Diagnostic]
  /// The offsets of all errors, ascending.
  private var errors: [Int] = []

  /// Reads a file and checks it against the table.
  public static func parse(_ source: SourceText, limits: YAMLLimits = YAMLLimits()) -> RuleDocument
  {
    let yaml = YAMLDocument.parse(source, limits: limits)
    var document = RuleDocument(
      source: source, kind: nil, roots: yaml.roots, truncation: yaml.truncation,
      diagnostics: yaml.diagnostics)
    let found = document.check()
    document.collectErrors(found)
    return document
  }

  /// Whether reading stopped before the end.
  public var isTruncated: Bool { truncation != nil }

  /// The top-level map of the first document.
  public var root: YAMLNode? { roots.first }

  /// The entries of a section such as `datasets`, in the order written.
  public func declarations(_ section: String) -> [Declaration] {
    (root?[section]?.entries ?? []).map { entry in
      Declaration(
        name: entry.key, nameSpan: entry.keySpan, node: entry.value,
        isSound: isSound(entry.keySpan.union(entry.value.ownSpan))
          && (entry.value.aliasSpan == nil || isSound(entry.value.span)))
    }
  }

  /// Whether a problem stands where the file could not be read as it was meant.
  public func isConsequence(_ diagnostic: Diagnostic) -> Bool {
    guard let truncation, case .source(let text, let span)? = diagnostic.place else { return false }
    return text === source && span.start >= truncation
  }

  /// Whether no error was found between two places of the file, both included.
  public func isSound(_ span: SourceSpan) -> Bool {
    var low = 0
    var high = errors.count
    while low < high {
      let middle = (low + high) / 2
      if errors[middle] < span.start { low = middle + 1 } else { high = middle }
    }
    return low == errors.count || errors[low] > span.end
  }

  private mutating func collectErrors(_ found: [Int]) {
    let others = diagnostics.compactMap { diagnostic -> Int? in
      guard case .source(_, let span)? = diagnostic.place else { return nil }
      return diagnostic.severity == .error ? span.start : nil
    }
    errors = (others + found).sorted()
  }

  /// The language of plain texts.
  public var language: Language {
    root?["language"]?.text.flatMap(Language.init(rawValue:)) ?? .zhHant
  }

  /// Checks the trees; returns the offsets of what the table of keys found wrong.
  private mutating func check() -> [Int] {
    guard let root else { return [] }
    guard root.entries != nil else {
      report(
        .rulesFileKind, LocalizedText(zh: "檔案最上層不是對照表", en: "the file is not a map of keys"),
        root.span,
        help: LocalizedText(zh: "檔案以 qixian: 1 開頭", en: "a file begins with qixian: 1"))
      return []
    }
    kind = Self.kind(of: root)
    guard let kind, let definition = KeyTable.object(kind.rawValue) else {
      unknownKind(root)
      return []
    }
    if roots.count > 1, kind != .tests {
      report(
        .yamlDocuments, LocalizedText(zh: "檔案中有第二份文件", en: "a second document in the file"),
        SourceSpan(start: roots[1].span.start, end: roots[1].span.start),
        help: LocalizedText(zh: "只有測試檔可用 --- 分隔多份", en: "only tests stand in several after ---"))
      roots = [root]
    }
    var checker = KeyChecker(source: source, isTruncated: isTruncated)
    for root in roots { checker.check(root, definition) }
    diagnostics += checker.diagnostics.filter { !isConsequence($0) }
    if kind == .rules, root["rules"] != nil || root["scorecards"] != nil, root["pack"] == nil,
      !isTruncated
    {
      report(
        .rulesMissingKey, LocalizedText(zh: "有規則的檔案缺少 pack", en: "a file with rules needs 'pack'"),
        SourceSpan(start: root.span.start, end: root.span.start),
        help: LocalizedText(
          zh: "例如 pack: chiayi.social-welfare", en: "such as pack: chiayi.social-welfare"))
    }
    return checker.offsets
  }

  private static func kind(of root: YAMLNode) -> Kind? {
    if root["tests"] != nil { return .tests }
    if root["waivers"] != nil, root["project"] == nil { return .waivers }
    if root["project"] != nil { return .project }
    if root["undecided"] != nil { return .undecided }
    let sections = [
      "pack", "rules", "datasets", "parameters", "counting", "sources", "templates", "scorecards",
    ]
    let isRules = sections.contains { root[$0] != nil }
    if root["calendar"] != nil, root["days"] != nil || root["weekend"] != nil || !isRules {
      return .calendar
    }
    return isRules ? .rules : nil
  }

  private mutating func unknownKind(_ root: YAMLNode) {
    let known = ["pack", "calendar", "tests", "waivers", "project", "datasets", "rules"]
    let near = root.entries?.lazy.compactMap { nearest(to: $0.key, in: known) }.first
    let list = LocalizedText(
      zh: "最上層要有 pack、calendar、tests、waivers 或 project",
      en: "the top level has pack, calendar, tests, waivers or project")
    report(
      .rulesFileKind, LocalizedText(zh: "看不出是哪一種檔案", en: "the kind of the file cannot be told"),
      SourceSpan(start: root.span.start, end: root.span.start),
      help: near.map(KeyChecker.didYouMean) ?? list)
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: LocalizedText, _ span: SourceSpan,
    help: LocalizedText? = nil
  ) {
    diagnostics.append(Diagnostic(code, message, at: .source(source, span), help: help))
  }
}
