/// Consumer complaints and mediation: 30 days to a hearing, 14 days to close by the city's plan.
struct ConsumerDisputes {
  private struct Dispute {
    var id = ""
    var stage: Field<String>
    var trade: String
    var consumer: String
    var phone: String
    var received: Field<Day> = .empty
    var businessReceived: Field<Day> = .empty
    var answered: Field<Day> = .empty
    var deferralAsked: Field<Day> = .empty
    var hearing: Field<Day> = .empty
    var agreed: Field<Day> = .empty
    var courtSent: Field<Day> = .empty
    var certificateAsked: Field<Day> = .empty
    var certificate: Field<Day> = .empty
    var closed: Field<Day> = .empty
  }

  private var random = SplitMix64(seed: 110_01_04)

  mutating func make() -> Sample {
    var disputes: [Dispute] = []
    for _ in 0..<140 { disputes.append(ordinary()) }
    disputes.sort { ($0.received.value ?? Oracle.asOf) < ($1.received.value ?? Oracle.asOf) }
    for index in disputes.indices { disputes[index].id = "CP110" + padded(index + 1, to: 5) }
    var sample = Sample(
      dataset: "consumer-disputes",
      header: [
        "申訴編號", "案件階段", "行業類別", "申訴人", "聯絡電話", "承辦單位", "收案日期", "企業經營者收受日期",
        "企業經營者回復日期", "申請延期日期", "調解期日", "調解成立日期", "送法院日期", "申請不成立證明書日期",
        "發給證明書日期", "結案日期", "備註",
      ], rows: [], style: FileStyle(lineEnd: "\r\n"))
    plant(&disputes, &sample)
    sample.rows = disputes.map(render)
    describe(disputes, &sample)
    return sample
  }

  private mutating func ordinary() -> Dispute {
    let stage = random.pick(["第一次申訴", "第一次申訴", "第一次申訴", "第二次申訴", "調解"])
    var dispute = Dispute(
      stage: .value(stage), trade: random.pick(Words.trades), consumer: Words.person(&random),
      phone: "09" + padded(random.number(0...99_999_999), to: 8))
    let received = Day(109, 12, 7) + random.number(0...54)
    dispute.received = .value(received)
    switch stage {
    case "第一次申訴": complain(&dispute, received)
    case "調解": mediate(&dispute, received)
    default: break
    }
    let due = (received + 14).rolled
    let closed =
      random.chance(percent: 10)
      ? due + random.number(1...8) : max(received, due + -random.pick([0, 1, 2, 5, 8]))
    if closed < Oracle.asOf { dispute.closed = .value(closed) }
    return dispute
  }

  private mutating func complain(_ dispute: inout Dispute, _ received: Day) {
    let told = received + random.number(1...3)
    guard told < Oracle.asOf else { return }
    dispute.businessReceived = .value(told)
    let due = (told + 15).rolled
    let answered = random.chance(percent: 15) ? due + 2 : due + -random.pick([0, 1, 3, 6])
    if answered < Oracle.asOf { dispute.answered = .value(answered) }
  }

  private mutating func mediate(_ dispute: inout Dispute, _ received: Day) {
    let due = (received + 30).rolled
    var last = due
    if random.chance(percent: 20), due < Oracle.asOf {
      dispute.deferralAsked = .value(due + -random.number(2...6))
      last = (received + 40).rolled
    }
    let hearing = random.chance(percent: 10) ? last + 1 : last + -random.pick([0, 2, 5, 9])
    guard hearing < Oracle.asOf else { return }
    dispute.hearing = .value(hearing)
    if random.chance(percent: 60) {
      dispute.agreed = .value(hearing)
      let sent = (hearing + 10).rolled + -random.number(0...4)
      if sent < Oracle.asOf { dispute.courtSent = .value(max(sent, hearing)) }
    } else {
      let asked = hearing + 1
      guard asked < Oracle.asOf else { return }
      dispute.certificateAsked = .value(asked)
      let given = (asked + 7).rolled + (random.chance(percent: 15) ? 1 : -random.number(0...3))
      if given < Oracle.asOf { dispute.certificate = .value(max(given, asked)) }
    }
  }

  private mutating func plant(_ disputes: inout [Dispute], _ sample: inout Sample) {
    disputes[18].stage = .bad("申訴")
    sample.defects.append(Defect(kind: "undeclared-value", line: 20, column: "stage"))
    if let received = disputes[44].received.value {
      disputes[44].closed = .value(received + -2)
      sample.defects.append(Defect(kind: "done-before-start", line: 46, column: "closed_on"))
    }
    disputes[70].received = .bad("2021/2/29")
    sample.defects.append(Defect(kind: "impossible-date", line: 72, column: "received_on"))
  }

  private func render(_ dispute: Dispute) -> [String] {
    let day = DateStyle.isoSlash.text as (Day) -> String
    return [
      dispute.id, dispute.stage.text, dispute.trade, dispute.consumer, dispute.phone, "消保官室",
      dispute.received.text(day), dispute.businessReceived.text(day), dispute.answered.text(day),
      dispute.deferralAsked.text(day), dispute.hearing.text(day), dispute.agreed.text(day),
      dispute.courtSent.text(day), dispute.certificateAsked.text(day),
      dispute.certificate.text(day), dispute.closed.text(day), Words.remark,
    ]
  }

  private func describe(_ disputes: [Dispute], _ sample: inout Sample) {
    let pack = "taiwan.consumer-disputes/"
    sample.expect(pack + "hearing-date", disputes.map(Self.hearing))
    sample.expect(pack + "business-answers", disputes.map(Self.answer))
    sample.expect(
      pack + "certificate",
      disputes.map { dispute in
        dispute.certificateAsked.value == nil
          ? .notApplicable
          : Oracle.deadline(from: dispute.certificateAsked, to: [dispute.certificate]) {
            ($0 + 7).rolled
          }
      })
    sample.expect(
      pack + "court-review",
      disputes.map { dispute in
        dispute.agreed.value == nil
          ? .notApplicable
          : Oracle.deadline(from: dispute.agreed, to: [dispute.courtSent]) { ($0 + 10).rolled }
      })
    sample.expect(
      pack + "closed-after-received",
      disputes.map { Oracle.order($0.received, then: $0.closed) })
    plan(disputes, &sample)
  }

  private static func hearing(_ dispute: Dispute) -> Verdict {
    guard let stage = dispute.stage.value else { return .undetermined }
    guard stage == "調解" else { return .notApplicable }
    return Oracle.deadline(from: dispute.received, to: [dispute.hearing]) { received in
      let due = (received + 30).rolled
      guard let asked = dispute.deferralAsked.value, asked <= due else { return due }
      return (received + 40).rolled
    }
  }

  private static func answer(_ dispute: Dispute) -> Verdict {
    guard dispute.businessReceived.value != nil else { return .notApplicable }
    guard let stage = dispute.stage.value else { return .undetermined }
    guard stage == "第一次申訴" else { return .notApplicable }
    return Oracle.deadline(from: dispute.businessReceived, to: [dispute.answered]) {
      ($0 + 15).rolled
    }
  }

  private func plan(_ disputes: [Dispute], _ sample: inout Sample) {
    let pack = "chiayi.general-affairs/"
    let verdicts = disputes.map {
      Oracle.deadline(from: $0.received, to: [$0.closed]) { ($0 + 14).rolled }
    }
    sample.expect(pack + "consumer-disputes-14-days", verdicts)
    for (year, isOver) in [("109", true), ("110", false)] {
      let members = zip(disputes, verdicts).compactMap {
        dispute, verdict -> (group: [(name: String, value: String)], verdict: Verdict)? in
        guard dispute.received.value != nil, let done = dispute.closed.value,
          String(done.parts.year - 1911) == year
        else {
          return nil
        }
        return ([("year", year)], verdict)
      }
      sample.expectRate(
        pack + "consumer-disputes-rate", target: 100, isOver: isOver, members)
    }
  }
}
