public import Diagnostics

/// Where the text of an expression stands in a file, so that problems point into that file.
public struct ExpressionLocation: Sendable {
  /// A stretch of the expression that stands in the file byte by byte.
  public struct Segment: Sendable {
    /// The offset in the expression at which the stretch starts.
    public var expressionOffset: Int
    /// The offset in the file at which it starts.
    public var fileOffset: Int

    /// Creates a segment.
    public init(expressionOffset: Int, fileOffset: Int) {
      self.expressionOffset = expressionOffset
      self.fileOffset = fileOffset
    }
  }

  /// The file.
  public let source: SourceText
  private let segments: [Segment]

  /// Creates the location of a text that stands in the file in one piece.
  public init(_ source: SourceText, offset: Int = 0) {
    self.init(source, segments: [Segment(expressionOffset: 0, fileOffset: offset)])
  }

  /// Creates the location of a text in pieces, such as a folded or escaped scalar.
  ///
  /// Segments are in ascending order of `expressionOffset`; each reaches to the next one.
  public init(_ source: SourceText, segments: [Segment]) {
    self.source = source
    self.segments =
      segments.isEmpty ? [Segment(expressionOffset: 0, fileOffset: 0)] : segments
  }

  /// The location of an expression that stands alone, such as a command-line argument.
  public static func standalone(_ text: String, name: String = "expression") -> ExpressionLocation {
    ExpressionLocation(SourceText(name: name, text: text))
  }

  /// The offset in the file of an offset in the expression.
  public func fileOffset(of offset: Int) -> Int {
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if segments[middle].expressionOffset <= offset { low = middle } else { high = middle }
    }
    return segments[low].fileOffset + offset - segments[low].expressionOffset
  }

  /// The span in the file of a span in the expression.
  public func fileSpan(of span: SourceSpan) -> SourceSpan {
    let start = fileOffset(of: span.start)
    return SourceSpan(
      start: start, end: span.end > span.start ? fileOffset(of: span.end - 1) + 1 : start)
  }

  func diagnostic(_ problem: Problem) -> Diagnostic {
    Diagnostic(
      problem.code, .error, problem.message, at: .source(source, fileSpan(of: problem.span)),
      labels: problem.other.map {
        [Diagnostic.Label(.source(source, fileSpan(of: $0.span)), $0.text)]
      } ?? [], help: problem.help)
  }
}
