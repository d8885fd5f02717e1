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
    let value =
      low.equals(high) ? plain(low, target) : "\(plain(low, target))–\(plain(high, target))"
    return aimed(
      LocalizedText(zh: "共\(value)", en: "\(value) in all"), low, comparison, target,
      isOpen: isOpen)
  }

  /// A statistic with its target, and what is still missing.
  static func statistic(
    _ value: Ratio, _ rule: MeasureRule, _ target: Ratio?, isOpen: Bool
  ) -> LocalizedText {
    let number = plain(value, target)
    let text =
      switch rule.statistic {
      case .sum: LocalizedText(zh: "合計\(number)", en: "sum \(number)")
      case .mean: LocalizedText(zh: "平均\(number)", en: "mean \(number)")
      case .median: LocalizedText(zh: "中位數\(number)", en: "median \(number)")
      case .percentile(let n):
        LocalizedText(zh: "第\(n)百分位數\(number)", en: "percentile \(n): \(number)")
      case .minimum: LocalizedText(zh: "最小值\(number)", en: "smallest \(number)")
      case .maximum: LocalizedText(zh: "最大值\(number)", en: "largest \(number)")
      case .distinct: LocalizedText(zh: "不同值\(number)個", en: "\(number) distinct")
      case .last: LocalizedText(zh: "最後值\(number)", en: "last \(number)")
      }
    return aimed(text, value, rule.comparison, target, isOpen: isOpen)
  }

  /// A value's words, then its target and what it falls short by.
  private static func aimed(
    _ words: LocalizedText, _ low: Ratio, _ comparison: Comparison, _ target: Ratio?, isOpen: Bool
  ) -> LocalizedText {
    var text = words
    if let target {
      text.zhHant += "，目標\(word(comparison).zhHant)\(plain(target))"
      text.en += ", target \(word(comparison).en) \(plain(target))"
      if comparison.direction > 0, low < target {
        let missing = target.subtracting(low)
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

  /// A number without needless digits: whole, or at least four places, cut, and on the same side of its
  /// target as the exact value.
  static func plain(_ value: Ratio, _ target: Ratio? = nil) -> String {
    if value.numerator % value.denominator == 0 {
      return String(value.numerator / value.denominator)
    }
    var text = value.decimalText(places: 4, landmarks: target.map { [$0] } ?? [])
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
