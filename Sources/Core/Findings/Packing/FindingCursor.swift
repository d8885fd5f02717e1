/// Findings of a list by their index, in any order.
///
/// It remembers places in the packed findings as it passes them, so that one finding costs the passing
/// of at most `stride` others; reports, which go through a list rule by rule, take their findings here.
public final class FindingCursor {
  private static let stride = 64

  private let list: FindingList
  /// By segment, readers that stand before every `stride`-th finding.
  private var marks: [[PackReader]]

  /// Prepares to read a list.
  public init(_ list: FindingList) {
    self.list = list
    marks = Array(repeating: [], count: list.segments.count)
  }

  /// A finding by its index, which must be one of the list's.
  public subscript(index: Int) -> Finding {
    let (segment, place) = list.place(of: index)
    let held = list.segments[segment]
    if marks[segment].isEmpty {
      marks[segment].append(PackReader(held.pack, at: held.offset, origin: held.origin))
    }
    let wanted = place / Self.stride
    while marks[segment].count <= wanted {
      var reader = marks[segment][marks[segment].count - 1]
      for _ in 0..<Self.stride { reader.skip() }
      marks[segment].append(reader)
    }
    var reader = marks[segment][wanted]
    for _ in 0..<place % Self.stride { reader.skip() }
    return reader.finding()
  }
}
