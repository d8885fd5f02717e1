public import Diagnostics
public import JSON

/// What became of the changes of rule packs.
public struct MutationReport: Sendable {
  /// A change that no test noticed.
  public struct Survivor: Sendable {
    /// The change.
    public var mutant: Mutant
    /// Whether the rule has no test at all.
    public var isUntested: Bool
    /// A case that would notice it, where one was asked for and found.
    public var suggestion: Suggestion?
  }

  /// The changes of one pack.
  public struct Pack: Sendable {
    /// The pack file.
    public var source: SourceText
    /// The number of changes that a test noticed.
    public var noticed = 0
    /// Changes that no test noticed, in order of the file.
    public var survivors: [Survivor] = []
    /// How many changes were proved to be without consequence, and are not counted, by reason.
    public var equivalents: [MutationEquivalence: Int] = [:]
    /// Problems that keep changes from being tried: broken rules, tests that fail already.
    public var diagnostics: [Diagnostic] = []

    /// The number of changes that count.
    public var total: Int { noticed + survivors.count }

    /// Whether at least a share of the changes, in percent, was noticed.
    public func reaches(_ percent: Double) -> Bool {
      Double(noticed) * 100 >= percent * Double(total)
    }
  }

  /// The packs that have something to change, in order.
  public var packs: [Pack]

  /// The number of changes that a test noticed.
  public var noticed: Int { packs.reduce(0) { $0 + $1.noticed } }
  /// The number of changes that count.
  public var total: Int { packs.reduce(0) { $0 + $1.total } }
  /// The number of changes that are not counted.
  public var equivalents: Int {
    packs.reduce(0) { $0 + $1.equivalents.values.reduce(0, +) }
  }

  /// Whether every pack, and so all together, reaches a share in percent.
  public func reaches(_ percent: Double) -> Bool { packs.allSatisfy { $0.reaches(percent) } }

  /// Whether all packs together reach a share in percent.
  public func reachesTogether(_ percent: Double) -> Bool {
    Double(noticed) * 100 >= percent * Double(total)
  }

  /// A share in percent with one decimal, never rounded up; 100 where there is nothing to change.
  public static func percent(_ noticed: Int, of total: Int) -> String {
    guard total > 0 else { return "100.0%" }
    let tenths = noticed * 1000 / total
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// The report for programs.
  public var json: JSONValue {
    .object([
      "noticed": .int(Int64(noticed)), "changes": .int(Int64(total)),
      "equivalent": .int(Int64(equivalents)),
      "score": .string(Self.percent(noticed, of: total)),
      "packs": .array(packs.map(\.json)),
    ])
  }
}

extension MutationReport.Pack {
  /// The pack for programs.
  fileprivate var json: JSONValue {
    let reasons = MutationEquivalence.allCases.compactMap { reason in
      equivalents[reason].map { JSONValue.Member(reason.rawValue, .int(Int64($0))) }
    }
    return .object([
      "file": .string(source.name), "noticed": .int(Int64(noticed)),
      "changes": .int(Int64(total)), "score": .string(MutationReport.percent(noticed, of: total)),
      "equivalent": .object(reasons),
      "survivors": .array(survivors.map { $0.json(source) }),
    ])
  }
}

extension MutationReport.Survivor {
  /// The survivor for programs.
  fileprivate func json(_ source: SourceText) -> JSONValue {
    let position = source.position(ofOffset: mutant.span.start)
    return .object([
      "line": .int(Int64(position.line)), "column": .int(Int64(position.column)),
      "name": .string(mutant.name), "operation": .string(mutant.operation.rawValue),
      "before": .string(mutant.before), "after": .string(mutant.after),
      "missing": .object([
        "zh-Hant": .string(mutant.operation.missingTest.zhHant),
        "en": .string(mutant.operation.missingTest.en),
      ]), "untested": .bool(isUntested),
      "suggestion": suggestion.map { .string($0.text(noticing: self, in: source)) } ?? .null,
    ])
  }

  /// One line: the place, the change, and the test that is missing.
  public func line(_ source: SourceText, _ language: Language) -> String {
    let position = source.position(ofOffset: mutant.span.start)
    let missing = mutant.operation.missingTest
    return LocalizedText(
      zh: "\(source.name):\(position.line):\(position.column)：\(mutant.name)：\(mutant.before) → "
        + "\(mutant.after) 無測試察覺；缺：\(isUntested ? "此規則的任何測試" : missing.zhHant)",
      en: "\(source.name):\(position.line):\(position.column): \(mutant.name): \(mutant.before) → "
        + "\(mutant.after) is noticed by no test; missing: "
        + (isUntested ? "any test of the rule" : missing.en))[language]
  }
}
