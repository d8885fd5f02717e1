/// How a file writes its dates; each export has its own habit.
enum DateStyle {
  /// `2021-01-04`.
  case iso
  /// `2021/1/4`.
  case isoSlash
  /// `110/01/04`.
  case roc
  /// `1100104`.
  case rocDigits
  /// `110年1月4日`.
  case rocWords

  /// A day in this style.
  func text(_ day: Day) -> String {
    let parts = day.parts
    let roc = parts.year - 1911
    switch self {
    case .iso: return "\(parts.year)-\(two(parts.month))-\(two(parts.day))"
    case .isoSlash: return "\(parts.year)/\(parts.month)/\(parts.day)"
    case .roc: return "\(roc)/\(two(parts.month))/\(two(parts.day))"
    case .rocDigits: return "\(roc)\(two(parts.month))\(two(parts.day))"
    case .rocWords: return "\(roc)年\(parts.month)月\(parts.day)日"
    }
  }

  /// A moment in this style.
  func text(_ moment: Moment) -> String {
    "\(text(moment.day)) \(two(moment.minute / 60)):\(two(moment.minute % 60))"
  }
}

/// A number of at most two digits with a leading zero.
func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

/// A number with leading zeros.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
