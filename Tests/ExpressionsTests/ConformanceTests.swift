import CivilTime
import ExpressionJSON
import Expressions
import JSON
import Platform
import TestSupport
import Testing

/// The public conformance cases of the language, all of them: there is no list of exceptions.
@Suite(.enabled(if: SharedData.isPresent, "\(SharedData.absence)")) struct ConformanceTests {
  struct Case: CustomTestStringConvertible {
    var json: JSONValue
    var testDescription: String {
      ["file", "section", "name", "expr"].compactMap { json[$0]?.stringValue }
        .joined(separator: " ")
    }
  }

  static let cases: [Case] = {
    guard let text = try? SharedData.text("conformance/cel.jsonl") else { return [] }
    return text.split(separator: "\n").compactMap { line in
      (try? JSONValue.parse(String(line))).map { Case(json: $0) }
    }
  }()

  private static let zones = ZoneDatabase()

  @Test func `all five hundred cases are there`() { #expect(Self.cases.count == 500) }

  @Test(arguments: cases)
  func `a conformance case has its value or fails`(sample: Case) throws {
    let context = EvaluationContext(zone: { Self.zones.zone(named: $0) })
    let answer = EvaluationLines.answer(to: Array(sample.json.text().utf8), in: context)
    if sample.json["error"]?.boolValue == true {
      #expect(answer["error"] != nil, "\(answer.text())")
      return
    }
    let expected = try #require(sample.json["value"].flatMap(TaggedValue.value))
    let actual = try #require(
      answer["value"].flatMap(TaggedValue.value), "\(answer.text())")
    #expect(actual == expected)
    #expect(actual.typeName == expected.typeName)
  }
}
