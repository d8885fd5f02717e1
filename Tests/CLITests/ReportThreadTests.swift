import Testing

/// Reports that are made beside each other are those that are made one after another.
struct ReportThreadTests {
  private static let formats = ["json", "text", "html", "csv", "markdown", "xlsx", "sarif"]
  private static let rules = """
    qixian: 1
    pack: p
    timezone: Asia/Taipei
    sources: { s: 要點 }
    datasets:
      d:
        key: id
        columns: { id: { type: text }, a: { type: timestamp, optional: true }, n: { type: integer } }
    rules:
      late: { kind: deadline, dataset: d, from: a, to: a, within: 1 day, cites: s }
      few: { kind: window, dataset: d, sum: n, span: 3 days, per: [id], dated-by: a, above: 5, cites: s }
      once: { kind: unique, dataset: d, columns: [id], cites: s }
      all: { kind: assert, dataset: d, required: [a], cites: s }

    """

  private func reports(
    threads: Int, _ more: [String] = [], environment: [String: String] = [:]
  ) throws -> (Program, Program.Outcome) {
    let program = try Program()
    try program.write("p.yaml", Self.rules)
    let rows = (0..<300).map { row in
      "c\(row % 90),\(row % 5 == 0 ? "" : "2024-01-0\(row % 8 + 1) 09:00"),\(row)\n"
    }
    try program.write("d.csv", "id,a,n\n" + rows.joined())
    let outcome = try program.run(
      ["check", "p.yaml", "--data", "d=d.csv", "--as-of", "2024-02-01", "--threads", "\(threads)"]
        + more + Self.formats.flatMap { ["--format", "\($0)=out.\($0)"] },
      environment: environment)
    return (program, outcome)
  }

  @Test func `the number of threads changes no report`() throws {
    let (one, single) = try reports(threads: 1)
    for threads in [2, 3] {
      let (many, outcome) = try reports(threads: threads)
      #expect(outcome.status == 1 && single.status == 1, "\(outcome.complaints)")
      for format in Self.formats where format != "xlsx" {
        let text = try #require(one.read("out.\(format)"))
        #expect(text.utf8.count > 500)
        #expect(many.read("out.\(format)") == text, "\(format)")
      }
      #expect(many.read("out.xlsx") != nil)
    }
  }

  @Test func `one that cannot be written is told and stops no other`() throws {
    let (program, outcome) = try reports(
      threads: 2, ["--format", "tap=p.yaml/out.tap", "--format", "junit=p.yaml/out.xml"])
    #expect(outcome.status == 4)
    #expect(program.read("out.json") != nil && program.read("out.sarif") != nil)
    let lines = outcome.complaints.split(separator: "\n").filter { $0.contains("p.yaml/") }
    #expect(lines.count == 2)
    #expect(lines.first?.contains("out.tap") == true)
  }

  @Test func `the version is told at once`() throws {
    let outcome = try Program().run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
  }

  @Test func `temporary files go where TMPDIR says, and its want is told with the report`() throws {
    let (program, outcome) = try reports(threads: 1, environment: ["TMPDIR": "no/such/folder"])
    #expect(outcome.status == 4)
    #expect(program.read("out.json") != nil && program.read("out.xlsx") == nil)
    #expect(
      outcome.complaints.contains(
        "cannot write the xlsx report: the folder of temporary files no/such/folder cannot be used")
    )
    let (other, fine) = try reports(threads: 1, environment: ["TMPDIR": ""])
    #expect(fine.status == 1 && other.read("out.xlsx") != nil, "\(fine.complaints)")
  }
}
