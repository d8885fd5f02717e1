import CivilTime
import Findings
import Testing

@testable import Evaluation

/// Rows that were packed are the rows that were given.
@Suite struct EntryPackTests {
  static func entry(_ number: Int) -> GroupEntry {
    GroupEntry(
      day: CivilDate(dayNumber: Int32(18_000 + number * 37 % 900)),
      order: number % 5 == 0 ? -Int64(number) : 0, value: number % 3 == 0 ? 1 : Int64(number) - 50,
      scale: UInt8(number % 4), text: number % 2 == 0 ? "" : "字\(number)",
      key: number % 7 == 0 ? [NamedValue("id", "甲\(number)"), NamedValue("", "")] : [],
      identity: number % 11 == 0 ? "" : "T\(number)", row: number * 3,
      location: DataLocation(input: number / 40, line: number % 40 * 2 + 1),
      owner: number % 6 == 0 ? "承辦\(number % 3)" : nil)
  }

  /// Everything of a row as text.
  private static func shown(_ entry: GroupEntry) -> String {
    "\(entry.day) \(entry.order) \(entry.value) \(entry.scale) \(entry.text) \(entry.key) "
      + "\(entry.identity) \(entry.row) \(entry.location) \(entry.owner ?? "-")"
  }

  @Test(arguments: [0, 1, 2, 200])
  func `rows come back in order, with all that they have`(count: Int) {
    let entries = (0..<count).map(Self.entry)
    var pack = EntryPack()
    for entry in entries { pack.append(entry) }
    #expect(pack.count == count)
    #expect(pack.isEmpty == entries.isEmpty)
    #expect(pack.map(Self.shown) == entries.map(Self.shown))
    #expect(pack.first.map(Self.shown) == entries.first.map(Self.shown))
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 2, .max])
  func `numbers of any size are kept`(number: Int64) {
    var entry = Self.entry(1)
    entry.value = number
    entry.order = number
    entry.day = CivilDate(dayNumber: number < 0 ? .min : .max)
    entry.location = DataLocation(input: 7, line: Int(Int32.max))
    var pack = EntryPack()
    pack.append(entry)
    pack.append(Self.entry(0))
    pack.append(entry)
    #expect(
      pack.map(Self.shown) == [entry, Self.entry(0), entry].map(Self.shown))
  }
}
