import Testing

/// Typhoon days: local closures of a calendar count for the place that a run names.
struct ClosureCommandTests {
  static let calendar = """
    qixian: 1
    calendar: office-days
    title: { zh-Hant: 辦公日, en: Office days }
    timezone: Asia/Taipei
    weekend: [saturday, sunday]
    years: { from: 2024, to: 2024 }
    days:
      - { date: 2024-01-01, kind: holiday, name: { zh-Hant: 開國紀念日, en: New Year } }
      - { date: 2024-07-24, kind: closure, place: 嘉義市, name: { zh-Hant: 凱米颱風, en: Typhoon Gaemi } }
      - { date: 2024-07-25, kind: closure, place: 嘉義市, name: { zh-Hant: 凱米颱風, en: Typhoon Gaemi } }

    """
  static let counting = """
    counting:
      office:
        start: excluded
        end-on-rest-day: next-working-day
        count: working-days
        closures: rest-days
        calendar: office-days
    datasets:
    """

  @Test("closures count for the place that is named, and are never left out without a word")
  func closures() throws {
    let program = try Program()
    try program.write("days.yaml", Self.calendar)
    try program.write(
      "rules.yaml",
      ExitCodeTests.rules.replacing("sources:", with: "use: [days.yaml]\nsources:")
        .replacing("datasets:", with: Self.counting)
        .replacing("within: 10 working days", with: "within: 8 days\n    counting: office"))
    // Eight working days from 15 July 2024 end on 25 July, or on 29 July without the two closures.
    try program.write("cases.csv", ExitCodeTests.header + "A1,113-07-15,113-07-29\n")
    let arguments = [
      "check", "rules.yaml", "--data", "cases=cases.csv", "--as-of", "113-07-31", "--lang", "en",
      "--fail-on", "low",
    ]
    let silent = try program.run(arguments)
    #expect(silent.status == 1, "\(silent.output)\(silent.complaints)")
    #expect(silent.complaints.contains("lists closures of 嘉義市, which are left out"))
    let named = try program.run(arguments + ["--place", "嘉義市"])
    #expect(named.status == 0, "\(named.output)\(named.complaints)")
    #expect(named.output.contains("Closures of"))
    #expect(!named.complaints.contains("[calendar/place]"))
    let mistyped = try program.run(arguments + ["--place", "嘉義巿"])
    #expect(mistyped.complaints.contains("did you mean '嘉義市'?"), "\(mistyped.complaints)")
    try program.write(
      "qixian.yaml",
      """
      qixian: 1
      project: { zh-Hant: 試, en: Trial }
      timezone: Asia/Taipei
      rules: [rules.yaml]
      data: { cases: cases.csv }
      places: [嘉義市]

      """)
    let project = try program.run(
      ["check", "--as-of", "113-07-31", "--lang", "en", "--fail-on", "low"])
    #expect(project.status == 0, "\(project.output)\(project.complaints)")
  }
}
