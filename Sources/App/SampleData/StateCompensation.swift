/// Claims for state compensation: 30 days to begin consultation, 60 to end it.
struct StateCompensation {
  private struct Claim {
    var id = ""
    var claimant: String
    var subject: String
    var unit: String
    var known: Field<Day> = .empty
    var damaged: Field<Day> = .empty
    var received: Field<Day> = .empty
    var refused: Field<Day> = .empty
    var noticed: Field<Day> = .empty
    var meeting: Field<Day> = .empty
    var agreed: Field<Day> = .empty
    var failed: Field<Day> = .empty
    var served: Field<Day> = .empty
    var continued: Field<Int> = .empty
  }

  private var random = SplitMix64(seed: 110_01_02)

  mutating func make() -> Sample {
    var claims: [Claim] = []
    for _ in 0..<48 { claims.append(ordinary()) }
    claims.sort { ($0.received.value ?? Oracle.asOf) < ($1.received.value ?? Oracle.asOf) }
    for index in claims.indices { claims[index].id = "國賠110-" + padded(index + 1, to: 3) }
    var sample = Sample(
      dataset: "state-compensation",
      header: [
        "案號", "請求權人", "事由", "承辦單位", "知有損害日", "損害發生日", "收受請求書日期", "拒絕賠償日期", "協議通知送達日期",
        "首次協議期日", "協議成立日期", "協議不成立日期", "協議書送達日期", "繼續協議次數", "備註",
      ], rows: [])
    claims[7].received = .bad("2020-11-31")
    sample.defects.append(Defect(kind: "impossible-date", line: 9, column: "received_on"))
    claims[15].received = .empty
    sample.defects.append(Defect(kind: "empty-required", line: 17, column: "received_on"))
    sample.rows = claims.map(render)
    describe(claims, &sample)
    return sample
  }

  /// A claim received from October on: answered, refused, late, or still open.
  private mutating func ordinary() -> Claim {
    var claim = Claim(
      claimant: Words.person(&random), subject: random.pick(Words.claimSubjects),
      unit: random.pick(["工務處", "建設處", "交通處", "教育處"]))
    let received = Day(109, 10, 5) + random.number(0...115)
    claim.received = .value(received)
    let damaged = received + -random.number(20...400)
    claim.damaged = .value(damaged)
    claim.known = random.chance(percent: 85) ? .value(damaged + random.number(0...10)) : .empty
    let due = (received + 30).rolled
    let answer =
      random.chance(percent: 10)
      ? due + random.number(1...12) : due + -random.pick([0, 0, 1, 5, 9])
    guard answer < Oracle.asOf else { return claim }
    if random.chance(percent: 25) {
      claim.refused = .value(answer)
      return claim
    }
    claim.meeting = .value(answer)
    claim.noticed = .value(answer + -random.pick([4, 5, 6, 7, 7, 8, 10]))
    consult(&claim, from: answer)
    return claim
  }

  private mutating func consult(_ claim: inout Claim, from meeting: Day) {
    let last = (meeting + 60).rolled
    let end =
      random.chance(percent: 12)
      ? last + random.number(1...5) : meeting + random.pick([0, 7, 14, 21, 30, last - meeting])
    guard end < Oracle.asOf else { return }
    guard random.chance(percent: 65) else {
      claim.failed = .value(end)
      claim.continued = .value(random.pick([0, 0, 1, 2]))
      return
    }
    claim.agreed = .value(end)
    let served = (end + 10).rolled + (random.chance(percent: 15) ? 2 : -random.number(0...4))
    if served < Oracle.asOf { claim.served = .value(max(served, end)) }
  }

  private func render(_ claim: Claim) -> [String] {
    let day = DateStyle.iso.text as (Day) -> String
    return [
      claim.id, claim.claimant, claim.subject, claim.unit, claim.known.text(day),
      claim.damaged.text(day), claim.received.text(day), claim.refused.text(day),
      claim.noticed.text(day), claim.meeting.text(day), claim.agreed.text(day),
      claim.failed.text(day), claim.served.text(day), claim.continued.text(String.init),
      Words.remark,
    ]
  }

  private func describe(_ claims: [Claim], _ sample: inout Sample) {
    let pack = "taiwan.state-compensation/"
    let begins = claims.map {
      Oracle.deadline(from: $0.received, to: [$0.meeting, $0.refused]) { ($0 + 30).rolled }
    }
    sample.expect(pack + "consultation-begins", begins)
    sample.expect(
      pack + "consultation-ends",
      claims.map { claim in
        claim.meeting.value == nil
          ? .notApplicable
          : Oracle.deadline(from: claim.meeting, to: [claim.agreed, claim.failed]) {
            ($0 + 60).rolled
          }
      })
    sample.expect(
      pack + "meeting-notice",
      claims.map { claim in
        guard let meeting = claim.meeting.value else { return .notApplicable }
        guard let noticed = claim.noticed.value else { return .undetermined }
        return meeting - noticed >= 5 ? .compliant : .violated
      })
    sample.expect(
      pack + "agreement-served",
      claims.map { claim in
        claim.agreed.value == nil
          ? .notApplicable
          : Oracle.deadline(from: claim.agreed, to: [claim.served]) { ($0 + 10).rolled }
      })
    sample.expect(
      pack + "continued-once",
      claims.map { claim in
        claim.continued.value.map { $0 <= 1 ? .compliant : .violated } ?? .notApplicable
      })
    sample.expect(
      pack + "claimed-within-two-years",
      claims.map { claim in
        claim.known.value == nil
          ? .notApplicable
          : Oracle.deadline(from: claim.known, to: [claim.received]) { $0.months(24).rolled }
      })
    sample.expect(
      pack + "claimed-within-five-years",
      claims.map { claim in
        Oracle.deadline(from: claim.damaged, to: [claim.received]) { $0.months(60).rolled }
      })
    sample.expect(pack + "approval-decided", claims.map { _ in .notApplicable })
    rate(claims, begins, &sample)
  }

  /// The plan's rate counts a claim in the year in which it was answered.
  private func rate(_ claims: [Claim], _ verdicts: [Verdict], _ sample: inout Sample) {
    let members = zip(claims, verdicts).compactMap {
      claim, verdict -> (group: [(name: String, value: String)], verdict: Verdict)? in
      // Without a start no period is known, whatever the day of completion.
      guard claim.received.value != nil,
        let done = [claim.meeting, claim.refused].compactMap(\.value).min()
      else { return nil }
      return ([("year", String(done.parts.year - 1911))], verdict)
    }
    let last = members.filter { $0.group[0].value == "109" }
    let running = members.filter { $0.group[0].value == "110" }
    let rule = "chiayi.general-affairs/compensation-on-time"
    sample.expectRate(rule, target: 100, isOver: true, last)
    sample.expectRate(rule, target: 100, isOver: false, running)
  }
}
