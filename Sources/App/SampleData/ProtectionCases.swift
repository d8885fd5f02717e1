/// Cases of the central screening centre: 24 or 72 hours to dispatch.
struct ProtectionCases {
  private struct Case {
    var id: Field<String>
    var category: Field<String>
    var age: Field<Int>
    var isDisabled: Field<Bool>
    var name: String
    var unit: String
    var received: Field<Moment>
    var dispatched: Field<Moment>
    /// What a case must get whose data cannot say it to the oracle: a bare day, an undeclared word.
    var known: Verdict?
  }

  private var random = SplitMix64(seed: 110_01_01)

  /// The limit in hours; `nil` where the cells that decide it are missing.
  private static func hours(_ item: Case) -> Int? {
    switch item.category.value {
    case "成人保護": return item.isDisabled.value.map { $0 ? 24 : 72 }
    case "脆弱家庭": return item.age.value.map { $0 <= 18 ? 72 : 24 }
    case nil: return nil
    default: return 24
    }
  }

  private static func verdict(_ item: Case) -> Verdict {
    if let known = item.known { return known }
    guard let hours = hours(item) else { return .undetermined }
    return Oracle.deadline(from: item.received, to: item.dispatched) {
      $0.adding(minutes: hours * 60)
    }
  }

  mutating func make() -> Sample {
    var cases: [Case] = []
    for _ in 0..<236 { cases.append(ordinary()) }
    cases.sort { order($0) < order($1) }
    for index in cases.indices { cases[index].id = .value("110" + padded(index + 1, to: 5)) }
    var sample = Sample(
      dataset: "protection-cases",
      header: ["案號", "案件類型", "年齡", "身心障礙", "姓名", "主責單位", "受理時間", "派案時間", "備註"],
      rows: [], style: FileStyle(byteOrderMark: true, lineEnd: "\r\n"))
    plant(&cases, &sample)
    sample.rows = cases.map(render)
    describe(cases, &sample)
    return sample
  }

  private func order(_ item: Case) -> Moment {
    item.received.value ?? Moment(Day(110, 1, 1), minute: 0)
  }

  /// A case without defects: nine in ten in time, a few late, those of the last two days open.
  private mutating func ordinary() -> Case {
    let category = random.pick(["成人保護", "成人保護", "兒少保護", "兒少保護", "性侵害", "性騷擾", "脆弱家庭", "脆弱家庭", "其他"])
    var item = Case(
      id: .empty, category: .value(category), age: .empty, isDisabled: .empty,
      name: Words.person(&random), unit: category == "脆弱家庭" ? "社會工作科" : "保護服務科",
      received: .empty, dispatched: .empty)
    switch category {
    case "成人保護":
      item.age = .value(random.number(20...88))
      item.isDisabled = .value(random.chance(percent: 20))
    case "脆弱家庭": item.age = .value(random.pick([3, 8, 15, 17, 18, 18, 19, 35, 62]))
    case "兒少保護": item.age = .value(random.number(0...17))
    default: item.age = random.chance(percent: 60) ? .value(random.number(14...70)) : .empty
    }
    let received = Moment(Day(110, 1, random.number(1...31)), minute: random.number(0...1439))
    item.received = .value(received)
    let limit = (Self.hours(item) ?? 24) * 60
    let taken =
      random.chance(percent: 4)
      ? limit + random.number(1...900)
      : random.pick([limit, limit - 1, limit / 2, limit / 3, 45, 90])
    let dispatched = received.adding(minutes: taken)
    if dispatched < Moment(Oracle.asOf, minute: 0) { item.dispatched = .value(dispatched) }
    return item
  }

  /// Plants mistakes as exports have them, away from each other.
  private mutating func plant(_ cases: inout [Case], _ sample: inout Sample) {
    func defect(_ kind: String, _ index: Int, _ column: String?) {
      sample.defects.append(Defect(kind: kind, line: index + 2, column: column))
    }
    cases[20].id = .bad("1.10E+07")
    defect("scientific-notation", 20, "case_id")
    cases[41].id = cases[40].id
    defect("duplicate-key", 41, "case_id")
    cases[60].received = .bad("110/01/32 09:10")
    defect("impossible-date", 60, "received_at")
    cases[80].received = .empty
    defect("empty-required", 80, "received_at")
    cases[100].category = .bad("家庭暴力")
    defect("undeclared-value", 100, "category")
    if let received = cases[120].received.value {
      cases[120].dispatched = .value(received.adding(minutes: -95))
      defect("done-before-start", 120, "dispatched_at")
    }
    cases[140].category = .value("脆弱家庭")
    cases[140].age = .empty
    cases[160].category = .value("成人保護")
    cases[160].isDisabled = .empty
    // Two bare days one apart may be a minute or 48 hours apart.
    cases[180].category = .value("性侵害")
    cases[180].known = .undetermined
  }

  private func render(_ item: Case) -> [String] {
    let style = DateStyle.roc
    var times = [item.received.text(style.text), item.dispatched.text(style.text)]
    if item.known == .undetermined, let received = item.received.value {
      times = [style.text(received.day), style.text(received.day + 1)]
    }
    return [
      item.id.text, item.category.text, item.age.text(String.init),
      item.isDisabled.text { $0 ? "是" : "否" }, item.name, item.unit, times[0], times[1],
      Words.remark,
    ]
  }

  private func describe(_ cases: [Case], _ sample: inout Sample) {
    let pack = "chiayi.social-welfare/"
    let verdicts = cases.map(Self.verdict)
    sample.expect(pack + "dispatch-time", verdicts)
    sample.expect(
      pack + "received-before-dispatched",
      cases.map { Oracle.order($0.received, then: $0.dispatched) })
    sample.expect(pack + "case-number-unique", Oracle.unique(cases.map(\.id)))
    // A case without a day of receipt belongs to no period.
    let dated = zip(cases, verdicts).filter { $0.0.received.value != nil }
    sample.expectRate(
      pack + "dispatch-rate", target: 98, isOver: false,
      dated.map { ([("year", "110")], $0.1) })
    sample.expectRate(
      pack + "dispatch-rate-by-unit", target: 98, isOver: true,
      dated.map { ([("unit", $0.0.unit), ("month", "110-01")], $0.1) })
  }
}
