import CColumnScan
import Columns

// Conditions over all rows of a batch, column by column. The loops lie in C and have no branch; their bounds
// are the row count that every column was checked for.
extension RowView {
  /// The answers of a kernel that has a number, for all rows; worked out once a batch.
  func answers(_ kernel: NumberedKernel) -> [TriState] {
    guard let number = kernel.number else { preconditionFailure("a kernel without a number") }
    if let known = answersOfKernel[number] { return known }
    let answers = workOut(kernel, number)
    answersOfKernel[number] = answers
    return answers
  }

  /// The rows for which a kernel that has a number holds, in order; looked for once a batch.
  func rows(where kernel: NumberedKernel) -> [Int] {
    guard let number = kernel.number else { preconditionFailure("a kernel without a number") }
    if let known = rowsOfKernel[number] { return known }
    let rows = TriState.places(of: answers(kernel), .yes)
    rowsOfKernel[number] = rows
    return rows
  }

  private func workOut(_ kernel: NumberedKernel, _ number: Int) -> [TriState] {
    switch kernel.kernel {
    case .constant(let state): return [TriState](repeating: state, count: batch.rowCount)
    case .hasValue(let column):
      let cells = cells(column)
      return filled { qixian_answer_filled(cells.states, $1, $0) }
    case .flag(let column): return answers(column, .compared(.notEqual, 0))
    case .compare(let column, let order, let constant):
      return answers(column, .compared(order, constant))
    case .compareColumns(let one, let order, let other):
      let (left, right) = (cells(one), cells(other))
      func answer(_ a: Int64, _ b: Int64) -> UInt8 { Self.raw(order.holds(a, b)) }
      let answers = qixian_order_answers(
        less: answer(0, 1), equal: answer(0, 0), greater: answer(1, 0))
      return filled {
        qixian_answer_orders(
          left.states, left.values, right.states, right.values, $1, answers, $0)
      }
    case .textIn(let column, let texts): return members(column, texts, number)
    case .not:
      var answers = answers(kernel.parts[0])
      TriState.withMutableBytes(&answers) {
        qixian_reverse_answers($0.baseAddress, Int64($0.count))
      }
      return answers
    case .all: return joined(kernel.parts, neutral: .yes, qixian_lower_answers)
    case .any: return joined(kernel.parts, neutral: .no, qixian_raise_answers)
    case .general: preconditionFailure("a kernel without a number")
    }
  }

  private func joined(
    _ parts: [NumberedKernel], neutral: TriState,
    _ join: (UnsafeMutablePointer<UInt8>?, UnsafePointer<UInt8>?, Int64) -> Void
  ) -> [TriState] {
    guard let first = parts.first else {
      return [TriState](repeating: neutral, count: batch.rowCount)
    }
    var result = answers(first)
    for part in parts.dropFirst() {
      TriState.withBytes(answers(part)) { others in
        TriState.withMutableBytes(&result) {
          join($0.baseAddress, others.baseAddress, Int64(others.count))
        }
      }
    }
    return result
  }

  private func answers(_ column: Int, _ range: ConditionKernel.NumberRange) -> [TriState] {
    let cells = cells(column)
    return filled {
      qixian_answer_range(
        cells.states, cells.values, $1, range.first, range.last, Self.raw(range.isInside), $0)
    }
  }

  /// Whether the texts of a column are among some; each distinct one is looked up once.
  private func members(_ column: Int, _ texts: TextSet, _ number: Int) -> [TriState] {
    let (cells, vector) = (cells(column), vector(column))
    guard vector.coding == .coded else {
      return allRows.map { row in
        guard cells.isPresent(row) else { return .unknown }
        return texts.contains(vector.text(row)) ? .yes : .no
      }
    }
    let table = memberships.table(of: number, texts, vector)
    return filled { answers, count in
      qixian_answer_codes(
        cells.states, cells.values, count, table, Int64(table.count), answers)
    }
  }

  /// Answers for all rows, of which a loop writes the raw values.
  @inline(__always)
  func filled(_ write: (UnsafeMutablePointer<UInt8>, Int64) -> Void) -> [TriState] {
    [TriState](unsafeUninitializedCapacity: batch.rowCount) { answers, count in
      count = batch.rowCount
      answers.withMemoryRebound(to: UInt8.self) {
        if let first = $0.baseAddress { write(first, Int64(batch.rowCount)) }
      }
    }
  }

  private static func raw(_ truth: Bool) -> UInt8 {
    truth ? TriState.yes.rawValue : TriState.no.rawValue
  }
}

extension ConditionKernel {
  /// Numbers between two others, or all but those.
  struct NumberRange {
    var first: Int64
    var last: Int64
    var isInside = true

    /// The numbers that stand so to a constant.
    static func compared(_ order: Order, _ constant: Int64) -> NumberRange {
      let (least, most) = (Int64.min, Int64.max)
      switch order {
      case .equal: return NumberRange(first: constant, last: constant)
      case .notEqual: return NumberRange(first: constant, last: constant, isInside: false)
      case .lessOrEqual: return NumberRange(first: least, last: constant)
      case .greaterOrEqual: return NumberRange(first: constant, last: most)
      case .less: return NumberRange(first: constant, last: most, isInside: false)
      case .greater: return NumberRange(first: least, last: constant, isInside: false)
      }
    }
  }
}
