import Findings
import LogReaders
import TestSupport
import Testing

/// Random tables with damage: each rule judges each row, or says of it that it cannot be judged.
@Suite struct EveryRowJudgedTests {
  /// What is done to a row, and what comes of it.
  enum Damage: CaseIterable {
    case none, extraField, strayQuote, impossibleDate, noDate, noUnit

    func row(_ number: Int) -> String {
      switch self {
      case .none: "A\(number),甲,2021-01-04,2021-01-14\n"
      case .extraField: "A\(number),甲,2021-01-04,2021-01-14,x\n"
      case .strayQuote: "A\(number),\"甲\"乙,2021-01-04,2021-01-14\n"
      case .impossibleDate: "A\(number),甲,2021-02-30,2021-03-14\n"
      case .noDate: "A\(number),甲,,2021-01-14\n"
      case .noUnit: "A\(number),,2021-01-04,2021-01-14\n"
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `as many verdicts as rows, and each row without one is named`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let damages = (0..<Int.random(in: 20..<200, using: &random)).map { _ in
      Bool.random(using: &random)
        ? Damage.none : Damage.allCases.randomElement(using: &random) ?? .none
    }
    func count(_ wanted: Damage...) -> Int { damages.count { wanted.contains($0) } }
    let text = damages.enumerated().map { $1.row($0) }.joined()
    let result = try CheckSurveyTests.check([("a.csv", text)])
    #expect(result.inputs.first?.rows == damages.count)
    for (id, undetermined, violated) in [
      ("closing", count(.extraField, .strayQuote, .impossibleDate, .noDate), 0),
      ("unit-filled", count(.extraField, .strayQuote), count(.noUnit)),
    ] {
      let index = try #require(result.rules.firstIndex { $0.id == "test.survey/" + id })
      let counts = result.rules[index].counts
      #expect(counts.undetermined == undetermined, "\(id)")
      #expect(counts.violated == violated, "\(id)")
      #expect(counts.compliant == damages.count - undetermined - violated, "\(id)")
      // Each row that has no verdict is in the result with its line.
      let lines = result.findings.filter { $0.rule == index && $0.verdict == .undetermined }
        .compactMap { $0.location?.line }
      #expect(Set(lines).count == undetermined, "\(id)")
    }
    for (code, wanted) in [
      ("too-many-fields", count(.extraField)), ("stray-quote", count(.strayQuote)),
      ("impossible-date", count(.impossibleDate)), ("empty-required", count(.noDate, .noUnit)),
    ] {
      let named = result.dataIssues.filter { $0.code == "data/" + code }
      #expect(named.reduce(0) { $0 + $1.count } == wanted, "\(code)")
    }
  }
}
