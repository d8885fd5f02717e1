extension FindingList {
  /// Some of the findings, in order, which are unpacked when they are gone through.
  public struct Part: Sequence, Sendable {
    let segments: [Segment]

    /// An iterator over the findings.
    public func makeIterator() -> Iterator { Iterator(segments) }
  }

  /// The findings in parts of about a number of them, at least 1, none of which is empty.
  public func parts(ofAbout size: Int) -> [Part] {
    var parts: [Part] = []
    var (first, held) = (0, 0)
    for index in segments.indices {
      held += segments[index].count
      if held >= size || index == segments.count - 1 {
        parts.append(Part(segments: Array(segments[first...index])))
        (first, held) = (index + 1, 0)
      }
    }
    return parts
  }
}
