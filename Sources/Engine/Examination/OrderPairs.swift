import CivilTime
import Columns
import Diagnostics
import Synchronization

/// The moments of each pair of columns, compared row by row.
struct OrderPairs {
  /// How the moments of a pair stand to each other.
  struct Pair: Sendable {
    var first: Int
    var second: Int
    var before = 0
    var same = 0
    var after = 0
    /// Where the first of the rows of each order stand.
    var beforePlaces: [IssueTally.Place] = []
    var afterPlaces: [IssueTally.Place] = []

    mutating func addBefore(at place: @autoclosure () -> IssueTally.Place) {
      before += 1
      if beforePlaces.count < IssueTally.mostExamples { beforePlaces.append(place()) }
    }

    mutating func addAfter(at place: @autoclosure () -> IssueTally.Place) {
      after += 1
      if afterPlaces.count < IssueTally.mostExamples { afterPlaces.append(place()) }
    }
  }

  /// Which orders of which pairs have as many places as are asked for, told to the threads that survey
  /// batches: those that they survey from then on come later in the log.
  final class Sated: Sendable {
    private let before = Atomic<UInt64>(0)
    private let after = Atomic<UInt64>(0)

    /// The orders of a pair of which places are asked for.
    func wanted(_ pair: Int) -> (before: Bool, after: Bool) {
      let bit = UInt64(1) << UInt64(pair)
      return (
        before.load(ordering: .relaxed) & bit == 0, after.load(ordering: .relaxed) & bit == 0
      )
    }

    fileprivate func note(_ index: Int, _ pair: Pair) {
      let bit = UInt64(1) << UInt64(index)
      if pair.beforePlaces.count == IssueTally.mostExamples {
        before.bitwiseOr(bit, ordering: .relaxed)
      }
      if pair.afterPlaces.count == IssueTally.mostExamples {
        after.bitwiseOr(bit, ordering: .relaxed)
      }
    }
  }

  private(set) var pairs: [Pair] = []
  let sated = Sated()

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
      if byDay ? day < otherDay : one.instant < other.instant {
        pairs[index].addBefore(at: place)
      } else if byDay ? otherDay < day : other.instant < one.instant {
        pairs[index].addAfter(at: place)
      } else {
        pairs[index].same += 1
      }
    }
  }

  /// Adds the pairs of a batch, whose places count from its first line.
  mutating func merge(_ others: [Pair], file: Int, firstLine: Int) {
    func moved(_ places: [IssueTally.Place], _ known: Int) -> [IssueTally.Place] {
      places.prefix(max(0, IssueTally.mostExamples - known)).map {
        IssueTally.Place(file: file, line: firstLine + $0.line)
      }
    }
    for (index, other) in others.enumerated() {
      pairs[index].before += other.before
      pairs[index].same += other.same
      pairs[index].after += other.after
      pairs[index].beforePlaces += moved(other.beforePlaces, pairs[index].beforePlaces.count)
      pairs[index].afterPlaces += moved(other.afterPlaces, pairs[index].afterPlaces.count)
      sated.note(index, pairs[index])
    }
  }

  /// Names the rows of pairs that are in one order in half of the rows or more and in the other
  /// order in fewer than five percent, where at least 20 rows have both.
  ///
  /// - Parameter column: The column of the dataset that a column of a pair is.
  func finish(into tally: inout IssueTally, column: (Int) -> Int) {
    for pair in pairs {
      let total = pair.before + pair.same + pair.after
      guard total >= 20 else { continue }
      for (usual, rare, places, first, second) in [
        (pair.before, pair.after, pair.afterPlaces, pair.first, pair.second),
        (pair.after, pair.before, pair.beforePlaces, pair.second, pair.first),
      ] where rare > 0 && usual * 2 >= total && rare * 20 < total {
        let earlier = tally.heading(column(first))
        for (index, place) in places.enumerated() {
          tally.add(
            .orderViolation, column: column(second), at: place,
            count: index == places.count - 1 ? rare - index : 1)
        }
        tally.note(
          .orderViolation, column: column(second),
          LocalizedText(
            zh: "早於「\(earlier)」者 \(rare) 列",
            en: "before '\(earlier)' in \(rare) \(rare == 1 ? "row" : "rows")"))
      }
    }
  }
}
