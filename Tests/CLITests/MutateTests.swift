import Testing

/// `qixian test --mutate`, end to end.
struct MutateTests {
  private static let tests = """
    qixian: 1
    tests: closed-in-time
    as-of: 2021-03-31
    given: { received: 2021-01-04 }
    table:
      - [closed, expect]
      - [2021-01-18, compliant]

    """

  private func office() throws -> Program {
    let program = try Program()
    try program.write("office.yaml", ExitCodeTests.rules)
    try program.write("office.test.yaml", Self.tests)
    return program
  }

  @Test func `survivors are named with place, change and missing test`() throws {
    let outcome = try office().run(["test", "--mutate", "office.yaml", "--lang", "en"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        1 passed, 0 failed, 0 to do
        office.yaml:21:13: closed-in-time: 10 working days → 11 working days is noticed by no test; missing: a case done at the last moment, and one a unit later
        ok   office.yaml: 66.6%, 2 of 3 changes noticed
        mutation score 66.6%: 2 of 3 changes noticed in 1 pack

        """)
  }

  @Test(arguments: [("66", 0), ("67", 1), ("101", 2)])
  func `a pack below the share fails`(percent: String, status: Int) throws {
    let arguments = ["test", "--mutate", "--at-least", percent, "office.yaml"]
    let outcome = try office().run(arguments)
    #expect(Int(outcome.status) == status)
  }

  @Test func `the report for programs`() throws {
    let outcome = try office().run(["test", "--mutate", "--format", "json", "office.yaml"])
    #expect(outcome.output.contains("\"score\": \"66.6%\""))
    #expect(outcome.output.contains("\"operation\": \"limit\""))
    let refused = try office().run(["test", "--format", "json", "office.yaml"])
    #expect(refused.status == 2)
  }
}
