import CivilTime
import JSON
import TestSupport
import Testing

@testable import Findings

/// A value is written as its JSON value would be, and read where it lies as through its path.
@Suite struct CodecTests {
  private struct Sample: Sendable {
    var first: Int8 = -3
    var text = "期限"
    var times: [Int]? = [1, 2]
    var observed = 1 { didSet { text += "!" } }
    var computed: String {
      get { text + "?" }
      set { text = newValue }
    }
  }

  @Test func `stored, observed and computed properties are read as they are`() {
    var sample = Sample()
    sample.observed = 9
    #expect(PropertyReader(\Sample.first)(sample) == -3)
    #expect(PropertyReader(\Sample.text)(sample) == "期限!")
    #expect(PropertyReader(\Sample.times)(sample) == [1, 2])
    #expect(PropertyReader(\Sample.observed)(sample) == 9)
    #expect(PropertyReader(\Sample.computed)(sample) == "期限!?")
  }

  @Test func `what is written of a result is the text of its values`() throws {
    let result = SampleResult.make()
    func compare<Root>(_ codec: ObjectCodec<Root>, _ values: some Sequence<Root>) {
      for value in values {
        var output = JSONBuffer()
        codec.write(value, to: &output)
        let json = JSONValue.object(codec.members(of: value))
        #expect(output.bytes == json.bytes())
      }
    }
    compare(ResultCodec.finding, result.findings)
    compare(ResultCodec.group, result.groups)
    compare(ResultCodec.rule, result.rules)
    compare(ResultCodec.input, result.inputs)
    compare(ResultCodec.dataIssue, result.dataIssues)
    compare(ResultCodec.scorecard, result.scorecards)
    #expect(result.findings.contains { $0.trace != nil })
  }

  @Test(arguments: [Int64.min, -10, -1, 0, 1, 9, 10, 99, 100, 1_000_000, .max])
  func `an integer is written in its digits`(number: Int64) {
    #expect(JSONValue.int(number).text() == String(number))
  }
}
