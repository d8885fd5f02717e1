import Diagnostics
import FoundationEssentials
import JSON
import Reference
import RuleSyntax
import TestSupport
import Testing

@Suite struct ReferenceTests {
  /// Compares with a file of the repository, or records it anew and fails.
  private func expect(_ path: String, holds text: String) throws {
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: Repository.root + "/" + path))
      Issue.record("\(path) was recorded anew")
    }
    let isUpToDate = (try? Repository.text(path)) == text
    #expect(isUpToDate, "\(path) is not what the table of keys says; RECORD_GOLDENS=1 renews it")
  }

  @Test(arguments: [("docs/reference.md", Language.en), ("docs/reference.zh-Hant.md", .zhHant)])
  func `the reference page is up to date`(path: String, language: Language) throws {
    try expect(path, holds: ReferencePage(language).text)
  }

  @Test(arguments: [("docs/diagnostics.md", Language.en), ("docs/diagnostics.zh-Hant.md", .zhHant)])
  func `the page of diagnostic codes is up to date`(path: String, language: Language) throws {
    try expect(path, holds: DiagnosticsPage(language).text)
  }

  @Test(arguments: [(RuleSchema.rules, "rule"), (RuleSchema.project, "project-file")])
  func `every reference of a schema leads somewhere`(schema: JSONValue, object: String) {
    func references(_ value: JSONValue) -> [String] {
      switch value {
      case .object(let members):
        members.flatMap { $0.name == "$ref" ? [$0.value.stringValue ?? ""] : references($0.value) }
      case .array(let elements): elements.flatMap(references)
      default: []
      }
    }
    let names = Set(schema["$defs"]?.objectValue?.map { "#/$defs/" + $0.name } ?? [])
    #expect(names.contains("#/$defs/" + object))
    #expect(Set(references(schema)) == names)
  }

  @Test func `every code has a name of its own and is explained in both languages`() {
    let names = DiagnosticCode.all.map(\.name)
    #expect(Set(names).count == names.count)
    for code in DiagnosticCode.all {
      #expect(code.name.split(separator: "/").count == 2, "\(code.name)")
      #expect(code.explanation.zhHant.count > 5, "\(code.name)")
      #expect(code.explanation.en.count > 10, "\(code.name)")
      #expect(code.explanation.zhHant != code.explanation.en, "\(code.name)")
    }
  }

  @Test func `every key and object is explained in both languages`() {
    for object in KeyTable.objects {
      #expect(!object.meaning.zhHant.isEmpty && !object.meaning.en.isEmpty, "\(object.name)")
      for key in object.keys {
        #expect(
          !key.meaning.zhHant.isEmpty && !key.meaning.en.isEmpty, "\(object.name) \(key.name)")
      }
      #expect(Set(object.keys.map(\.name)).count == object.keys.count, "\(object.name)")
      for group in object.exactlyOne + object.atMostOne + object.atLeastOne {
        for name in group { #expect(object.key(name) != nil, "\(object.name) \(name)") }
      }
    }
    #expect(Set(KeyTable.objects.map(\.name)).count == KeyTable.objects.count)
  }

  @Test func `every object that a key takes is in the table`() {
    func objects(_ shape: ValueShape) -> [String] {
      switch shape {
      case .object(let name): [name]
      case .list(let element), .oneOrMore(let element), .map(let element, _): objects(element)
      case .either(let shapes): shapes.flatMap(objects)
      default: []
      }
    }
    for key in KeyTable.objects.flatMap(\.keys) {
      for name in objects(key.shape) { #expect(KeyTable.object(name) != nil, "\(name)") }
    }
  }

  @Test(
    arguments: KeyTable.objects.flatMap { object in object.keys.map { (object.name, $0.name) } })
  func `the example of a key is right`(object: String, name: String) throws {
    let key = try #require(KeyTable.object(object)?.key(name))
    guard let example = key.example else { return }
    let source = SourceText(name: "example", text: "\(name): \(example)\n")
    let yaml = YAMLDocument.parse(source)
    var checker = KeyChecker(source: source)
    checker.check(try #require(yaml.root?.entries?.first), key.shape)
    #expect(DiagnosticRenderer(language: .en).render(yaml.diagnostics + checker.diagnostics) == "")
  }

  @Test(arguments: KeyTable.objects.filter { $0.example != nil }.map(\.name))
  func `the example of an object is right`(name: String) throws {
    let object = try #require(KeyTable.object(name))
    let source = SourceText(name: "example", text: (object.example ?? "") + "\n")
    let yaml = YAMLDocument.parse(source)
    let root = try #require(yaml.root)
    var checker = KeyChecker(source: source)
    let pack = try #require(KeyTable.object("pack"))
    if let entry = root.entries?.first, pack.key(entry.key) == nil {
      // A rule under its name, or the object under its key.
      if name == "moment" {
        for moment in entry.value.entries ?? [] { checker.check(moment.value, object) }
      } else {
        checker.check(entry.value, object)
      }
    } else {
      for entry in root.entries ?? [] {
        checker.check(entry, try #require(pack.key(entry.key)).shape)
      }
    }
    #expect(DiagnosticRenderer(language: .en).render(yaml.diagnostics + checker.diagnostics) == "")
  }

  @Test(arguments: ["deadline", "check/unreachable-arm", "within", "governed-by", "test-case"])
  func `help knows kinds, objects, keys and codes`(topic: String) {
    for language in Language.allCases {
      #expect((HelpTopic.text(topic, in: language) ?? "").contains(topic))
    }
    #expect(HelpTopic.text("nothing-of-that-name", in: .en) == nil)
  }
}
