import Diagnostics
import RuleSyntax

/// A rule file with the files that it uses.
struct RuleFile {
  var path: String
  var document: RuleDocument
  /// Indices of the files named in `use`.
  var uses: [Int]
  /// Whether the file was asked for, rather than used by another.
  var isRoot: Bool
  /// Whether a file that it uses could not be read.
  var lacksUses = false

  /// Whether everything that the file says is known.
  var isComplete: Bool { !document.isTruncated && document.kind != nil && !lacksUses }

  /// The place of a span in the file.
  func place(_ span: SourceSpan) -> DiagnosticPlace { .source(document.source, span) }
}

/// Reads rule files and, through `use`, everything they need; each file once.
struct RuleFiles {
  private(set) var files: [RuleFile] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The files in an order in which used ones come before those that use them.
  private(set) var order: [Int] = []
  private var indices: [String: Int] = [:]
  private let environment: RuleEnvironment

  init(_ environment: RuleEnvironment) { self.environment = environment }

  mutating func load(_ roots: [String]) {
    for path in roots {
      let path = RulePath.normalized(path)
      if let index = indices[path] {
        files[index].isRoot = true
      } else {
        load(path, isRoot: true, usedAt: nil)
      }
    }
    reportCycles()
  }

  /// Reads a standard file if it is not read yet; `nil` where it cannot be read.
  mutating func loadStandard(_ path: String) -> Int? {
    let path = RulePath.normalized(path)
    if let index = indices[path] { return index }
    guard case .success(let bytes) = environment.read(path) else { return nil }
    // The same file may have been named by another path.
    if let same = files.firstIndex(where: { $0.document.source.bytes == bytes }) { return same }
    return add(path, bytes, isRoot: false)
  }

  private mutating func load(_ path: String, isRoot: Bool, usedAt place: DiagnosticPlace?) {
    switch environment.read(path) {
    case .success(let bytes): _ = add(path, bytes, isRoot: isRoot)
    case .failure(let problem):
      diagnostics.append(
        Diagnostic(
          .checkFileMissing,
          LocalizedText(
            zh: "無法讀取 \(path)：\(problem.reason.zhHant)",
            en: "cannot read \(path): \(problem.reason.en)"),
          at: place ?? .file(path)))
    }
  }

  private mutating func add(_ path: String, _ bytes: [UInt8], isRoot: Bool) -> Int {
    let document = environment.parse(SourceText(name: path, bytes: bytes))
    let source = document.source
    diagnostics += document.diagnostics
    let index = files.count
    indices[path] = index
    files.append(RuleFile(path: path, document: document, uses: [], isRoot: isRoot))
    for node in document.kind == .rules ? document.root?["use"]?.oneOrMore ?? [] : [] {
      guard let name = node.text else { continue }
      let used = RulePath.resolve(name, from: path)
      let place = DiagnosticPlace.source(source, node.ownSpan)
      if indices[used] == nil { load(used, isRoot: false, usedAt: place) }
      guard let other = indices[used] else {
        files[index].lacksUses = true
        continue
      }
      let kind = files[other].document.kind
      if kind == .rules || kind == .calendar {
        files[index].uses.append(other)
      } else if kind != nil {
        diagnostics.append(
          Diagnostic(
            .checkUseKind,
            LocalizedText(zh: "\(name) 不是可引用的檔案", en: "\(name) is not a file to be used"), at: place
          ))
      }
    }
    order.append(index)
    return index
  }

  /// The files that a file sees: itself, then those it uses, directly or not.
  func scope(of index: Int) -> [Int] {
    var seen: Set<Int> = [index]
    var order = [index]
    var next = 0
    while next < order.count {
      for used in files[order[next]].uses where seen.insert(used).inserted { order.append(used) }
      next += 1
    }
    return order
  }

  private mutating func reportCycles() {
    for index in files.indices
    where files[index].uses.contains(where: { scope(of: $0).contains(index) }) {
      let node = files[index].document.root?["use"]
      diagnostics.append(
        Diagnostic(
          .checkUseCycle,
          LocalizedText(zh: "檔案引用成環", en: "the file uses itself through others"),
          at: node.map { files[index].place($0.ownSpan) } ?? .file(files[index].path)))
    }
  }
}
