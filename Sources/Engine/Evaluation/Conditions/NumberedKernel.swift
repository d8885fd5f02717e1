import Columns

/// Numbers the conditions of a scan that look at whole columns.
///
/// Equal ones have one number, so that a batch answers each once for all rules.
final class KernelNumbers {
  private let codedColumns: Set<Int>
  private var numbers: [ConditionKernel: Int] = [:]

  /// - Parameter codedColumns: The text columns of which readers give codes.
  init(codedColumns: Set<Int>) { self.codedColumns = codedColumns }

  /// The number of a kernel; `nil` where some part of it is evaluated row by row.
  func number(of kernel: ConditionKernel) -> Int? {
    guard looksAtColumns(kernel) else { return nil }
    let number = numbers[kernel] ?? numbers.count
    numbers[kernel] = number
    return number
  }

  private func looksAtColumns(_ kernel: ConditionKernel) -> Bool {
    switch kernel {
    case .constant, .hasValue, .flag, .compare, .compareColumns: true
    case .textIn(let column, _): codedColumns.contains(column)
    case .not(let inner): looksAtColumns(inner)
    case .all(let kernels), .any(let kernels): kernels.allSatisfy { looksAtColumns($0) }
    case .general: false
    }
  }
}

/// A condition whose parts that look at whole columns have numbers in their scan.
struct NumberedKernel: Sendable {
  let kernel: ConditionKernel
  /// Its number; `nil` where some part of it is evaluated row by row.
  let number: Int?
  /// The parts that are joined or reversed.
  let parts: [NumberedKernel]

  init(_ kernel: ConditionKernel, _ numbers: KernelNumbers) {
    self.kernel = kernel
    number = numbers.number(of: kernel)
    switch kernel {
    case .not(let inner): parts = [NumberedKernel(inner, numbers)]
    case .all(let inner), .any(let inner): parts = inner.map { NumberedKernel($0, numbers) }
    default: parts = []
    }
  }

  /// The answer for each of the rows, in their order.
  ///
  /// - Parameter general: Answers what is evaluated row by row.
  func evaluate(
    _ view: RowView, _ rows: [Int], general: (ConditionKernel.GeneralNode, [Int]) -> [TriState]
  ) -> [TriState] {
    if number != nil {
      let answers = view.answers(self)
      return rows.count == view.batch.rowCount ? answers : Self.answers(rows) { answers[$0] }
    }
    switch kernel {
    case .general(let node): return general(node, rows)
    case .textIn(let column, let texts):
      let (cells, vector) = (view.cells(column), view.vector(column))
      return Self.answers(rows) { row in
        guard cells.isPresent(row) else { return .unknown }
        return texts.contains(vector.text(row)) ? .yes : .no
      }
    case .not:
      return parts[0].evaluate(view, rows, general: general).map(\.reversed)
    case .all: return joined(decisive: .no, view, rows, general)
    case .any: return joined(decisive: .yes, view, rows, general)
    case .constant, .hasValue, .flag, .compare, .compareColumns:
      preconditionFailure("a kernel without a number")
    }
  }

  @inline(__always)
  private static func answers(_ rows: [Int], _ answer: (Int) -> TriState) -> [TriState] {
    [TriState](unsafeUninitializedCapacity: rows.count) { buffer, count in
      for row in rows {
        buffer.initializeElement(at: count, to: answer(row))
        count &+= 1
      }
    }
  }

  /// Joins the parts, first those that look at whole columns; rows that are decided are not asked again.
  private func joined(
    decisive: TriState, _ view: RowView, _ rows: [Int],
    _ general: (ConditionKernel.GeneralNode, [Int]) -> [TriState]
  ) -> [TriState] {
    var result = [TriState](repeating: decisive.reversed, count: rows.count)
    for part in parts.filter({ $0.number != nil }) + parts.filter({ $0.number == nil }) {
      let places = TriState.places(of: result, decisive == .no ? .notNo : .notYes)
      if places.isEmpty { break }
      let open = places.count == rows.count ? rows : places.map { rows[$0] }
      let answers = part.evaluate(view, open, general: general)
      // What was unknown stays so unless this decides it.
      result.withUnsafeMutableBufferPointer { result in
        for (index, place) in places.enumerated() {
          let answer = answers[index]
          if answer == decisive || result[place] != .unknown { result[place] = answer }
        }
      }
    }
    return result
  }
}
