import CLibXML2

/// What libxml2 found in a piece of a document, as tokens whose bytes are kept until the next piece.
///
/// Names are known by the addresses of the parser's own copies, so that no text is compared.
struct XMLTokens {
  /// Deeper elements are refused.
  static let mostDepth = 256

  enum Kind: UInt8 { case start, end, text }

  struct Token {
    var kind: Kind
    var name: XMLName
    /// The number of enclosing elements.
    var depth: Int32
    var line: Int32
    /// The attributes of a start, the bytes of a text.
    var first: Int32
    var count: Int32
  }

  struct Attribute {
    var name: XMLAttribute
    var start: Int32
    var count: Int32
  }

  /// Why reading was stopped.
  enum Refusal { case doctype, depth }

  private(set) var tokens: [Token] = []
  private(set) var attributes: [Attribute] = []
  /// The bytes of attributes and texts.
  let bytes = ByteBuffer(capacity: 64 * 1024)
  private(set) var refusal: Refusal?
  /// The number of elements that are open.
  private(set) var depth: Int32 = 0
  /// The elements whose text is kept; `nil` for all.
  private let textOf: Set<XMLName>?
  private var open: [XMLName] = []
  private var names = AddressTable<XMLName>(filler: .other)
  private var attributeNames = AddressTable<XMLAttribute>(filler: .other)
  private var parser: OpaquePointer?

  init(textOf: Set<XMLName>?) { self.textOf = textOf }

  /// Learns the addresses of all names that are looked for.
  mutating func attach(to parser: OpaquePointer) {
    self.parser = parser
    func address(_ text: some StringProtocol) -> UInt {
      UInt(bitPattern: xml_name(parser, String(text)))
    }
    for name in XMLName.allCases where name != .other {
      names.insert(name, at: address(name.rawValue))
    }
    for name in XMLAttribute.allCases where name != .other {
      let parts = name.rawValue.split(separator: ":")
      let prefix = parts.count > 1 ? address(parts[0]) : 0
      attributeNames.insert(name, at: Self.key(address(parts[parts.count - 1]), prefix))
    }
  }

  /// Forgets the tokens, whose memory is used again.
  mutating func removeAll() {
    tokens.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bytes.count = 0
  }

  mutating func refuse(_ reason: Refusal) {
    refusal = refusal ?? reason
    if let parser { xml_stop(parser) }
  }

  mutating func addStart(
    _ name: UnsafePointer<UInt8>?, attributeCount: Int,
    _ found: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    let first = attributes.count
    for index in 0..<attributeCount {
      guard let field = found.map({ $0 + index * 5 }), let start = field[3], let end = field[4]
      else { continue }
      let name = attributeNames[
        Self.key(UInt(bitPattern: field[0]), UInt(bitPattern: field[1]))]
      guard name != .other else { continue }
      let count = end - start
      attributes.append(
        Attribute(
          name: name, start: Int32(truncatingIfNeeded: bytes.count),
          count: Int32(truncatingIfNeeded: count)))
      bytes.append(UnsafeRawBufferPointer(start: start, count: count))
    }
    let name = names[UInt(bitPattern: name)]
    tokens.append(
      Token(
        kind: .start, name: name, depth: depth, line: line,
        first: Int32(truncatingIfNeeded: first),
        count: Int32(truncatingIfNeeded: attributes.count - first)))
    open.append(name)
    depth += 1
    if depth > Self.mostDepth { refuse(.depth) }
  }

  mutating func addEnd() {
    depth -= 1
    let name = open.popLast() ?? .other
    tokens.append(Token(kind: .end, name: name, depth: depth, line: line, first: 0, count: 0))
  }

  mutating func addText(_ text: UnsafePointer<UInt8>?, count: Int) {
    guard let text, count > 0, let name = open.last, textOf?.contains(name) ?? true else { return }
    tokens.append(
      Token(
        kind: .text, name: .other, depth: depth, line: line,
        first: Int32(truncatingIfNeeded: bytes.count), count: Int32(truncatingIfNeeded: count)))
    bytes.append(UnsafeRawBufferPointer(start: text, count: count))
  }

  private var line: Int32 { parser.map(xml_line) ?? 0 }

  private static func key(_ name: UInt, _ prefix: UInt) -> UInt { name &+ prefix &* 31 }
}

/// Values by the address of a name: a table of 256 places, of which few are taken.
private struct AddressTable<Value> {
  private static var mask: Int { 255 }
  private var keys = [UInt](repeating: 0, count: 256)
  private var values: [Value]
  private let filler: Value

  init(filler: Value) {
    self.filler = filler
    values = Array(repeating: filler, count: 256)
  }

  mutating func insert(_ value: Value, at key: UInt) {
    var place = Self.place(key)
    while keys[place] != 0, keys[place] != key { place = (place + 1) & Self.mask }
    keys[place] = key
    values[place] = value
  }

  subscript(key: UInt) -> Value {
    var place = Self.place(key)
    while keys[place] != 0 {
      if keys[place] == key { return values[place] }
      place = (place + 1) & Self.mask
    }
    return filler
  }

  private static func place(_ key: UInt) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}
