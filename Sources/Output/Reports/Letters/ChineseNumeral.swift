/// Numbers as points of official letters are counted: 一、二、…、十、十一、….
enum ChineseNumeral {
  private static let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

  /// A number from 1; from 100 on in Arabic digits.
  static func text(_ number: Int) -> String {
    guard (1..<100).contains(number) else { return String(number) }
    let tens = number < 10 ? "" : (number < 20 ? "" : digits[number / 10]) + "十"
    return tens + digits[number % 10]
  }
}
