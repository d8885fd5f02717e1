/// Reads a pattern in RE2's syntax.
struct RegexParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var flags = Flags()

  private struct Flags {
    var ignoresCase = false
    var dotTakesNewline = false
    var isMultiline = false
  }

  typealias Failure = RegularExpression.PatternError

  /// The most groups inside one another.
  private static let depthLimit = 100

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  mutating func pattern() throws(Failure) -> RegexNode {
    let node = try alternatives()
    if position < scalars.count {
      throw Failure(zh: "樣式中有多餘的「)」", en: "the pattern has a ')' too many")
    }
    return node
  }

  private var current: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  // MARK: Structure

  private mutating func alternatives() throws(Failure) -> RegexNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(Failure) -> RegexNode {
    var nodes: [RegexNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      if take("\\Q") {
        while position < scalars.count, !take("\\E") {
          nodes.append(literal(scalars[position]))
          position += 1
        }
        // A repetition after the quoted text is of its last character.
        if let last = nodes.popLast() { nodes.append(try repeated(last)) }
        continue
      }
      guard let atom = try atom() else { continue }
      nodes.append(try repeated(atom))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repeated(_ atom: RegexNode) throws(Failure) -> RegexNode {
    guard let (least, most) = try quantifier() else { return atom }
    _ = take("?")
    let start = position
    if try quantifier() != nil {
      position = start
      throw Failure(zh: "樣式中重複符號連寫", en: "the pattern repeats a repetition, such as 'a**'")
    }
    return .repetition(atom, least: least, most: most)
  }

  private mutating func quantifier() throws(Failure) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = position
    guard take("{") else { return nil }
    guard let least = number() else {
      position = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      position = start
      return nil
    }
    if max(least, most ?? 0) > RegularExpression.repeatLimit || least > most ?? least {
      throw Failure(
        zh: "樣式中的重複次數不正確（上限 \(RegularExpression.repeatLimit)）",
        en: "a repeat count is wrong (the limit is \(RegularExpression.repeatLimit))")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = current, ("0"..."9").contains(scalar), digits.utf8.count < 6 {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return Int(digits)
  }

  /// One character, class, assertion or group; `nil` for a change of flags.
  private mutating func atom() throws(Failure) -> RegexNode? {
    let start = position
    if try quantifier() != nil {
      position = start
      throw Failure(
        zh: "樣式中的重複符號之前沒有可重複的內容", en: "a repetition has nothing before it to repeat")
    }
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "(": return try group()
    case "[": return .character(try bracketClass())
    case ".":
      return .character(
        CharacterClass(flags.dotTakesNewline ? [] : [.range(10, 10)], negated: true))
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "\\": return try escape()
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> RegexNode {
    .character(
      CharacterClass([.range(scalar.value, scalar.value)], ignoringCase: flags.ignoresCase))
  }

  private mutating func group() throws(Failure) -> RegexNode? {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit {
      throw Failure(
        zh: "樣式的括號超過 \(Self.depthLimit) 層", en: "more than \(Self.depthLimit) groups are nested")
    }
    let outer = flags
    if take("?") {
      if take("P<") || take("<") {
        guard !take("="), !take("!") else { throw unsupportedGroup }
        while let scalar = current, scalar != ">" {
          guard scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          else { throw unsupportedGroup }
          position += 1
        }
        guard take(">") else { throw unsupportedGroup }
      } else if try changeFlags() {
        return nil
      }
    }
    let node = try alternatives()
    flags = outer
    guard take(")") else {
      throw Failure(zh: "樣式少了「)」", en: "the pattern lacks a ')'")
    }
    return node
  }

  private var unsupportedGroup: Failure {
    Failure(
      zh: "樣式用了不支援的「(?…」", en: "the pattern uses a '(?...' that is not supported")
  }

  /// Reads flags after `(?`; tells whether the group ends with them.
  private mutating func changeFlags() throws(Failure) -> Bool {
    var value = true
    while let scalar = current {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = value
      case "s": flags.dotTakesNewline = value
      case "m": flags.isMultiline = value
      case "U": break
      case "-" where value: value = false
      case ":": return false
      case ")": return true
      default: throw unsupportedGroup
      }
    }
    throw unsupportedGroup
  }
}

// MARK: Escapes and classes

extension RegexParser {
  private static let digits: [CharacterClass.Item] = [.range(0x30, 0x39)]
  private static let spaces: [CharacterClass.Item] = [
    .range(0x09, 0x0A), .range(0x0C, 0x0D), .range(0x20, 0x20),
  ]
  private static let words: [CharacterClass.Item] = [
    .range(0x30, 0x39), .range(0x41, 0x5A), .range(0x5F, 0x5F), .range(0x61, 0x7A),
  ]

  private mutating func escape() throws(Failure) -> RegexNode {
    switch current {
    case "b": return assertion(.wordBoundary)
    case "B": return assertion(.notWordBoundary)
    case "A": return assertion(.textStart)
    case "z": return assertion(.textEnd)
    default:
      let (items, negated) = try escapedItems()
      return .character(
        CharacterClass(items, negated: negated, ignoringCase: flags.ignoresCase))
    }
  }

  private mutating func assertion(_ assertion: RegexAssertion) -> RegexNode {
    position += 1
    return .assertion(assertion)
  }

  /// The characters that an escape stands for, after its backslash.
  private mutating func escapedItems() throws(Failure) -> ([CharacterClass.Item], Bool) {
    guard let scalar = current else {
      throw Failure(zh: "樣式以反斜線結尾", en: "the pattern ends with a backslash")
    }
    position += 1
    switch scalar {
    case "d", "D": return (Self.digits, scalar == "D")
    case "s", "S": return (Self.spaces, scalar == "S")
    case "w", "W": return (Self.words, scalar == "W")
    case "p", "P": return ([try property(negated: scalar == "P")], false)
    default:
      let value = try escapedScalar(scalar).value
      return ([.range(value, value)], false)
    }
  }

  private mutating func escapedScalar(_ scalar: Unicode.Scalar) throws(Failure) -> Unicode.Scalar {
    switch scalar {
    case "a": return "\u{07}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    case "0": return try code(radix: 8, atMost: 2)
    case "x":
      if take("{") {
        let result = try code(radix: 16, atMost: 8)
        guard take("}") else { throw badEscape }
        return result
      }
      return try code(radix: 16, exactly: 2)
    default:
      let isAlphanumeric =
        ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      guard scalar.isASCII, !isAlphanumeric else { throw badEscape }
      return scalar
    }
  }

  private var badEscape: Failure {
    Failure(
      zh: "樣式中有不支援的跳脫序列", en: "the pattern has an escape sequence that is not supported")
  }

  private mutating func code(
    radix: Int, atMost: Int = 0, exactly: Int = 0
  ) throws(Failure) -> Unicode.Scalar {
    var digits = ""
    while let scalar = current, digits.utf8.count < max(atMost, exactly),
      let digit = Character(scalar).hexDigitValue, digit < radix, scalar.isASCII
    {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    if exactly > 0, digits.utf8.count != exactly { throw badEscape }
    guard let value = UInt32(digits.isEmpty && radix == 8 ? "0" : digits, radix: radix),
      let scalar = Unicode.Scalar(value)
    else { throw badEscape }
    return scalar
  }

  private mutating func property(negated: Bool) throws(Failure) -> CharacterClass.Item {
    var name = ""
    if take("{") {
      while let scalar = current, scalar != "}" {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard take("}") else { throw badEscape }
    } else if let scalar = current {
      name = String(scalar)
      position += 1
    }
    let inverted = name.hasPrefix("^")
    if inverted { name.removeFirst() }
    if name == "Any" { return .range(0, 0x10FFFF) }
    if let category = UnicodeCategory.named(name) {
      return .category(category, negated: negated != inverted)
    }
    if let ranges = UnicodeScript.ranges[name] {
      return .script(ranges, negated: negated != inverted)
    }
    throw Failure(
      zh: "樣式中的字元類別 \\p{\(name)} 不支援", en: "the class \\p{\(name)} is not supported")
  }

  private mutating func bracketClass() throws(Failure) -> CharacterClass {
    let negated = take("^")
    var items: [CharacterClass.Item] = []
    var isFirst = true
    while let scalar = current, scalar != "]" || isFirst {
      isFirst = false
      if take("[:") {
        items += try posixClass()
        continue
      }
      position += 1
      guard let low = try bound(scalar, &items) else { continue }
      if current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        let next = scalars[position]
        position += 1
        var none: [CharacterClass.Item] = []
        guard let high = try bound(next, &none), low <= high else {
          throw Failure(zh: "樣式中的字元範圍不正確", en: "a character range of the pattern is wrong")
        }
        items.append(.range(low.value, high.value))
      } else {
        items.append(.range(low.value, low.value))
      }
    }
    guard take("]") else { throw Failure(zh: "樣式少了「]」", en: "the pattern lacks a ']'") }
    return CharacterClass(items, negated: negated, ignoringCase: flags.ignoresCase)
  }

  /// One character of a class; `nil` for an escape that stands for several, which are added.
  private mutating func bound(
    _ scalar: Unicode.Scalar, _ items: inout [CharacterClass.Item]
  ) throws(Failure) -> Unicode.Scalar? {
    guard scalar == "\\" else { return scalar }
    let (escaped, negated) = try escapedItems()
    if case .range(let low, let high)? = escaped.first, escaped.count == 1, low == high {
      return Unicode.Scalar(low)
    }
    items += negated ? Self.complement(escaped) : escaped
    return nil
  }

  /// The characters outside of ascending ranges.
  private static func complement(_ items: [CharacterClass.Item]) -> [CharacterClass.Item] {
    var result: [CharacterClass.Item] = []
    var next: UInt32 = 0
    for case .range(let low, let high) in items {
      if low > next { result.append(.range(next, low - 1)) }
      next = high + 1
    }
    return result + [.range(next, 0x10FFFF)]
  }

  private static let posixClasses: [String: [CharacterClass.Item]] = [
    "alnum": [.range(0x30, 0x39), .range(0x41, 0x5A), .range(0x61, 0x7A)],
    "alpha": [.range(0x41, 0x5A), .range(0x61, 0x7A)], "ascii": [.range(0, 0x7F)],
    "blank": [.range(0x09, 0x09), .range(0x20, 0x20)],
    "cntrl": [.range(0, 0x1F), .range(0x7F, 0x7F)], "digit": digits,
    "graph": [.range(0x21, 0x7E)], "lower": [.range(0x61, 0x7A)], "print": [.range(0x20, 0x7E)],
    "punct": [.range(0x21, 0x2F), .range(0x3A, 0x40), .range(0x5B, 0x60), .range(0x7B, 0x7E)],
    "space": [.range(0x09, 0x0D), .range(0x20, 0x20)], "upper": [.range(0x41, 0x5A)],
    "word": words, "xdigit": [.range(0x30, 0x39), .range(0x41, 0x46), .range(0x61, 0x66)],
  ]

  private mutating func posixClass() throws(Failure) -> [CharacterClass.Item] {
    let negated = take("^")
    var name = ""
    while let scalar = current, scalar != ":" {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard take(":]"), let items = Self.posixClasses[name] else {
      throw Failure(zh: "樣式中的 [:…:] 類別不正確", en: "a [:...:] class of the pattern is wrong")
    }
    return negated ? Self.complement(items) : items
  }
}
