import Columns

extension ConditionKernel {
  /// The answer for each of the rows, in their order.
  func evaluate(
    _ view: RowView, _ rows: [Int], general: (ConditionKernel, [Int]) -> [TriState]
  ) -> [TriState] {
    if rows.count == view.batch.rowCount, let answers = dense(view) { return answers }
    switch self {
    case .constant(let state): return [TriState](repeating: state, count: rows.count)
    case .hasValue(let column):
      let cells = view.cells(column)
      return Self.answers(rows) { row in
        switch CellState(rawValue: cells.state(row)) {
        case .present, .undeclared: .yes
        case .empty: .no
        case .malformed, nil: .unknown
        }
      }
    case .flag(let column):
      let cells = view.cells(column)
      return Self.answers(rows) { row in
        cells.isPresent(row) ? (cells.value(row) != 0 ? .yes : .no) : .unknown
      }
    case .textIn(let column, let texts): return Self.membership(column, view, rows, texts)
    case .compare(let column, let order, let constant):
      let cells = view.cells(column)
      return Self.answers(rows) { row in
        cells.isPresent(row) ? (order.holds(cells.value(row), constant) ? .yes : .no) : .unknown
      }
    case .compareColumns(let a, let order, let b):
      let (left, right) = (view.cells(a), view.cells(b))
      return Self.answers(rows) { row in
        guard left.isPresent(row), right.isPresent(row) else { return .unknown }
        return order.holds(left.value(row), right.value(row)) ? .yes : .no
      }
    case .not(let inner):
      var answers = inner.evaluate(view, rows, general: general)
      for index in answers.indices {
        switch answers[index] {
        case .yes: answers[index] = .no
        case .no: answers[index] = .yes
        case .unknown: continue
        }
      }
      return answers
    case .all(let kernels):
      return Self.joined(kernels, decisive: .no, view, rows, general)
    case .any(let kernels):
      return Self.joined(kernels, decisive: .yes, view, rows, general)
    case .general: return general(self, rows)
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

  private static func membership(
    _ column: Int, _ view: RowView, _ rows: [Int], _ texts: TextSet
  ) -> [TriState] {
    let vector = view.vector(column)
    let cells = view.cells(column)
    guard vector.coding == .coded else {
      return answers(rows) { row in
        guard cells.isPresent(row) else { return .unknown }
        return texts.contains(vector.text(row)) ? .yes : .no
      }
    }
    // Each distinct text is looked up once a batch.
    let isMember = view.memberships(column, in: texts).map { $0 ? TriState.yes : .no }
    return isMember.withUnsafeBufferPointer { isMember in
      answers(rows) { row in
        guard cells.isPresent(row) else { return .unknown }
        let code = Int(cells.value(row))
        guard isMember.indices.contains(code) else { return .unknown }
        return isMember[code]
      }
    }
  }

  /// Joins kernels; rows that are decided are not asked again.
  private static func joined(
    _ kernels: [ConditionKernel], decisive: TriState, _ view: RowView, _ rows: [Int],
    _ general: (ConditionKernel, [Int]) -> [TriState]
  ) -> [TriState] {
    let neutral: TriState = decisive == .no ? .yes : .no
    guard let first = kernels.first else {
      return [TriState](repeating: neutral, count: rows.count)
    }
    var (result, done): ([TriState], Int)
    if decisive == .no, rows.count == view.batch.rowCount,
      let dense = dense(all: kernels, view)
    {
      (result, done) = dense
    } else {
      (result, done) = (first.evaluate(view, rows, general: general), 1)
    }
    for kernel in kernels.dropFirst(done) {
      let places = places(of: result, decisive == .no ? .notNo : .notYes)
      if places.isEmpty { break }
      let open = places.count == rows.count ? rows : places.map { rows[$0] }
      let answers = kernel.evaluate(view, open, general: general)
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

  /// Which answers are meant: a 1 in each byte of a word of answers that is.
  enum Meant {
    case yes, notYes, notNo

    /// By the raw values: no is 0, unknown 1 and yes 2.
    @inline(__always)
    func marks(_ word: UInt64) -> UInt64 {
      let ones: UInt64 = 0x0101_0101_0101_0101
      return switch self {
      case .yes: word &>> 1 & ones
      case .notYes: (word &>> 1 & ones) ^ ones
      case .notNo: (word | word &>> 1) & ones
      }
    }
  }

  /// The places of the answers that are meant, in order.
  static func places(of answers: [TriState], _ meant: Meant) -> [Int] {
    answers.withUnsafeBytes { bytes in
      [Int](unsafeUninitializedCapacity: bytes.count) { places, count in
        // Eight answers at a time, as most of a filter's are the same.
        var offset = 0
        while offset < bytes.count {
          let rest = bytes.count &- offset
          let word =
            rest >= 8
            ? bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            : bytes[offset...].reversed().reduce(0) { $0 &<< 8 | UInt64($1) }
          var open = meant.marks(word)
          if rest < 8 { open &= 1 &<< UInt64(truncatingIfNeeded: rest &* 8) &- 1 }
          while open != 0 {
            places.initializeElement(at: count, to: offset &+ open.trailingZeroBitCount &>> 3)
            count &+= 1
            open &= open &- 1
          }
          offset &+= 8
        }
      }
    }
  }

  /// Whether some answer is not known.
  static func holdsUnknown(_ answers: [TriState]) -> Bool {
    answers.withUnsafeBytes { $0.reduce(UInt8(0)) { $0 | ($1 & TriState.unknown.rawValue) } != 0 }
  }
}
