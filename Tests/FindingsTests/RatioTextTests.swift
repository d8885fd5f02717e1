import Diagnostics
import Findings
import Testing

@Suite struct RatioTextTests {
  @Test(
    arguments: [
      (Ratio(97_996, 1000), Ratio(98, 1), "97.99"), (Ratio(98, 1), Ratio(98, 1), "98.00"),
      (Ratio(98_004, 1000), Ratio(98, 1), "98.01"), (Ratio(97_994, 1000), Ratio(98, 1), "97.99"),
      (Ratio(99_999, 1000), Ratio(100, 1), "99.99"), (Ratio(100, 1), Ratio(100, 1), "100.00"),
      (Ratio(5001, 1000), Ratio(5, 1), "5.01"), (Ratio(5, 1), Ratio(5, 1), "5.00"),
      (Ratio(200, 3), Ratio(66, 1), "66.67"), (Ratio(200, 3), Ratio(200, 3), "66.666667"),
      (Ratio(97_995, 1000), Ratio(97_996, 1000), "97.995"), (Ratio(1, 8), Ratio(1, 1), "0.13"),
      (Ratio(-1, 8), Ratio(1, 1), "-0.13"), (Ratio(-1, 1000), Ratio(0, 1), "-0.01"),
      (Ratio(1, 1_000_000), Ratio(0, 1), "0.01"),
      (Ratio(.max, .max - 1), Ratio(1, 1), "1.01"), (Ratio(.max - 1, .max), Ratio(1, 1), "0.99"),
    ])
  func `a value is shown on its own side of the target`(value: Ratio, target: Ratio, text: String) {
    #expect(value.decimalText(places: 2, landmarks: [target]) == text)
  }

  @Test func `no displayed value lies on the other side of its target`() throws {
    for denominator in 1...60 {
      for numerator in 0...(denominator * 2) {
        for target in [Ratio(1, 1), Ratio(1, 3), Ratio(19, 20), Ratio(1, 7)] {
          let value = Ratio(Int64(numerator), Int64(denominator))
          let text = value.decimalText(places: 2, landmarks: [target])
          let digits = try #require(Int64(text.filter { $0 != "." }))
          let places = text.split(separator: ".")[1].count
          let shown = Ratio(digits, (0..<places).reduce(1) { scale, _ in scale * 10 })
          if value.isLess(than: target) { #expect(shown.isLess(than: target)) }
          if target.isLess(than: value) { #expect(target.isLess(than: shown)) }
        }
      }
    }
  }

  @Test func `a share below all is never shown as all, nor one above none as none`() {
    func shown(_ ratio: Ratio) -> String {
      GroupResult(
        rule: 0, subject: .group(values: [], period: nil), verdict: .compliant, low: ratio,
        high: ratio, unit: "percent", target: Ratio(90, 1), comparison: "at-least",
        members: VerdictCounts(), isOpen: false, reason: LocalizedText(verbatim: "")
      ).valueText
    }
    #expect(shown(Ratio(99_999, 1000)) == "99.99%")
    #expect(shown(Ratio(1, 1000)) == "0.01%")
    #expect(shown(Ratio(100, 1)) == "100.00%")
    #expect(shown(Ratio(0, 1)) == "0.00%")
  }

  @Test(
    arguments: [
      (Ratio(98, 1), "98"), (Ratio(195, 2), "97.5"), (Ratio(1, 3), "0.333333"),
      (Ratio(-5, 4), "-1.25"), (Ratio(929, 10), "92.9"),
    ])
  func `an exact value is shown in as few digits as it needs`(value: Ratio, text: String) {
    #expect(value.shortText == text)
  }
}
