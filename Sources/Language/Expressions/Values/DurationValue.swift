/// A span of time in seconds and nanoseconds of the same sign.
public struct DurationValue: Sendable, Hashable, Comparable {
  /// Whole seconds.
  public let seconds: Int64
  /// Nanoseconds beyond the seconds, -999,999,999 to 999,999,999.
  public let nanos: Int32

  /// Creates a duration; the parts are brought to the same sign.
  public init(seconds: Int64, nanos: Int32 = 0) {
    self.init(nanoseconds: Int128(seconds) * 1_000_000_000 + Int128(nanos))
  }

  /// Creates a duration from nanoseconds.
  init(nanoseconds: Int128) {
    let seconds = nanoseconds / 1_000_000_000
    self.seconds = Int64(clamping: seconds)
    nanos = Int32(truncatingIfNeeded: nanoseconds - seconds * 1_000_000_000)
  }

  /// Creates a duration that is the result of an operation; `nil` beyond 64 bits of nanoseconds.
  init?(checked nanoseconds: Int128) {
    guard Int64(exactly: nanoseconds) != nil else { return nil }
    self.init(nanoseconds: nanoseconds)
  }

  /// The whole length in nanoseconds.
  var nanoseconds: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanos) }

  /// Orders by length.
  public static func < (left: DurationValue, right: DurationValue) -> Bool {
    (left.seconds, left.nanos) < (right.seconds, right.nanos)
  }

  /// The duration in seconds, `5400s` or `-0.25s`.
  public var text: String {
    let sign = seconds < 0 || nanos < 0 ? "-" : ""
    return sign + String(seconds.magnitude) + fractionText(Int(nanos.magnitude)) + "s"
  }

  private static let units: [(name: String, nanoseconds: Int128)] = [
    ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000),
    ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// Reads numbers with units, `1h30m`, `-1.5s`, `250ms`, or `0`; `nil` where it is not one.
  public init?(_ text: String) {
    var rest = text.utf8[...]
    let negative = rest.first == UInt8(ascii: "-")
    if negative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    if rest.isEmpty { return nil }
    if rest.elementsEqual("0".utf8) {
      self.init(seconds: 0)
      return
    }
    var total: Int128 = 0
    while !rest.isEmpty {
      guard let part = Self.part(&rest) else { return nil }
      total += part
      if total > Int128(Int64.max) { return nil }
    }
    self.init(checked: negative ? -total : total)
  }

  /// Takes one number with its unit from the front, in nanoseconds.
  private static func part(_ rest: inout Substring.UTF8View) -> Int128? {
    let whole = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(whole.count)
    var fraction: Substring.UTF8View = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(fraction.count)
    }
    let unitText = rest.prefix { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: ".") }
    rest = rest.dropFirst(unitText.count)
    guard !(whole.isEmpty && fraction.isEmpty), whole.count <= 19,
      let unit = units.first(where: { $0.name.utf8.elementsEqual(unitText) })?.nanoseconds
    else { return nil }
    let seconds = Int128(Substring(whole)) ?? 0
    var result = seconds * unit
    var place = unit
    for byte in fraction {
      place /= 10
      result += Int128(byte - 0x30) * place
    }
    return result
  }
}

/// The digits after the point of a number of nanoseconds, as few as needed, with the point.
func fractionText(_ nanos: Int) -> String {
  if nanos == 0 { return "" }
  let digits = String(nanos)
  var text = String(repeating: "0", count: 9 - digits.count) + digits
  while text.last == "0" { text.removeLast() }
  return "." + text
}
