import CivilTime
import Columns
import Diagnostics

// What is known only when all rows were seen.
extension Examiner {
  mutating func finishRows() {
    if keys.repeatedKeys > 0 {
      tally.noteRepeatedKeys(keys.repeatedKeys, column: keyColumns[0])
    }
    let unseen = max(keys.unseenRows, wholeRows.unseenRows)
    if unseen > 0 {
      tally.add(.examinationLimit, at: IssueTally.Place(file: 0, line: 1), count: unseen)
    }
    for (column, values) in undeclared {
      noteUndeclared(values, column)
    }
    order.finish(into: &tally) { $0 }
    keyDays.finish(into: &tally, column: keyColumns.first)
    for rows in outside { rows.finish(into: &tally, column: dayColumn) }
  }

  /// Names the commonest undeclared texts, each with the declared one that it is nearest to.
  private mutating func noteUndeclared(_ values: [String: Int], _ column: Int) {
    guard schema.columns[column].sensitivity == nil else { return }
    let common = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
    for (text, count) in common {
      let near = nearest(to: text, in: schema.columns[column].values)
      let shown = text.prefix(40)
      tally.note(
        .undeclaredValue, column: column,
        LocalizedText(
          zh: "「\(shown)」\(count) 格" + (near.map { "，最接近「\($0)」" } ?? ""),
          en: "'\(shown)' \(count)" + (near.map { ", nearest '\($0)'" } ?? "")))
    }
  }

  mutating func finishFiles() {
    FileComparison(
      files: files, months: MonthVolumes(days: days),
      repeats: keyColumns.isEmpty || hasEvents ? nil : keys.repeatsOfFile, dayColumn: dayColumn
    ).finish(into: &tally)
    guard let dayColumn else { return }
    var all = DayVolumes()
    for volumes in days { all.merge(volumes) }
    let days = days
    let place = { (day: CivilDate) in
      IssueTally.Place(file: days.firstIndex { $0.counts[day.dayNumber] != nil } ?? 0, line: 1)
    }
    for jump in all.jumps {
      tally.add(
        .volumeJump, column: dayColumn, at: place(jump.day),
        found: "\(jump.day.isoText): \(jump.count) (\(jump.median))")
    }
  }
}

/// The rows of a file that are dated outside its period.
struct OutsideRows {
  let span: DayRange?
  private var inside = 0
  private var count = 0
  private var examples: [(place: IssueTally.Place, day: CivilDate)] = []

  init(span: DayRange?) { self.span = span }

  mutating func add(_ day: CivilDate, at place: IssueTally.Place) {
    guard let span else { return }
    if span.first <= day, day <= span.last {
      inside += 1
      return
    }
    count += 1
    if examples.count < IssueTally.mostExamples { examples.append((place, day)) }
  }

  func finish(into tally: inout IssueTally, column: Int?) {
    for (index, example) in examples.enumerated() {
      tally.add(
        .outsidePeriod, column: column, at: example.place, found: example.day.isoText,
        count: index == examples.count - 1 ? count - index : 1)
    }
  }
}

/// The rows whose identifier begins with another day than their own.
struct KeyDays {
  private var agreeing = 0
  private var differing = 0
  private var examples: [(place: IssueTally.Place, found: String)] = []

  mutating func add(
    _ keyDay: CivilDate, _ day: CivilDate, text: @autoclosure () -> String,
    at place: IssueTally.Place
  ) {
    if keyDay == day {
      agreeing += 1
      return
    }
    differing += 1
    if examples.count < IssueTally.mostExamples {
      examples.append((place, "\(text()) / \(day.isoText)"))
    }
    countOfFile[place.file, default: 0] += 1
    placeOfFile[place.file] = placeOfFile[place.file] ?? place
  }

  private var countOfFile: [Int: Int] = [:]
  private var placeOfFile: [Int: IssueTally.Place] = [:]

  func finish(into tally: inout IssueTally, column: Int?) {
    guard agreeing >= 20, agreeing >= differing * 9 else { return }
    var left = countOfFile
    for example in examples {
      tally.add(.keyDateMismatch, column: column, at: example.place, found: example.found)
      left[example.place.file, default: 0] -= 1
    }
    for (file, count) in left.sorted(by: { $0.key < $1.key }) where count > 0 {
      tally.add(
        .keyDateMismatch, column: column, at: placeOfFile[file] ?? .init(file: file, line: 1),
        count: count)
    }
  }
}
