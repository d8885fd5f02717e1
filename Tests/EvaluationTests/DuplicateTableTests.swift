import Findings
import TestSupport
import Testing

@testable import Evaluation

/// Values that occur more than once are found as a dictionary finds them, in whatever order they stand.
@Suite struct DuplicateTableTests {
  /// A batch of a file, with the value of each of its lines.
  struct Batch {
    var input = 0
    var firstLine = 1
    var values: [String]
    /// Who answers for each value; empty where no owner is named.
    var owners: [String] = []

    var compared: BatchOutcome.Duplicates {
      var list = ValueList()
      for value in values {
        list.places.append(Int64(list.arena.count) << 24 | Int64(value.utf8.count))
        list.arena += value.utf8
      }
      return BatchOutcome.Duplicates(list, owners: [owners])
    }
  }

  /// What the table says, as text: each repeated value with its places and owner.
  private static func found(_ batches: [Batch]) -> (table: DuplicateTable.Found, shown: [String]) {
    var table = DuplicateTable()
    for batch in batches {
      table.add(
        batch.compared, input: batch.input, firstLine: batch.firstLine,
        expectedRows: batches.reduce(0) { $0 + $1.values.count })
    }
    table.compareRuns(by: OneByOne())
    let shown = table.found.repeated.map { item in
      let places = item.places.map { "\($0.input):\($0.line)" }.joined(separator: " ")
      return "\(item.value) \(places) \(item.owners[0] ?? "-")"
    }
    return (table.found, shown)
  }

  /// What a dictionary says.
  private static func expected(_ batches: [Batch]) -> [String] {
    var places: [String: [String]] = [:]
    var owners: [String: String] = [:]
    var order: [String] = []
    for batch in batches {
      for (index, value) in batch.values.enumerated() {
        places[value, default: []].append("\(batch.input):\(batch.firstLine + index)")
        guard places[value]?.count == 2 else { continue }
        owners[value] = batch.owners.isEmpty ? "-" : batch.owners[index]
        order.append(value)
      }
    }
    return order.map {
      "\($0) \(places[$0, default: []].joined(separator: " ")) \(owners[$0] ?? "-")"
    }
  }

  private func check(_ batches: [Batch], _ name: String) {
    let (table, shown) = Self.found(batches)
    #expect(shown == Self.expected(batches), "\(name)")
    #expect(table.distinctCount == Set(batches.flatMap(\.values)).count, "\(name)")
  }

  /// Batches of one file.
  private static func batches(_ values: [String], of size: Int) -> [Batch] {
    stride(from: 0, to: values.count, by: size).map { start in
      Batch(firstLine: start + 1, values: Array(values[start..<min(values.count, start + size)]))
    }
  }

  private static func number(_ index: Int) -> String {
    "案1\(String(repeating: "0", count: 6 - String(index).count))\(index)"
  }

  private static let ascending = (0..<3000).map(number)

  @Test(arguments: [1, 63, 64, 65, 500, 3000])
  func `what ascends and occurs once is not found`(size: Int) {
    check(Self.batches(Self.ascending, of: size), "ascending")
  }

  @Test(arguments: [64, 500, 3000])
  func `a value again is found before and behind its run`(size: Int) {
    for (place, value) in [(0, 2999), (10, 2000), (2000, 10), (2999, 0), (70, 69), (71, 71)] {
      var values = Self.ascending
      values.insert(Self.number(value), at: place)
      check(Self.batches(values, of: size), "\(value) at \(place)")
      values.insert(Self.number(value), at: 1500)
      check(Self.batches(values, of: size), "\(value) at \(place) and 1500")
    }
  }

  @Test func `values too high and too low are left out of the run around them`() {
    for odd in [["~1"], ["~1", "~2"], ["~1", "~2", "~3", "~4"], ["~9", "~8", "~7", "~6", "~5"]] {
      for low in [odd, odd.map { "!" + $0 }] {
        var values = Self.ascending
        values.insert(contentsOf: low, at: 1000)
        values.insert(contentsOf: low, at: 2000)
        check(Self.batches(values, of: 500), "\(low)")
        check(Self.batches(values, of: 3010), "\(low) in one batch")
      }
    }
  }

  @Test func `runs that reach into one another are compared`() {
    let halves = [0, 1].map { half in (0..<900).map { Self.number($0 * 2 + half) } }
    let both = (300..<900).map(Self.number)
    for files in [
      halves, halves + [both], [both] + halves, [both, both], [both, halves[0], both],
    ] {
      let batches = files.enumerated().map { Batch(input: $0, values: $1) }
      check(batches, "\(files.map(\.first))")
    }
  }

  @Test func `files in any order are kept as runs`() {
    let files = (0..<30).map { file in
      Batch(input: file, values: (0..<100).map { Self.number(((file * 7) % 30) * 100 + $0) })
    }
    check(files, "no value twice")
    check(files + [Batch(input: 30, values: [Self.number(1234), Self.number(5)])], "two again")
  }

  @Test func `without order all are compared`() {
    var numbers = SeededGenerator(state: 11)
    var values = Self.ascending.shuffled(using: &numbers)
    values += values[100..<110]
    check(Self.batches(values, of: 700), "shuffled")
    check(Self.batches(values.reversed(), of: 700), "reversed")
  }

  @Test func `more texts out of order than are kept are found by their hashes`() {
    let long = String(repeating: "長", count: 1000)
    let odd = (0..<1600).map { long + String($0 * 7919 % 1600) }
    check(
      [Batch(values: Self.ascending)]
        + Self.batches(odd + [Self.number(7)], of: 400).map {
          Batch(input: 1, firstLine: $0.firstLine, values: $0.values)
        }, "4 MiB of others")
  }

  @Test func `the owner is that of the second place`() {
    var batch = Batch(values: Self.ascending + [Self.number(5), Self.number(5)])
    batch.owners = batch.values.indices.map { "科\($0)" }
    check([batch], "owners")
    var other = Batch(input: 1, values: [Self.number(9)])
    other.owners = ["他科"]
    check([batch, other], "of another file")
  }

  @Test func `lines that rows have apart are told`() {
    var list = ValueList()
    for index in 0..<200 {
      let value = Self.number(index)
      list.places.append(Int64(list.arena.count) << 24 | Int64(value.utf8.count))
      list.arena += value.utf8
      // A record of three lines now and then, as quoted texts have line feeds.
      list.lines.append(Int32(index + index / 10 * 2))
    }
    var table = DuplicateTable()
    for input in 0..<2 {
      table.add(
        BatchOutcome.Duplicates(list), input: input, firstLine: 2, expectedRows: 400)
    }
    table.compareRuns(by: OneByOne())
    #expect(
      table.found.repeated.map(\.places)
        == list.lines.map { line in [0, 1].map { DataLocation(input: $0, line: 2 + Int(line)) } })
  }

  @Test func `orders of any kind give what a dictionary gives`() {
    var numbers = SeededGenerator(state: 5)
    for round in 0..<60 {
      let width = 1 + Int.random(in: 0..<4, using: &numbers)
      let span = 50 + Int.random(in: 0..<2000, using: &numbers)
      var next = 0
      let values = (0..<1500).map { _ in
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0: next = Int.random(in: 0..<span, using: &numbers)
        case 1: return String(Int.random(in: 0..<span, using: &numbers))
        default: next += 1 + Int.random(in: 0..<width, using: &numbers)
        }
        return String(1_000_000 + next)
      }
      check(
        Self.batches(values, of: 100 + Int.random(in: 0..<900, using: &numbers)), "round \(round)")
    }
  }
}
