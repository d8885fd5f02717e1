/// Findings of a list by their index, in any order.
///
/// It remembers places in the packed findings as it passes them, so that one finding costs the passing
/// of at most `stride` others; reports, which go through a list rule by rule, take their findings here.
public final class FindingCursor {
  private static let stride = 64

  private let list: FindingList
  /// By segment, readers that stand before every `stride`-th finding.
  private var marks: [[PackReader]]
  /// Where the last finding was taken: its segment, the place of the one behind it, a reader there.
  private var last: (segment: Int, place: Int, reader: PackReader)?

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
      marks[segment].append(held.reader)
    }
    let wanted = place / Self.stride
    // Findings asked for one after the other are passed once.
    if let last, last.segment == segment, last.place <= place, last.place / Self.stride == wanted {
      return take(last.reader, segment, from: last.place, to: place)
    }
    while marks[segment].count <= wanted {
      var reader = marks[segment][marks[segment].count - 1]
      for _ in 0..<Self.stride { reader.skip() }
      marks[segment].append(reader)
    }
    return take(marks[segment][wanted], segment, from: wanted * Self.stride, to: place)
  }

  private func take(
    _ reader: PackReader, _ segment: Int, from first: Int, to place: Int
  ) -> Finding {
    var reader = reader
    for _ in first..<place { reader.skip() }
    let finding = reader.finding()
    last = (segment, place + 1, reader)
    return finding
  }
}
