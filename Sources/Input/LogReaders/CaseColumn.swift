import Columns

/// A value of a case as batches hold it; of text the number in the table's pool.
struct CaseValue {
  var state = CellState.empty
  var value: Int64 = 0
  var detail: UInt8 = 0
}

/// What is known of one requested column, case by case, in arrays of a few bytes a case.
struct CaseColumn {
  /// What the column is made from.
  enum Kind {
    /// The first value that is present.
    case attribute
    case moment(DatasetSchema.EventMapping.Moment.Choice)
  }

  /// An event of the nth kind, of which all are kept.
  struct Event {
    var time: Int64
    var value: CaseValue
    /// The one that was added before it; -1 for none.
    var earlier: Int32
  }

  /// What a moment's flags say.
  private static let hasEvent: UInt8 = 1
  private static let isUndecidable: UInt8 = 2

  let kind: Kind
  /// Whether values are texts.
  let isText: Bool
  /// Whether values have a detail.
  private let hasDetails: Bool
  /// Whether the value is another than the event's time.
  private let hasTimes: Bool
  private var states: [UInt8] = []
  private var values: [Int64] = []
  private var details: [UInt8] = []
  private var times: [Int64] = []
  private var flags: [UInt8] = []
  private var counts: [Int] = []
  private var latest: [Int32] = []
  private var events: [Event] = []

  init(kind: Kind, type: ColumnType, hasTimes: Bool) {
    self.kind = kind
    isText = type == .text
    hasDetails = type == .timestamp || type == .decimal
    self.hasTimes = hasTimes
  }

  /// About how many bytes of memory a case takes.
  var bytesPerCase: Int {
    switch kind {
    case .attribute: 9 + (hasDetails ? 1 : 0)
    case .moment(.count): 8
    case .moment(.nth): 5
    case .moment(.first), .moment(.last): 10 + (hasDetails ? 1 : 0) + (hasTimes ? 8 : 0)
    }
  }

  /// About how many bytes of memory are taken besides.
  var byteCount: Int { events.count * MemoryLayout<Event>.stride }

  /// Makes room for one more case.
  mutating func addCase() {
    switch kind {
    case .attribute: addValue()
    case .moment(.count): counts.append(0)
    case .moment(.nth):
      flags.append(0)
      latest.append(-1)
    case .moment(.first), .moment(.last):
      flags.append(0)
      addValue()
      if hasTimes { times.append(0) }
    }
  }

  private mutating func addValue() {
    states.append(CellState.empty.rawValue)
    values.append(0)
    if hasDetails { details.append(0) }
  }

  /// Whether an attribute's value is still wanted.
  @inline(__always)
  func isOpen(_ row: Int) -> Bool { states[row] != CellState.present.rawValue }

  /// Sets a value.
  @inline(__always)
  mutating func set(_ row: Int, _ value: CaseValue) {
    states[row] = value.state.rawValue
    values[row] = value.value
    if hasDetails { details[row] = value.detail }
  }

  @inline(__always)
  private func held(_ row: Int) -> CaseValue {
    CaseValue(
      state: CellState(rawValue: states[row]) ?? .malformed, value: values[row],
      detail: hasDetails ? details[row] : 0)
  }

  /// Takes a matching event of a case; `time` that is not present makes the moment undecidable.
  mutating func add(_ row: Int, time: CaseValue, value: CaseValue) {
    if case .moment(.count) = kind {
      counts[row] += 1
    } else if time.state == .present {
      keep(row, time: time.value, value)
    } else {
      flags[row] |= Self.isUndecidable
    }
  }

  /// Keeps an event of known time where the moment means it.
  private mutating func keep(_ row: Int, time: Int64, _ value: CaseValue) {
    switch kind {
    case .attribute, .moment(.count): return
    case .moment(.nth):
      events.append(Event(time: time, value: value, earlier: latest[row]))
      latest[row] = Int32(events.count - 1)
      return
    case .moment(.first):
      // At the same time the event that stands first in the input counts as first.
      if flags[row] & Self.hasEvent != 0, self.time(row) <= time { return }
    case .moment(.last):
      if flags[row] & Self.hasEvent != 0, self.time(row) > time { return }
    }
    flags[row] |= Self.hasEvent
    if hasTimes { times[row] = time }
    set(row, value)
  }

  @inline(__always)
  private func time(_ row: Int) -> Int64 { hasTimes ? times[row] : values[row] }

  /// The events of the nth kind in order of input.
  private func events(_ row: Int) -> [Event] {
    var found: [Event] = []
    var next = latest[row]
    while next >= 0 {
      found.append(events[Int(next)])
      next = events[Int(next)].earlier
    }
    return found.reversed()
  }

  /// The value of a case once all its events are in.
  func value(_ row: Int) -> CaseValue {
    switch kind {
    case .attribute: return held(row)
    case .moment(.count): return CaseValue(state: .present, value: Int64(counts[row]))
    case .moment(let choice):
      if flags[row] & Self.isUndecidable != 0 { return CaseValue(state: .malformed) }
      if case .nth(let number) = choice {
        let order = events(row).enumerated().sorted {
          ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        return number >= 1 && number <= order.count
          ? order[number - 1].element.value : CaseValue()
      }
      return flags[row] & Self.hasEvent != 0 ? held(row) : CaseValue()
    }
  }
}

// MARK: - Records

extension CaseColumn {
  /// Adds what is known of a case to a record.
  func write(_ row: Int, _ texts: TextPool, to record: inout RecordWriter) {
    switch kind {
    case .attribute: record.put(held(row), isText: isText, texts)
    case .moment(.count): record.put(counts[row])
    case .moment(.nth):
      record.put(Int(flags[row]))
      let all = events(row)
      record.put(all.count)
      for event in all {
        record.put(signed: event.time)
        record.put(event.value, isText: isText, texts)
      }
    case .moment(.first), .moment(.last):
      record.put(Int(flags[row]))
      guard flags[row] & Self.hasEvent != 0 else { return }
      record.put(signed: time(row))
      record.put(held(row), isText: isText, texts)
    }
  }

  /// Takes over what a record says of a case, whose events stand behind those already known.
  mutating func merge(_ row: Int, _ record: inout RecordReader, _ texts: inout TextPool) {
    switch kind {
    case .attribute:
      let value = record.value(isText: isText, &texts)
      if isOpen(row), value.state != .empty { set(row, value) }
    case .moment(.count): counts[row] += record.number()
    case .moment(.nth):
      flags[row] |= UInt8(truncatingIfNeeded: record.number())
      for _ in 0..<record.number() {
        let time = record.signedNumber()
        keep(row, time: time, record.value(isText: isText, &texts))
      }
    case .moment(.first), .moment(.last):
      let said = UInt8(truncatingIfNeeded: record.number())
      flags[row] |= said & Self.isUndecidable
      guard said & Self.hasEvent != 0 else { return }
      let time = record.signedNumber()
      keep(row, time: time, record.value(isText: isText, &texts))
    }
  }
}
