import CColumnScan

/// What a condition says of a row.
///
/// In the order of raw values "and" is the least and "or" the greatest of its parts.
enum TriState: UInt8, Sendable {
  case no
  /// It needs a cell that is empty or malformed, or its evaluation failed.
  case unknown
  case yes

  /// What "not" makes of it.
  var reversed: TriState {
    switch self {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }

  /// Which answers are meant.
  enum Meant {
    case yes, unknown, notYes, notNo

    /// The answer that is looked for, and whether it is what is not meant.
    fileprivate var looked: (answer: TriState, isOthers: UInt8) {
      switch self {
      case .yes: (.yes, 0)
      case .unknown: (.unknown, 0)
      case .notYes: (.yes, 1)
      case .notNo: (.no, 1)
      }
    }
  }

  /// The places of the answers that are meant, in order.
  static func places(of answers: [TriState], _ meant: Meant) -> [Int] {
    // Bounds: the loop asks for room for three places more than there are answers.
    [Int](unsafeUninitializedCapacity: answers.count + 3) { places, count in
      places.withMemoryRebound(to: Int64.self) { places in
        withBytes(answers) { bytes in
          guard let first = places.baseAddress, let answers = bytes.baseAddress else { return }
          count = Int(
            qixian_answer_places(
              answers, Int64(bytes.count), meant.looked.answer.rawValue, meant.looked.isOthers,
              first))
        }
      }
    }
  }

  /// The number of answers that are yes.
  static func count(_ answers: [TriState]) -> Int {
    withBytes(answers) { Int(qixian_count_yes($0.baseAddress, Int64($0.count))) }
  }

  /// Whether some answer is not known.
  static func holdsUnknown(_ answers: [TriState]) -> Bool {
    withBytes(answers) { qixian_holds_unknown($0.baseAddress, Int64($0.count)) != 0 }
  }

  /// Lowers answers to others where those are lower.
  static func lower(_ answers: inout [TriState], to others: [TriState]) {
    precondition(answers.count == others.count)
    withBytes(others) { others in
      withMutableBytes(&answers) {
        qixian_lower_answers($0.baseAddress, others.baseAddress, Int64(others.count))
      }
    }
  }

  /// Calls with the raw values of answers.
  ///
  /// A byte an answer, and the byte is the raw value, as the cases are declared in its order.
  @inline(__always)
  static func withBytes<Result>(
    _ answers: [TriState], _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    assert(unsafeBitCast(TriState.unknown, to: UInt8.self) == TriState.unknown.rawValue)
    assert(unsafeBitCast(TriState.yes, to: UInt8.self) == TriState.yes.rawValue)
    return answers.withUnsafeBufferPointer { $0.withMemoryRebound(to: UInt8.self, body) }
  }

  /// Calls with the raw values of answers, which may be changed to those of others.
  @inline(__always)
  static func withMutableBytes(
    _ answers: inout [TriState], _ body: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    answers.withUnsafeMutableBufferPointer { $0.withMemoryRebound(to: UInt8.self, body) }
  }
}
