import CivilTime
import Findings

/// Why a row got its verdict, as a code; the sentence is made only for findings.
enum ReasonCode: UInt8, Sendable {
  case none
  /// Done after the due moment.
  case late
  /// Not done and past due.
  case overdue
  /// Not done and not yet due.
  case notYetDue
  /// Not done, due after the data ends.
  case unseen
  /// The clock stands still.
  case stopped
  /// A cell that is needed is empty or malformed (column in `detail`).
  case cellMissing
  /// The filter or an arm's condition cannot be decided.
  case conditionUnknown
  /// The time of day is needed.
  case needsTimeOfDay
  /// Done before the start from which the due moment is counted.
  case doneBeforeStart
  /// A stop ends before it begins.
  case stopReversed
  /// More days were used than the limit (half days used in `detail`).
  case daysUsed
  /// The condition of the assertion is false.
  case conditionFalse
  /// A required cell is empty (column in `detail`).
  case cellEmpty
  /// Moments in the wrong order.
  case wrongOrder
  /// A moment that must not occur, or not alone.
  case unexpected
  /// The rule that it depends on is undetermined.
  case dependsOnUndetermined
  /// A parameter has no value on the day.
  case noParameterValue
}

/// Why a row got its verdict, with what findings and explanations need.
struct RowFact: Sendable {
  /// The row in its batch.
  let row: Int
  var verdict = Verdict.notApplicable
  var reason = ReasonCode.none
  /// Facts about extensions and calendars.
  var flags: RowFlags = []
  /// The arm that applied, or -1.
  var arm: Int16 = -1
  /// The version of the rule that applied.
  var version: Int16 = 0
  /// The column meant by the reason, or -1.
  var detail: Int32 = -1
  var start: Moment?
  var due: Due?
  var done: Moment?

  init(row: Int, version: Int = 0) {
    self.row = row
    self.version = Int16(truncatingIfNeeded: version)
  }

  @inline(__always)
  mutating func set(_ verdict: Verdict, _ reason: ReasonCode, detail: Int = -1) {
    self.verdict = verdict
    self.reason = reason
    self.detail = Int32(truncatingIfNeeded: detail)
  }
}

/// The verdicts of one judge over a batch.
///
/// Rows without a fact are compliant or not applicable, as far as `Keeping` says.
struct RowVerdicts {
  /// Of which rows facts are kept.
  enum Keeping: Equatable, Sendable {
    /// Of those that become findings.
    case findings
    /// Of those that become findings; of others only the days, because shares count them, and those on
    /// which they were due if some are dated by them.
    case days(due: Bool)
    /// Of all to which the rule applies, because something asks for their moments.
    case applicable
    /// Of all, because they are to be explained.
    case all
  }

  /// Rows that are met and have no fact, by version.
  private(set) var metRows: [MetRows] = []
  /// The facts, in order of rows.
  private(set) var facts: [RowFact] = []
  /// The number of rows by verdict, before `undetermined: violated`.
  private(set) var counts = VerdictCounts()
  private let keeping: Keeping
  private var isSorted = true
  /// For each row the index of its fact, or -1; empty where only findings are kept.
  private var factOfRow: [Int32] = []

  init(rowCount: Int, keeping: Keeping) {
    self.keeping = keeping
    counts.notApplicable = rowCount
    if keepsMoments { factOfRow = [Int32](repeating: -1, count: rowCount) }
  }

  /// Whether compliant rows need not be added one by one.
  var keepsFindingsOnly: Bool { keeping == .findings }
  /// Whether the days on which rows were due are asked for, where of compliant rows no more than days is.
  var keepsDays: Bool? {
    if case .days(let due) = keeping { due } else { nil }
  }
  /// Whether something asks for the facts of rows that are met.
  private var keepsMoments: Bool { keeping == .applicable || keeping == .all }

  /// Adds rows that are met and of which only the days are asked for.
  mutating func addMet(_ rows: MetRows) {
    metRows.append(rows)
    addMet(rows.rows.count)
  }

  /// Adds what was found of a row; each row is added once at most.
  mutating func add(_ fact: RowFact) {
    if fact.verdict == .notApplicable {
      guard keeping == .all else { return }
    } else {
      counts.notApplicable -= 1
      counts.add(fact.verdict)
      if fact.verdict == .compliant, keeping == .findings, fact.flags.isDisjoint(with: .suspect) {
        return
      }
    }
    if let last = facts.last, last.row > fact.row { isSorted = false }
    facts.append(fact)
  }

  /// Counts rows that are compliant and of which nobody asks anything.
  mutating func addMet(_ count: Int) {
    counts.notApplicable -= count
    counts.compliant += count
  }

  /// Puts the facts in order once all rows were added.
  mutating func finish() {
    if !isSorted { facts.sort { $0.row < $1.row } }
    guard keepsMoments else { return }
    for (index, fact) in facts.enumerated() {
      factOfRow[fact.row] = Int32(truncatingIfNeeded: index)
    }
  }

  /// The fact of a row; `nil` where the rule does not apply to it.
  ///
  /// Only where more than findings are kept.
  func fact(ofRow row: Int) -> RowFact? {
    let index = Int(factOfRow[row])
    return index < 0 ? nil : facts[index]
  }
}

/// Facts about how a row's due moment came about.
struct RowFlags: OptionSet, Sendable {
  let rawValue: UInt8
  /// An extension was accepted.
  static let extended = RowFlags(rawValue: 1)
  /// An extension was claimed but is invalid.
  static let invalidExtension = RowFlags(rawValue: 2)
  /// The clock stood still for a time.
  static let suspended = RowFlags(rawValue: 4)
  /// The calendar does not cover a day that was looked up.
  static let uncovered = RowFlags(rawValue: 8)
  /// It was counted anew.
  static let restarted = RowFlags(rawValue: 16)
  /// It was done before the period began: the verdict stands, and the data is suspect.
  static let doneBeforeStart = RowFlags(rawValue: 32)
  /// A cell that cannot be read may have made the period longer.
  static let doubtfulDue = RowFlags(rawValue: 64)
  /// A stop ends before it begins and was not taken out.
  static let reversedStop = RowFlags(rawValue: 128)
  /// What is told of the data, whatever the verdict.
  static let suspect: RowFlags = [.doneBeforeStart, .reversedStop]
}
