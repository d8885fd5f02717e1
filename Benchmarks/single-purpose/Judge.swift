/// The columns that the rules read.
enum Column {
  static let caseID = 0
  static let agency = 1
  static let unit = 2
  static let category = 3
  static let priority = 4
  static let age = 5
  static let disabled = 6
  static let received = 7
  static let dispatched = 8
  static let replied = 9
  static let requested = 10
  static let supplied = 11
  static let extended = 12
  static let notified = 13
  static let closed = 14
  static let result = 15
  static let officer = 17
  static let amount = 18
  static let count = 19
}

/// One row: the text, where its fields end, which are empty, and its moments (0 where empty).
struct Row {
  let text: Bytes
  let ends: UnsafePointer<UInt32>
  let empty: UInt32
  var received = 0
  var dispatched = 0
  var replied = 0
  var closed = 0

  @inline(__always) func start(_ column: Int) -> Bytes { text + Int(ends[column &- 1] &+ 1) }
  @inline(__always) func length(_ column: Int) -> Int {
    Int(ends[column] &- ends[column &- 1] &- 1)
  }
  @inline(__always) func isEmpty(_ column: Int) -> Bool { empty >> UInt32(column) & 1 != 0 }
  /// Bits of four columns, for moments read together.
  @inline(__always) func empty(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> UInt32 {
    empty >> UInt32(a) & 1 | (empty >> UInt32(b) & 1) << 1 | (empty >> UInt32(c) & 1) << 2
      | (empty >> UInt32(d) & 1) << 3
  }
  var day: DayKey { received >> 11 }
}

/// What one thread knows, and its verdicts on single rows.
struct Judge {
  static let asOf = 5 << 11 | 1 << 6 | 20  // 2025-01-20
  let calendar: Calendar
  let categories: Categories
  var lines: Lines
  var cases = CaseNumbers()
  var units = Rates(bits: 8)
  var agencies = Rates(bits: 3)
  var purchases = Purchases()

  init(_ calendar: Calendar, _ categories: Categories, _ lines: Lines) {
    self.calendar = calendar
    self.categories = categories
    self.lines = lines
  }

  @inline(__always)
  mutating func row(_ text: Bytes, _ ends: UnsafePointer<UInt32>) {
    let shape = row_shape(ends)
    guard shape >> 31 == 0, text[Int(ends[18])] == UInt8(ascii: "\n")
    else { stop("a row is not of the known form") }
    var row = Row(text: text, ends: ends, empty: shape)
    let times = read_moments(
      row.start(Column.received), row.start(Column.dispatched), row.start(Column.replied),
      row.start(Column.closed),
      row.empty(Column.received, Column.dispatched, Column.replied, Column.closed))
    if times.bad { stop("a moment is not of the known form") }
    row.received = Int(times.first)
    row.dispatched = Int(times.second)
    row.replied = Int(times.third)
    row.closed = Int(times.fourth)

    let code = cases.see(row.start(Column.caseID), row.length(Column.caseID))
    if row.closed != 0, row.replied == 0 || row.replied > row.closed { lateReply(row) }
    let mandatory: UInt32 = 0b10_0000_0000_1101_1110 | (row.closed != 0 ? 1 << 15 : 0)
    if shape & mandatory != 0 { missing(row, shape & mandatory) }

    let kind = categories.kind(
      row.start(Column.category), UInt32(truncatingIfNeeded: row.length(Column.category)))
    if kind == .none, !row.isEmpty(Column.category) { stop("a category is unknown") }
    if row.received == 0 { return }
    switch kind {
    case .protection, .family:
      dispatch(row, kind)
      petition(row)
    case .petition: petition(row)
    case .document:
      petition(row)
      document(row)
    case .legal: legal(row)
    case .supplied: supplied(row)
    case .purchase:
      supplied(row)
      purchase(row, code)
    case .none: break
    }
  }

  /// R1 and R6.
  @inline(__always) private mutating func dispatch(_ row: Row, _ kind: Kind) {
    var minor = false
    var adult = false
    if !row.isEmpty(Column.age) {
      let age = row.start(Column.age)
      let length = row.length(Column.age)
      adult = length > 2 || length == 2 && (age[0] &- 48) &* 10 &+ (age[1] &- 48) >= 18
      minor = !adult
    }
    let able = row.start(Column.disabled)[0] == UInt8(ascii: "N")
    let isLong = kind == .family ? minor : adult && able
    let day = Int(isLong ? calendar.thirdDay[row.day] : calendar.nextDay[row.day])
    if day == 0 { stop("a day is not in the calendar") }
    let due = day << 11 | row.received & 2047
    if row.dispatched == 0, due >= Judge.asOf << 11 { return }
    let met = row.dispatched != 0 && row.dispatched <= due
    units.count(
      row.start(Column.unit), row.length(Column.unit),
      row.day >> 6, met: met)
    if !met { lateDispatch(row, day) }
  }

  /// R2, R7 and, but for documents, R12.
  @inline(__always) private mutating func petition(_ row: Row) {
    let due = Int(calendar.in30Days[row.day])
    if due == 0 { stop("a day is not in the calendar") }
    if row.closed == 0 { return openPetition(row, due) }
    let met = row.closed >> 11 <= due
    agencies.count(
      row.start(Column.agency), row.length(Column.agency),
      row.day >> 11, met: met)
    if !met { lateClose(row, ",R2,", due) }
  }

  private mutating func openPetition(_ row: Row, _ due: DayKey) {
    let kind = categories.kind(row.start(Column.category), UInt32(row.length(Column.category)))
    if kind != .document { stillOpen(row, due) }
  }

  /// R3 and R12.
  @inline(__always) private mutating func document(_ row: Row) {
    if row.isEmpty(Column.priority) { return }
    let priority = row.start(Column.priority)
    // 速件 is the only one of two characters; 最 and 普 differ in their second byte.
    let days = row.length(Column.priority) == 6 ? 3 : priority[1] == 0x9C ? 1 : 6
    let due = Int(calendar.workingDay[Int(calendar.working[row.day]) &+ days])
    if due == 0 { stop("a day is not in the calendar") }
    if row.closed == 0 {
      stillOpen(row, due)
    } else if row.closed >> 11 > due {
      lateClose(row, ",R3,", due)
    }
  }

  /// R4 and R12.
  @inline(__always) private mutating func legal(_ row: Row) {
    var due = Int(calendar.in3Months[row.day])
    let extended = Int(calendar.in5Months[row.day])
    if due == 0 || extended == 0 { stop("a day is not in the calendar") }
    let (_, _, notified) = supplements(row)
    if !row.isEmpty(Column.extended), notified != 0, notified >> 11 <= due { due = extended }
    if row.closed == 0 {
      stillOpen(row, due)
    } else if row.closed >> 11 > due {
      lateClose(row, ",R4,", due)
    }
  }

  /// R5 and R12.
  @inline(__always) private mutating func supplied(_ row: Row) {
    let (requested, supplied, _) = supplements(row)
    let end = row.closed == 0 ? Judge.asOf : row.closed >> 11
    let atEnd = Int(calendar.working[end])
    var suspended = 0
    if requested != 0 {
      let until = supplied == 0 ? end : min(supplied >> 11, end)
      let from = min(requested >> 11, end)
      suspended = max(0, Int(calendar.working[until]) &- Int(calendar.working[from]))
    }
    let atStart = Int(calendar.working[row.day])
    if atEnd &- atStart &- suspended <= 15 { return }
    let due = Int(calendar.workingDay[atStart &+ 15 &+ suspended])
    if due == 0 { stop("a day is not in the calendar") }
    if row.closed == 0 { stillOpen(row, due) } else { lateClose(row, ",R5,", due) }
  }

  @inline(__always) private func supplements(_ row: Row) -> (Int, Int, Int) {
    let times = read_moments(
      row.start(Column.requested), row.start(Column.supplied), row.start(Column.notified),
      row.start(Column.received),
      row.empty(Column.requested, Column.supplied, Column.notified, Column.received))
    if times.bad { stop("a moment is not of the known form") }
    return (Int(times.first), Int(times.second), Int(times.third))
  }

  /// Collects for R11.
  @inline(__always) private mutating func purchase(_ row: Row, _ code: UInt32) {
    if row.isEmpty(Column.officer) || row.isEmpty(Column.amount) { return }
    let digits = row.start(Column.amount)
    var amount = 0
    for i in 0..<row.length(Column.amount) { amount = amount &* 10 &+ Int(digits[i] &- 48) }
    guard amount > 0, amount < 150_000 else { return }
    purchases.add(
      row.start(Column.officer), row.length(Column.officer), amount: amount,
      day: Int(calendar.number[row.day]), code: code)
  }
}
