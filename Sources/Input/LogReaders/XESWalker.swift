/// Walks through an XES log, passing over what is neither a trace, an event nor an attribute of one.
final class XESWalker {
  /// What the walker stands at.
  enum Step {
    case trace, endOfTrace, event, endOfEvent
    /// An attribute of the trace, of the event.
    case traceAttribute, eventAttribute
  }

  private let xml: XMLPull
  private(set) var isInTrace = false
  private var isInEvent = false

  init(path: String, stream: any ByteStream) throws {
    xml = try XMLPull(path: path, stream: stream, textOf: [])
  }

  /// The line that the walker stands at, from 1.
  var line: Int { xml.line }
  /// The key of the attribute.
  var key: UnsafeRawBufferPointer? { xml.attribute(.key) }
  /// The value of the attribute.
  var value: UnsafeRawBufferPointer? { xml.attribute(.value) }

  /// Goes to the next step; `nil` at the end.
  func next() throws -> Step? {
    while let node = try xml.next() {
      let depth = xml.depth
      if node == .end {
        if xml.name == .event, isInEvent, depth == (isInTrace ? 2 : 1) {
          isInEvent = false
          return .endOfEvent
        }
        if xml.name == .trace, depth == 1 {
          isInTrace = false
          return .endOfTrace
        }
        continue
      }
      switch xml.name {
      case .trace where depth == 1:
        isInTrace = true
        return .trace
      case .event where depth == (isInTrace ? 2 : 1) && !isInEvent:
        isInEvent = true
        return .event
      case .string, .date, .int, .float, .boolean, .id:
        if isInEvent, depth == (isInTrace ? 3 : 2) { return .eventAttribute }
        if isInTrace, !isInEvent, depth == 2 { return .traceAttribute }
      default: break
      }
    }
    return nil
  }
}
