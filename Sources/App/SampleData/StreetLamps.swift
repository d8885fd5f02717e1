/// Reports of faulty street lamps: one working day.
struct StreetLamps {
  private struct Report {
    var number: Field<String> = .empty
    var lamp: String
    var road: String
    var channel: Field<String>
    var contractor: String
    var reported: Field<Moment> = .empty
    var repaired: Field<Moment> = .empty
    var cause: String
  }

  private var random = SplitMix64(seed: 110_01_08)

  private static func verdict(_ report: Report) -> Verdict {
    Oracle.deadline(from: report.reported, to: report.repaired) {
      Moment($0.day.workingDays(1), minute: 1439)
    }
  }

  mutating func make() -> Sample {
    var reports: [Report] = []
    for _ in 0..<300 { reports.append(ordinary()) }
    reports.sort {
      ($0.reported.value ?? Moment(Oracle.asOf, minute: 0))
        < ($1.reported.value ?? Moment(Oracle.asOf, minute: 0))
    }
    for index in reports.indices {
      reports[index].number = .value("L11001" + padded(index + 1, to: 4))
    }
    var sample = Sample(
      dataset: "street-lamp-faults",
      header: ["報修單號", "路燈編號", "路段", "通報來源", "維護廠商", "報修時間", "修復時間", "故障原因", "備註"], rows: [])
    plant(&reports, &sample)
    sample.rows = reports.map(render)
    // An unquoted comma pushes the rest of the row one column to the right.
    sample.rows[270][2] = Sample.raw + "中山路,巷口"
    reports[270].number = .bad("shifted")
    reports[270].reported = .bad("shifted")
    reports[270].repaired = .bad("shifted")
    sample.defects.append(Defect(kind: "too-many-fields", line: 272, column: nil))
    describe(reports, &sample)
    return sample
  }

  private mutating func ordinary() -> Report {
    var report = Report(
      lamp: random.pick(["E", "W"]) + padded(random.number(1...9800), to: 5),
      road: random.pick(Words.roads),
      channel: .value(random.pick(["App", "App", "免費專線", "巡查", "1999", "其他"])),
      contractor: random.pick(["大明水電行", "光陽電機有限公司", "永亮照明有限公司"]),
      cause: random.pick(["燈泡故障", "線路短路", "控制箱跳脫", "燈具損壞", ""]))
    let reported = Moment(Day(110, 1, random.number(1...31)), minute: random.number(300...1430))
    report.reported = .value(reported)
    let last = reported.day.workingDays(1)
    let isLate = random.chance(percent: report.contractor == "大明水電行" ? 16 : 5)
    let day =
      isLate ? last.workingDays(random.number(1...3)) : random.pick([last, last, reported.day])
    var minute = random.number(480...1439)
    if day == reported.day { minute = random.number(reported.minute...1439) }
    if day < Oracle.asOf { report.repaired = .value(Moment(day, minute: minute)) }
    return report
  }

  private mutating func plant(_ reports: inout [Report], _ sample: inout Sample) {
    func defect(_ kind: String, _ index: Int, _ column: String) {
      sample.defects.append(Defect(kind: kind, line: index + 2, column: column))
    }
    reports[45].number = reports[44].number
    defect("duplicate-key", 45, "report_no")
    reports[90].reported = .empty
    defect("empty-required", 90, "reported_at")
    reports[135].reported = .bad("2021-01-15 25:10")
    defect("impossible-date", 135, "reported_at")
    reports[180].channel = .value("里長")
    defect("undeclared-value", 180, "channel")
  }

  private func render(_ report: Report) -> [String] {
    let moment = DateStyle.iso.text as (Moment) -> String
    return [
      report.number.text, report.lamp, report.road, report.channel.text, report.contractor,
      report.reported.text(moment), report.repaired.text(moment), report.cause, Words.remark,
    ]
  }

  private func describe(_ reports: [Report], _ sample: inout Sample) {
    let pack = "chiayi.street-lamps/"
    let verdicts = reports.map(Self.verdict)
    sample.expect(pack + "repair-time", verdicts)
    sample.expect(pack + "report-unique", Oracle.unique(reports.map(\.number)))
    let dated = zip(reports, verdicts).filter { $0.0.reported.value != nil }
    sample.expectRate(
      pack + "repair-rate", target: 90, isOver: false, dated.map { ([("year", "110")], $0.1) })
    sample.expectRate(
      pack + "repair-rate-by-contractor", target: 90, isOver: true,
      dated.map { ([("contractor", $0.0.contractor), ("month", "110-01")], $0.1) })
  }
}
