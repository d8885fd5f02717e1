import Columns

extension ConditionKernel {
  /// The answer for each of the rows, in their order.
  func evaluate(
    _ view: RowView, _ rows: [Int], general: (ConditionKernel, [Int]) -> [TriState]
  ) -> [TriState] {
    switch self {
    case .constant(let state): return [TriState](repeating: state, count: rows.count)
    case .hasValue(let column):
      let states = view.vector(column).states
      return rows.map { row in
        switch CellState(rawValue: states[row]) {
        case .present, .undeclared: .yes
        case .empty: .no
        case .malformed, nil: .unknown
        }
      }
    case .flag(let column): return Self.numbers(view.vector(column), rows) { $0 != 0 }
    case .textIn(let column, let texts): return Self.membership(view.vector(column), rows, texts)
    case .compare(let column, let order, let constant):
      return Self.numbers(view.vector(column), rows) { order.holds($0, constant) }
    case .compareColumns(let a, let order, let b):
      let (left, right) = (view.vector(a), view.vector(b))
      return rows.map { row in
        guard left.isPresent(row), right.isPresent(row) else { return .unknown }
        return order.holds(left.values[row], right.values[row]) ? .yes : .no
      }
    case .not(let inner):
      return inner.evaluate(view, rows, general: general).map { state in
        switch state {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
      }
    case .all(let kernels):
      return Self.joined(kernels, decisive: .no, view, rows, general)
    case .any(let kernels):
      return Self.joined(kernels, decisive: .yes, view, rows, general)
    case .general: return general(self, rows)
    }
  }

  private static func numbers(
    _ vector: ColumnVector, _ rows: [Int], _ holds: (Int64) -> Bool
  ) -> [TriState] {
    let (states, values) = (vector.states, vector.values)
    return rows.map { row in
      guard states[row] == CellState.present.rawValue else { return .unknown }
      return holds(values[row]) ? .yes : .no
    }
  }

  private static func membership(
    _ vector: ColumnVector, _ rows: [Int], _ texts: Set<String>
  ) -> [TriState] {
    let (states, values) = (vector.states, vector.values)
    guard vector.coding == .coded else {
      return rows.map { row in
        guard states[row] == CellState.present.rawValue else { return .unknown }
        return texts.contains(vector.text(row)) ? .yes : .no
      }
    }
    // Each distinct text is looked up once a batch.
    let isMember = vector.dictionary.map { texts.contains($0) ? TriState.yes : .no }
    return rows.map { row in
      states[row] == CellState.present.rawValue ? isMember[Int(values[row])] : .unknown
    }
  }

  /// Joins kernels; rows that are decided are not asked again.
  private static func joined(
    _ kernels: [ConditionKernel], decisive: TriState, _ view: RowView, _ rows: [Int],
    _ general: (ConditionKernel, [Int]) -> [TriState]
  ) -> [TriState] {
    let neutral: TriState = decisive == .no ? .yes : .no
    var result = [TriState](repeating: neutral, count: rows.count)
    var open = Array(rows.indices)
    for kernel in kernels where !open.isEmpty {
      let answers = kernel.evaluate(view, open.map { rows[$0] }, general: general)
      var rest: [Int] = []
      for (position, answer) in zip(open, answers) {
        if answer == decisive {
          result[position] = decisive
        } else {
          if answer == .unknown { result[position] = .unknown }
          rest.append(position)
        }
      }
      open = rest
    }
    return result
  }
}
