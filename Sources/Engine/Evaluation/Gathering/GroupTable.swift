import CivilTime
import Columns

/// The groups of a whole log, and what is known of each, in order of first appearance.
///
/// A group is found by the numbers of its values rather than by their texts, as every batch brings
/// most groups again.
struct GroupTable: Sendable {
  private(set) var keys: [GroupKey] = []
  private(set) var totals: [GroupTotals] = []
  private var texts = TextNumbers()
  /// Numbers of pairs of a number before and a value's number; keys of one table have as many values.
  private var numberOfPair: [UInt64: UInt32] = [:]
  /// Groups by the number of their values in the upper half and their period in the lower.
  private var groupOfNumber: [UInt64: Int32] = [:]
  /// The groups of keys as batches list them; -1 where a key was not asked for.
  private var groupsOfList: [ListMark: [Int32]] = [:]
  /// What was read so that memory is asked for, kept so that reading it is not left out.
  private var touched: UInt8 = 0
  /// More lists than threads that make them, so that those in use are kept.
  private static let mostLists = 64

  /// Adds the groups of a batch.
  ///
  /// - Parameters:
  ///   - origin: What places count from.
  ///   - input: The index in the result's inputs of the batch's file.
  mutating func merge(_ batch: BatchOutcome.Groups, of origin: BatchOrigin, input: Int) {
    guard !batch.groups.isEmpty else { return }
    var known = groupsOfList.removeValue(forKey: batch.mark) ?? []
    while known.count < batch.keys.count { known.append(-1) }
    for (place, number) in batch.groups.enumerated() {
      var group = Int(known[Int(number)])
      if group < 0 {
        group = index(of: batch.keys[Int(number)])
        known[Int(number)] = Int32(truncatingIfNeeded: group)
      }
      totals[group].counts.add(batch.counts[place])
      if !batch.totals.isEmpty { totals[group].merge(batch.totals[place]) }
    }
    let groups = batch.entries.indices.map {
      Int(known[Int(batch.groups[Int(batch.entries[$0].group)])])
    }
    // The rows of groups lie far apart in memory, which is waited for once where it is asked for at once.
    touched = groups.reduce(0) { $0 &+ totals[$1].rows.lastByte }
    for (index, group) in groups.enumerated() {
      totals[group].append(batch.entries[index].entry, of: origin, input: input)
    }
    guard batch.mark != .none else { return }
    if groupsOfList.count >= Self.mostLists { groupsOfList.removeAll() }
    groupsOfList[batch.mark] = known
  }

  private mutating func index(of key: GroupKey) -> Int {
    var number: UInt32 = 0
    for place in key.values.indices {
      let value = key.values[place].map { UInt32(texts.number(of: $0)) + 1 } ?? 0
      number = place == 0 ? value : numberOf(pair: UInt64(number) << 32 | UInt64(value))
    }
    let period = UInt32(bitPattern: key.period?.dayNumber ?? .min)
    let whole = UInt64(number) << 32 | UInt64(period)
    if let known = groupOfNumber[whole] { return Int(known) }
    groupOfNumber[whole] = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    totals.append(GroupTotals())
    return keys.count - 1
  }

  private mutating func numberOf(pair: UInt64) -> UInt32 {
    if let known = numberOfPair[pair] { return known }
    let number = UInt32(truncatingIfNeeded: numberOfPair.count)
    numberOfPair[pair] = number
    return number
  }

  /// The groups by their keys.
  var byKey: [GroupKey: GroupTotals] {
    Dictionary(zip(keys, totals)) { first, _ in first }
  }

  /// The groups in order of output, as `GroupKey.precedes` orders them.
  mutating func sorted() -> [(key: GroupKey, value: GroupTotals)] {
    let ranks = texts.ranks
    var places: [(order: [Int32], period: Int64, group: Int)] = []
    places.reserveCapacity(keys.count)
    for (group, key) in keys.enumerated() {
      let order = key.values.map { $0.map { ranks[Int(texts.number(of: $0))] } ?? .max }
      places.append((order, key.period.map { Int64($0.dayNumber) } ?? .min, group))
    }
    places.sort { left, right in
      for (a, b) in zip(left.order, right.order) where a != b { return a < b }
      return left.period < right.period
    }
    return places.map { (keys[$0.group], totals[$0.group]) }
  }
}
