/// Official documents: 1, 3 or 6 working days, or the date in the letter.
struct Documents {
  private struct Document {
    var number: Field<String> = .empty
    var origin: String
    var kind: String
    var speed: Field<String>
    var subject: String
    var unit: String
    var officer: String
    var received: Field<Day> = .empty
    var dueInLetter: Field<Day> = .empty
    var approvedDue: Field<Day> = .empty
    var applied: Field<Day> = .empty
    var extendedTo: Field<Day> = .empty
    var dispatched: Field<Day> = .empty
    var filed: Field<Day> = .empty
    var archived: Field<Day> = .empty

    var closed: Day? { [dispatched, filed].compactMap(\.value).min() }
  }

  private var random = SplitMix64(seed: 110_01_06)

  /// The last day without any extension; `nil` where the cells that decide it are missing.
  private static func limit(_ document: Document, _ received: Day) -> Day? {
    switch document.kind {
    case "限期公文":
      guard let due = document.dueInLetter.value else { return nil }
      return due >= received ? due : received.workingDays(6)
    case "專案管制案件", "人民申請案件": return document.approvedDue.value
    default:
      guard let speed = document.speed.value else { return nil }
      let days = speed == "最速件" ? 1 : speed == "速件" ? 3 : 6
      return received.workingDays(days, fromStart: document.origin == "創簽稿")
    }
  }

  private static func due(_ document: Document, _ received: Day) -> Day? {
    guard let limit = limit(document, received) else { return nil }
    guard let applied = document.applied.value, let until = document.extendedTo.value,
      applied <= limit
    else { return limit }
    return max(limit, until.rolled)
  }

  private static func verdict(_ document: Document) -> Verdict {
    guard let received = document.received.value, let due = due(document, received) else {
      return .undetermined
    }
    return Oracle.deadline(
      from: document.received, to: [document.dispatched, document.filed]
    ) { _ in due }
  }

  mutating func make() -> Sample {
    var documents: [Document] = []
    for _ in 0..<400 { documents.append(ordinary()) }
    documents.sort { ($0.received.value ?? Oracle.asOf) < ($1.received.value ?? Oracle.asOf) }
    for index in documents.indices {
      documents[index].number = .value("110" + padded(500_000 + index * 7, to: 7))
    }
    var sample = Sample(
      dataset: "official-documents",
      header: [
        "公文文號", "來源", "公文類別", "速別", "主旨", "承辦單位", "承辦人", "收文日期", "來文限辦日期", "核定期限",
        "申請展期日期", "展期至", "發文日期", "存查日期", "歸檔日期", "備註",
      ], rows: [], style: FileStyle(byteOrderMark: true, lineEnd: "\r\n"))
    plant(&documents, &sample)
    sample.rows = documents.map(render)
    describe(documents, &sample)
    return sample
  }

  private mutating func ordinary() -> Document {
    let kind = random.pick(["一般公文", "一般公文", "一般公文", "一般公文", "限期公文", "專案管制案件", "人民申請案件"])
    var document = Document(
      origin: kind == "一般公文" && random.chance(percent: 20) ? "創簽稿" : "收文", kind: kind,
      speed: .value(random.pick(["普通件", "普通件", "普通件", "速件", "最速件"])),
      subject: random.pick(Words.documentSubjects),
      unit: random.pick(["行政處", "人事處", "主計處", "工務處", "社會處"]), officer: Words.person(&random))
    let received = Day(109, 12, 28) + random.number(0...33)
    let working = received.rolled < Oracle.asOf ? received.rolled : Day(110, 1, 29)
    document.received = .value(working)
    switch kind {
    case "限期公文":
      // One date in eight has passed when the letter comes.
      let days = random.chance(percent: 12) ? -random.number(1...4) : random.number(2...12)
      document.dueInLetter = .value((working + days).rolled)
    case "專案管制案件", "人民申請案件":
      document.approvedDue = .value((working + random.pick([15, 30, 45])).rolled)
    default: break
    }
    close(&document, working)
    return document
  }

  private mutating func close(_ document: inout Document, _ received: Day) {
    guard let limit = Self.limit(document, received) else { return }
    var last = limit
    if random.chance(percent: 10), limit < Oracle.asOf {
      document.applied = .value(
        random.chance(percent: 25) ? limit.workingDays(1) : max(received, limit + -1))
      document.extendedTo = .value(limit.workingDays(random.pick([3, 5, 8])))
      last = Self.due(document, received) ?? limit
    }
    var done = random.chance(percent: 5) ? last.workingDays(random.number(1...4)) : last
    for _ in 0..<random.pick([0, 0, 1, 2, 3]) where done > received { done = done + -1 }
    while done.isRest, done > received { done = done + -1 }
    guard done < Oracle.asOf else { return }
    if random.chance(percent: 30) {
      document.filed = .value(done)
    } else {
      document.dispatched = .value(done)
    }
    let archived = (done + 5).rolled + (random.chance(percent: 10) ? 1 : -random.number(0...2))
    if archived < Oracle.asOf { document.archived = .value(max(done, archived)) }
  }

  private mutating func plant(_ documents: inout [Document], _ sample: inout Sample) {
    func defect(_ kind: String, _ index: Int, _ column: String) {
      sample.defects.append(Defect(kind: kind, line: index + 2, column: column))
    }
    documents[60].number = documents[59].number
    defect("duplicate-key", 60, "doc_no")
    documents[120].speed = .bad("極速件")
    documents[120].kind = "一般公文"
    defect("undeclared-value", 120, "speed")
    documents[180].received = .bad("1100132")
    defect("impossible-date", 180, "received_on")
    documents[240].kind = "限期公文"
    documents[240].dueInLetter = .empty
    documents[240].dispatched = .empty
    documents[240].filed = .empty
    documents[240].archived = .empty
    if let received = documents[300].received.value {
      documents[300].dispatched = .value(received + -1)
      documents[300].filed = .empty
      defect("done-before-start", 300, "dispatched_on")
    }
    documents[340].number = .bad("1.1005E+09")
    defect("scientific-notation", 340, "doc_no")
  }

  private func render(_ document: Document) -> [String] {
    let day = DateStyle.rocDigits.text as (Day) -> String
    return [
      document.number.text, document.origin, document.kind, document.speed.text, document.subject,
      document.unit, document.officer, document.received.text(day), document.dueInLetter.text(day),
      document.approvedDue.text(day), document.applied.text(day), document.extendedTo.text(day),
      document.dispatched.text(day), document.filed.text(day), document.archived.text(day),
      Words.remark,
    ]
  }

  private func describe(_ documents: [Document], _ sample: inout Sample) {
    let pack = "taiwan.official-documents/"
    let verdicts = documents.map(Self.verdict)
    sample.expect(pack + "within-limit", verdicts)
    sample.expect(pack + "days-used", documents.map(Self.daysUsed))
    sample.expect(
      pack + "archived",
      documents.map { document in
        guard let closed = document.closed else { return .notApplicable }
        return Oracle.deadline(from: .value(closed), to: [document.archived]) { ($0 + 5).rolled }
      })
    sample.expect(
      pack + "closed-after-received",
      documents.map { Oracle.order($0.received, then: $0.dispatched) })
    sample.expect(pack + "number-unique", Oracle.unique(documents.map(\.number)))
    let members = zip(documents, verdicts).compactMap {
      document, verdict -> (group: [(name: String, value: String)], verdict: Verdict)? in
      guard document.received.value != nil, let closed = document.closed?.parts else { return nil }
      return (
        [("unit", document.unit), ("month", "\(closed.year - 1911)-\(two(closed.month))")], verdict
      )
    }
    sample.expectRate(pack + "on-time-rate", target: 95, isOver: true, members)
  }

  /// Ordinary letters against the six days of use; what is still open has used the days to the as-of day.
  private static func daysUsed(_ document: Document) -> Verdict {
    guard document.kind == "一般公文", document.origin == "收文" else { return .notApplicable }
    guard let speed = document.speed.value else { return .undetermined }
    guard speed == "普通件" else { return .notApplicable }
    return Oracle.deadline(
      from: document.received, to: [document.dispatched, document.filed]
    ) { $0.workingDays(6) }
  }
}
