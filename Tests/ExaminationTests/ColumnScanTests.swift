import CColumnScan
import TestSupport
import Testing

/// The loops in C over columns find what plain ones find, by whatever instructions.
@Suite struct ColumnScanTests {
  /// Numbers of rows about those at which the loops take another step.
  private static let counts =
    [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 511, 512, 513, 530, 8_160, 8_200]

  /// States of which most, all or none are 0.
  private static func states(_ count: Int, _ random: inout some RandomNumberGenerator) -> [UInt8] {
    let kind = Int.random(in: 0..<4, using: &random)
    return (0..<count).map { _ in
      switch kind {
      case 0: 0
      case 1: UInt8.random(in: 1...3, using: &random)
      default:
        Bool.random(using: &random) ? 0 : [1, 2, 3, 255].randomElement(using: &random) ?? 1
      }
    }
  }

  @Test func `states are summed up`() {
    var random = SeededGenerator(state: 3)
    for count in Self.counts {
      let states = Self.states(count, &random)
      let details = states.map { _ in UInt8.random(in: 0...40, using: &random) }
      for detail in [UInt8(0), 7, details.last ?? 0] {
        for sum in [qixian_sum_up_states, qixian_sum_up_states_of_any] {
          let found = sum(states, details, Int64(count), detail)
          #expect(found.greatest == states.max() ?? 0)
          let isThere = zip(states, details).contains { $0 == 0 && $1 == detail }
          #expect(found.has_detail == (isThere ? 1 : 0), "\(count) rows")
          let plain = sum(states, nil, Int64(count), detail)
          #expect(plain.greatest == states.max() ?? 0 && plain.has_detail == 0)
        }
      }
    }
  }

  @Test func `days have the range and the numbers that they have`() {
    var random = SeededGenerator(state: 3)
    let widths: [ClosedRange<Int32>] = [
      .min ... .max, -10...10, 19_000...19_010, -8_000 ... -7_990, .max - 1 ... .max,
      .min ... .min + 1,
    ]
    for count in Self.counts {
      for width in widths {
        let states = Self.states(count, &random)
        let days = states.map { _ in Int32.random(in: width, using: &random) }
        let held = zip(states, days).filter { $0.0 == 0 }.map(\.1)
        let wide = days.map(Int64.init)
        let limit = days.randomElement(using: &random) ?? 0
        // Each array is handed over as its first element, which lives as long as the call.
        func check(
          _ states: UnsafePointer<UInt8>, _ days: UnsafePointer<Int32>?,
          _ wide: UnsafePointer<Int64>?
        ) {
          var column = qixian_days(states: states, days: days, wide: wide, count: Int64(count))
          for range in [qixian_range_of_days, qixian_range_of_days_of_any] {
            let found = range(&column)
            #expect(found.first == held.min() ?? .max, "\(count) rows of \(width)")
            #expect(found.last == held.max() ?? .min, "\(count) rows of \(width)")
          }
          for before in [qixian_days_before, qixian_days_before_of_any] {
            #expect(Int(before(&column, limit)) == held.count { $0 < limit })
          }
        }
        check(states, days, nil)
        check(states, nil, wide)
      }
    }
  }

  @Test func `numbers are shifted where there is one`() {
    var random = SeededGenerator(state: 3)
    for count in Self.counts {
      let states = Self.states(count, &random)
      let days = states.map { _ in Int32.random(in: -9_000...9_000, using: &random) }
      let numbers = days.map { Int64($0) * 86_400_000 }
      let shifted = zip(states, days).map { $0 == 0 ? Int64($1) + 8_000 : 0 }
      for shift in [qixian_shift_numbers, qixian_shift_numbers_of_any] {
        var found = [Int64](repeating: 7, count: count + 1)
        shift(states, numbers, Int64(count), 8_000 * 86_400_000, &found)
        #expect(found == shifted.map { $0 * 86_400_000 } + [7], "\(count) rows")
      }
      for shift in [qixian_shift_days, qixian_shift_days_of_any] {
        var found = [Int32](repeating: 7, count: count + 1)
        shift(states, days, Int64(count), 8_000, &found)
        #expect(found.map(Int64.init) == shifted + [7], "\(count) rows")
      }
    }
  }

  @Test func `orders of pairs are those of their rows`() {
    var random = SeededGenerator(state: 3)
    for count in Self.counts {
      let greatest = [3, 100_000].randomElement(using: &random) ?? 3
      func column() -> (states: [UInt8], numbers: [Int64], days: [Int32]) {
        let states = Self.states(count, &random)
        let days = states.map {
          $0 == 0 ? Int32.random(in: 1...Int32(greatest), using: &random) : 0
        }
        return (states, days.map(Int64.init), days)
      }
      let columns = (0..<3).map { _ in column() }
      let pairs = [(0, 1), (1, 2), (2, 0), (1, 1)]
      for count in [qixian_count_orders, qixian_count_orders_of_any] {
        for usesDays in [false, true] {
          let found = Self.orders(columns, pairs, usesDays: usesDays, by: count)
          for (orders, (one, other)) in zip(found, pairs) {
            let both = columns[one].days.indices.filter {
              columns[one].states[$0] == 0 && columns[other].states[$0] == 0
            }
            let (left, right) = (columns[one].days, columns[other].days)
            #expect(Int(orders.less) == both.count { left[$0] < right[$0] })
            #expect(Int(orders.equal) == both.count { left[$0] == right[$0] })
            #expect(Int(orders.greater) == both.count { left[$0] > right[$0] })
          }
        }
      }
    }
  }

  private static func orders(
    _ columns: [(states: [UInt8], numbers: [Int64], days: [Int32])], _ pairs: [(Int, Int)],
    usesDays: Bool,
    by count: (
      UnsafePointer<qixian_pair>, Int64, Int64, UnsafeMutablePointer<qixian_orders>
    ) -> Void
  ) -> [qixian_orders] {
    func pair(
      _ states: UnsafePointer<UInt8>, _ others: UnsafePointer<UInt8>,
      _ numbers: UnsafePointer<Int64>, _ days: UnsafePointer<Int32>,
      _ otherNumbers: UnsafePointer<Int64>
    ) -> qixian_pair {
      qixian_pair(
        states: states, other_states: others, numbers: usesDays ? nil : numbers,
        days: usesDays ? days : nil, other_numbers: otherNumbers)
    }
    return withExtendedLifetime(columns) {
      let pairs = pairs.map { one, other in
        pair(
          columns[one].states, columns[other].states, columns[one].numbers, columns[one].days,
          columns[other].numbers)
      }
      var orders = [qixian_orders](
        repeating: .init(less: 9, equal: 9, greater: 9), count: pairs.count)
      count(pairs, Int64(pairs.count), Int64(columns[0].states.count), &orders)
      return orders
    }
  }
}
