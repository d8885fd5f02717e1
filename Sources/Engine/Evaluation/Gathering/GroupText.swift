import Diagnostics
import Findings
import RuleCheck

/// Words why a group got its verdict.
enum GroupText {
  /// A share with its interval and target.
  static func share(
    _ members: VerdictCounts, _ low: Ratio, _ high: Ratio, _ comparison: Comparison,
    _ target: Ratio?, isOpen: Bool
  ) -> LocalizedText {
    let total = members.judged
    let interval =
      low.equals(high)
      ? percent(low, target)
      : "\(percent(low, target))–\(percent(high, target))"
    var zh = "\(members.compliant)/\(total)件符合，比率\(interval)"
    var en = "\(members.compliant) of \(total) met, \(interval)"
    if let target {
      zh += "，目標\(word(comparison).zhHant)\(plain(target))%"
      en += ", target \(word(comparison).en) \(plain(target))%"
    }
    if members.pending > 0 {
      zh += "，\(members.pending)件未定"
      en += ", \(members.pending) pending"
    }
    if members.undetermined > 0 {
      zh += "，\(members.undetermined)件無法判定"
      en += ", \(members.undetermined) undetermined"
    }
    return open(LocalizedText(zh: zh, en: en), isOpen)
  }

  /// A count with its target, and what is still missing.
  static func count(
    _ low: Ratio, _ high: Ratio, _ comparison: Comparison, _ target: Ratio?, isOpen: Bool
  ) -> LocalizedText {
    let value = low.equals(high) ? plain(low) : "\(plain(low))–\(plain(high))"
    var text = LocalizedText(zh: "共\(value)", en: "\(value) in all")
    if let target {
      text.zhHant += "，目標\(word(comparison).zhHant)\(plain(target))"
      text.en += ", target \(word(comparison).en) \(plain(target))"
      if comparison.direction > 0, low < target {
        let missing = Ratio(
          wide: Int128(target.numerator) * Int128(low.denominator) - Int128(low.numerator)
            * Int128(target.denominator), Int128(target.denominator) * Int128(low.denominator))
        text.zhHant += "，尚缺\(plain(missing))"
        text.en += ", \(plain(missing)) short"
      }
    }
    return open(text, isOpen)
  }

  static func open(_ text: LocalizedText, _ isOpen: Bool) -> LocalizedText {
    guard isOpen else { return text }
    return LocalizedText(zh: text.zhHant + "（期間未滿）", en: text.en + " (the period is not over)")
  }

  /// A comparison as a word before its target.
  static func word(_ comparison: Comparison) -> LocalizedText {
    switch comparison {
    case .atLeast: LocalizedText(zh: "至少", en: "at least")
    case .atMost: LocalizedText(zh: "至多", en: "at most")
    case .above: LocalizedText(zh: "高於", en: "above")
    case .below: LocalizedText(zh: "低於", en: "below")
    case .exactly: LocalizedText(zh: "等於", en: "exactly")
    }
  }

  /// A percentage to two places, on the same side of its target as the exact value.
  static func percent(_ value: Ratio, _ target: Ratio?) -> String {
    let landmarks = (target.map { [$0] } ?? []) + [Ratio(0, 1), Ratio(100, 1)]
    return value.decimalText(places: 2, landmarks: landmarks) + "%"
  }

  /// A number without needless digits: whole, or at most four places, cut.
  static func plain(_ value: Ratio) -> String {
    if value.numerator % value.denominator == 0 {
      return String(value.numerator / value.denominator)
    }
    let scaled = Int128(value.numerator) * 10_000 / Int128(value.denominator)
    var text = decimalText(Int64(clamping: scaled), scale: 4)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
