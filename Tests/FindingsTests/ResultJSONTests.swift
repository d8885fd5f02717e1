import CivilTime
import Diagnostics
import Findings
import JSON
import TestSupport
import Testing

@Suite struct ResultJSONTests {
  @Test func `a stored result reads back and stores the same bytes`() throws {
    let result = SampleResult.make()
    let bytes = result.jsonBytes()
    let again = try CheckResult(json: JSONValue.parse(bytes))
    #expect(again.jsonBytes() == bytes)
    #expect(again.findings.count == result.findings.count)
    #expect(again.findings[0].due == result.findings[0].due)
    #expect(again.findings[5].subject == result.findings[5].subject)
    #expect(again.groups[0].low == result.groups[0].low)
    #expect(again.asOf == result.asOf)
    #expect(again.rules[0].counts == result.rules[0].counts)
    #expect(again.waivers == result.waivers)
  }

  @Test func `an empty result reads back`() throws {
    let sample = SampleResult.make()
    let result = CheckResult(
      toolVersion: "1", title: sample.title, asOf: sample.asOf,
      observedThrough: sample.observedThrough, knownOn: nil, zoneName: "UTC")
    let bytes = result.jsonBytes()
    #expect(try CheckResult(json: JSONValue.parse(bytes)).jsonBytes() == bytes)
  }

  @Test func `places in rule texts are stored as line and column`() throws {
    var result = SampleResult.make()
    let text = SourceText(name: "a.yaml", text: "one\n期限: x\n")
    result.diagnostics = [
      Diagnostic(
        DiagnosticCode("rule/x", zh: "", en: ""), .error, LocalizedText(zh: "甲", en: "a"),
        at: .source(text, SourceSpan(start: 12, end: 13)))
    ]
    let json = try JSONValue.parse(result.jsonBytes())
    let place = json["diagnostics"]?[0]?["place"]
    #expect(place?["file"] == "a.yaml")
    #expect(place?["line"] == 2)
    #expect(place?["column"] == 5)
  }

  @Test(
    arguments: [
      (["findings", 0, "due", "instant"], "x", "findings[0].due.instant"),
      (["findings", 3, "verdict"], "perhaps", "findings[3].verdict"),
      (["findings", 1, "rule"], 99, "findings[1]"),
      (["findings", 1, "rule"], -1, "findings[1]"),
      (["findings", 0, "location", "input"], 2, "findings[0]"),
      (["groups", 0, "target", "denominator"], 0, "groups[0].target"),
      (["groups", 2, "subject", "kind"], "rows", "groups[2].subject"),
      (["asOf", "local"], "2021-01-31T24:00:01", "asOf.local"),
      (["asOf", "local"], "2021-02-30T00:00:00", "asOf.local"),
      (["knownOn"], "110-06-30", "knownOn"), (["rules"], [:], "rules"),
      (["schema"], "qixian-result/2", ""), (["toolVersion"], .null, "toolVersion"),
    ] as [([JSONValue], JSONValue, String)])
  func `a broken result is refused with the place`(
    path: [JSONValue], value: JSONValue, place: String
  ) throws {
    let json = try JSONValue.parse(SampleResult.make().jsonBytes())
    let broken = json.replacing(path[...], with: value)
    #expect {
      try CheckResult(json: broken)
    } throws: { error in
      guard let error = error as? ResultFormatError else { return false }
      return error.path == place && !error.problem.zhHant.isEmpty && !error.problem.en.isEmpty
    }
  }

  @Test func `unknown and missing members are refused`() throws {
    let json = try JSONValue.parse(SampleResult.make().jsonBytes())
    let members = try #require(json.objectValue)
    #expect(throws: ResultFormatError.self) {
      try CheckResult(json: .object(members + [.init("extra", 1)]))
    }
    for member in members where !["columns", "knownOn", "parameters"].contains(member.name) {
      #expect(throws: ResultFormatError.self, "without \(member.name)") {
        try CheckResult(json: .object(members.filter { $0.name != member.name }))
      }
    }
  }

  @Test func `every reference of the schema is defined and every definition is used`() throws {
    let schema = CheckResult.jsonSchema
    let definitions = try #require(schema["$defs"]?.objectValue).map(\.name)
    var references = Set<String>()
    func collect(_ value: JSONValue) {
      switch value {
      case .array(let elements): elements.forEach(collect)
      case .object(let members):
        for member in members {
          if member.name == "$ref", let text = member.value.stringValue { references.insert(text) }
          collect(member.value)
        }
      default: break
      }
    }
    collect(schema)
    #expect(references == Set(definitions.map { "#/$defs/" + $0 }))
    #expect(Set(definitions).count == definitions.count)
  }

  @Test func `the stored members are those of the schema`() throws {
    let json = try JSONValue.parse(SampleResult.make().jsonBytes())
    let names = Set(try #require(CheckResult.jsonSchema["properties"]?.objectValue).map(\.name))
    #expect(Set(try #require(json.objectValue).map(\.name)) == names)
  }
}

extension JSONValue {
  fileprivate func replacing(_ path: ArraySlice<JSONValue>, with value: JSONValue) -> JSONValue {
    guard let step = path.first else { return value }
    switch self {
    case .array(var elements):
      let index = Int(step.intValue ?? 0)
      elements[index] = elements[index].replacing(path.dropFirst(), with: value)
      return .array(elements)
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.name == step.stringValue }) else {
        return self
      }
      members[index].value = members[index].value.replacing(path.dropFirst(), with: value)
      return .object(members)
    default: return value
    }
  }
}
