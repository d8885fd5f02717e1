import Testing

@testable import Expressions

@Suite struct DecimalTests {
  @Test(
    arguments: [
      ("decimal('0.1') + decimal('0.2') == decimal('0.3')", "true"),
      ("decimal('2.50') == decimal('2.5')", "true"), ("decimal('2.50')", "decimal(\"2.50\")"),
      ("decimal('1.5') + 1", "decimal(\"2.5\")"), ("2 * decimal('0.35')", "decimal(\"0.70\")"),
      ("1 - decimal('0.01')", "decimal(\"0.99\")"), ("-decimal('1.0')", "decimal(\"-1.0\")"),
      // A number written beside a decimal is taken digit by digit.
      ("decimal('0.8') >= 0.8", "true"), ("0.8 <= decimal('0.8')", "true"),
      ("decimal('0.8') < .8", "false"), ("decimal('100') * 0.07", "decimal(\"7.00\")"),
      ("decimal('0.7') in [0.7]", "true"), ("decimal('0.7') == -0.7", "false"),
      // A computed double is compared as the number that it is.
      ("decimal('0.5') == double('0.5')", "true"), ("decimal('0.8') < double('0.8')", "true"),
      ("decimal('0.1') == double('0.1')", "false"), ("decimal('3') < 0.0 / 0.0", "false"),
      ("decimal('12345678901234567') == 12345678901234567", "true"),
      ("decimal('7') / 2", "3.5"), ("decimal('0.9') / decimal('0.3')", "3.0"),
      ("1 / decimal('3')", "0.3333333333333333"), ("decimal('1') / 0", "error: division by zero"),
      ("decimal('9223372036854775807') + 1", "error: the result is out of range"),
      ("decimal('0.000000000000000001') * decimal('0.1')", "error: the result is out of range"),
      ("decimal('0.5000000000') * decimal('0.200000000')", "decimal(\"0.100000000000000000\")"),
      ("math.round(decimal('2.5'))", "decimal(\"3\")"),
      ("math.floor(decimal('-2.1'))", "decimal(\"-3\")"),
      ("int(decimal('-2.9'))", "-2"), ("string(decimal('1.20'))", "\"1.20\""),
      ("decimal('1,000')", "error: decimal() cannot read this text"),
      (
        "decimal(1) + 0.5 + double('1')",
        "error: '+' cannot be used with a decimal and a floating-point number"
      ),
      ("[decimal('1.0'), decimal('2')].exists(x, x == 1)", "true"),
    ])
  func `decimals are exact`(text: String, expected: String) {
    #expect(evaluated(text) == expected)
  }

  @Test func `the order to doubles is exact around each double`() throws {
    for text in ["0.1", "0.25", "-0.3", "1234.5678", "-99999.00001", "0.000000000000000003"] {
      let decimal = try #require(ExactDecimal(text))
      let double = try #require(Double(text))
      #expect(decimal.nearestDouble == double)
      #expect(decimal.order(to: double.nextUp) == .less)
      #expect(decimal.order(to: double.nextDown) == .greater)
    }
    #expect(ExactDecimal("0.25")?.order(to: 0.25) == .equal)
    #expect(ExactDecimal("0.1")?.order(to: 0.1) == .less)
  }

  @Test(arguments: ["", "-", "1.", ".5", "1e3", "１", "1.2.3", "99999999999999999999", " 1"])
  func `a text that is not a decimal is refused`(text: String) {
    #expect(ExactDecimal(text) == nil)
  }
}
