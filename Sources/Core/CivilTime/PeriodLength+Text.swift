/// Why a text is not the length of a period.
public enum PeriodTextProblem: String, Sendable, Hashable, Error, CaseIterable {
  /// There is no text.
  case empty
  /// There is no whole number before the unit.
  case noNumber
  /// There is no unit after the number.
  case noUnit
  /// The unit is not one of those known.
  case unknownUnit
  /// The number is 0, or larger than any period.
  case outOfRange
}

extension PeriodLength {
  /// Reads a length such as `30 days`, `72 hours`, `15d`, `2mo`, `30日`, `3個月`, `15個工作天`.
  ///
  /// `m` alone is refused, as it could mean minutes or months.
  public static func parse(_ text: some StringProtocol) -> Result<PeriodLength, PeriodTextProblem> {
    let scalars = Array(text.unicodeScalars.map(foldWidth))
    var start = 0
    var end = scalars.count
    while start < end, isSpace(scalars[start]) { start += 1 }
    while end > start, isSpace(scalars[end - 1]) { end -= 1 }
    guard start < end else { return .failure(.empty) }
    var amount = 0
    var index = start
    while index < end, let digit = digitValue(scalars[index]) {
      amount = min(amount * 10 + digit, 1 << 40)
      index += 1
    }
    guard index > start else { return .failure(.noNumber) }
    while index < end, isSpace(scalars[index]) || scalars[index] == "-" { index += 1 }
    guard index < end else { return .failure(.noUnit) }
    var word = ""
    for scalar in scalars[index..<end] where scalar != "-" && scalar != "_" {
      if isSpace(scalar) {
        if word.last != " " { word.append(" ") }
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    guard let unit = Unit(word: word.lowercased()) else { return .failure(.unknownUnit) }
    guard amount >= 1, amount <= unit.largestAmount else { return .failure(.outOfRange) }
    return .success(PeriodLength(amount, unit))
  }

  private static func foldWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{3000}" || scalar == "\u{A0}"
  }

  private static func digitValue(_ scalar: Unicode.Scalar) -> Int? {
    (0x30...0x39).contains(scalar.value) ? Int(scalar.value) - 0x30 : nil
  }
}

extension PeriodLength.Unit {
  /// Reads a unit as people and tables write it, in lower case; `nil` where it is none.
  public init?(word: String) {
    switch word {
    case "s", "sec", "secs", "second", "seconds", "秒", "秒鐘": self = .second
    case "min", "mins", "minute", "minutes", "分", "分鐘": self = .minute
    case "h", "hr", "hrs", "hour", "hours", "時", "小時", "個小時": self = .hour
    case "d", "day", "days", "日", "天", "個日曆天", "日曆天": self = .day
    case "w", "wk", "week", "weeks", "週", "周", "星期", "個星期", "禮拜": self = .week
    case "mo", "mon", "month", "months", "月", "個月", "个月": self = .month
    case "y", "yr", "year", "years", "年": self = .year
    case "wd", "working day", "working days", "workingday", "workingdays", "workday", "workdays",
      "business day", "business days", "工作日", "工作天", "個工作日", "個工作天":
      self = .workingDay
    default: return nil
    }
  }
}
