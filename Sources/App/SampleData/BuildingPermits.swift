/// Applications for building permits: 10 days, or up to 30.
struct BuildingPermits {
  private struct Application {
    var number = ""
    var kind: Field<String>
    var applicant: String
    var site: String
    var isPublic: Field<Bool>
    var isComplex: Field<Bool>
    var received: Field<Day> = .empty
    var extendedTo: Field<Day> = .empty
    var defects: Field<Day> = .empty
    var resubmitted: Field<Day> = .empty
    var inspected: Field<Day> = .empty
    var issued: Field<Day> = .empty
    var rejected: Field<Day> = .empty

    var isReviewed: Bool { kind.value == "建造執照" || kind.value == "雜項執照" }
    /// Whether the review may take longer; `nil` where the cells do not say.
    var mayExtend: Bool? {
      if isPublic.value == true || isComplex.value == true { return true }
      guard isPublic.value != nil, isComplex.value != nil else { return nil }
      return false
    }
  }

  private var random = SplitMix64(seed: 110_01_07)

  /// The Act: ten days, with a decision to extend where the building allows one.
  private static func byAct(_ item: Application) -> Verdict {
    guard item.kind.value != nil else { return .undetermined }
    guard item.isReviewed else { return .notApplicable }
    if item.extendedTo.value != nil, item.mayExtend == nil { return .undetermined }
    return Oracle.deadline(from: item.received, to: [item.issued, item.defects, item.rejected]) {
      let due = ($0 + 10).rolled
      guard let until = item.extendedTo.value, item.mayExtend == true else { return due }
      return max(due, until.rolled)
    }
  }

  /// The plan: 30 days by the kind of building alone.
  private static func byPlan(_ item: Application) -> Verdict {
    guard let kind = item.kind.value else { return .undetermined }
    guard kind == "建造執照" else { return .notApplicable }
    guard let mayExtend = item.mayExtend else { return .undetermined }
    return Oracle.deadline(from: item.received, to: [item.issued, item.defects, item.rejected]) {
      ($0 + (mayExtend ? 30 : 10)).rolled
    }
  }

  mutating func make() -> Sample {
    var items: [Application] = []
    for _ in 0..<120 { items.append(ordinary()) }
    items.sort { ($0.received.value ?? Oracle.asOf) < ($1.received.value ?? Oracle.asOf) }
    for index in items.indices { items[index].number = "嘉建110字第" + padded(index + 1, to: 4) + "號" }
    var sample = Sample(
      dataset: "building-permits",
      header: [
        "掛號號碼", "執照種類", "起造人", "建築地點", "供公眾使用", "構造複雜", "承辦科", "掛號日期", "核准延長至",
        "通知改正日期", "復審日期", "查驗日期", "發照日期", "駁回日期", "備註",
      ], rows: [])
    items[33].isPublic = .empty
    items[33].isComplex = .empty
    items[33].extendedTo = .empty
    sample.defects.append(Defect(kind: "empty-required", line: 35, column: "public_use"))
    sample.defects.append(Defect(kind: "empty-required", line: 35, column: "complex_structure"))
    items[66].kind = .bad("變更設計")
    sample.defects.append(Defect(kind: "undeclared-value", line: 68, column: "kind"))
    items[88].received = .bad("2021-01-00")
    sample.defects.append(Defect(kind: "impossible-date", line: 90, column: "received_on"))
    sample.rows = items.map(render)
    describe(items, &sample)
    return sample
  }

  private mutating func ordinary() -> Application {
    var item = Application(
      kind: .value(random.pick(["建造執照", "建造執照", "建造執照", "雜項執照", "使用執照", "使用執照", "拆除執照"])),
      applicant: Words.person(&random), site: Words.address(&random),
      isPublic: .value(random.chance(percent: 25)), isComplex: .value(random.chance(percent: 12)))
    let received = Day(109, 12, 14) + random.number(0...47)
    item.received = .value(received)
    switch item.kind.value {
    case "使用執照":
      let due = (received + (item.isPublic.value == true ? 20 : 10)).rolled
      let done =
        random.chance(percent: 8) ? due + 2 : max(received, due + -random.pick([0, 1, 3, 6]))
      if done < Oracle.asOf { item.inspected = .value(done) }
    case "拆除執照":
      let done = received + random.number(3...12)
      if done < Oracle.asOf { item.issued = .value(done) }
    default: review(&item, received)
    }
    return item
  }

  private mutating func review(_ item: inout Application, _ received: Day) {
    var due = (received + 10).rolled
    if item.mayExtend == true, random.chance(percent: 75) {
      let until = received + 30
      item.extendedTo = .value(until)
      due = max(due, until.rolled)
    }
    let done =
      random.chance(percent: 22)
      ? due + random.number(1...6) : max(received, due + -random.pick([0, 0, 1, 2, 4, 7]))
    guard done < Oracle.asOf else { return }
    switch random.number(1...10) {
    case 1...6: item.issued = .value(done)
    case 7...9:
      item.defects = .value(done)
      let again = done + random.number(5...20)
      if again < Oracle.asOf { item.resubmitted = .value(again) }
    default: item.rejected = .value(done)
    }
  }

  private func render(_ item: Application) -> [String] {
    let day = DateStyle.iso.text as (Day) -> String
    let word = { (value: Bool) in value ? "是" : "否" }
    return [
      item.number, item.kind.text, item.applicant, item.site, item.isPublic.text(word),
      item.isComplex.text(word), "建築管理科", item.received.text(day), item.extendedTo.text(day),
      item.defects.text(day), item.resubmitted.text(day), item.inspected.text(day),
      item.issued.text(day), item.rejected.text(day), Words.remark,
    ]
  }

  private func describe(_ items: [Application], _ sample: inout Sample) {
    let pack = "taiwan.building/"
    sample.expect(pack + "permit-review", items.map(Self.byAct))
    sample.expect(
      pack + "resubmission",
      items.map { item in
        guard item.defects.value != nil else { return .notApplicable }
        guard item.kind.value != nil else { return .undetermined }
        guard item.isReviewed else { return .notApplicable }
        return Oracle.deadline(
          from: item.defects, to: [item.resubmitted, item.issued, item.rejected]
        ) { $0.months(6).rolled }
      })
    sample.expect(
      pack + "use-permit-inspection",
      items.map { item in
        guard let kind = item.kind.value else { return .undetermined }
        guard kind == "使用執照" else { return .notApplicable }
        guard let isPublic = item.isPublic.value else { return .undetermined }
        return Oracle.deadline(from: item.received, to: [item.inspected]) {
          ($0 + (isPublic ? 20 : 10)).rolled
        }
      })
    sample.expect(
      pack + "work-starts",
      items.map { item in
        guard item.issued.value != nil else { return .notApplicable }
        guard item.kind.value != nil else { return .undetermined }
        return item.isReviewed ? .pending : .notApplicable
      })
    plan(items, &sample)
  }

  private func plan(_ items: [Application], _ sample: inout Sample) {
    let pack = "chiayi.building-permits/"
    let verdicts = items.map(Self.byPlan)
    sample.expect(pack + "review-time", verdicts)
    let dated = zip(items, verdicts).compactMap { item, verdict in
      item.received.value.map { (day: $0.parts, verdict: verdict) }
    }
    for (year, isOver) in [(2020, true), (2021, false)] {
      let members = dated.filter { $0.day.year == year }
      sample.expectRate(
        pack + "review-rate", target: 90, isOver: isOver,
        members.map { ([("year", String(year - 1911))], $0.verdict) })
    }
    sample.expectRate(
      pack + "review-rate-monthly", target: 90, isOver: true,
      dated.map { ([("month", "\($0.day.year - 1911)-\(two($0.day.month))")], $0.verdict) })
  }
}
