import CLibXML2
import Diagnostics

/// Walks through an XML document element by element, in memory that does not grow with it.
///
/// A document type declaration is refused, so that there are no entities to expand or fetch; so are
/// elements nested more than 256 deep.
final class XMLPull {
  typealias Node = XMLTokens.Kind

  private static let pieceSize = 64 * 1024
  private let path: String
  private let stream: any ByteStream
  private let parser: OpaquePointer
  private let tokens: UnsafeMutablePointer<XMLTokens>
  private let piece: UnsafeMutableRawBufferPointer
  private var current = -1
  private var isAtEnd = false
  private var token = XMLTokens.Token(
    kind: .end, name: .other, depth: 0, line: 0, first: 0, count: 0)

  /// Starts to read a document.
  ///
  /// - Parameter textOf: The elements whose text is wanted; `nil` for all.
  init(path: String, stream: any ByteStream, textOf: Set<XMLName>? = nil) throws {
    self.path = path
    self.stream = stream
    guard xml_is_installed() != 0 else {
      throw ReadError(path: path, .missingLibrary("libxml2", package: "libxml2"))
    }
    piece = .allocate(byteCount: Self.pieceSize, alignment: 64)
    tokens = .allocate(capacity: 1)
    tokens.initialize(to: XMLTokens(textOf: textOf))
    let filled: Int
    do {
      filled = try stream.readFully(into: piece)
    } catch {
      piece.deallocate()
      tokens.deinitialize(count: 1).deallocate()
      throw error
    }
    // The encoding is told from the first four bytes.
    let start = min(4, filled)
    var receiver = XMLCallbacks.receiver
    let created = xml_create(
      &receiver, tokens, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(start))
    guard let created else {
      piece.deallocate()
      tokens.deinitialize(count: 1).deallocate()
      throw ReadError(path: path, LocalizedText(zh: "無法讀取 XML", en: "cannot read XML"))
    }
    parser = created
    tokens.pointee.attach(to: parser)
    try parse(start..<filled, isLast: filled < Self.pieceSize)
  }

  deinit {
    xml_free(parser)
    tokens.deinitialize(count: 1).deallocate()
    piece.deallocate()
  }

  /// Goes to the next node; `nil` at the end.
  ///
  /// An element without content has an end, too.
  func next() throws -> Node? {
    current += 1
    while current >= tokens.pointee.tokens.count {
      guard !isAtEnd else {
        current = tokens.pointee.tokens.count
        return nil
      }
      tokens.pointee.removeAll()
      current = 0
      let count = try stream.readFully(into: piece)
      try parse(0..<count, isLast: count < Self.pieceSize)
    }
    token = tokens.pointee.tokens[current]
    return token.kind
  }

  /// The element that starts or ends.
  var name: XMLName { token.name }

  /// The line at which the node ends, from 1.
  var line: Int { Int(token.line) }

  /// How many elements enclose the node.
  var depth: Int { Int(token.depth) }

  /// The bytes of the current text; valid until the next node.
  var text: UnsafeRawBufferPointer { bytes(token.first, token.count) }

  /// The value of an attribute of the element that starts; valid until the next node.
  func attribute(_ name: XMLAttribute) -> UnsafeRawBufferPointer? {
    guard token.kind == .start else { return nil }
    for index in Int(token.first)..<Int(token.first + token.count) {
      let attribute = tokens.pointee.attributes[index]
      if attribute.name == name { return bytes(attribute.start, attribute.count) }
    }
    return nil
  }

  /// The value of an attribute as a string.
  func attributeText(_ name: XMLAttribute) -> String? {
    attribute(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of an attribute as a number above 0.
  func attributeNumber(_ name: XMLAttribute) -> Int? {
    guard let bytes = attribute(name), (1...18).contains(bytes.count) else { return nil }
    var number = 0
    for byte in bytes {
      guard byte &- 0x30 <= 9 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number > 0 ? number : nil
  }

  private func bytes(_ start: Int32, _ count: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: tokens.pointee.bytes.base + Int(start), count: Int(count))
  }

  private func parse(_ range: Range<Int>, isLast: Bool) throws {
    isAtEnd = isLast
    range.withUnsafeCount(of: piece) { xml_parse(parser, $0, $1, isLast ? 1 : 0) }
    switch tokens.pointee.refusal {
    case .doctype:
      throw error(zh: "不接受含 DOCTYPE 或實體的 XML", en: "XML with a DOCTYPE or entities is refused")
    case .depth:
      let most = XMLTokens.mostDepth
      throw error(
        zh: "XML 元素巢狀超過 \(most) 層，拒絕讀取",
        en: "XML elements nested more than \(most) deep are refused")
    case nil: break
    }
    guard xml_is_well_formed(parser) == 0 else { return }
    if isTooLong {
      throw error(
        zh: "XML 中有超過 10 MB 的值，拒絕讀取", en: "a value of more than 10 MB is refused")
    }
    if isLast, tokens.pointee.depth > 0, unreadCount == 0 {
      throw error(
        zh: "XML 格式錯誤：檔案未完，在元素結束之前中斷",
        en: "the XML is not well-formed: the file ends within an element")
    }
    throw error(zh: "XML 格式錯誤", en: "the XML is not well-formed")
  }

  /// Whether the parser gave up because of a value's length: 10 MB, its own limit.
  private var isTooLong: Bool {
    guard let message = xml_reason(parser) else { return false }
    let text = String(cString: message)
    return text.contains("too long") || text.contains("Huge")
  }

  /// How many bytes the parser was given and could not read.
  private var unreadCount: Int { max(0, xml_unread_count(parser)) }

  private func error(zh: String, en: String) -> ReadError {
    let line = max(1, Int(xml_line(parser)))
    return ReadError(path: path, LocalizedText(zh: "第 \(line) 行：\(zh)", en: "line \(line): \(en)"))
  }
}

extension Range<Int> {
  fileprivate func withUnsafeCount<Result>(
    of buffer: UnsafeMutableRawBufferPointer, _ body: (UnsafePointer<CChar>?, Int32) -> Result
  ) -> Result {
    let start = buffer.baseAddress.map {
      UnsafePointer(($0 + lowerBound).assumingMemoryBound(to: CChar.self))
    }
    return body(start, Int32(truncatingIfNeeded: count))
  }
}

/// The functions that libxml2 calls; the context is the address of `XMLTokens`.
private enum XMLCallbacks {
  static var receiver: xml_receiver {
    var receiver = xml_receiver()
    receiver.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      context?.assumingMemoryBound(to: XMLTokens.self).pointee
        .addStart(name, attributeCount: Int(count), attributes)
    }
    receiver.endElementNs = { context, _, _, _ in
      context?.assumingMemoryBound(to: XMLTokens.self).pointee.addEnd()
    }
    receiver.characters = { context, text, count in
      context?.assumingMemoryBound(to: XMLTokens.self).pointee.addText(text, count: Int(count))
    }
    receiver.internalSubset = { context, _, _, _ in
      context?.assumingMemoryBound(to: XMLTokens.self).pointee.refuse(.doctype)
    }
    return receiver
  }
}
