/// `format`, which puts values into a text at its clauses: `%s %d %f %e %b %o %x %X %%`.
enum TextFormat {
  /// The most digits after the point that a clause may ask for.
  private static let precisionLimit = 1000

  static func result(_ arguments: [Value]) throws(FunctionFailure) -> Value {
    guard arguments.count == 2, case .string(let format) = arguments[0],
      case .list(let values) = arguments[1]
    else { throw .types }
    var output = ""
    var next = 0
    var rest = format.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        output.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == "%" {
        output += "%"
        rest.removeFirst()
        continue
      }
      let precision = try precision(&rest)
      guard let clause = rest.popFirst(), next < values.count else {
        throw FunctionFailure(.badFormat)
      }
      guard let text = text(of: values[next], clause, precision) else {
        throw FunctionFailure(.badFormat)
      }
      output += text
      next += 1
      if output.utf8.count > Evaluator.sizeLimit { throw FunctionFailure(.tooLarge) }
    }
    return .string(output)
  }

  private static func precision(
    _ rest: inout Substring.UnicodeScalarView
  ) throws(FunctionFailure) -> Int? {
    guard rest.first == "." else { return nil }
    rest.removeFirst()
    let digits = rest.prefix { ("0"..."9").contains($0) }
    rest = rest.dropFirst(digits.count)
    guard let precision = Int(String(digits)), precision <= precisionLimit else {
      throw FunctionFailure(.badFormat)
    }
    return precision
  }

  private static func text(
    of value: Value, _ clause: Unicode.Scalar, _ precision: Int?
  ) -> String? {
    switch clause {
    case "s": return plain(value)
    case "d": return decimal(value)
    case "f": return number(value).map { fixed($0, precision ?? 6) }
    case "e": return number(value).map { scientific($0, precision ?? 6) }
    case "b":
      if case .bool(let truth) = value { return truth ? "1" : "0" }
      return integer(value, radix: 2)
    case "o": return integer(value, radix: 8)
    case "x", "X": return hexadecimal(value, uppercase: clause == "X")
    default: return nil
    }
  }

  /// A value as `%s` shows it: texts bare, maps sorted by the text of their keys.
  private static func plain(_ value: Value) -> String? {
    switch value {
    case .null: return "null"
    case .type(let name): return name
    case .list(let elements):
      let texts = elements.compactMap(plain)
      return texts.count == elements.count ? "[" + texts.joined(separator: ", ") + "]" : nil
    case .map(let map):
      var pairs: [(String, String)] = []
      for entry in map.entries {
        guard let key = plain(entry.key), let text = plain(entry.value) else { return nil }
        pairs.append((key, text))
      }
      pairs.sort { textOrder($0.0, $1.0) == .less }
      return "{" + pairs.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}"
    default: return value.converted
    }
  }

  private static func decimal(_ value: Value) -> String? {
    switch value {
    case .int(let number): String(number)
    case .uint(let number): String(number)
    case .double(let number) where !number.isFinite: Value.plain(number)
    default: nil
    }
  }

  private static func integer(_ value: Value, radix: Int) -> String? {
    switch value {
    case .int(let number): String(number, radix: radix)
    case .uint(let number): String(number, radix: radix)
    default: nil
    }
  }

  private static func hexadecimal(_ value: Value, uppercase: Bool) -> String? {
    let bytes: [UInt8]
    switch value {
    case .int(let number): return String(number, radix: 16, uppercase: uppercase)
    case .uint(let number): return String(number, radix: 16, uppercase: uppercase)
    case .string(let text): bytes = Array(text.utf8)
    case .bytes(let given): bytes = given
    default: return nil
    }
    return bytes.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: uppercase)
    }.joined()
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .double(let number): number
    case .int(let number): Double(number)
    case .uint(let number): Double(number)
    case .decimal(let number): number.nearestDouble
    default: nil
    }
  }

  private static func fixed(_ number: Double, _ precision: Int) -> String {
    if !number.isFinite { return Value.plain(number) }
    var digits = ExactDigits(number)
    digits.round(toPlaces: precision)
    return (number.sign == .minus ? "-" : "") + digits.fixed(places: precision)
  }

  private static func scientific(_ number: Double, _ precision: Int) -> String {
    if !number.isFinite { return Value.plain(number) }
    var digits = ExactDigits(number)
    digits.round(toPlaces: precision + 1 - digits.point)
    let exponent = number == 0 ? 0 : digits.point - 1
    digits.point = 1
    let magnitude = String(exponent.magnitude)
    return (number.sign == .minus ? "-" : "") + digits.fixed(places: precision)
      + (exponent < 0 ? "e-" : "e+") + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }
}

/// All decimal digits of a finite double, which is a finite decimal fraction.
struct ExactDigits {
  /// The digits from the first that is not zero.
  private var digits: [UInt8]
  /// How many of the digits stand before the point; negative where zeros follow the point.
  var point: Int

  init(_ number: Double) {
    let magnitude = number.magnitude
    if magnitude == 0 {
      digits = []
      point = 1
      return
    }
    // The number is significand * 2^exponent, and below the point 2^-n is 5^n / 10^n.
    let exponent =
      (magnitude.isSubnormal ? -1074 : Int(magnitude.exponent) - 52)
    let significand = magnitude.significandBitPattern | (magnitude.isSubnormal ? 0 : 1 << 52)
    var limbs = [UInt32(truncatingIfNeeded: significand % 1_000_000_000)]
    limbs.append(UInt32(truncatingIfNeeded: significand / 1_000_000_000))
    for _ in 0..<Swift.abs(exponent) { Self.multiply(&limbs, by: exponent < 0 ? 5 : 2) }
    digits = limbs.reversed().flatMap { limb in
      (0..<9).reversed().map { UInt8(limb / Self.power($0) % 10) }
    }
    point = digits.count + min(exponent, 0)
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
  }

  private static func power(_ exponent: Int) -> UInt32 {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }

  /// Multiplies a number of base 10^9, lowest limb first.
  private static func multiply(_ limbs: inout [UInt32], by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(product % 1_000_000_000)
      carry = product / 1_000_000_000
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  /// Rounds to a number of digits after the point, halves to the even digit.
  mutating func round(toPlaces places: Int) {
    let keep = point + places
    if keep >= digits.count { return }
    if keep < 0 {
      digits = []
      point = max(point, 1)
      return
    }
    let next = digits[keep]
    let isHalf = next == 5 && digits[(keep + 1)...].allSatisfy { $0 == 0 }
    let isOdd = keep > 0 && digits[keep - 1] % 2 == 1
    digits.removeSubrange(keep...)
    guard next > 5 || next == 5 && (!isHalf || isOdd) else { return }
    var index = keep - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  /// The number with exactly so many digits after the point.
  func fixed(places: Int) -> String {
    func digit(_ position: Int) -> Character {
      let value = digits.indices.contains(position) ? digits[position] : 0
      return Character(UnicodeScalar(value + 0x30))
    }
    let whole = point > 0 ? String((0..<point).map(digit)) : "0"
    if places == 0 { return whole }
    return whole + "." + String((0..<places).map { digit(point + $0) })
  }
}
