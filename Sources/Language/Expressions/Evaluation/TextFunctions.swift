/// The functions of text; positions and lengths count code points.
enum TextFunctions {
  static func result(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    if function == .join { return try join(arguments) }
    guard case .string(let text)? = arguments.first else { throw .types }
    let rest = Array(arguments.dropFirst())
    switch function {
    case .contains:
      return .bool(!search(Array(try self.text(rest).utf8), in: Array(text.utf8)).isEmpty)
    case .startsWith: return .bool(text.utf8.starts(with: try self.text(rest).utf8))
    case .endsWith:
      return .bool(text.utf8.reversed().starts(with: try self.text(rest).utf8.reversed()))
    case .matches: return try matches(text, rest)
    case .charAt: return try character(text, rest)
    case .indexOf, .lastIndexOf: return try index(text, rest, last: function == .lastIndexOf)
    case .lowerAscii:
      return .string(mapped(text, rest) { (0x41...0x5A).contains($0) ? $0 + 32 : $0 })
    case .upperAscii:
      return .string(mapped(text, rest) { (0x61...0x7A).contains($0) ? $0 - 32 : $0 })
    case .replace: return try replace(text, rest)
    case .split: return try split(text, rest)
    case .substring: return try substring(text, rest)
    case .trim: return .string(trimmed(text))
    case .reverse: return .string(string(text.unicodeScalars.reversed()))
    case .quote: return .string(Value.quoted(text))
    default: throw .types
    }
  }

  private static func text(_ arguments: [Value]) throws(FunctionFailure) -> String {
    guard arguments.count == 1, case .string(let text) = arguments[0] else { throw .types }
    return text
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  private static func mapped(
    _ text: String, _ rest: [Value], _ change: (UInt8) -> UInt8
  ) -> String {
    String(decoding: text.utf8.map(change), as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return string(scalars[first...last])
  }

  private static func matches(_ text: String, _ rest: [Value]) throws(FunctionFailure) -> Value {
    guard case .success(let expression) = RegularExpression.compile(try self.text(rest)) else {
      throw FunctionFailure(.badPattern)
    }
    return .bool(expression.matches(text))
  }

  private static func character(_ text: String, _ rest: [Value]) throws(FunctionFailure) -> Value {
    guard rest.count == 1, case .int(let position) = rest[0] else { throw .types }
    let scalars = Array(text.unicodeScalars)
    guard position >= 0, position <= scalars.count else { throw FunctionFailure(.indexOutOfRange) }
    return .string(position == scalars.count ? "" : String(scalars[Int(position)]))
  }

  private static func substring(_ text: String, _ rest: [Value]) throws(FunctionFailure) -> Value {
    let scalars = Array(text.unicodeScalars)
    var bounds: [Int] = []
    for value in rest {
      guard case .int(let bound) = value else { throw .types }
      bounds.append(Int(bound))
    }
    if bounds.count == 1 { bounds.append(scalars.count) }
    guard bounds.count == 2 else { throw .types }
    guard bounds[0] >= 0, bounds[0] <= bounds[1], bounds[1] <= scalars.count else {
      throw FunctionFailure(.indexOutOfRange)
    }
    return .string(string(scalars[bounds[0]..<bounds[1]]))
  }

  private static func index(
    _ text: String, _ rest: [Value], last: Bool
  ) throws(FunctionFailure) -> Value {
    guard case .string(let wanted)? = rest.first, rest.count <= 2 else { throw .types }
    let scalars = Array(text.unicodeScalars)
    let needle = Array(wanted.unicodeScalars)
    var bound = last ? scalars.count : 0
    if rest.count == 2 {
      guard case .int(let given) = rest[1] else { throw .types }
      guard given >= 0, given <= scalars.count else { throw FunctionFailure(.indexOutOfRange) }
      bound = Int(given)
    }
    let found =
      last
      ? search(needle, in: scalars).last { $0 <= bound }
      : search(needle, in: scalars).first { $0 >= bound }
    return .int(Int64(found ?? -1))
  }

  /// All positions at which a sequence stands in another (Knuth, Morris and Pratt's search).
  static func search<Element: Equatable>(_ needle: [Element], in text: [Element]) -> [Int] {
    if needle.isEmpty { return Array(0...text.count) }
    if needle.count > text.count { return [] }
    var borders = [0]
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[index] != needle[length] { length = borders[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      borders.append(length)
    }
    var found: [Int] = []
    length = 0
    for (index, element) in text.enumerated() {
      while length > 0, element != needle[length] { length = borders[length - 1] }
      if element == needle[length] { length += 1 }
      if length == needle.count {
        found.append(index + 1 - length)
        length = borders[length - 1]
      }
    }
    return found
  }

  /// The positions of matches that do not overlap, from the left, at most so many.
  private static func separate(_ positions: [Int], width: Int, limit: Int) -> [Int] {
    var result: [Int] = []
    var free = 0
    for position in positions where position >= free && result.count < limit {
      result.append(position)
      free = position + width
    }
    return result
  }

  private static func limit(_ rest: [Value], at index: Int) throws(FunctionFailure) -> Int? {
    guard rest.count > index else { return nil }
    guard rest.count == index + 1, case .int(let limit) = rest[index] else { throw .types }
    return limit < 0 ? nil : Int(limit)
  }

  private static func replace(_ text: String, _ rest: [Value]) throws(FunctionFailure) -> Value {
    guard rest.count >= 2, case .string(let old) = rest[0], case .string(let new) = rest[1] else {
      throw .types
    }
    let limit = try limit(rest, at: 2) ?? .max
    let scalars = Array(text.unicodeScalars)
    let needle = Array(old.unicodeScalars)
    let positions = separate(
      search(needle, in: scalars), width: needle.count, limit: limit)
    let size = text.utf8.count + positions.count * new.utf8.count
    if size > Evaluator.sizeLimit { throw FunctionFailure(.tooLarge) }
    var result = String.UnicodeScalarView()
    var start = 0
    for position in positions {
      result.append(contentsOf: scalars[start..<position])
      result.append(contentsOf: new.unicodeScalars)
      start = position + needle.count
    }
    result.append(contentsOf: scalars[start...])
    return .string(String(result))
  }

  private static func split(_ text: String, _ rest: [Value]) throws(FunctionFailure) -> Value {
    guard case .string(let separator)? = rest.first else { throw .types }
    let limit = try limit(rest, at: 1) ?? .max
    if limit == 0 { return .list([]) }
    let scalars = Array(text.unicodeScalars)
    let needle = Array(separator.unicodeScalars)
    if needle.isEmpty {
      let single = scalars.prefix(limit - 1).map { Value.string(String($0)) }
      let tail = scalars.dropFirst(single.count)
      return .list(single + (tail.isEmpty ? [] : [.string(string(tail))]))
    }
    var parts: [Value] = []
    var start = 0
    for position in separate(
      search(needle, in: scalars), width: needle.count, limit: limit - 1)
    {
      parts.append(.string(string(scalars[start..<position])))
      start = position + needle.count
    }
    return .list(parts + [.string(string(scalars[start...]))])
  }

  private static func join(_ arguments: [Value]) throws(FunctionFailure) -> Value {
    guard case .list(let elements)? = arguments.first, arguments.count <= 2 else { throw .types }
    var separator = ""
    if arguments.count == 2 {
      guard case .string(let given) = arguments[1] else { throw .types }
      separator = given
    }
    var result = ""
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element else { throw .types }
      if index > 0 { result += separator }
      result += text
      if result.utf8.count > Evaluator.sizeLimit { throw FunctionFailure(.tooLarge) }
    }
    return .string(result)
  }
}
