import JSON

/// What the engine must say of the sample, as data for its tests.
enum Expected {
  /// The JSON of all files.
  static func json(_ samples: [Sample]) -> JSONValue {
    .object([
      "period": .string("110-01"),
      "as-of": .string("2021-02-01T00:00:00+08:00"),
      "datasets": .object(samples.map { JSONValue.Member($0.dataset, dataset($0)) }),
      "rules": .object(
        samples.flatMap { sample in
          sample.expectations.map { JSONValue.Member($0.rule, rule($0, in: sample)) }
        }),
      "groups": .array(samples.flatMap { $0.groups.map(group) }),
    ])
  }

  private static func dataset(_ sample: Sample) -> JSONValue {
    .object([
      "rows": .int(Int64(sample.rows.count)),
      "defects": .array(
        sample.defects.map {
          .object([
            "kind": .string($0.kind), "line": .int(Int64($0.line)),
            "column": $0.column.map { .string($0) },
          ])
        }),
    ])
  }

  /// Counts of each verdict, and the lines of the rows that are not simply compliant or excluded.
  private static func rule(_ expectation: Expectation, in sample: Sample) -> JSONValue {
    var members: [JSONValue.Member] = []
    for verdict in Verdict.allCases {
      let count = expectation.verdicts.count { $0 == verdict }
      members.append(JSONValue.Member(verdict.rawValue, .int(Int64(count))))
    }
    for verdict in [Verdict.violated, .pending, .undetermined] {
      let lines = expectation.verdicts.indices.filter { expectation.verdicts[$0] == verdict }
      members.append(
        JSONValue.Member(
          "\(verdict.rawValue)-lines", .array(lines.map { .int(Int64($0 + 2)) })))
    }
    return .object(members)
  }

  private static func group(_ group: GroupExpectation) -> JSONValue {
    .object([
      "rule": .string(group.rule),
      "group": .object(group.group.map { JSONValue.Member($0.name, .string($0.value)) }),
      "met": .int(Int64(group.met)), "missed": .int(Int64(group.missed)),
      "open": .int(Int64(group.open)), "verdict": .string(group.verdict.rawValue),
    ])
  }
}
