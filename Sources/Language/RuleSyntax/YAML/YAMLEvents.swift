import CLibYAML
import Diagnostics

/// One event of libyaml, in values of our own.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(YAMLScalar)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
    case streamEnd
    case other
  }
  var kind: Kind
  var anchor: String?
  var tag: String?
  /// Offsets of bytes in the file.
  var span: SourceSpan
}

/// What stopped libyaml.
struct YAMLProblem {
  var text: String
  var context: String?
  /// Where it was noticed.
  var offset: Int
  /// Where the surrounding construct begins.
  var contextOffset: Int?
}

/// libyaml over the bytes of a file; the only place that touches it.
final class YAMLEvents {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private var offsets: CharacterOffsets

  init(_ source: SourceText) {
    let bom = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    offsets = CharacterOffsets(source.bytes, from: bom)
    input = .allocate(capacity: max(1, source.bytes.count - bom))
    _ = input.initialize(from: source.bytes[bom...])
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    precondition(yaml_parser_initialize(parser) == 1, "libyaml cannot allocate memory")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, source.bytes.count - bom)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event, or what stopped the parser.
  func next() -> Result<YAMLEvent, YAMLFailure> {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { return .failure(YAMLFailure(problem())) }
    defer { yaml_event_delete(&raw) }
    let span = SourceSpan(
      start: offsets.byteOffset(raw.start_mark.index), end: offsets.byteOffset(raw.end_mark.index))
    return .success(event(raw, span))
  }

  private func event(_ raw: yaml_event_t, _ span: SourceSpan) -> YAMLEvent {
    switch raw.type {
    case YAML_DOCUMENT_START_EVENT: YAMLEvent(kind: .documentStart, span: span)
    case YAML_DOCUMENT_END_EVENT: YAMLEvent(kind: .documentEnd, span: span)
    case YAML_STREAM_END_EVENT: YAMLEvent(kind: .streamEnd, span: span)
    case YAML_ALIAS_EVENT:
      YAMLEvent(kind: .alias(Self.text(raw.data.alias.anchor) ?? ""), span: span)
    case YAML_SCALAR_EVENT: scalar(raw, span)
    case YAML_SEQUENCE_START_EVENT:
      YAMLEvent(
        kind: .sequenceStart, anchor: Self.text(raw.data.sequence_start.anchor),
        tag: Self.text(raw.data.sequence_start.tag), span: span)
    case YAML_SEQUENCE_END_EVENT: YAMLEvent(kind: .sequenceEnd, span: span)
    case YAML_MAPPING_START_EVENT:
      YAMLEvent(
        kind: .mappingStart, anchor: Self.text(raw.data.mapping_start.anchor),
        tag: Self.text(raw.data.mapping_start.tag), span: span)
    case YAML_MAPPING_END_EVENT: YAMLEvent(kind: .mappingEnd, span: span)
    default: YAMLEvent(kind: .other, span: span)
    }
  }

  private func scalar(_ raw: yaml_event_t, _ span: SourceSpan) -> YAMLEvent {
    let data = raw.data.scalar
    let style: YAMLScalar.Style =
      switch data.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    let text = String(
      decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    return YAMLEvent(
      kind: .scalar(YAMLScalar(text: text, style: style)), anchor: Self.text(data.anchor),
      tag: Self.text(data.tag), span: span)
  }

  private func problem() -> YAMLProblem {
    let state = parser.pointee
    func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
    let hasContext =
      state.context != nil && [YAML_PARSER_ERROR, YAML_SCANNER_ERROR].contains(state.error)
    return YAMLProblem(
      text: text(state.problem) ?? "", context: text(state.context),
      offset: offsets.byteOffset(state.problem_mark.index),
      contextOffset: hasContext ? offsets.byteOffset(state.context_mark.index) : nil)
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}

/// What stopped libyaml, as an error for `Result`.
struct YAMLFailure: Error {
  var problem: YAMLProblem
  init(_ problem: YAMLProblem) { self.problem = problem }
}

/// The byte offset of the nth character of a text; libyaml's marks count characters.
///
/// Marks come almost in order, so each is looked for from the one before.
struct CharacterOffsets {
  /// A text in UTF-8.
  private let bytes: [UInt8]
  /// The character that was asked for last, and where it begins.
  private var character = 0
  private var offset: Int

  init(_ bytes: [UInt8], from first: Int) {
    self.bytes = bytes
    offset = first
  }

  mutating func byteOffset(_ wanted: Int) -> Int {
    while character < wanted, offset < bytes.count {
      repeat { offset += 1 } while offset < bytes.count && bytes[offset] & 0xC0 == 0x80
      character += 1
    }
    while character > wanted {
      repeat { offset -= 1 } while bytes[offset] & 0xC0 == 0x80
      character -= 1
    }
    return offset
  }
}
