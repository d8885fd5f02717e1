import CivilTime
import Diagnostics
import Findings
import Platform
import RuleCheck
import RuleSyntax
import Synchronization

/// A pack whose rules are changed, with its tests and the files that it uses, read once.
final class MutationSubject: Sendable {
  /// What is changed: a rule or a parameter of the pack.
  enum Target: Sendable {
    case rule(Int)
    case parameter(Int)
  }

  /// The pack's file, which `text` is with its templates written out.
  let file: ExpandedPack
  let text: PackText
  let targets: [Target]
  /// Whether cases are looked for that would notice what no test notices.
  let suggests: Bool
  /// The rules as they are, with places in the pack file.
  private let whole: CheckedRules
  private let tests: [String: [TestDocument]]
  private let environment: RuleEnvironment
  private let path: String

  /// Reads a pack; `nil` where it cannot be read or has no rules.
  init?(
    pack: String, tests: [TestDocument], library: RuleLibrary, choice: MutationTests.Choice,
    suggests: Bool
  ) {
    guard let bytes = try? Files.read(pack) else { return nil }
    let source = SourceText(name: pack, bytes: bytes)
    // Of a sample, most packs have nothing to change and need not be checked.
    let names = ["rules", "parameters"].flatMap(RuleDocument.parse(source).declarations)
    guard names.contains(where: { choice.takes($0.name, of: pack) }) else { return nil }
    path = pack
    var environment = RuleLoading.environment(library: library)
    file = Self.expanded(source, in: environment)
    text = PackText(file.source)
    guard !text.rules.isEmpty else { return nil }
    self.suggests = suggests
    let (rules, parameters) = (text.rules, text.parameters)
    targets =
      rules.indices.filter { choice.takes(rules[$0].name, of: pack) }.map { .rule($0) }
      + parameters.indices.filter { choice.takes(parameters[$0].name, of: pack) }
      .map { .parameter($0) }
    guard !targets.isEmpty else { return nil }
    self.tests = Dictionary(grouping: tests) { test in
      test.rule.split(separator: "/").last.map(String.init) ?? test.rule
    }
    let documents = DocumentStore(pack: pack)
    let document = text.document
    environment.parse = { $0.name == pack ? document : documents.document(of: $0) }
    whole = RuleSetChecker.check([pack], in: environment).rules
    environment.parse = { documents.document(of: $0) }
    self.environment = environment
  }

  private static func expanded(
    _ source: SourceText, in environment: RuleEnvironment
  ) -> ExpandedPack {
    let prefix = (RuleDocument.parse(source).root?["pack"]?.text ?? "") + "/"
    let whole = RuleSetChecker.completedRules([source.name], in: environment)
    let own = whole.filter { $0.key.hasPrefix(prefix) }
      .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
    return ExpandedPack(source, rules: Dictionary(uniqueKeysWithValues: own))
  }

  /// Tries all changes of a rule or a parameter.
  func run(_ target: Target) -> MutationReport.Pack {
    switch target {
    case .rule(let index): run(rule: text.rules[index].name, text.rules[index].node)
    case .parameter(let index):
      run(parameter: text.parameters[index].name, text.parameters[index].node)
    }
  }

  private func run(rule name: String, _ node: YAMLNode) -> MutationReport.Pack {
    let trial = MutationTrial(self, changing: [name])
    guard let rule = whole.rule(named: name), trial.rule(name) != nil else {
      return trial.brokenPack(name, node)
    }
    if rule.status == .suspended { return trial.report }
    let mutants = MutantFinder.mutants(of: name, node, rule, whole, text.source)
    for mutant in mutants {
      trial.attempt(mutant) { changed in
        changed.rule(named: name).flatMap {
          MutantEquivalence(base: rule, changed: $0).reason(for: mutant.operation)
        }
      }
    }
    return trial.report
  }

  private func run(parameter name: String, _ node: YAMLNode) -> MutationReport.Pack {
    let users = text.users(ofParameter: name)
    let trial = MutationTrial(self, changing: users)
    let rules = users.compactMap { trial.rule($0) }.filter { $0.status != .suspended }
    if rules.isEmpty { return trial.report }
    let values =
      [node["value"]].compactMap { $0 }
      + (node["values"]?.elements ?? []).compactMap { $0["value"] }
    for mutant in MutantFinder.mutants(ofParameter: name, node, text.source) {
      let value = values.first { $0.ownSpan == mutant.span }
      trial.attempt(mutant) { _ in
        value.map { MutantEquivalence.isNeverInForce($0, of: node, users: rules) } == true
          ? .neverInForce : nil
      }
    }
    return trial.report
  }

  /// The tests of rules, in order of the rules' names.
  func tests(of names: Set<String>) -> [TestDocument] { names.sorted().flatMap { tests[$0] ?? [] } }

  /// Checks the pack with some of its rules and a change.
  func check(_ names: Set<String>, _ edit: (span: SourceSpan, text: String)?) -> CheckedRules {
    let bytes = text.text(with: names, changing: edit)
    var environment = environment
    let read = environment.read
    environment.read = { [path] name in name == path ? .success(bytes) : read(name) }
    return RuleSetChecker.check([path], in: environment).rules
  }
}

/// The documents of the files that a pack uses, each read and parsed once.
private final class DocumentStore: Sendable {
  private let pack: String
  private let documents = Mutex<[String: RuleDocument]>([:])

  init(pack: String) { self.pack = pack }

  func document(of source: SourceText) -> RuleDocument {
    if source.name == pack { return RuleDocument.parse(source) }
    if let known = documents.withLock({ $0[source.name] }) { return known }
    let document = RuleDocument.parse(source)
    return documents.withLock { documents in
      documents[source.name] = document
      return document
    }
  }
}

extension CheckedRules {
  /// The rule of a short name.
  func rule(named name: String) -> CheckedRule? { rules.first { $0.id.hasSuffix("/" + name) } }
}
