import CivilTime
import Columns
import Diagnostics

/// The moments of each pair of columns, compared row by row.
struct OrderPairs {
  private struct Pair {
    var first: Int
    var second: Int
    var before = 0
    var same = 0
    var after = 0
    var beforePlaces: [IssueTally.Place] = []
    var afterPlaces: [IssueTally.Place] = []
  }

  private var pairs: [Pair] = []

  init(columns: [Int]) {
    for (position, first) in columns.enumerated() {
      for second in columns[(position + 1)...] { pairs.append(Pair(first: first, second: second)) }
    }
  }

  mutating func add(_ row: ExaminedRow, at place: IssueTally.Place) {
    for index in pairs.indices {
      guard let first = row.reading(pairs[index].first),
        let second = row.reading(pairs[index].second),
        let one = first.moment, let other = second.moment, let day = first.day,
        let otherDay = second.day, !PlaceholderDates.contains(day),
        !PlaceholderDates.contains(otherDay)
      else { continue }
      let byDay = one.precision == .day || other.precision == .day
      let isBefore = byDay ? day < otherDay : one.instant < other.instant
      let isAfter = byDay ? otherDay < day : other.instant < one.instant
      if isBefore {
        pairs[index].before += 1
        if pairs[index].beforePlaces.count < IssueTally.mostExamples {
          pairs[index].beforePlaces.append(place)
        }
      } else if isAfter {
        pairs[index].after += 1
        if pairs[index].afterPlaces.count < IssueTally.mostExamples {
          pairs[index].afterPlaces.append(place)
        }
      } else {
        pairs[index].same += 1
      }
    }
  }

  /// Names the rows of pairs that are in one order in half of the rows or more and in the other
  /// order in fewer than five percent, where at least 20 rows have both.
  func finish(into tally: inout IssueTally, columns: [ColumnSchema]) {
    for pair in pairs {
      let total = pair.before + pair.same + pair.after
      guard total >= 20 else { continue }
      for (usual, rare, places, first, second) in [
        (pair.before, pair.after, pair.afterPlaces, pair.first, pair.second),
        (pair.after, pair.before, pair.beforePlaces, pair.second, pair.first),
      ] where rare > 0 && usual * 2 >= total && rare * 20 < total {
        let names = [first, second].map { columns[$0].headers.first ?? columns[$0].name }
        for (index, place) in places.enumerated() {
          tally.add(
            .orderViolation, column: second, at: place,
            count: index == places.count - 1 ? rare - index : 1)
        }
        tally.note(
          .orderViolation, column: second,
          LocalizedText(
            zh: "早於「\(names[0])」者 \(rare) 列", en: "before '\(names[0])' in \(rare) rows"))
      }
    }
  }
}
