import CColumnScan
import TestSupport
import Testing

/// The loops in C over periods tell rows apart as each by itself.
@Suite struct PeriodLoopTests {
  private static let day: UInt8 = 9
  private static let asOf: Int64 = 40

  /// Two columns of times within a few days of ten milliseconds each.
  private struct Columns {
    var states: [UInt8] = []
    var values: [Int64] = []
    var details: [UInt8] = []
    var days: [Int32] { values.map { Int32($0 / 10) } }

    init(_ count: Int, _ random: inout SeededGenerator) {
      for _ in 0..<count {
        let state = [0, 0, 0, 0, 0, 1, 2, 3].randomElement(using: &random) ?? 0
        states.append(UInt8(state))
        values.append(state == 0 ? Int64.random(in: 0..<50, using: &random) : 0)
        details.append(Bool.random(using: &random) ? PeriodLoopTests.day : 3)
      }
    }
  }

  /// Calls with both columns as the loops take them.
  private static func withPeriod<Result>(
    _ one: Columns, _ other: Columns, _ body: (inout qixian_period) -> Result
  ) -> Result {
    one.states.withUnsafeBufferPointer { states in
      one.values.withUnsafeBufferPointer { values in
        one.details.withUnsafeBufferPointer { details in
          one.days.withUnsafeBufferPointer { days in
            other.states.withUnsafeBufferPointer { otherStates in
              other.values.withUnsafeBufferPointer { otherValues in
                other.details.withUnsafeBufferPointer { otherDetails in
                  var period = qixian_period(
                    states: states.baseAddress, values: values.baseAddress,
                    details: details.baseAddress, days: days.baseAddress,
                    other_states: otherStates.baseAddress, other_values: otherValues.baseAddress,
                    other_details: otherDetails.baseAddress, as_of: asOf, day: day)
                  return body(&period)
                }
              }
            }
          }
        }
      }
    }
  }

  /// The due moments of days under three arms: one of whole days, one of milliseconds, one that nothing
  /// remembers.
  private static let shapes = [
    qixian_arm(clock_length: -1, runs_from_instant: 0),
    qixian_arm(clock_length: 12, runs_from_instant: 1),
    qixian_arm(clock_length: -1, runs_from_instant: 1),
  ]

  private static func last(_ arm: Int, _ row: Int, _ one: Columns) -> Int64? {
    if arm == 1, one.details[row] != day { return one.values[row] + 12 }
    return arm == 0 ? Int64(one.days[row]) * 10 + 15 : nil
  }

  @Test func `rows that are met are told from those that take a closer look`() {
    var random = SeededGenerator(state: 3)
    for count in [1, 2, 50, 400] {
      let (one, other) = (Columns(count, &random), Columns(count, &random))
      let rows = (0..<count).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
      let chosen = rows.map { _ in Int8.random(in: -2...2, using: &random) }
      for arms in [chosen, nil] {
        var dues = [qixian_due](
          repeating: qixian_due(start_day: .min, due_day: 0, last: 0),
          count: Self.shapes.count * Int(QIXIAN_DUE_SLOTS))
        var (met, left) = ([Int64](repeating: -1, count: rows.count + 1), [Int64]())
        left = met
        var split = qixian_split()
        var missing: Set<Int32> = []
        Self.withPeriod(one, other) { period in
          var candidates = [UInt8](repeating: 7, count: count)
          qixian_answer_periods(&period, Int64(count), 0, &candidates)
          while qixian_split_met(
            &period, candidates, rows.map { Int64($0) }, Int64(rows.count), arms, Self.shapes, dues,
            &split,
            &met, &left) != 0
          {
            let day = one.days[rows[Int(split.place)]]
            // Each day is asked for once.
            #expect(missing.insert(day).inserted)
            dues[Int(day)] = qixian_due(start_day: day, due_day: 0, last: Int64(day) * 10 + 15)
          }
        }
        let expected = rows.indices.filter { place in
          let (row, arm) = (rows[place], arms.map { Int($0[place]) } ?? 0)
          guard arm >= 0, one.states[row] == 0, other.states[row] == 0,
            other.details[row] != Self.day, let last = Self.last(arm, row, one)
          else { return false }
          let done = other.values[row]
          return done >= one.values[row] && done <= min(last, Self.asOf)
        }
        #expect(met.prefix(Int(split.met_count)).map { Int($0) } == expected)
        #expect(
          left.prefix(Int(split.left_count)).map { Int($0) }
            == rows.indices.filter { !expected.contains($0) })
        #expect(met.last == -1 && left.last == -1)
      }
    }
  }

  @Test(arguments: [0, 1] as [UInt8])
  func `periods are told from what takes a closer look`(isStrict: UInt8) {
    var random = SeededGenerator(state: 3)
    for count in [0, 1, 2, 31, 32, 33, 64, 400] {
      let (one, other) = (Columns(count, &random), Columns(count, &random))
      let expected = (0..<count).map { row -> UInt8 in
        if one.states[row] < 2, other.states[row] == 1 { return 0 }
        let (begun, done) = (one.values[row], other.values[row])
        guard one.states[row] == 0, other.states[row] == 0, other.details[row] != Self.day,
          begun <= done, done <= Self.asOf
        else { return 1 }
        return isStrict == 1 && (begun == done || one.details[row] == Self.day) ? 1 : 2
      }
      for loop in [qixian_answer_periods, qixian_answer_periods_of_any] {
        var answers = [UInt8](repeating: 7, count: count + 1)
        Self.withPeriod(one, other) { loop(&$0, Int64(count), isStrict, &answers) }
        #expect(answers == expected + [7], "\(count) rows")
      }
      for countYes in [qixian_count_yes, qixian_count_yes_of_any] {
        #expect(countYes(expected, Int64(count)) == expected.count { $0 == 2 })
      }
    }
  }

  @Test func `rows of a day are counted as far as their groups are known`() {
    let days: [Int32] = [5, 5, 5, 5, 5, 6, 5]
    let states: [UInt8] = [0, 1, 2, 3, 0, 0, 0]
    let codes: [Int64] = [1, 0, 0, 0, 1, 0, 2]
    func count(_ table: [Int32], from place: Int64) -> (place: Int64, counts: [Int32]) {
      var counts = [Int32](repeating: 0, count: 5)
      let end = days.withUnsafeBufferPointer { days in
        states.withUnsafeBufferPointer { states in
          codes.withUnsafeBufferPointer { codes in
            table.withUnsafeBufferPointer { table in
              var groups = qixian_day_groups(
                days: days.baseAddress, day: 5, states: states.baseAddress,
                codes: codes.baseAddress, first_code: 2, table: table.baseAddress,
                room: Int64(table.count))
              return qixian_count_day(&groups, [0, 1, 2, 3, 4, 5, 6], place, 7, &counts)
            }
          }
        }
      }
      return (end, counts)
    }
    // Empty, unreadable, the codes 0 and 1.
    let all = count([4, 3, 2, 1], from: 0)
    #expect(all.place == 5 && all.counts == [0, 2, 1, 1, 1])
    // No group of an unreadable cell is known.
    let some = count([4, -1, 2, 1], from: 0)
    #expect(some.place == 2 && some.counts == [0, 1, 0, 0, 1])
    // A code for which there is no room.
    let none = count([4, 3, 2, 1], from: 6)
    #expect(none.place == 6 && none.counts == [0, 0, 0, 0, 0])
  }
}
