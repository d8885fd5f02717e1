import Testing

/// `qixian compare`, end to end.
struct CompareTests {
  /// The rules of the exit codes' tests, with the case's date of receipt in reports.
  private static func rules(within limit: String = "10 working days") -> String {
    ExitCodeTests.rules.replacing("10 working days", with: limit)
      .replacing("severity: low", with: "severity: medium\n    report: [received]")
  }

  private static let january = "A,2021-01-04,\nB,2021-01-04,2021-01-29\nC,2021-01-04,2021-01-08\n"
  private static let february = "A,2021-01-05,\nC,2021-01-04,2021-01-08\nD,2021-01-11,\n"

  /// A folder with rules and two stored results.
  private func office() throws -> Program {
    let program = try Program()
    try program.write("office.yaml", Self.rules())
    for (name, rows) in [("january", Self.january), ("february", Self.february)] {
      try program.write(name + ".csv", ExitCodeTests.header + rows)
      _ = try program.run([
        "check", "office.yaml", "--data", "cases=\(name).csv", "--as-of", "2021-02-28", "--format",
        "json=\(name).json",
      ])
    }
    return program
  }

  @Test func `two results: new, persisting, resolved, and data changed afterwards`() throws {
    let outcome = try office().run(["compare", "january.json", "february.json", "--lang", "en"])
    #expect(outcome.status == 1)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "1 new, 1 persisting, 1 resolved, 1 with data changed afterwards, 0 not evaluated again")
    #expect(lines.contains("new (1)"))
    #expect(lines.contains { $0.contains("office/closed-in-time D: nothing to report → violated") })
    #expect(lines.contains { $0.contains("received: 2021-01-04 → 2021-01-05") })
  }

  @Test func `two results in Chinese`() throws {
    let outcome = try office().run([
      "compare", "january.json", "february.json", "--lang", "zh-Hant",
    ])
    #expect(outcome.output.hasPrefix("新增違反 1、持續 1、已解除 1、資料事後變更 1、未再檢核 0\n"))
  }

  @Test(arguments: [
    (["january.json", "january.json"], 0), (["february.json", "january.json"], 1),
    (["january.json", "february.json", "--fail-on", "high"], 0), (["january.json"], 2),
    (["january.json", "office.yaml"], 3),
  ])
  func `the exit code says whether something is newly violated`(
    arguments: [String], status: Int
  ) throws {
    let outcome = try office().run(["compare"] + arguments)
    #expect(Int(outcome.status) == status)
  }

  @Test func `a rule that was not evaluated again resolves nothing`() throws {
    let program = try office()
    try program.write(
      "other.yaml", Self.rules().replacing("closed-in-time:", with: "closed-soon:"))
    _ = try program.run([
      "check", "other.yaml", "--data", "cases=february.csv", "--as-of", "2021-02-28", "--format",
      "json=other.json",
    ])
    let outcome = try program.run(["compare", "january.json", "other.json", "--lang", "en"])
    #expect(outcome.output.contains("0 resolved"))
    #expect(outcome.output.contains("2 not evaluated again"))
  }

  @Test func `two rule sets: whose verdict flips, and what differs`() throws {
    let program = try office()
    try program.write("later.yaml", Self.rules(within: "30 working days"))
    let arguments = [
      "compare", "office.yaml", "later.yaml", "--data", "cases=january.csv", "--as-of",
      "2021-02-28", "--lang", "en",
    ]
    let outcome = try program.run(arguments)
    #expect(outcome.status == 0)
    // 30 working days end on the make-up Saturday of 20 February: A, still open, is late in both.
    #expect(outcome.output.hasPrefix("1 verdict flips: 0 newly violated, 1 no longer\n"))
    #expect(!outcome.output.contains("    A: "))
    #expect(outcome.output.contains("  within: 10 working days → 30 working days\n"))
    #expect(outcome.output.contains("    B: violated → compliant"))
    #expect(!outcome.output.contains("    C: "))
    let json = try program.run(arguments + ["--format", "json"])
    #expect(json.output.contains("\"compared\": \"rule-sets\""))
    #expect(json.output.contains("\"before\": \"violated\""))
    let back = ["compare", "later.yaml", "office.yaml"] + arguments.dropFirst(3)
    let reversed = try program.run(back)
    #expect(reversed.status == 1)
  }
}
