import Testing

/// The exit codes are a contract that scripts rely on.
struct ExitCodeTests {
  static let rules = """
    qixian: 1
    pack: office
    title: { zh-Hant: 申請案件, en: Applications }
    timezone: Asia/Taipei
    sources:
      order: { title: 作業規定 }
    datasets:
      cases:
        key: [no]
        columns:
          no: { type: text, header: [案號] }
          received: { type: date, header: [受理] }
          closed: { type: date, header: [結案], optional: true }
    rules:
      closed-in-time:
        title: { zh-Hant: 十日內結案, en: Closed within ten days }
        kind: deadline
        dataset: cases
        from: received
        to: closed
        within: 10 working days
        severity: low
        cites: order

    """
  static let header = "案號,受理,結案\n"

  /// A run over a log, and what it must end with.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var rules = ExitCodeTests.rules
    let rows: String
    var options: [String] = []
    let status: Int32
  }

  static let cases = [
    Case(testDescription: "nothing late", rows: "A1,110-01-04,110-01-18\n", status: 0),
    Case(
      testDescription: "late, below the default threshold", rows: "A1,110-01-04,110-01-19\n",
      status: 0),
    Case(
      testDescription: "late, at the threshold", rows: "A1,110-01-04,110-01-19\n",
      options: ["--fail-on", "low"], status: 1),
    Case(
      testDescription: "a day that does not exist, beside a case that is decided",
      rows: "A1,110-02-30,110-03-01\nA2,110-01-04,110-01-18\n", status: 0),
    Case(
      testDescription: "no case can be decided, as every day is broken",
      rows: "A1,110-02-30,110-03-01\nA2,44200,44201\n", status: 3),
    Case(
      testDescription: "no case can be decided, and the rule is advisory",
      rules: rules.replacing("severity: low", with: "severity: low\n    status: advisory"),
      rows: "A1,110-02-30,110-03-01\n", status: 0),
    Case(
      testDescription: "a row with a cell too many", rows: "A1,110-01-04,110-01-05,x\n", status: 3),
    Case(
      testDescription: "a broken rule", rules: rules + "  broken: { kind: deadline }\n",
      rows: "A1,110-01-04,110-01-05\n", status: 2),
    Case(
      testDescription: "a broken rule, and late", rules: rules + "  broken: { kind: deadline }\n",
      rows: "A1,110-01-04,110-01-19\n", options: ["--fail-on", "low"], status: 2),
    Case(
      testDescription: "a broken rule, and a broken row",
      rules: rules + "  broken: { kind: deadline }\n", rows: "A1,110-01-04,110-01-05,x\n", status: 3
    ),
    Case(
      testDescription: "a report that cannot be written", rows: "A1,110-01-04,110-01-05\n",
      options: ["--format", "json=cases.csv/result.json"], status: 4),
  ]

  @Test("a check ends with the code of the worst that it met", arguments: cases)
  func check(_ item: Case) throws {
    let program = try Program()
    try program.write("rules.yaml", item.rules)
    try program.write("cases.csv", Self.header + item.rows)
    let outcome = try program.run(
      ["check", "rules.yaml", "--data", "cases=cases.csv", "--as-of", "110-03-31", "--lang", "en"]
        + item.options)
    #expect(outcome.status == item.status, "\(outcome.output)\(outcome.complaints)")
    if item.status != 4 { #expect(outcome.output.contains("office/closed-in-time")) }
  }

  @Test("a check without any data has no verdicts, and ends with 3; a lint has nothing to miss")
  func noData() throws {
    let program = try Program()
    try program.write("rules.yaml", Self.rules)
    let outcome = try program.run(
      ["check", "rules.yaml", "--as-of", "110-03-31", "--lang", "en", "--format", "text"])
    #expect(outcome.status == 3)
    #expect(outcome.complaints.contains("no data for 'cases'"))
    #expect(outcome.output.contains("exit code 3: no data was given, so no rule was evaluated"))
    #expect(try program.run(["lint", "rules.yaml"]).status == 0)
    // A log without rows is data: it says that there was nothing to judge.
    try program.write("cases.csv", Self.header)
    let empty = try program.run(
      ["check", "rules.yaml", "--data", "cases=cases.csv", "--as-of", "110-03-31"])
    #expect(empty.status == 0)
  }

  @Test("rules are found in the folder rules, else through the project file; without either, 2")
  func defaultRules() throws {
    let program = try Program()
    for command in ["lint", "test", "fmt"] {
      let outcome = try program.run([command, "--lang", "en"])
      #expect(outcome.status == 2)
      #expect(outcome.complaints.contains("neither a folder 'rules' nor qixian.yaml"))
    }
    try program.write("pack.yaml", Self.rules)
    try program.write(
      "qixian.yaml",
      """
      qixian: 1
      project: { zh-Hant: 試, en: Trial }
      timezone: Asia/Taipei
      rules: [pack.yaml]
      data: { cases: cases.csv }

      """)
    let lint = try program.run(["lint", "--lang", "en"])
    #expect(lint.status == 0)
    #expect(lint.output.contains(" 1 rule: 0 errors"), "\(lint.output)")
    #expect(try program.run(["fmt", "--check"]).status != 2)
    try program.write("pack.yaml", Self.rules + "  broken: { kind: deadline }\n")
    #expect(try program.run(["lint"]).status == 2)
  }

  static let wrong = [
    ["check"], ["check", "none.yaml"], ["chekc"], ["check", "--as-of", "110-13-01"],
    ["check", "--format", "pdf"], ["check", "--period", "110-13"], ["explain", "one"],
    ["due", "--from", "110-01-04"], ["due", "--from", "110-01-04", "--limit", "3 fortnights"],
    ["help", "no-such-topic"], ["eval", "1 +"], ["lint", "none.yaml"],
  ]

  @Test("wrong usage ends with 2 and says why in both languages", arguments: wrong)
  func usage(_ arguments: [String]) throws {
    let program = try Program()
    let (english, chinese) = (
      try program.run(arguments, locale: "C"), try program.run(arguments, locale: "zh_TW.UTF-8")
    )
    #expect(english.status == 2)
    #expect(chinese.status == 2)
    #expect(!(english.output + english.complaints).isEmpty)
    #expect(
      (chinese.output + chinese.complaints).unicodeScalars.contains {
        (0x4E00...0x9FFF).contains($0.value)
      },
      "\(chinese.complaints)")
  }

  @Test("reports are written whole although rules are broken and cases late")
  func reportsInEveryCase() throws {
    let program = try Program()
    try program.write("rules.yaml", Self.rules + "  broken: { kind: deadline }\n")
    try program.write("cases.csv", Self.header + "A1,110-01-04,110-01-19\nA2,110-01-04\n")
    let outcome = try program.run([
      "check", "rules.yaml", "--data", "cases=cases.csv", "--as-of", "110-03-31", "--format",
      "json=result.json", "--format", "csv=findings.csv",
    ])
    #expect(outcome.status == 3)
    #expect(program.read("result.json")?.hasSuffix("}\n") == true)
    #expect(program.read("findings.csv")?.contains("A1") == true)
    let again = try program.run(["report", "result.json", "--format", "csv"])
    #expect(again.output == program.read("findings.csv"))
  }
}
