public import CivilTime
public import Diagnostics

/// A decimal number exactly as written: `mantissa / 10^scale`.
public struct DecimalNumber: Sendable, Hashable {
  /// The digits without the point.
  public var mantissa: Int64
  /// How many of them stand after the point.
  public var scale: Int

  /// Creates a number.
  public init(mantissa: Int64, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// Reads `98`, `-1.50`, `.5`; `nil` for anything else or more than 18 digits.
  public init?(_ text: some StringProtocol) {
    var digits = 0
    var mantissa: Int64 = 0
    var scale: Int?
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest.removeFirst() }
    for byte in rest.utf8 {
      if byte == 0x2E, scale == nil {
        scale = 0
      } else if byte >= 0x30, byte <= 0x39, digits < 18 {
        mantissa = mantissa * 10 + Int64(byte - 0x30)
        digits += mantissa == 0 ? 0 : 1
        scale = scale.map { $0 + 1 }
      } else {
        return nil
      }
    }
    guard rest.utf8.contains(where: { $0 != 0x2E }), (scale ?? 0) <= 18 else { return nil }
    self.init(mantissa: isNegative ? -mantissa : mantissa, scale: scale ?? 0)
  }
}

extension YAMLNode {
  /// The whole number, if it is one.
  public var integer: Int? {
    if case .integer(let value)? = scalar?.value { Int(value) } else { nil }
  }

  /// The truth value, if it is one.
  public var boolean: Bool? {
    if case .boolean(let value)? = scalar?.value { value } else { nil }
  }

  /// The number, if it is one without an exponent.
  public var decimal: DecimalNumber? {
    switch scalar?.value {
    case .integer?, .number?: text.flatMap { DecimalNumber($0) }
    default: nil
    }
  }

  /// The date or time; years below 1000 are years of the Republic.
  public var time: Result<WrittenTime, TimeTextProblem>? {
    text.map { TimeText.parse($0, forms: [.iso, .roc]) }
  }

  /// The date, if it is one.
  public var date: CivilDate? {
    text.flatMap { try? TimeText.parseDate($0, forms: [.iso, .roc]).get() }
  }

  /// The length of a period, if it is one.
  public var period: PeriodLength? { text.flatMap { try? PeriodLength.parse($0).get() } }

  /// The month and day of `02-20`, if there is such a day in a leap year.
  public var monthDay: (month: Int, day: Int)? {
    guard let parts = text?.split(separator: "-"), parts.count == 2, let month = Int(parts[0]),
      let day = Int(parts[1]), CivilDate(year: 2000, month: month, day: day) != nil
    else { return nil }
    return (month, day)
  }

  /// The text in each language; one that is missing is taken from the other.
  public var localized: LocalizedText? {
    if let text { return LocalizedText(verbatim: text) }
    let zh = self["zh-Hant"]?.text
    let en = self["en"]?.text
    guard let any = zh ?? en else { return nil }
    return LocalizedText(zh: zh ?? any, en: en ?? any)
  }

  /// The texts of one scalar or a list of them, in order.
  public var texts: [String] { oneOrMore.compactMap(\.text) }
}
