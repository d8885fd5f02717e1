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

/// The verdicts of one judge over a batch, with what explanations need, a value a row.
struct RowVerdicts: Sendable {
  /// No moment.
  static let noMoment = Int64.min

  var verdicts: [Verdict]
  var reasons: [ReasonCode]
  /// The column meant by the reason, or -1; for assertions a bit set of empty required columns.
  var details: [Int32]
  /// The arm that applied, or -1.
  var arms: [Int16]
  /// The version of the rule that applied.
  var versions: [Int16]
  var starts: [Moment?]
  var dues: [Due?]
  var dones: [Moment?]
  /// Facts about extensions and calendars.
  var flags: [RowFlags]

  init(rowCount: Int) {
    verdicts = [Verdict](repeating: .notApplicable, count: rowCount)
    reasons = [ReasonCode](repeating: .none, count: rowCount)
    details = [Int32](repeating: -1, count: rowCount)
    arms = [Int16](repeating: -1, count: rowCount)
    versions = [Int16](repeating: 0, count: rowCount)
    starts = [Moment?](repeating: nil, count: rowCount)
    dues = [Due?](repeating: nil, count: rowCount)
    dones = [Moment?](repeating: nil, count: rowCount)
    flags = [RowFlags](repeating: [], count: rowCount)
  }

  mutating func set(_ row: Int, _ verdict: Verdict, _ reason: ReasonCode, detail: Int = -1) {
    verdicts[row] = verdict
    reasons[row] = reason
    details[row] = Int32(truncatingIfNeeded: detail)
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
}
