/// Petitions: 30 days, extended with notice.
struct Petitions {
  private struct Petition {
    var id: Field<String> = .empty
    var channel: Field<String>
    var petitioner: String
    var subject: String
    var unit: String
    var received: Field<Day> = .empty
    var told: Field<Day> = .empty
    var extendedTo: Field<Day> = .empty
    var replied: Field<Day> = .empty
  }

  private var random = SplitMix64(seed: 110_01_05)

  /// The last day of the period, in days or in working days.
  private static func due(_ petition: Petition, _ received: Day, inWorkingDays: Bool) -> Day {
    let due = inWorkingDays ? received.workingDays(30) : (received + 30).rolled
    guard let told = petition.told.value, let until = petition.extendedTo.value, told <= due else {
      return due
    }
    return max(due, until.rolled)
  }

  mutating func make() -> Sample {
    var petitions: [Petition] = []
    for _ in 0..<300 { petitions.append(ordinary()) }
    petitions.sort { ($0.received.value ?? Oracle.asOf) < ($1.received.value ?? Oracle.asOf) }
    for index in petitions.indices {
      petitions[index].id = .value("P110" + padded(index + 1, to: 6))
    }
    var sample = Sample(
      dataset: "petitions",
      header: ["案件編號", "陳情管道", "陳情人", "主旨", "承辦單位", "收件日期", "延長告知日期", "核准延長至", "回復日期", "備註"],
      rows: [], style: FileStyle(lineEnd: "\r\n", isBig5: true))
    plant(&petitions, &sample)
    sample.rows = petitions.map(render)
    describe(petitions, &sample)
    return sample
  }

  private mutating func ordinary() -> Petition {
    var petition = Petition(
      channel: .value(random.pick(["1999", "1999", "市長信箱", "書面", "電話", "現場"])),
      petitioner: Words.person(&random), subject: random.pick(Words.petitionSubjects),
      unit: random.pick(["工務處", "建設處", "環境保護局", "警察局", "交通處"]))
    let received = Day(109, 11, 16) + random.number(0...75)
    petition.received = .value(received)
    let due = (received + 30).rolled
    var last = due
    if random.chance(percent: 12), due < Oracle.asOf {
      petition.told = .value(random.chance(percent: 20) ? due + 1 : due + -random.number(0...5))
      petition.extendedTo = .value((due + random.pick([14, 20, 30])).rolled)
      last = Self.due(petition, received, inWorkingDays: false)
    }
    let replied =
      random.chance(percent: 6)
      ? last + random.number(1...15) : max(received, last + -random.pick([0, 0, 1, 7, 15, 22, 26]))
    if replied < Oracle.asOf { petition.replied = .value(replied) }
    return petition
  }

  private mutating func plant(_ petitions: inout [Petition], _ sample: inout Sample) {
    petitions[50].id = petitions[49].id
    sample.defects.append(Defect(kind: "duplicate-key", line: 52, column: "case_id"))
    petitions[90].received = .bad("109/11/31")
    sample.defects.append(Defect(kind: "impossible-date", line: 92, column: "received_on"))
    petitions[130].received = .empty
    sample.defects.append(Defect(kind: "empty-required", line: 132, column: "received_on"))
    petitions[170].channel = .value("里長轉陳")
    sample.defects.append(Defect(kind: "undeclared-value", line: 172, column: "channel"))
    if let received = petitions[210].received.value {
      petitions[210].replied = .value(received + -3)
      sample.defects.append(Defect(kind: "done-before-start", line: 212, column: "replied_on"))
    }
  }

  private func render(_ petition: Petition) -> [String] {
    let day = DateStyle.roc.text as (Day) -> String
    return [
      petition.id.text, petition.channel.text, petition.petitioner, petition.subject,
      petition.unit, petition.received.text(day), petition.told.text(day),
      petition.extendedTo.text(day), petition.replied.text(day), Words.remark,
    ]
  }

  private func describe(_ petitions: [Petition], _ sample: inout Sample) {
    let pack = "taiwan.petitions/"
    for (rule, inWorkingDays) in [("reply", false), ("reply-in-working-days", true)] {
      sample.expect(
        pack + rule,
        petitions.map { petition in
          Oracle.deadline(from: petition.received, to: [petition.replied]) {
            Self.due(petition, $0, inWorkingDays: inWorkingDays)
          }
        })
    }
    sample.expect(
      pack + "replied-after-received",
      petitions.map { Oracle.order($0.received, then: $0.replied) })
    sample.expect(pack + "case-number-unique", Oracle.unique(petitions.map(\.id)))
  }
}
