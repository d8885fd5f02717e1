/// Administrative appeals: three months to decide, once extended by two.
struct Appeals {
  private struct Appeal {
    var id: Field<String> = .empty
    var appellant: String
    var respondent: String
    var matter: String
    var servedOn: Field<Day> = .empty
    var transit = 0
    var filed: Field<Day> = .empty
    var received: Field<Day> = .empty
    var replyAsked: Field<Day> = .empty
    var replied: Field<Day> = .empty
    var correctionAsked: Field<Day> = .empty
    var correctionDue: Field<Day> = .empty
    var corrected: Field<Day> = .empty
    var extended: Field<Day> = .empty
    var decided: Field<Day> = .empty
    var withdrawn: Field<Day> = .empty
    var outcome = ""
  }

  private var random = SplitMix64(seed: 110_01_03)

  /// The last day, with the period counted anew after a correction and extended where notice came in time.
  private static func due(_ appeal: Appeal) -> Day? {
    guard let received = appeal.received.value else { return nil }
    let start = appeal.corrected.value ?? appeal.correctionDue.value ?? received
    let last = start.months(3)
    if let notice = appeal.extended.value, notice <= last.rolled { return last.months(2).rolled }
    return last.rolled
  }

  private static func verdict(_ appeal: Appeal) -> Verdict {
    guard let due = due(appeal) else { return .undetermined }
    return Oracle.deadline(from: appeal.received, to: [appeal.decided, appeal.withdrawn]) { _ in due
    }
  }

  mutating func make() -> Sample {
    var appeals: [Appeal] = []
    for _ in 0..<72 { appeals.append(ordinary()) }
    appeals.sort { ($0.received.value ?? Oracle.asOf) < ($1.received.value ?? Oracle.asOf) }
    for index in appeals.indices { appeals[index].id = .value("訴110" + padded(index + 1, to: 4)) }
    var sample = Sample(
      dataset: "administrative-appeals",
      header: [
        "訴願案號", "訴願人", "原處分機關", "案由", "承辦單位", "處分送達日期", "在途期間日數", "提起訴願日期",
        "收受訴願書日期", "函請答辯日期", "答辯日期", "通知補正送達日期", "補正期間屆滿日期", "補正日期", "延長通知日期",
        "決定日期", "撤回日期", "決定結果", "備註",
      ], rows: [])
    plant(&appeals, &sample)
    sample.rows = appeals.map(render)
    describe(appeals, &sample)
    return sample
  }

  private mutating func ordinary() -> Appeal {
    var appeal = Appeal(
      appellant: Words.person(&random),
      respondent: random.pick(["環境保護局", "都市發展處", "財政稅務局", "社會處", "衛生局", "交通處"]),
      matter: random.pick(Words.appealMatters))
    let received = Day(109, 8, 3) + random.number(0...178)
    appeal.received = .value(received)
    appeal.filed = .value(received + -random.number(0...3))
    appeal.transit = random.pick([0, 0, 0, 2, 4, 5])
    appeal.servedOn = .value(
      received + -(random.chance(percent: 8) ? random.number(45...60) : random.number(5...28)))
    let asked = received + random.number(1...4)
    if asked < Oracle.asOf { appeal.replyAsked = .value(asked) }
    let replied = (asked + 20).rolled + (random.chance(percent: 12) ? 3 : -random.number(0...9))
    if replied < Oracle.asOf { appeal.replied = .value(replied) }
    if random.chance(percent: 20) { correct(&appeal, received) }
    decide(&appeal)
    return appeal
  }

  private mutating func correct(_ appeal: inout Appeal, _ received: Day) {
    let asked = received + random.number(3...9)
    guard asked < Oracle.asOf else { return }
    appeal.correctionAsked = .value(asked)
    appeal.correctionDue = .value((asked + 20).rolled)
    let corrected = asked + random.number(6...18)
    if random.chance(percent: 70), corrected < Oracle.asOf { appeal.corrected = .value(corrected) }
  }

  private mutating func decide(_ appeal: inout Appeal) {
    guard let due = Self.due(appeal) else { return }
    var last = due
    if random.chance(percent: 25), due < Oracle.asOf {
      // One notice in five comes after the period has ended and does not extend it.
      let notice =
        random.chance(percent: 20) ? due + random.number(1...3) : due + -random.pick([0, 1, 3, 8])
      appeal.extended = .value(notice)
      last = Self.due(appeal) ?? due
    }
    let done =
      random.chance(percent: 10)
      ? last + random.number(1...9) : last + -random.pick([0, 0, 1, 4, 10, 20, 40])
    guard done < Oracle.asOf else { return }
    if random.chance(percent: 8) {
      appeal.withdrawn = .value(done)
      appeal.outcome = "撤回"
    } else {
      appeal.decided = .value(done)
      appeal.outcome = random.pick(["駁回", "駁回", "不受理", "撤銷"])
    }
  }

  private mutating func plant(_ appeals: inout [Appeal], _ sample: inout Sample) {
    appeals[10].received = .bad("109年9月31日")
    sample.defects.append(Defect(kind: "impossible-date", line: 12, column: "received_on"))
    if let received = appeals[22].received.value {
      appeals[22].decided = .value(received + -6)
      appeals[22].withdrawn = .empty
      appeals[22].outcome = "駁回"
      sample.defects.append(Defect(kind: "done-before-start", line: 24, column: "decided_on"))
    }
    appeals[31].id = appeals[30].id
    sample.defects.append(Defect(kind: "duplicate-key", line: 33, column: "case_id"))
  }

  private func render(_ appeal: Appeal) -> [String] {
    let day = DateStyle.rocWords.text as (Day) -> String
    return [
      appeal.id.text, appeal.appellant, appeal.respondent, appeal.matter, "訴願股",
      appeal.servedOn.text(day), String(appeal.transit), appeal.filed.text(day),
      appeal.received.text(day), appeal.replyAsked.text(day), appeal.replied.text(day),
      appeal.correctionAsked.text(day), appeal.correctionDue.text(day), appeal.corrected.text(day),
      appeal.extended.text(day), appeal.decided.text(day), appeal.withdrawn.text(day),
      appeal.outcome, Words.remark,
    ]
  }

  private func describe(_ appeals: [Appeal], _ sample: inout Sample) {
    let pack = "taiwan.administrative-appeals/"
    let decisions = appeals.map(Self.verdict)
    sample.expect(pack + "decision", decisions)
    sample.expect(
      pack + "decided-after-received",
      appeals.map { Oracle.order($0.received, then: $0.decided) })
    sample.expect(
      pack + "correction",
      appeals.map { appeal in
        appeal.correctionAsked.value == nil
          ? .notApplicable
          : Oracle.deadline(from: appeal.correctionAsked, to: [appeal.corrected]) {
            ($0 + 20).rolled
          }
      })
    sample.expect(pack + "forwarding", appeals.map { _ in .notApplicable })
    sample.expect(
      pack + "reply",
      appeals.map { appeal in
        appeal.replyAsked.value == nil
          ? .notApplicable
          : Oracle.deadline(from: appeal.replyAsked, to: [appeal.replied]) { ($0 + 20).rolled }
      })
    sample.expect(
      pack + "filed-in-time",
      appeals.map { appeal in
        Oracle.deadline(from: appeal.servedOn, to: [appeal.filed]) {
          ($0 + 30 + appeal.transit).rolled
        }
      })
    rate(appeals, decisions, &sample)
  }

  private func rate(_ appeals: [Appeal], _ verdicts: [Verdict], _ sample: inout Sample) {
    let members = zip(appeals, verdicts).compactMap {
      appeal, verdict -> (group: [(name: String, value: String)], verdict: Verdict)? in
      // Without a start no period is known, whatever the day of completion.
      guard appeal.received.value != nil,
        let done = [appeal.decided, appeal.withdrawn].compactMap(\.value).min()
      else { return nil }
      return ([("year", String(done.parts.year - 1911))], verdict)
    }
    let rule = "chiayi.general-affairs/appeals-on-time"
    for (year, isOver) in [("109", true), ("110", false)] {
      let chosen = members.filter { $0.group[0].value == year }
      sample.expectRate(rule, target: 100, isOver: isOver, chosen)
    }
  }
}
