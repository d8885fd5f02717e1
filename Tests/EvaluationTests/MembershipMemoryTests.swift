import CivilTime
import Columns
import Testing

@testable import Evaluation

/// Whether texts are among some is known by their codes from batch to batch, as long as codes mean the same.
@Suite struct MembershipMemoryTests {
  private let memory = MembershipMemory()
  private let numbers = KernelNumbers(codedColumns: [0])

  /// The rows of a batch, given as texts, that are among some.
  private func members(
    _ rows: [String], _ dictionary: [String], _ mark: ListMark, of texts: TextSet
  ) -> [String] {
    var vector = ColumnVector(type: .text)
    vector.dictionary = dictionary
    vector.mark = mark
    vector.states = rows.map { _ in CellState.present.rawValue }
    vector.values = rows.map { row in Int64(dictionary.firstIndex(of: row) ?? 0) }
    var batch = Batch(columns: [vector])
    batch.rowCount = rows.count
    let schema = DatasetSchema(
      name: "d", key: ["c"], columns: [ColumnSchema(name: "c", type: .text)], zone: .utc)
    let view = RowView(
      batch: batch, slots: [0], schema: schema, seenThrough: Instant(milliseconds: 0),
      memberships: memory)
    let kernel = NumberedKernel(.textIn(column: 0, texts), numbers)
    return view.rows(where: kernel).map { rows[$0] }
  }

  @Test func `a dictionary that grew is looked up for what is new`() {
    let mark = ListMark()
    #expect(members(["a", "b"], ["a", "b"], mark, of: ["b", "d"]) == ["b"])
    #expect(members(["d", "a"], ["a", "b", "c", "d"], mark, of: ["b", "d"]) == ["d"])
    // A batch made earlier may come later.
    #expect(members(["b", "a"], ["a", "b"], mark, of: ["b", "d"]) == ["b"])
    // Other conditions have answers of their own.
    #expect(members(["c", "d"], ["a", "b", "c", "d"], mark, of: ["c"]) == ["c"])
  }

  @Test func `codes that begin anew mean something else`() {
    #expect(members(["a", "b"], ["a", "b"], ListMark(), of: ["b"]) == ["b"])
    #expect(members(["a", "b"], ["b", "a"], ListMark(), of: ["b"]) == ["b"])
    // Nothing is promised of lists without a mark.
    #expect(members(["a", "b"], ["a", "b"], .none, of: ["b"]) == ["b"])
    #expect(members(["a", "b"], ["b", "a"], .none, of: ["b"]) == ["b"])
    #expect(members([], [], .none, of: ["b"]) == [])
  }

  @Test func `a dictionary without texts may get some`() {
    let mark = ListMark()
    #expect(members([], [], mark, of: ["a"]) == [])
    #expect(members(["a", "b"], ["a", "b"], mark, of: ["a"]) == ["a"])
  }

  @Test func `so many texts that they are not looked up in registers`() {
    let dictionary = (0..<300).map { "t\($0)" }
    let texts = TextSet(Set((0..<300).filter { $0 % 7 == 3 }.map { "t\($0)" }))
    for count in [1, 15, 16, 17, 31, 32, 33, 255, 256, 257, 300] {
      let rows = Array((dictionary.prefix(count) + dictionary.prefix(count)).shuffled())
      let known = Array(dictionary.prefix(count))
      #expect(members(rows, known, ListMark(), of: texts) == rows.filter { texts.contains($0) })
    }
  }
}
