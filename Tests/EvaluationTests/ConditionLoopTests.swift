import CColumnScan
import TestSupport
import Testing

/// The loops in C that answer conditions give what plain ones give, by whatever instructions.
@Suite struct ConditionLoopTests {
  private static let counts = [0, 1, 8, 31, 32, 33, 63, 64, 65, 100, 257]
  private typealias Write = (UnsafeMutablePointer<UInt8>) -> Void

  /// What loops write, one byte more than there is room for being left as it was.
  private static func written(_ count: Int, _ write: Write) -> [UInt8] {
    var answers = [UInt8](repeating: 77, count: count + 1)
    answers.withUnsafeMutableBufferPointer { if let first = $0.baseAddress { write(first) } }
    #expect(answers.last == 77)
    return Array(answers.dropLast())
  }

  private static func states(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...3, using: &random) }
  }

  @Test func `cells that hold something are told from others`() {
    var random = SeededGenerator(state: 3)
    for count in Self.counts {
      let states = Self.states(count, &random)
      let expected = states.map { $0 == 1 ? UInt8(0) : $0 == 2 ? 1 : 2 }
      for loop in [qixian_answer_filled, qixian_answer_filled_of_any] {
        #expect(Self.written(count) { loop(states, Int64(count), $0) } == expected)
      }
    }
  }

  @Test func `values are in a range or out of it`() {
    var random = SeededGenerator(state: 3)
    let ranges: [(Int64, Int64)] = [
      (0, 0), (-3, 4), (.min, 2), (1, .max), (.min, .max), (.max, .max), (.min, .min),
    ]
    for count in Self.counts {
      let states = Self.states(count, &random)
      let values = states.map { _ in
        [.min, .max, Int64.random(in: -5...5, using: &random)].randomElement(using: &random) ?? 0
      }
      for (first, last) in ranges {
        for inside: UInt8 in [0, 2] {
          let expected = zip(states, values).map { state, value in
            state != 0 ? 1 : first <= value && value <= last ? inside : 2 - inside
          }
          for loop in [qixian_answer_range, qixian_answer_range_of_any] {
            let found = Self.written(count) {
              loop(states, values, Int64(count), first, last, inside, $0)
            }
            #expect(found == expected, "\(first)...\(last), \(count) rows")
          }
        }
      }
    }
  }

  @Test func `two columns are compared row by row`() {
    var random = SeededGenerator(state: 3)
    for count in Self.counts {
      let (states, others) = (Self.states(count, &random), Self.states(count, &random))
      func values() -> [Int64] {
        states.map { _ in [.min, .max, -1, 0, 1].randomElement(using: &random) ?? 0 }
      }
      let (left, right) = (values(), values())
      for mask: UInt8 in 0..<8 {
        let given = qixian_order_answers(
          less: (mask & 1) * 2, equal: (mask >> 1 & 1) * 2, greater: (mask >> 2) * 2)
        let expected = states.indices.map { row -> UInt8 in
          if states[row] != 0 || others[row] != 0 { return 1 }
          if left[row] < right[row] { return given.less }
          return left[row] == right[row] ? given.equal : given.greater
        }
        for loop in [qixian_answer_orders, qixian_answer_orders_of_any] {
          let found = Self.written(count) {
            loop(states, left, others, right, Int64(count), given, $0)
          }
          #expect(found == expected)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 15, 16, 17, 31, 32, 33, 200, 256, 257, 5_000])
  func `codes have the answers of their table`(size: Int) {
    var random = SeededGenerator(state: 3)
    let table = (0..<size).map { _ in UInt8(Bool.random(using: &random) ? 2 : 0) }
    for count in Self.counts {
      let states = Self.states(count, &random)
      let codes = states.map { $0 == 1 ? 0 : Int64.random(in: 0..<Int64(size), using: &random) }
      let expected = states.indices.map { states[$0] == 0 ? table[Int(codes[$0])] : 1 }
      for loop in [qixian_answer_codes, qixian_answer_codes_of_any] {
        let found = Self.written(count) {
          loop(states, codes, Int64(count), table, Int64(size), $0)
        }
        #expect(found == expected, "\(count) rows")
      }
    }
  }

  @Test func `answers are joined, reversed and found`() {
    var random = SeededGenerator(state: 3)
    func answers(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8.random(in: 0...2, using: &random) }
    }
    for count in Self.counts {
      let (one, other) = (answers(count), answers(count))
      func changed(_ change: Write) -> [UInt8] {
        Self.written(count) {
          $0.update(from: one, count: count)
          change($0)
        }
      }
      for lower in [qixian_lower_answers, qixian_lower_answers_of_any] {
        #expect(changed { lower($0, other, Int64(count)) } == zip(one, other).map { min($0, $1) })
      }
      for raise in [qixian_raise_answers, qixian_raise_answers_of_any] {
        #expect(changed { raise($0, other, Int64(count)) } == zip(one, other).map { max($0, $1) })
      }
      for reverse in [qixian_reverse_answers, qixian_reverse_answers_of_any] {
        #expect(changed { reverse($0, Int64(count)) } == one.map { 2 - $0 })
      }
      for holds in [qixian_holds_unknown, qixian_holds_unknown_of_any] {
        #expect((holds(one, Int64(count)) != 0) == one.contains(1))
        let sure = one.map { $0 & 2 }
        #expect(holds(sure, Int64(count)) == 0)
        for row in one.indices {
          var answers = sure
          answers[row] = 1
          #expect(holds(answers, Int64(count)) != 0)
        }
      }
      for list in [qixian_answer_places, qixian_answer_places_of_any] {
        for answer: UInt8 in 0...2 {
          for others: UInt8 in 0...1 {
            var places = [Int64](repeating: -1, count: count + 4)
            let found = list(one, Int64(count), answer, others, &places)
            #expect(places.last == -1)
            let expected = one.indices.filter { (one[$0] == answer) != (others == 1) }
            #expect(places.prefix(Int(found)).map { Int($0) } == expected)
          }
        }
      }
    }
  }
}
