import CivilTime
import Columns
import Findings

/// One row that a group keeps because its function needs rows, not only totals.
struct GroupEntry: Sendable {
  /// The day that places the row.
  var day: CivilDate
  /// The instant within the day, where known, for order.
  var order: Int64
  /// The number that is gathered (mantissa), and its scale.
  var value: Int64
  var scale: UInt8
  /// A text that is gathered: a number of a series, a register's member.
  var text: String
  /// The row's key, as shown; empty where the identity is shown as it is (`FindingBuilder.plainKey`).
  var key: [NamedValue]
  /// The row's key, unmasked, for fingerprints.
  var identity: String
  /// The row in its batch, then in its log.
  var row: Int
  /// Where it stands; the line is relative to the batch until merged.
  var location: DataLocation
  /// Who answers for it.
  var owner: String?
}

/// What is known of a row without a day of completion.
enum Undone: Hashable, Sendable {
  /// The cell of the day cannot be read; the row began on this day.
  case notBefore(CivilDate)
  /// No such cell is unreadable: the row is open, or cannot be judged for want of another cell.
  case unfinished
}

/// What is known of a group.
struct GroupTotals: Sendable {
  /// Rows by verdict (of a share), or rows as such under `compliant`.
  var counts = VerdictCounts()
  /// What is known of when rows of a share were done that have no day of completion; empty for most.
  var undone: [Undone: VerdictCounts] = [:]
  /// The exact sum, as a mantissa of scale 18.
  var sum: Int128 = 0
  /// Whether the sum was too large to be kept, so that it says nothing.
  var isTooLarge = false
  var minimum: Ratio?
  var maximum: Ratio?
  /// The distinct values (of a distinct count).
  var distinct: Set<String> = []
  /// The rows that the function needs one by one.
  private(set) var rows = EntryPack()

  /// Adds to the sum.
  mutating func add(_ value: Int128) {
    let (total, overflow) = sum.addingReportingOverflow(value)
    sum = total
    if overflow { isTooLarge = true }
  }

  /// Takes in a value.
  mutating func widen(to value: Ratio) {
    if minimum.map({ value < $0 }) ?? true { minimum = value }
    if maximum.map({ $0 < value }) ?? true { maximum = value }
  }

  /// Adds a row of a batch, whose place counts from its origin.
  mutating func append(_ entry: GroupEntry, of origin: BatchOrigin, input: Int) {
    rows.append(
      entry, rowsBefore: origin.firstRow, input: input, linesBefore: origin.firstLine)
  }

  /// Adds what is known of a group from a batch besides its counts and rows.
  mutating func merge(_ other: GroupTotals) {
    for (kind, more) in other.undone { undone[kind, default: VerdictCounts()].add(more) }
    add(other.sum)
    isTooLarge = isTooLarge || other.isTooLarge
    if let value = other.minimum { widen(to: value) }
    if let value = other.maximum { widen(to: value) }
    if !other.distinct.isEmpty {
      if distinct.isEmpty { distinct = other.distinct } else { distinct.formUnion(other.distinct) }
    }
  }
}

extension VerdictCounts {
  /// Takes away counts that were added.
  mutating func subtract(_ other: VerdictCounts) {
    compliant -= other.compliant
    violated -= other.violated
    pending -= other.pending
    notApplicable -= other.notApplicable
    undetermined -= other.undetermined
    waived -= other.waived
  }

  /// Adds other counts.
  mutating func add(_ other: VerdictCounts) {
    compliant += other.compliant
    violated += other.violated
    pending += other.pending
    notApplicable += other.notApplicable
    undetermined += other.undetermined
    waived += other.waived
  }

  /// The number of subjects that a share is of.
  var judged: Int { compliant + violated + pending + undetermined }
}
