import Columns

// Conditions over all rows of a batch, byte by byte, without lists of rows. A byte is the raw value
// of a `TriState`, whose order makes "and" the smaller and "or" the larger of two. The loops have no
// branch and their bounds are the row count that every column was checked for.
extension ConditionKernel {
  /// The answers for all rows; `nil` where the kernel is not of this kind.
  func dense(_ view: RowView) -> [TriState]? {
    guard isDense(in: view) else { return nil }
    return Self.answers(view) { narrow($0, view) }
  }

  /// The answers for all rows of a list of kernels that must all hold, as far as their first ones are
  /// of this kind, and how many of them that is; `nil` where it is none.
  ///
  /// It stops where so few rows are open that asking only them is cheaper.
  static func dense(all kernels: [ConditionKernel], _ view: RowView) -> (
    answers: [TriState], count: Int
  )? {
    guard kernels.first?.isDense(in: view) == true else { return nil }
    var count = 0
    let answers = answers(view) { answers in
      for kernel in kernels {
        guard kernel.isDense(in: view) else { return }
        if !kernel.isCheap, count > 0 {
          if isMostlyNo(answers) { return }
        }
        kernel.narrow(answers, view)
        count += 1
      }
    }
    return (answers, count)
  }

  /// Whether less than an eighth of the answers is anything but "no".
  private static func isMostlyNo(_ answers: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(answers)
    var open = 0
    for offset in stride(from: 0, to: bytes.count & ~7, by: 8) {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      open &+= Int((Meant.notNo.marks(word) &* 0x0101_0101_0101_0101) &>> 56)
    }
    for answer in bytes[(bytes.count & ~7)...] where answer != TriState.no.rawValue { open &+= 1 }
    return open * 8 < bytes.count
  }

  /// Whether it only looks at the states of cells.
  private var isCheap: Bool {
    switch self {
    case .hasValue, .constant: true
    case .not(let inner): inner.isCheap
    default: false
    }
  }

  private func isDense(in view: RowView) -> Bool {
    switch self {
    case .constant, .hasValue, .flag, .compare, .compareColumns: true
    case .textIn(let column, _): view.vector(column).coding == .coded
    case .not(let inner): inner.isDense(in: view)
    case .all, .any, .general: false
    }
  }

  /// Lowers each answer to this kernel's, where that is lower.
  private func narrow(_ answers: UnsafeMutableBufferPointer<UInt8>, _ view: RowView) {
    switch self {
    case .constant(let state): Self.narrow(answers) { _ in state.rawValue }
    case .hasValue(let column):
      Self.narrow(answers, states: column, view, empty: .no, present: .yes)
    case .not(.hasValue(let column)):
      Self.narrow(answers, states: column, view, empty: .yes, present: .no)
    case .flag(let column): Self.narrow(answers, column, view) { Self.raw($0 != 0) }
    case .compare(let column, let order, let constant):
      Self.narrow(answers, column, view) { Self.raw(order.holds($0, constant)) }
    case .compareColumns(let left, let order, let right):
      let (one, other) = (view.cells(left), view.cells(right))
      Self.narrow(answers) { row in
        one.isPresent(row) && other.isPresent(row)
          ? Self.raw(order.holds(one.value(row), other.value(row))) : TriState.unknown.rawValue
      }
    case .textIn(let column, let texts):
      // Each distinct text is looked up once a batch; one more place stands for all other codes.
      let answerOfCode = view.memberships(column, in: texts).map(Self.raw) + [TriState.no.rawValue]
      answerOfCode.withUnsafeBufferPointer { answerOfCode in
        let last = UInt64(answerOfCode.count - 1)
        Self.narrow(answers, column, view) { code in
          answerOfCode[Int(truncatingIfNeeded: min(UInt64(bitPattern: code), last))]
        }
      }
    case .not(let inner):
      var others = [UInt8](repeating: TriState.yes.rawValue, count: answers.count)
      others.withUnsafeMutableBufferPointer { others in
        inner.narrow(others, view)
        Self.narrow(answers) { TriState.yes.rawValue &- others[$0] }
      }
    case .all, .any, .general: preconditionFailure("a kernel that is not dense")
    }
  }

  /// Lowers answers to those that the values of a column give, unknown where there is none.
  @inline(__always)
  private static func narrow(
    _ answers: UnsafeMutableBufferPointer<UInt8>, _ column: Int, _ view: RowView,
    _ answer: (Int64) -> UInt8
  ) {
    view.withStates(column) { states in
      view.withValues(column) { values in
        narrow(answers) { row in
          let answer = answer(values[row])
          return states[row] == CellState.present.rawValue ? answer : TriState.unknown.rawValue
        }
      }
    }
  }

  /// Lowers by whether a cell holds something; one that cannot be read is unknown.
  @inline(__always)
  private static func narrow(
    _ answers: UnsafeMutableBufferPointer<UInt8>, states column: Int, _ view: RowView,
    empty: TriState, present: TriState
  ) {
    view.withStates(column) { states in
      narrow(answers) { row in
        states[row] == CellState.empty.rawValue
          ? empty.rawValue
          : states[row] == CellState.malformed.rawValue
            ? TriState.unknown.rawValue : present.rawValue
      }
    }
  }

  @inline(__always)
  private static func narrow(
    _ answers: UnsafeMutableBufferPointer<UInt8>, _ answer: (Int) -> UInt8
  ) {
    for row in 0..<answers.count { answers[row] = min(answers[row], answer(row)) }
  }

  @inline(__always)
  private static func raw(_ truth: Bool) -> UInt8 {
    truth ? TriState.yes.rawValue : TriState.no.rawValue
  }

  /// Answers for all rows that begin as "yes" and are lowered as raw values.
  @inline(__always)
  private static func answers(
    _ view: RowView, _ lower: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) -> [TriState] {
    // A byte an answer, and the byte is the raw value, as the cases are declared in its order.
    precondition(unsafeBitCast(TriState.unknown, to: UInt8.self) == TriState.unknown.rawValue)
    precondition(unsafeBitCast(TriState.yes, to: UInt8.self) == TriState.yes.rawValue)
    var answers = [TriState](repeating: .yes, count: view.batch.rowCount)
    answers.withUnsafeMutableBufferPointer { $0.withMemoryRebound(to: UInt8.self, lower) }
    return answers
  }
}

extension RowView {
  /// The raw states of a column, a byte a row.
  @inline(__always)
  func withStates(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let slot = slots[column] else { preconditionFailure("a column that was not planned") }
    batch.columns[slot].states.withUnsafeBufferPointer {
      precondition($0.count >= batch.rowCount)
      body($0)
    }
  }

  /// The values of a column, one a row.
  @inline(__always)
  func withValues(_ column: Int, _ body: (UnsafeBufferPointer<Int64>) -> Void) {
    guard let slot = slots[column] else { preconditionFailure("a column that was not planned") }
    batch.columns[slot].values.withUnsafeBufferPointer {
      precondition($0.count >= batch.rowCount)
      body($0)
    }
  }
}
