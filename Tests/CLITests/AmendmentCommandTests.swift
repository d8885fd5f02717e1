import Testing

/// What was known when, end to end.
struct AmendmentCommandTests {
  private static let inspections = """
    qixian: 1
    pack: works
    timezone: Asia/Taipei
    sources: { plan: 施政計畫 }
    parameters:
      quality-inspections:
        unit: inspections
        values:
          - { from: 110-01-01, value: 45 }
          - { from: 110-01-01, value: 40, adopted: 110-03-01, reason: 工程會修正查核件數原則 }
          - { from: 110-01-01, value: 35, adopted: 110-08-26, reason: 三級警戒取消查核 }
    datasets:
      inspections:
        key: id
        columns:
          id: { type: text }
          on: { type: date }
    rules:
      inspected:
        kind: count
        dataset: inspections
        per: [year]
        dated-by: on
        at-least: quality-inspections
        governed-by: period
        cites: plan

    """

  @Test(
    arguments: [
      ("110-02-28", 37, 45, 1, nil), ("110-03-01", 37, 40, 1, "工程會修正查核件數原則"),
      ("110-08-25", 40, 40, 0, "工程會修正查核件數原則"), ("110-08-26", 35, 35, 0, "三級警戒取消查核"),
      ("110-08-26", 34, 35, 1, "三級警戒取消查核"),
    ] as [(String, Int, Int, Int32, String?)])
  func `the target of ROC 110 is the one that was known`(
    knownOn: String, count: Int, target: Int, status: Int32, reason: String?
  ) throws {
    let program = try Program()
    try program.write("works.yaml", Self.inspections)
    try program.write(
      "inspections.csv",
      "id,on\n" + (1...count).map { "\($0),110-0\($0 % 9 + 1)-15\n" }.joined())
    let arguments = [
      "check", "works.yaml", "--data", "inspections=inspections.csv", "--as-of", "110-12-31",
      "--known-on", knownOn,
    ]
    let outcome = try program.run(arguments + ["--format", "json"])
    #expect(outcome.status == status, "\(outcome.output)\(outcome.complaints)")
    #expect(outcome.output.contains("\(count) in all, target at least \(target)"))
    #expect(outcome.output.contains("共\(count)，目標至少\(target)"))
    if let reason { #expect(outcome.output.contains(reason)) }
  }

  @Test func `without a day all that was decided is known`() throws {
    let program = try Program()
    try program.write("works.yaml", Self.inspections)
    try program.write("inspections.csv", "id,on\n1,110-05-05\n")
    let outcome = try program.run([
      "check", "works.yaml", "--data", "inspections=inspections.csv", "--as-of", "110-12-31",
      "--lang", "en", "--format", "json=result.json",
    ])
    #expect(outcome.output.isEmpty || outcome.status == 1)
    #expect(program.read("result.json")?.contains("target at least 35, 34 short") == true)
  }

  /// Ten days from 19 September 2025 end on a day that the revision of 13 June 2025 made one of rest.
  @Test(
    arguments: [
      ("2025-06-12", "2025-09-29", 1), ("2025-06-13", "2025-09-30", 0), (nil, "2025-09-30", 0),
    ] as [(String?, String, Int32)])
  func `a deadline moves when the calendar's revision becomes known`(
    knownOn: String?, due: String, status: Int32
  ) throws {
    let program = try Program()
    try program.write(
      "office.yaml",
      ExitCodeTests.rules.replacing("10 working days", with: "10 days")
        .replacing("severity: low", with: "severity: medium\n    counting: apa-48"))
    try program.write("cases.csv", ExitCodeTests.header + "A,2025-09-19,2025-09-30\n")
    let known = knownOn.map { ["--known-on", $0] } ?? []
    let outcome = try program.run(
      [
        "check", "office.yaml", "--data", "cases=cases.csv", "--as-of", "2025-12-31", "--lang",
        "en",
      ]
        + known)
    #expect(outcome.status == status, "\(outcome.output)\(outcome.complaints)")
    let explained = try program.run(
      [
        "explain", "closed-in-time", "A", "office.yaml", "--data", "cases=cases.csv", "--as-of",
        "2025-12-31", "--lang", "en",
      ] + known)
    #expect(explained.output.contains(due), "\(explained.output)\(explained.complaints)")
    let computed = try program.run(
      [
        "due", "--from", "2025-09-19", "--limit", "10 days", "--counting", "apa-48", "--format",
        "json",
      ]
        + known)
    #expect(computed.output.contains(due), "\(computed.output)\(computed.complaints)")
  }

  @Test func `an advisory rule is reported and never gates; a suspended one is not evaluated`()
    throws
  {
    for (status, code) in [("active", Int32(1)), ("advisory", 0), ("suspended", 0)] {
      let program = try Program()
      let more =
        status == "suspended" ? "\n    suspended: { since: 110-01-01, reason: 檢討中 }" : ""
      try program.write(
        "office.yaml",
        ExitCodeTests.rules.replacing(
          "severity: low", with: "severity: medium\n    status: \(status)\(more)"))
      try program.write("cases.csv", ExitCodeTests.header + "A,2021-01-04,2021-01-29\n")
      let outcome = try program.run([
        "check", "office.yaml", "--data", "cases=cases.csv", "--as-of", "2021-02-28", "--lang",
        "en",
      ])
      #expect(outcome.status == code, "\(status): \(outcome.output)\(outcome.complaints)")
      #expect(outcome.output.contains("1 violated") == (status != "suspended"))
      #expect(outcome.output.contains(status) == (status != "active"))
    }
  }
}
