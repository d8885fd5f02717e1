public import Diagnostics

/// Why an expression has no value.
public struct EvaluationError: Error, Sendable, Hashable {
  /// The kinds of reason.
  public enum Reason: Sendable, Hashable {
    /// Cells that are empty or malformed were used.
    case unknown(UnknownCells)
    /// A name that does not exist (unchecked expressions only).
    case unknownName(String)
    /// A function that does not exist (unchecked expressions only).
    case unknownFunction(String)
    /// An operator or function that does not take values of these types.
    case noSuchOverload(String)
    /// A key that a map does not have.
    case noSuchKey
    /// An index outside of a list or text.
    case indexOutOfRange
    /// A division or remainder by zero.
    case divisionByZero
    /// A result that its type cannot hold.
    case overflow
    /// A value that another type cannot hold, or that cannot be read as one.
    case badConversion(String)
    /// A key of a map that is of a wrong type.
    case badKey
    /// A key that a map has twice.
    case repeatedKey
    /// A time zone that is not known.
    case unknownZone
    /// A regular expression that cannot be used.
    case badPattern
    /// A format that does not fit its arguments.
    case badFormat
    /// A function of the working calendar where there is none.
    case noCalendar
    /// A day outside of the working calendar's years.
    case outsideCalendar
    /// The value of an optional that is absent.
    case absentValue
    /// A date before the birth date, or another argument that makes no sense.
    case badArgument(String)
    /// A text or list beyond the size limit, or too many steps.
    case tooLarge
  }

  /// The reason.
  public var reason: Reason
  /// The part of the expression, in UTF-8 offsets of its text.
  public var span: SourceSpan

  /// Creates an error.
  public init(_ reason: Reason, at span: SourceSpan) {
    self.reason = reason
    self.span = span
  }

  /// The cells whose emptiness is the only reason; `nil` where it is another.
  public var unknownCells: UnknownCells? {
    if case .unknown(let cells) = reason { cells } else { nil }
  }

  /// The error of an operation of whose operands both failed: unknown cells come first.
  func combined(with other: EvaluationError) -> EvaluationError {
    switch (reason, other.reason) {
    case (.unknown(let mine), .unknown(let others)):
      EvaluationError(.unknown(mine.union(others)), at: span)
    case (.unknown, _): self
    case (_, .unknown): other
    default: self
    }
  }

  /// The reason in words; never the content of a cell.
  public var message: LocalizedText {
    switch reason {
    case .unknown:
      LocalizedText(zh: "所用的儲存格是空白的或無法讀取", en: "a cell that is used is empty or unreadable")
    case .unknownName(let name):
      LocalizedText(zh: "沒有名為「\(name)」的變數", en: "there is no variable '\(name)'")
    case .unknownFunction(let name):
      LocalizedText(zh: "沒有函式「\(name)」", en: "there is no function '\(name)'")
    case .noSuchOverload(let name):
      LocalizedText(zh: "「\(name)」不能用在這些型別的值", en: "'\(name)' does not take values of these types")
    case .noSuchKey: LocalizedText(zh: "對照表中沒有這個鍵", en: "the map has no such key")
    case .indexOutOfRange: LocalizedText(zh: "位置超出範圍", en: "the index is out of range")
    case .divisionByZero: LocalizedText(zh: "除以零", en: "division by zero")
    case .overflow: LocalizedText(zh: "結果超出可表示的範圍", en: "the result is out of range")
    case .badConversion(let type):
      LocalizedText(zh: "無法轉換成 \(type)", en: "the value cannot be converted to \(type)")
    case .badKey: LocalizedText(zh: "這種值不能當作鍵", en: "a value of this type cannot be a key")
    case .repeatedKey: LocalizedText(zh: "對照表中的鍵重複", en: "a key occurs twice in the map")
    case .unknownZone: LocalizedText(zh: "時區不存在", en: "the time zone is not known")
    case .badPattern: LocalizedText(zh: "樣式不正確", en: "the pattern cannot be used")
    case .badFormat: LocalizedText(zh: "格式與引數不合", en: "the format does not fit its arguments")
    case .noCalendar: LocalizedText(zh: "沒有可用的行事曆", en: "no working calendar is given")
    case .outsideCalendar:
      LocalizedText(zh: "日期不在行事曆的年度內", en: "the date is outside of the calendar's years")
    case .absentValue: LocalizedText(zh: "可缺的值不存在", en: "the optional value is absent")
    case .badArgument(let name):
      LocalizedText(zh: "「\(name)」的引數不合理", en: "an argument of '\(name)' makes no sense")
    case .tooLarge:
      LocalizedText(zh: "運算的結果或步驟太多", en: "the result or its computation is too large")
    }
  }
}

/// The slots of variables whose cells were empty or malformed when they were used.
public struct UnknownCells: Sendable, Hashable {
  private var low: UInt64 = 0
  private var high: Set<Int> = []

  /// Creates the set of one slot.
  public init(slot: Int) {
    if slot < 64 { low = 1 << UInt64(slot) } else { high = [slot] }
  }

  /// The slots of either set.
  public func union(_ other: UnknownCells) -> UnknownCells {
    var result = self
    result.low |= other.low
    if !other.high.isEmpty { result.high.formUnion(other.high) }
    return result
  }

  /// The slots in ascending order.
  public var slots: [Int] { (0..<64).filter { low >> UInt64($0) & 1 == 1 } + high.sorted() }
}
