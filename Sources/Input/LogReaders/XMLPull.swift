import CLibXML2
import Diagnostics
import Glibc

/// Walks through an XML document node by node, in memory that does not grow with it.
///
/// A document type declaration is refused, so that there are no entities to expand or fetch.
final class XMLPull {
  private final class Input {
    let stream: any ByteStream
    var failure: (any Error)?
    init(_ stream: any ByteStream) { self.stream = stream }
  }

  private let path: String
  private let input: Input
  private let reader: xmlTextReaderPtr
  /// The local name of the current element; empty at other nodes.
  private(set) var name = ""

  init(path: String, stream: any ByteStream) throws {
    self.path = path
    input = Input(stream)
    // The reader does not outlive this object, which keeps the input.
    let context = Unmanaged.passUnretained(input).toOpaque()
    let created = xmlReaderForIO(
      { context, buffer, count in
        guard let context, let buffer else { return -1 }
        let input = Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
        do {
          return Int32(
            try input.stream.read(
              into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))))
        } catch {
          input.failure = error
          return -1
        }
      }, { _ in 0 }, context, nil, nil,
      Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue))
    guard let created else {
      throw ReadError(path: path, LocalizedText(zh: "無法讀取 XML", en: "cannot read XML"))
    }
    reader = created
  }

  deinit { xmlFreeTextReader(reader) }

  /// What the reader stands at.
  enum Node { case start, end, text, other }

  /// Goes to the next node; `nil` at the end.
  func next() throws -> Node? {
    let code = xmlTextReaderRead(reader)
    if let failure = input.failure { throw failure }
    guard code == 1 else {
      if code == 0 { return nil }
      throw error(zh: "XML 格式錯誤", en: "the XML is not well-formed")
    }
    name = ""
    switch UInt32(xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT.rawValue:
      name = Self.string(xmlTextReaderConstLocalName(reader))
      return .start
    case XML_READER_TYPE_END_ELEMENT.rawValue:
      name = Self.string(xmlTextReaderConstLocalName(reader))
      return .end
    case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
      XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue, XML_READER_TYPE_WHITESPACE.rawValue:
      return .text
    case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
      throw error(zh: "不接受含 DOCTYPE 或實體的 XML", en: "XML with a DOCTYPE or entities is refused")
    default: return .other
    }
  }

  /// The line that the reader stands at, from 1.
  var line: Int { Int(xmlTextReaderGetParserLineNumber(reader)) }

  /// How many elements enclose the current node.
  var depth: Int { Int(xmlTextReaderDepth(reader)) }

  /// Whether the current element has no end of its own.
  var isEmptyElement: Bool { xmlTextReaderIsEmptyElement(reader) == 1 }

  /// The text of the current text node.
  var text: [UInt8] { Self.bytes(xmlTextReaderConstValue(reader)) }

  /// The value of an attribute by its qualified name.
  func attribute(_ name: String) -> [UInt8]? {
    let found = name.withCString { name in
      xmlTextReaderMoveToAttribute(
        reader, UnsafeRawPointer(name).assumingMemoryBound(to: xmlChar.self))
    }
    guard found == 1 else { return nil }
    defer { xmlTextReaderMoveToElement(reader) }
    return Self.bytes(xmlTextReaderConstValue(reader))
  }

  /// The value of an attribute as a string.
  func attributeText(_ name: String) -> String? {
    attribute(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of an attribute as a number above 0.
  func attributeNumber(_ name: String) -> Int? {
    attributeText(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  private func error(zh: String, en: String) -> ReadError {
    ReadError(path: path, LocalizedText(zh: "第 \(line) 行：\(zh)", en: "line \(line): \(en)"))
  }

  private static func bytes(_ text: UnsafePointer<xmlChar>?) -> [UInt8] {
    guard let text else { return [] }
    return Array(UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
  }

  private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}
