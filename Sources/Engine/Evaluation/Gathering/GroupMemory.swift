import CivilTime
import Columns
import Findings
import RuleCheck

/// What is learnt of the groups of one batch and holds for the next: their keys, and which codes and periods
/// lead to them.
struct GroupMemory: Sendable {
  /// All groups seen, in order of first appearance.
  private(set) var keys: [GroupKey] = []
  /// Tells `keys` from other lists.
  private(set) var mark = ListMark()
  /// The groups of the batch by index in `keys`, in order of first appearance.
  private(set) var groupsOfBatch: [Int32] = []
  /// For each group its place in `groupsOfBatch`; -1 where the batch has none of it.
  private var placeInBatch: [Int32] = []
  private let period: Period.Unit?
  private let segmentStarts: [CivilDate]
  private let codings: [Coding]
  /// The groups by period and the columns' codes, -1 where there is none yet; used where all columns are
  /// coded texts with few values.
  private(set) var table: [Int32] = []
  /// The number of combinations of codes; 0 where `groupOfParts` is used instead.
  private(set) var combinations = 1
  private var groupOfParts: [[Int64]: Int32] = [:]
  /// The first days of the periods seen.
  private var firsts: [Int32?] = []
  private var ordinalOfFirst: [Int32?: Int] = [:]
  /// Days that were asked for lately, by their last bits, and the periods that they belong to.
  private var knownDays = [Int32](repeating: .min, count: Self.mostKnownDays)
  private var knownOrdinals = [Int](repeating: -1, count: Self.mostKnownDays)
  /// The number of what has no day, or of everything where there are no periods.
  private var onlyOrdinal = -1

  /// How values of a column are told apart.
  private struct Coding {
    /// Whether a value means the same in every batch.
    let isLasting: Bool
    let mark: ListMark
    /// The number of codes that there is room for, those of cells without a text included; 0 of a column that
    /// is not coded.
    let room: Int

    init(_ vector: ColumnVector) {
      let isCoded = vector.type == .text && vector.coding == .coded
      mark = isCoded ? vector.mark : .none
      isLasting = vector.type != .text || mark != .none
      // Twice as many, so that a dictionary may grow for a while.
      room = isCoded ? Self.needed(vector) * 2 : 0
    }

    /// Whether what was learnt of a column holds for its next batch.
    func holds(for vector: ColumnVector) -> Bool {
      isLasting && (room == 0 || mark == vector.mark && Self.needed(vector) <= room)
    }

    private static func needed(_ vector: ColumnVector) -> Int {
      vector.dictionary.count + Int(GroupMemory.firstCode)
    }
  }

  private static let mostCombinations = 1 << 16
  private static let mostKnownDays = 256
  /// Where more is known than this, it does not outlive the batch.
  private static let mostKeys = 1 << 14
  private static let mostPlaces = 1 << 18
  /// The code of a column's first text; below it those of a cell that is empty and of one that cannot be read.
  static let firstCode: Int64 = 2

  /// Knows nothing yet of groups by some columns.
  init(_ vectors: [ColumnVector], period: Period.Unit?, segmentStarts: [CivilDate]) {
    self.period = period
    self.segmentStarts = segmentStarts
    codings = vectors.map(Coding.init)
    for coding in codings {
      combinations = min(combinations, Self.mostCombinations + 1) * coding.room
    }
    if combinations > Self.mostCombinations { combinations = 0 }
  }

  /// Whether what was learnt holds for a batch with these columns and is worth its memory.
  func holds(for vectors: [ColumnVector]) -> Bool {
    keys.count <= Self.mostKeys && table.count <= Self.mostPlaces
      && zip(codings, vectors).allSatisfy { $0.holds(for: $1) }
  }

  /// Forgets which groups the batch before had.
  mutating func startBatch() {
    for group in groupsOfBatch { placeInBatch[Int(group)] = -1 }
    groupsOfBatch.removeAll(keepingCapacity: true)
  }

  /// The number of combinations of the codes of a column.
  @inline(__always)
  func room(_ column: Int) -> Int { codings[column].room }

  /// The group at a place of the table; `nil` where it is not known yet.
  @inline(__always)
  func group(at place: Int) -> Int? {
    let group = Int(table[place])
    return group >= 0 ? group : nil
  }

  /// The group with these parts.
  func group(of parts: [Int64]) -> Int? { groupOfParts[parts].map { Int($0) } }

  /// The place in the batch of a group.
  @inline(__always)
  mutating func place(of group: Int) -> Int {
    let place = Int(placeInBatch[group])
    return place >= 0 ? place : addToBatch(group)
  }

  @inline(never)
  private mutating func addToBatch(_ group: Int) -> Int {
    placeInBatch[group] = Int32(truncatingIfNeeded: groupsOfBatch.count)
    groupsOfBatch.append(Int32(truncatingIfNeeded: group))
    return groupsOfBatch.count - 1
  }

  /// Adds a group found by its place in the table.
  mutating func add(_ values: [String?], ordinal: Int, at place: Int) -> Int {
    table[place] = Int32(truncatingIfNeeded: keys.count)
    return add(values, ordinal)
  }

  /// Adds a group found by its parts.
  mutating func add(_ values: [String?], ordinal: Int, parts: [Int64]) -> Int {
    groupOfParts[parts] = Int32(truncatingIfNeeded: keys.count)
    return add(values, ordinal)
  }

  private mutating func add(_ values: [String?], _ ordinal: Int) -> Int {
    keys.append(
      GroupKey(values: values, period: firsts[ordinal].map { CivilDate(dayNumber: $0) }))
    placeInBatch.append(-1)
    return keys.count - 1
  }

  /// The number of the period of a day, in order of first appearance.
  @inline(__always)
  mutating func ordinal(of day: CivilDate?) -> Int {
    guard period != nil, let day else {
      if onlyOrdinal < 0 { onlyOrdinal = findOrdinal(of: nil) }
      return onlyOrdinal
    }
    let place = Int(day.dayNumber) & (Self.mostKnownDays - 1)
    if knownDays[place] == day.dayNumber { return knownOrdinals[place] }
    let ordinal = findOrdinal(of: day)
    knownDays[place] = day.dayNumber
    knownOrdinals[place] = ordinal
    return ordinal
  }

  @inline(never)
  private mutating func findOrdinal(of day: CivilDate?) -> Int {
    let first = period.flatMap { unit in day.map { firstDay(of: $0, unit) } }
    if let known = ordinalOfFirst[first] { return known }
    let ordinal = firsts.count
    firsts.append(first)
    ordinalOfFirst[first] = ordinal
    table += [Int32](repeating: -1, count: combinations)
    return ordinal
  }

  private func firstDay(of day: CivilDate, _ unit: Period.Unit) -> Int32 {
    let first = Period(unit, holding: day).first.dayNumber
    guard let segment = segmentStarts.last(where: { $0 <= day }) else { return first }
    return max(first, segment.dayNumber)
  }
}
