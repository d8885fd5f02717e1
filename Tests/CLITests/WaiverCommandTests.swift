import Testing

/// Waivers and baselines, end to end.
struct WaiverCommandTests {
  /// Two late cases of a medium rule, and one in time.
  private static let rows = "A,2021-01-04,\nB,2021-01-04,2021-01-29\nC,2021-01-04,2021-01-08\n"

  private static let head = "id,rule,case,group,reason,approved-by,approved-on,until\n"

  private func office() throws -> Program {
    let program = try Program()
    try program.write(
      "office.yaml", ExitCodeTests.rules.replacing("severity: low", with: "severity: medium"))
    try program.write("cases.csv", ExitCodeTests.header + Self.rows)
    return program
  }

  private func check(
    _ program: Program, _ options: [String], asOf: String = "2021-02-28", language: String = "en"
  ) throws -> Program.Outcome {
    try program.run(
      [
        "check", "office.yaml", "--data", "cases=cases.csv", "--as-of", asOf, "--lang", language,
      ] + options)
  }

  private func yaml(_ cases: String, until: String = "2021-12-31") -> String {
    """
    qixian: 1
    waivers:
      - id: typhoon
        rule: closed-in-time
        cases: \(cases)
        reason: 颱風停止上班
        approved-by: 主任秘書
        approved-on: 110-02-01
        until: \(until)

    """
  }

  @Test func `what is waived stays in the report, marked, and does not fail the run`() throws {
    let program = try office()
    try program.write("waivers.yaml", yaml("[A, B]"))
    let outcome = try check(program, ["--waivers", "waivers.yaml"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("2 violated (2 of them waived)"))
    #expect(outcome.output.contains("waived typhoon"))
    #expect(outcome.output.contains("颱風停止上班"))
    #expect(outcome.output.contains("主任秘書"))
    let chinese = try check(program, ["--waivers", "waivers.yaml"], language: "zh-Hant")
    #expect(chinese.output.contains("違反 2（其中豁免 2）"))
    #expect(chinese.output.contains("豁免 typhoon"))
  }

  @Test func `one violation that no waiver covers fails the run`() throws {
    let program = try office()
    try program.write("waivers.csv", Self.head + "w,closed-in-time,A,,颱風,首長,110.2.1,110.12.31\n")
    let outcome = try check(program, ["--waivers", "waivers.csv"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("2 violated (1 of them waived)"))
  }

  @Test func `files in both forms together`() throws {
    let program = try office()
    try program.write("waivers.csv", Self.head + ",closed-in-time,A,,颱風,首長,110.2.1,110.12.31\n")
    try program.write("waivers.yaml", yaml("B"))
    let outcome = try check(
      program, ["--waivers", "waivers.csv", "--waivers", "waivers.yaml"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("waived waivers.csv#1"))
    #expect(outcome.output.contains("waived typhoon"))
  }

  @Test(arguments: [("2021-02-28", 0, "used"), ("2021-02-27", 1, "expired")])
  func `an expired waiver is named and covers nothing`(
    until: String, status: Int32, state: String
  ) throws {
    let program = try office()
    try program.write("waivers.yaml", yaml("[A, B]", until: until))
    let outcome = try check(program, ["--waivers", "waivers.yaml"])
    #expect(outcome.status == status)
    let line = outcome.output.split(separator: "\n").first { $0.contains("主任秘書") }
    #expect(line?.contains("typhoon") == true)
    #expect(line?.contains(state) == true)
  }

  @Test func `an unused waiver is named`() throws {
    let program = try office()
    try program.write("waivers.yaml", yaml("C"))
    let outcome = try check(program, ["--waivers", "waivers.yaml"])
    #expect(outcome.status == 1)
    let line = outcome.output.split(separator: "\n").first { $0.contains("主任秘書") }
    #expect(line?.contains("unused") == true)
  }

  @Test func `a waiver that cannot be applied as written is refused with its place`() throws {
    let program = try office()
    try program.write("waivers.yaml", yaml("A").replacing("cases: A", with: "when: 'no == \"A\"'"))
    let outcome = try check(program, ["--waivers", "waivers.yaml"])
    #expect(outcome.status == 2)
    #expect(outcome.complaints.contains("waivers.yaml:5:5: error: no key 'when' in a waiver"))
    try program.write("waivers.csv", Self.head + "w,closed-in-tme,A,,颱風,首長,110.2.1,110.12.31\n")
    let misspelt = try check(program, ["--waivers", "waivers.csv"])
    #expect(misspelt.status == 2)
    #expect(misspelt.complaints.contains("waivers.csv:2: error: no rule 'closed-in-tme'"))
    #expect(misspelt.complaints.contains("did you mean 'closed-in-time'?"))
  }

  @Test func `a file of waivers that is not there is an error`() throws {
    let outcome = try check(office(), ["--waivers", "nowhere.yaml"])
    #expect(outcome.status == 3)
    #expect(outcome.complaints.contains("nowhere.yaml"))
  }

  // MARK: - Baselines

  @Test func `against a baseline: new, persisting, resolved`() throws {
    let program = try office()
    _ = try check(program, ["--format", "json=before.json"])
    try program.write(
      "cases.csv",
      ExitCodeTests.header + "A,2021-01-04,\nB,2021-01-04,2021-01-08\nD,2021-01-04,2021-01-29\n")
    let outcome = try check(program, ["--baseline", "before.json"])
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains("against the baseline: 1 new, 1 persisting, 1 resolved"))
  }

  @Test func `what was not evaluated again is not resolved`() throws {
    let program = try office()
    _ = try check(program, ["--format", "json=before.json"])
    let outcome = try program.run([
      "check", "office.yaml", "--as-of", "2021-02-28", "--lang", "en", "--baseline", "before.json",
    ])
    #expect(
      outcome.output.contains("against the baseline: 0 new, 0 persisting, 0 resolved"))
  }
}
