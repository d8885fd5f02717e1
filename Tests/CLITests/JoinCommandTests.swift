import Testing

/// A log against a register, end to end: what is missing on either side is told, never lost.
struct JoinCommandTests {
  private static let pack = """
    qixian: 1
    pack: lodging
    timezone: Asia/Taipei
    sources: { plan: 施政計畫 }
    datasets:
      lodgings:
        key: id
        columns: { id: { type: text, header: [編號] }, closed: { type: date, header: [歇業日], optional: true } }
      inspections:
        key: no
        columns: { no: { type: text, header: [案號] }, lodging: { type: text, header: [旅宿] }, on: { type: date, header: [日期] } }
    rules:
      inspected: { kind: coverage, dataset: inspections, register: lodgings, key: lodging, active: { to: closed }, per: [year], dated-by: on, cites: plan }
      numbered: { kind: unique, dataset: inspections, cites: plan }

    """

  private func check(_ data: [String], language: String = "en") throws -> Program.Outcome {
    let program = try Program()
    try program.write("pack.yaml", Self.pack)
    try program.write("lodgings.csv", "編號,歇業日\nA,\nB,\nC,109/12/31\n")
    try program.write("inspections.csv", "案號,旅宿,日期\n1,A,110/5/5\n2,X,110/6/6\n")
    return try program.run(
      ["check", "pack.yaml", "--as-of", "110-12-31", "--lang", language]
        + data.flatMap { ["--data", "\($0)=\($0).csv"] })
  }

  @Test func `a member without an event, and an event without a member`() throws {
    let outcome = try check(["lodgings", "inspections"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("'X' is in the log but not in the register"))
    #expect(outcome.output.contains("2021: 0 of at least 1"))
    #expect(
      outcome.output.contains(
        "1 compliant, 1 violated, 0 pending, 0 not applicable, 1 undetermined"))
    let chinese = try check(["lodgings", "inspections"], language: "zh-Hant")
    #expect(chinese.output.contains("紀錄中之「X」不在名冊內"))
    #expect(chinese.output.contains("110年共0次，應有至少1次"))
  }

  @Test(arguments: ["lodgings", "inspections"])
  func `without the log or the register there is no verdict, and it is named`(given: String) throws
  {
    let outcome = try check([given])
    let missing = given == "lodgings" ? "inspections" : "lodgings"
    #expect(outcome.complaints.contains("no data for '\(missing)'"))
    #expect(!outcome.output.contains("not in the register"))
    #expect(!outcome.output.contains("at least 1"))
    #expect(outcome.output.contains("lodging/inspected"))
  }

  @Test func `a log that cannot be read gives no verdict and fails the run`() throws {
    let program = try Program()
    try program.write("pack.yaml", Self.pack)
    try program.write("lodgings.csv", "編號,歇業日\nA,\n")
    let outcome = try program.run([
      "check", "pack.yaml", "--as-of", "110-12-31", "--lang", "en", "--data",
      "lodgings=lodgings.csv", "--data", "inspections=nowhere.csv",
    ])
    #expect(outcome.status == 3)
    #expect(outcome.complaints.contains("nowhere.csv"))
    #expect(!outcome.output.contains("at least 1"))
  }
}
