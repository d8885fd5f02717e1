/// The types that a function or an operator takes and gives in one of its forms.
struct Signature: Sendable {
  /// Whether it is written after a point, `a.f(b)`; the first parameter is then `a`.
  var isMethod: Bool
  var parameters: [ExpressionType]
  var result: ExpressionType
  /// The form as written in the table.
  var text: String

  /// All forms by name; operators are under their sign.
  static let byName: [String: [Signature]] = {
    var table: [String: [Signature]] = [:]
    for line in signatureTable.split(separator: "\n") {
      guard let (name, signature) = parse(line) else {
        preconditionFailure("malformed signature: \(line)")
      }
      table[name, default: []].append(signature)
    }
    return table
  }()

  /// Reads a line such as `string.charAt(int) string`.
  private static func parse(_ line: Substring) -> (String, Signature)? {
    guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") else {
      return nil
    }
    var head = line[..<open]
    var reader = TypeReader(rest: line[line.index(after: open)..<close])
    var parameters: [ExpressionType] = []
    while let type = reader.next() { parameters.append(type) }
    var tail = TypeReader(rest: line[line.index(after: close)...])
    guard let result = tail.next() else { return nil }
    var isMethod = false
    if let point = head.lastIndex(of: "."),
      !Function.namespaces.contains(String(head[..<point]))
    {
      var receiver = TypeReader(rest: head[..<point])
      guard let type = receiver.next() else { return nil }
      parameters.insert(type, at: 0)
      head = head[head.index(after: point)...]
      isMethod = true
    }
    return (
      String(head),
      Signature(isMethod: isMethod, parameters: parameters, result: result, text: String(line))
    )
  }
}

/// Reads the types of a line of the table one after the other.
private struct TypeReader {
  var rest: Substring

  mutating func next() -> ExpressionType? {
    rest = rest.drop { $0 == " " || $0 == "," }
    let word = rest.prefix { $0.isLetter }
    if word.isEmpty { return nil }
    rest = rest.dropFirst(word.count)
    var arguments: [ExpressionType] = []
    if rest.first == "<" {
      rest.removeFirst()
      while rest.first != ">", let type = next() { arguments.append(type) }
      rest = rest.dropFirst()
    }
    return Self.type(String(word), arguments)
  }

  private static func type(_ word: String, _ arguments: [ExpressionType]) -> ExpressionType? {
    switch (word, arguments.count) {
    case ("A", 0): .parameter(0)
    case ("B", 0): .parameter(1)
    case ("list", 1): .list(arguments[0])
    case ("map", 2): .map(arguments[0], arguments[1])
    case ("optional", 1): .optional(arguments[0])
    case (_, 0): simple[word]
    default: nil
    }
  }

  private static let simple: [String: ExpressionType] = [
    "null": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double,
    "decimal": .decimal, "string": .string, "bytes": .bytes, "timestamp": .timestamp,
    "duration": .duration, "date": .date, "type": .type, "dyn": .dyn,
  ]
}
