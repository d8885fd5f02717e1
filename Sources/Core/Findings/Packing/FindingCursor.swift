/// Findings of a list by their index, in any order.
///
/// It remembers where findings lie as it passes them, so that one finding costs the passing of fewer than
/// `stride` others; reports, which go through a list rule by rule, take their findings here. Of bytes that
/// the list keeps outside memory it holds those of the segment read last.
public final class FindingCursor {
  private static let stride = 64

  private let list: FindingList
  /// By segment, where every `stride`-th finding lies, as far as they were passed.
  private var marks: [[Int]]
  /// The segment read last, and a reader that stands in it before the finding at `place`.
  private var segment: Int?
  private var reader = PackReader(
    FindingPack(), at: 0, origin: DataLocation(input: 0, line: 0))
  private var place = 0

  /// Prepares to read a list.
  public init(_ list: FindingList) {
    self.list = list
    marks = Array(repeating: [], count: list.segments.count)
  }

  /// A finding by its index, which must be one of the list's.
  public subscript(index: Int) -> Finding {
    move(to: index)
    defer { pass() }
    return reader.finding()
  }

  /// A finding as lists for people show it: without identity, cells, trace and explanation, which are
  /// empty.
  public func brief(_ index: Int) -> Finding {
    move(to: index)
    defer { pass() }
    return reader.finding(isBrief: true)
  }

  /// When a finding is due.
  public func due(_ index: Int) -> StatedTime? {
    move(to: index)
    defer { pass() }
    return reader.due()
  }

  private func move(to index: Int) {
    let (wanted, target) = list.place(of: index)
    if segment != wanted {
      reader = list.segments[wanted].reader
      (segment, place) = (wanted, 0)
      if marks[wanted].isEmpty { marks[wanted].append(reader.offset) }
    }
    // The mark before it, unless the reader stands between the two.
    let mark = min(target / Self.stride, marks[wanted].count - 1)
    if place > target || place < mark * Self.stride {
      reader.go(to: marks[wanted][mark])
      place = mark * Self.stride
    }
    while place < target {
      reader.skip()
      pass()
    }
  }

  /// Notes that the reader went one finding on.
  private func pass() {
    place += 1
    guard let segment, place == marks[segment].count * Self.stride else { return }
    marks[segment].append(reader.offset)
  }
}
