import Columns

/// Finds, for each case, the event that a moment means.
struct MomentFold {
  /// An event that matches: its time, its place in the input, and the value taken from it.
  private struct Event {
    var time: Int64
    var order: Int
    var value: EventFold.Value
  }

  let activities: Set<String>
  let lifecycle: String?
  /// The column of the events whose value is taken; `nil` for their time.
  let valueColumn: Int?
  private let choice: DatasetSchema.EventMapping.Moment.Choice
  private var added = 0
  /// The matching events that are kept, by case: one for first and last, all for nth.
  private var kept: [[Event]] = []
  private var first: [Event?] = []
  private var counts: [Int] = []
  /// Whether some matching event has no usable time, so that which comes first is not known.
  private var isUndecidable: [Bool] = []

  init(_ moment: DatasetSchema.EventMapping.Moment, valueColumn: Int?) {
    activities = Set(moment.activities)
    lifecycle = moment.lifecycle
    choice = moment.choice
    self.valueColumn = valueColumn
  }

  /// Takes the next matching event of a case.
  mutating func add(row: Int, time: EventFold.Value, value: EventFold.Value) {
    reserve(row)
    counts[row] += 1
    guard time.state == .present else {
      isUndecidable[row] = true
      return
    }
    let event = Event(time: time.value, order: added, value: value)
    added += 1
    switch choice {
    case .count: break
    case .nth: kept[row].append(event)
    case .first:
      // At the same time the event that stands first in the input counts as first.
      if let current = first[row], current.time <= event.time { break }
      first[row] = event
    case .last:
      if let current = first[row], current.time > event.time { break }
      first[row] = event
    }
  }

  /// The values by case.
  func values(caseCount: Int) -> [EventFold.Value] {
    var result = [EventFold.Value](repeating: EventFold.Value(), count: caseCount)
    if case .count = choice {
      for row in 0..<caseCount {
        result[row] = EventFold.Value(
          state: .present, value: row < counts.count ? Int64(counts[row]) : 0)
      }
      return result
    }
    for row in 0..<min(caseCount, counts.count) {
      if isUndecidable[row] {
        result[row].state = .malformed
      } else if case .nth(let number) = choice {
        let events = kept[row].sorted { ($0.time, $0.order) < ($1.time, $1.order) }
        if number >= 1, number <= events.count { result[row] = events[number - 1].value }
      } else if let event = first[row] {
        result[row] = event.value
      }
    }
    return result
  }

  private mutating func reserve(_ row: Int) {
    while counts.count <= row {
      counts.append(0)
      isUndecidable.append(false)
      first.append(nil)
      if case .nth = choice { kept.append([]) }
    }
  }
}
