import Testing

/// What can still become of an open year, in every report that people read.
struct OutlookCommandTests {
  @Test(arguments: [
    ("text", "en", "2 more needed"), ("text", "zh-Hant", "尚需2"), ("html", "en", "2 more needed"),
    ("html", "zh-Hant", "尚需2"),
    ("json", "en", "\"reachable\""),
  ])
  func `a count in the middle of the year says what is still needed`(
    format: String, language: String, words: String
  ) throws {
    let outcome = try run("at-least: 3", ["2021-01-04"], format, language)
    #expect(outcome.output.contains(words), "\(outcome.output)\(outcome.complaints)")
  }

  @Test(arguments: [
    (["2021-01-04", "2021-01-05"], "the target can no longer be met", Int32(1)),
    (["2021-01-04"], "at most 0 more", 0),
  ])
  func `a ceiling that was passed is lost at once`(
    days: [String], words: String, status: Int32
  ) throws {
    let outcome = try run("at-most: 1", days, "text", "en")
    #expect(outcome.output.contains(words), "\(outcome.output)")
    #expect(outcome.status == status)
  }

  private func run(
    _ target: String, _ days: [String], _ format: String, _ language: String
  ) throws -> Program.Outcome {
    let program = try Program()
    try program.write(
      "works.yaml",
      """
      qixian: 1
      pack: works
      timezone: Asia/Taipei
      sources: { plan: 施政計畫 }
      datasets:
        inspections:
          key: id
          columns: { id: { type: text }, on: { type: date } }
      rules:
        inspected: { kind: count, dataset: inspections, per: [year], dated-by: on, \(target), cites: plan }

      """)
    try program.write(
      "inspections.csv",
      "id,on\n" + days.enumerated().map { "\($0.offset),\($0.element)\n" }.joined())
    return try program.run([
      "check", "works.yaml", "--data", "inspections=inspections.csv", "--as-of", "2021-06-30",
      "--format", format, "--lang", language,
    ])
  }
}
