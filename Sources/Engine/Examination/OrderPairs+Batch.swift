import CColumnScan
import CivilTime
import Columns

extension OrderPairs {
  /// How the moments of each pair stand to each other in a batch.
  ///
  /// - Parameter moments: Those of the batch's columns, where a column holds moments.
  func compared(_ moments: [OrdinaryMoments?], in batch: Batch) -> [Pair] {
    guard batch.rowCount > 0 else { return pairs }
    let comparison = Comparison(pairs, moments, rowCount: batch.rowCount)
    return pairs.indices.map { index in
      var pair = pairs[index]
      guard let one = moments[pair.first], let other = moments[pair.second] else { return pair }
      let orders = comparison.orders[index] ?? Orders(one, other)
      pair.add(orders, one, other, in: batch, places: sated.wanted(index))
      return pair
    }
  }
}

extension OrderPairs.Pair {
  /// Adds the orders of a batch, and the places of those that are still asked for.
  fileprivate mutating func add(
    _ orders: Orders, _ one: OrdinaryMoments, _ other: OrdinaryMoments, in batch: Batch,
    places wanted: (before: Bool, after: Bool)
  ) {
    before += orders.earlier
    after += orders.later
    same += orders.equal
    let mostBefore = wanted.before ? min(orders.earlier, IssueTally.mostExamples) : 0
    let mostAfter = wanted.after ? min(orders.later, IssueTally.mostExamples) : 0
    for row in 0..<batch.rowCount {
      let lacksBefore = beforePlaces.count < mostBefore
      let lacksAfter = afterPlaces.count < mostAfter
      guard lacksBefore || lacksAfter else { break }
      guard let (left, right) = Orders.numbers(one, other, row),
        left < right && lacksBefore || left > right && lacksAfter
      else { continue }
      let place = IssueTally.Place(file: 0, line: batch.lineOffset(ofRow: row))
      if left < right { beforePlaces.append(place) } else { afterPlaces.append(place) }
    }
  }
}

/// The numbers of rows by the order of two moments, where both say something.
private struct Orders {
  var earlier = 0
  var later = 0
  var equal = 0

  /// Takes the counts of a loop over whole columns.
  ///
  /// - Parameter turned: Whether the columns were compared the other way round.
  init(_ orders: qixian_orders, turned: Bool) {
    earlier = Int(turned ? orders.greater : orders.less)
    later = Int(turned ? orders.less : orders.greater)
    equal = Int(orders.equal)
  }

  /// Counts row by row, as is needed where some moments of a column are known to the day only.
  init(_ one: OrdinaryMoments, _ other: OrdinaryMoments) {
    for row in 0..<one.rowCount {
      guard let (left, right) = Self.numbers(one, other, row) else { continue }
      if left < right { earlier += 1 } else if left > right { later += 1 } else { equal += 1 }
    }
  }

  /// Two numbers of a row that stand to each other as its moments do; by days where one is a day.
  static func numbers(
    _ one: OrdinaryMoments, _ other: OrdinaryMoments, _ row: Int
  ) -> (Int64, Int64)? {
    guard one.isOrdinary(row), other.isOrdinary(row) else { return nil }
    let day = Precision.day.rawValue
    let byInstant = one.vector.type == .timestamp && other.vector.type == .timestamp
    if byInstant, one.vector.details[row] != day, other.vector.details[row] != day {
      return (one.vector.values[row], other.vector.values[row])
    }
    return (Int64(one.day(row).dayNumber), Int64(other.day(row).dayNumber))
  }
}

/// The orders of the pairs whose columns are compared as a whole.
private struct Comparison {
  /// What is compared of a column: numbers above 0 in the rows that say something, 0 in the others.
  private struct Column {
    let states: [UInt8]
    /// Days of a column of days, else milliseconds.
    let numbers: [Int64]
    /// The days of a column of moments.
    let days: [Int32]

    /// Days by which all are moved where one may lie before 1970-01-02; the first is in 1950.
    private static let shift: Int64 = 8_000

    init(_ moments: OrdinaryMoments, shifted: Bool) {
      states = moments.states
      guard shifted else {
        (numbers, days) = (moments.vector.values, moments.dayNumbers)
        return
      }
      let isTimestamp = moments.vector.type == .timestamp
      let shift = isTimestamp ? Self.shift * 86_400_000 : Self.shift
      let (states, values, dayNumbers) = (states, moments.vector.values, moments.dayNumbers)
      let rows = moments.rowCount
      numbers = [Int64](unsafeUninitializedCapacity: rows) { numbers, count in
        qixian_shift_numbers(states, values, Int64(rows), shift, numbers.baseAddress)
        count = rows
      }
      days = [Int32](unsafeUninitializedCapacity: isTimestamp ? rows : 0) { days, count in
        guard isTimestamp else { return }
        qixian_shift_days(
          states, dayNumbers, Int64(rows), Int32(Self.shift), days.baseAddress)
        count = rows
      }
    }
  }

  /// By pair; `nil` for those whose rows are compared each by itself.
  private(set) var orders: [Orders?]

  init(_ pairs: [OrderPairs.Pair], _ moments: [OrdinaryMoments?], rowCount: Int) {
    orders = [Orders?](repeating: nil, count: pairs.count)
    var isUsed = [Bool](repeating: false, count: moments.count)
    for pair in pairs { (isUsed[pair.first], isUsed[pair.second]) = (true, true) }
    let areShifted = moments.indices.contains { isUsed[$0] && moments[$0]?.isPlain == false }
    let columns = moments.indices.map { index in
      isUsed[index] ? moments[index].map { Column($0, shifted: areShifted) } : nil
    }
    var places: [(pair: Int, isTurned: Bool)] = []
    var compared: [qixian_pair] = []
    places.reserveCapacity(pairs.count)
    compared.reserveCapacity(pairs.count)
    for (index, pair) in pairs.enumerated() {
      guard let one = moments[pair.first], let other = moments[pair.second],
        let left = columns[pair.first], let right = columns[pair.second]
      else { continue }
      let areDays = (one.vector.type == .date, other.vector.type == .date)
      switch areDays {
      case (true, true): compared.append(Self.pair(left, right))
      case (false, true): compared.append(Self.pair(left, right, byDay: true))
      case (true, false): compared.append(Self.pair(right, left, byDay: true))
      case (false, false):
        guard one.areInstants, other.areInstants else { continue }
        compared.append(Self.pair(left, right))
      }
      places.append((index, areDays == (true, false)))
    }
    var counts = [qixian_orders](repeating: qixian_orders(), count: compared.count)
    // The columns keep the arrays alive to which the pairs point.
    withExtendedLifetime(columns) {
      qixian_count_orders(compared, Int64(compared.count), Int64(rowCount), &counts)
    }
    for (place, count) in zip(places, counts) {
      orders[place.pair] = Orders(count, turned: place.isTurned)
    }
  }

  /// A pair that is valid as long as both columns are, which have a state and a number a row.
  ///
  /// - Parameter byDay: Whether the one holds moments and the other days.
  private static func pair(_ one: Column, _ other: Column, byDay: Bool = false) -> qixian_pair {
    qixian_pair(
      states: first(one.states), other_states: first(other.states),
      numbers: byDay ? nil : first(one.numbers), days: byDay ? first(one.days) : nil,
      other_numbers: first(other.numbers))
  }

  private static func first<Element>(_ array: [Element]) -> UnsafePointer<Element>? {
    array.withUnsafeBufferPointer { $0.baseAddress }
  }
}
