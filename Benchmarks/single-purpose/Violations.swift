/// The lines of violations that a row shows by itself.
extension Judge {
  private func days(_ from: DayKey, _ to: DayKey) -> Int {
    Int(calendar.number[to]) - Int(calendar.number[from])
  }

  private mutating func begin(_ row: Row, _ rule: StaticString) {
    lines.begin(row.start(Column.caseID), row.length(Column.caseID))
    lines.put(rule)
  }

  @inline(never) mutating func lateDispatch(_ row: Row, _ due: DayKey) {
    begin(row, ",R1,")
    lines.time(calendar.text + due * 16, 10)
    lines.put(row.start(Column.received) + 10, 6)
    lines.put(",")
    lines.put(row.start(Column.dispatched), row.length(Column.dispatched))
    lines.put(",")
    lines.number(days(due, row.dispatched == 0 ? Judge.asOf : row.dispatched >> 11))
    lines.put("\n")
  }

  @inline(never) mutating func lateClose(
    _ row: Row, _ rule: StaticString, _ due: DayKey
  ) {
    begin(row, rule)
    lines.time(calendar.text + due * 16, 10)
    lines.put(",")
    lines.time(row.start(Column.closed), 16)
    lines.put(",")
    lines.number(days(due, row.closed >> 11))
    lines.put("\n")
  }

  @inline(never) mutating func stillOpen(_ row: Row, _ due: DayKey) {
    if due >= Judge.asOf { return }
    begin(row, ",R12,")
    lines.time(calendar.text + due * 16, 10)
    lines.put(",,")
    lines.number(days(due, Judge.asOf))
    lines.put("\n")
  }

  @inline(never) mutating func lateReply(_ row: Row) {
    begin(row, ",R8,")
    lines.time(row.start(Column.closed), 16)
    lines.put(",")
    if row.replied != 0 {
      lines.time(row.start(Column.replied), 16)
      lines.put(",")
      lines.number(days(row.closed >> 11, row.replied >> 11))
    } else {
      lines.put(",")
    }
    lines.put("\n")
  }

  @inline(never) mutating func missing(_ row: Row, _ columns: UInt32) {
    var rest = columns
    while rest != 0 {
      begin(row, ",R10,")
      switch rest.trailingZeroBitCount {
      case Column.agency: lines.put("agency")
      case Column.unit: lines.put("unit")
      case Column.category: lines.put("category")
      case Column.priority: lines.put("priority")
      case Column.disabled: lines.put("disabled")
      case Column.received: lines.put("received_at")
      case Column.officer: lines.put("officer")
      default: lines.put("result")
      }
      lines.put(",,\n")
      rest &= rest - 1
    }
  }
}
