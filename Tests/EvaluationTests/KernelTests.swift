import CivilTime
import Columns
import TestSupport
import Testing

@testable import Evaluation

/// Kernels answer as the three-valued logic says, over all rows and over some of them.
@Suite struct KernelTests {
  /// A text, an integer, a boolean and two days; each cell filled, empty, malformed or undeclared.
  private static let types: [ColumnType] = [.text, .integer, .boolean, .date, .date]

  private let view: RowView = {
    let states: [CellState] = [.present, .present, .empty, .malformed, .undeclared]
    // Columns differ in length of their pattern, so that all states meet.
    let periods = [5, 7, 11, 13, 9]
    var batch = Batch(columns: [])
    batch.rowCount = 1200
    for (column, type) in Self.types.enumerated() {
      var vector = ColumnVector(type: type)
      vector.dictionary = type == .text ? ["a", "b", "c"] : []
      for row in 0..<batch.rowCount {
        let state = states[row % periods[column] % states.count]
        let hasValue = state == .present || state == .undeclared
        vector.states.append(state.rawValue)
        vector.values.append(hasValue ? Int64(row * 7 % (type == .boolean ? 2 : 3)) : 0)
      }
      batch.columns.append(vector)
    }
    let schema = DatasetSchema(
      name: "d", key: ["c0"],
      columns: Self.types.enumerated().map { ColumnSchema(name: "c\($0)", type: $1) }, zone: .utc)
    return RowView(
      batch: batch, slots: Array(Self.types.indices), schema: schema,
      seenThrough: Instant(milliseconds: 0), memberships: MembershipMemory())
  }()

  /// The answer of one row, worked out by itself.
  private func answer(_ kernel: ConditionKernel, _ row: Int) -> TriState {
    func state(_ column: Int) -> CellState { view.state(column, row) }
    func value(_ column: Int) -> Int64 { view.batch.columns[column].values[row] }
    func truth(_ truth: Bool) -> TriState { truth ? .yes : .no }
    switch kernel {
    case .constant(let state): return state
    case .hasValue(let column):
      return state(column) == .malformed ? .unknown : truth(state(column) != .empty)
    case .flag(let column):
      return state(column) == .present ? truth(value(column) != 0) : .unknown
    case .textIn(let column, let texts):
      guard state(column) == .present else { return .unknown }
      return truth(texts.contains(view.batch.columns[column].dictionary[Int(value(column))]))
    case .compare(let column, let order, let constant):
      return state(column) == .present ? truth(order.holds(value(column), constant)) : .unknown
    case .compareColumns(let left, let order, let right):
      guard state(left) == .present, state(right) == .present else { return .unknown }
      return truth(order.holds(value(left), value(right)))
    case .not(let inner):
      switch answer(inner, row) {
      case .yes: return .no
      case .no: return .yes
      case .unknown: return .unknown
      }
    case .all(let kernels):
      let answers = kernels.map { answer($0, row) }
      return answers.contains(.no) ? .no : answers.contains(.unknown) ? .unknown : .yes
    case .any(let kernels):
      let answers = kernels.map { answer($0, row) }
      return answers.contains(.yes) ? .yes : answers.contains(.unknown) ? .unknown : .no
    case .general: return .unknown
    }
  }

  static let simple: [ConditionKernel] = [
    .constant(.yes), .constant(.unknown), .hasValue(column: 0), .not(.hasValue(column: 1)),
    .flag(column: 2), .textIn(column: 0, ["a", "c"]), .not(.textIn(column: 0, ["b"])),
    .compare(column: 1, .less, 2), .compare(column: 3, .notEqual, 1),
    .compareColumns(3, .lessOrEqual, 4),
  ]

  /// Every pair joined, and some joined within others.
  static let kernels: [ConditionKernel] =
    simple
    + simple.flatMap { first in simple.flatMap { [.all([first, $0]), .any([first, $0])] } }
    + [
      .all([.hasValue(column: 0), .textIn(column: 0, ["zzz"]), .compare(column: 1, .equal, 0)]),
      .all([
        .hasValue(column: 1), .any([.flag(column: 2), .not(.flag(column: 2))]),
        .compareColumns(3, .equal, 4),
      ]),
      .not(.all([.hasValue(column: 0), .any([.flag(column: 2), .hasValue(column: 3)])])),
    ]

  @Test(arguments: kernels.indices)
  func `all rows and some rows are answered as each by itself`(index: Int) {
    let kernel = Self.kernels[index]
    // With numbers for all, and without for what looks at texts.
    for coded: Set<Int> in [[0], []] {
      let numbered = NumberedKernel(kernel, KernelNumbers(codedColumns: coded))
      view.answersOfKernel = [:]
      for rows in [view.allRows, view.allRows.filter { $0 % 3 != 1 }, [7], []] {
        let answers = numbered.evaluate(view, rows) { _, rows in rows.map { _ in .unknown } }
        #expect(answers == rows.map { answer(kernel, $0) })
      }
    }
  }

  @Test func `kernels that are answered for one rule are answered for all`() throws {
    let numbers = KernelNumbers(codedColumns: [0])
    let kernels = Self.kernels.map { NumberedKernel($0, numbers) }
    for kernel in kernels + kernels.reversed() {
      let answers = view.answers(kernel)
      #expect(answers == view.allRows.map { answer(kernel.kernel, $0) })
      #expect(view.rows(where: kernel) == view.allRows.filter { answers[$0] == .yes })
    }
    let same = ConditionKernel.all([.textIn(column: 0, ["c", "a"]), .hasValue(column: 1)])
    let again = ConditionKernel.all([.textIn(column: 0, ["a", "c"]), .hasValue(column: 1)])
    #expect(numbers.number(of: same) == numbers.number(of: again))
    let others: [ConditionKernel] = [
      .all([.hasValue(column: 1), .textIn(column: 0, ["a", "c"])]),
      .any([.textIn(column: 0, ["a", "c"]), .hasValue(column: 1)]),
      .all([.textIn(column: 0, ["a"]), .hasValue(column: 1)]),
      .all([.textIn(column: 0, ["a", "c"]), .hasValue(column: 2)]),
    ]
    #expect(Set((others + [same]).map { numbers.number(of: $0) }).count == 5)
    #expect(numbers.number(of: .textIn(column: 1, ["a"])) == nil)
  }

  @Test func `the places of answers are those where they stand`() {
    var random = SeededGenerator(state: 5)
    for count in [0, 1, 7, 31, 32, 33, 64, 100, 1000] {
      for share in [0, 1, 50, 99, 100] {
        let answers = (0..<count).map { _ in
          Int.random(in: 0..<100, using: &random) < share
            ? TriState.yes : Bool.random(using: &random) ? .no : .unknown
        }
        let places = answers.indices
        #expect(TriState.places(of: answers, .yes) == places.filter { answers[$0] == .yes })
        #expect(TriState.places(of: answers, .notYes) == places.filter { answers[$0] != .yes })
        #expect(TriState.places(of: answers, .notNo) == places.filter { answers[$0] != .no })
        #expect(TriState.holdsUnknown(answers) == answers.contains(.unknown))
      }
    }
  }
}
