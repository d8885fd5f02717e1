/// Findings in order, packed: a run over millions of rows finds too many to be held as they are.
///
/// An element is made when it is asked for. Going through all is cheap; asking for one by its index
/// passes over those before it in its segment.
public struct FindingList: Sendable {
  /// Consecutive findings of a pack.
  struct Segment: Sendable {
    /// The pack; without its bytes where `stored` says where those of the segment are.
    fileprivate let held: FindingPack
    fileprivate let start: Int
    fileprivate var stored: Stored?
    let count: Int
    /// What locations count from.
    let origin: DataLocation

    /// Where the bytes of a segment are kept.
    fileprivate struct Stored: Sendable {
      let storage: any FindingStorage
      let place: Int
      let byteCount: Int
    }

    /// The pack with its bytes, and where in it the findings lie.
    var opened: (pack: FindingPack, offset: Int) {
      guard let stored else { return (held, start) }
      return (
        FindingPack(held, bytes: stored.storage.bytes(at: stored.place, count: stored.byteCount)), 0
      )
    }

    /// A reader that stands before the first finding.
    var reader: PackReader {
      let (pack, offset) = opened
      return PackReader(pack, at: offset, origin: origin)
    }
  }

  private(set) var segments: [Segment] = []
  /// What tells most about the findings, in order, and of how many after each other it is the same: it is
  /// asked for more often than the findings themselves.
  private var heads: [(head: PackReader.Head, count: Int)] = []
  /// The index of each segment's first finding.
  private var starts: [Int] = []
  /// The number of findings.
  public private(set) var count = 0

  /// Creates an empty list.
  public init() {}

  /// Packs findings.
  public init(_ findings: some Sequence<Finding>) { append(contentsOf: findings) }

  /// Adds consecutive findings of a pack.
  ///
  /// - Parameters:
  ///   - start: Where in the pack the first lies.
  ///   - end: Where in the pack the last ends; its end where none is stated.
  ///   - origin: Is added to the locations of findings, which may be relative to a batch.
  ///   - storage: May take their bytes.
  public mutating func append(
    _ pack: FindingPack, from start: Int = 0, to end: Int? = nil, count added: Int,
    origin: DataLocation = DataLocation(input: 0, line: 0), storage: (any FindingStorage)? = nil
  ) {
    guard added > 0 else { return }
    addHeads(PackReader(pack, at: start, origin: origin), count: added)
    starts.append(count)
    count += added
    let end = end ?? pack.byteCount
    let place = storage.flatMap { storage in
      // Traces are no bytes, so that their findings stay as they are.
      pack.traces.isEmpty
        ? pack.bytes.withBytes { storage.keep(UnsafeBufferPointer(rebasing: $0[start..<end])) }
        : nil
    }
    guard let storage, let place else {
      segments.append(
        Segment(held: pack, start: start, stored: nil, count: added, origin: origin))
      return
    }
    segments.append(
      Segment(
        held: FindingPack(pack, bytes: []), start: 0,
        stored: Segment.Stored(storage: storage, place: place, byteCount: end - start),
        count: added, origin: origin))
  }

  private mutating func addHeads(_ reader: PackReader, count: Int) {
    var reader = reader
    for _ in 0..<count { addHead(reader.head(), count: 1) }
  }

  private mutating func addHead(_ head: PackReader.Head, count: Int) {
    if let last = heads.indices.last, heads[last].head == head {
      heads[last].count += count
    } else {
      heads.append((head, count))
    }
  }

  /// Adds the findings of another list.
  public mutating func append(contentsOf other: FindingList) {
    for (head, count) in other.heads { addHead(head, count: count) }
    starts.append(contentsOf: other.starts.map { $0 + count })
    segments.append(contentsOf: other.segments)
    count += other.count
  }

  /// Packs and adds findings.
  public mutating func append(contentsOf findings: some Sequence<Finding>) {
    var builder = FindingListBuilder()
    for finding in findings { builder.append(finding) }
    append(contentsOf: builder.finished())
  }

  /// Packs and adds a finding.
  public mutating func append(_ finding: Finding) { append(contentsOf: [finding]) }

  /// Changes findings in order; those for which `change` returns `false` stay as they were.
  public mutating func change(_ change: (inout Finding) -> Bool) {
    heads = []
    for index in segments.indices {
      let segment = segments[index]
      var reader = segment.reader
      var isChanged = false
      let changed = (0..<segment.count).map { _ in
        var finding = reader.finding()
        if change(&finding) { isChanged = true }
        return finding
      }
      if isChanged { segments[index] = Self.segment(changed) }
      addHeads(segments[index].reader, count: segment.count)
    }
  }

  private static func segment(_ findings: [Finding]) -> Segment {
    var pack = FindingPack()
    for finding in findings { pack.append(finding) }
    pack.close()
    return Segment(
      held: pack, start: 0, stored: nil, count: findings.count,
      origin: DataLocation(input: 0, line: 0))
  }

  /// Gives the rule and verdict of every finding in order, and whether a waiver covers it.
  public func forEachVerdict(_ body: (_ rule: Int, _ verdict: Verdict, _ isWaived: Bool) -> Void) {
    for (head, count) in heads {
      for _ in 0..<count { body(head.rule, head.verdict, head.isWaived) }
    }
  }
}

extension FindingList: RandomAccessCollection, MutableCollection {
  /// The index of the first finding.
  public var startIndex: Int { 0 }
  /// The number of findings.
  public var endIndex: Int { count }

  /// A finding by its index.
  public subscript(index: Int) -> Finding {
    get {
      let (segment, place) = place(of: index)
      var reader = segments[segment].reader
      for _ in 0..<place { reader.skip() }
      return reader.finding()
    }
    set {
      let (segment, place) = place(of: index)
      let held = segments[segment]
      var reader = held.reader
      var findings = (0..<held.count).map { _ in reader.finding() }
      findings[place] = newValue
      segments[segment] = Self.segment(findings)
      heads = []
      for segment in segments { addHeads(segment.reader, count: segment.count) }
    }
  }

  /// The segment of a finding, and its place in it.
  func place(of index: Int) -> (segment: Int, place: Int) {
    precondition(index >= 0 && index < count, "no such finding")
    var (low, high) = (0, segments.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return (low, index - starts[low])
  }

  /// Goes through the findings in order.
  public struct Iterator: IteratorProtocol {
    private let segments: [Segment]
    private var nextSegment = 0
    private var left = 0
    private var reader: PackReader?

    init(_ segments: [Segment]) { self.segments = segments }

    /// The next finding; `nil` at the end.
    public mutating func next() -> Finding? {
      while left == 0 {
        guard nextSegment < segments.count else { return nil }
        let segment = segments[nextSegment]
        reader = segment.reader
        left = segment.count
        nextSegment += 1
      }
      left -= 1
      return reader?.finding()
    }
  }

  /// An iterator over the findings.
  public func makeIterator() -> Iterator { Iterator(segments) }
}

extension FindingList: ExpressibleByArrayLiteral {
  /// Packs findings.
  public init(arrayLiteral findings: Finding...) { self.init(findings) }
}

/// Packs findings one by one into a list.
public struct FindingListBuilder: Sendable {
  private var list = FindingList()
  private var pack = FindingPack()
  private var count = 0
  private var cells = PackedCells()

  /// The number of findings that are packed together.
  private static let packSize = 64

  /// Starts an empty list.
  public init() {}

  /// Packs and adds a finding.
  public mutating func append(_ finding: Finding) {
    pack.append(finding)
    count += 1
    if count == Self.packSize { flush() }
  }

  /// Packs and adds a finding of a row with one key and nothing in words.
  ///
  /// - Parameters:
  ///   - rule: The index of the rule in the result's list of rules.
  ///   - key: The name of the key's column and its value.
  public mutating func append(
    rule: Int, _ verdict: Verdict, key: NamedValue, owner: String?, location: DataLocation,
    cells named: [NamedValue]
  ) {
    var row = PackedRow(
      rule: rule, verdict: verdict, keyName: pack.index(of: key.name),
      owner: owner.map { pack.index(of: $0) }, line: location.line)
    row.input = location.input
    cells.removeAll()
    for cell in named { cells.append(name: pack.index(of: cell.name), text: cell.value) }
    var value = key.value
    value.withUTF8 { pack.append(row, key: $0, cells: cells) }
    count += 1
    if count == Self.packSize { flush() }
  }

  /// The findings added.
  public mutating func finished() -> FindingList {
    flush()
    return list
  }

  private mutating func flush() {
    pack.close()
    list.append(pack, count: count)
    (pack, count) = (FindingPack(), 0)
  }
}
