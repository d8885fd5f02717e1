import CColumnScan
import CivilTime
import Columns

extension RowView {
  /// The time from one column to another, as far as a log is judged.
  struct MomentPair: Hashable {
    /// The column of the start.
    let start: Int
    /// The column of the end.
    let end: Int
    /// The last instant at which anything has happened.
    let asOf: Instant
    /// Whether the end is after the start, and the start known to the time of the day.
    let isStrict: Bool
  }

  /// For all rows whether both moments are there, the end is known to the time of the day, is not before the start
  /// and has happened: no where nothing has ended, unknown where that takes a closer look; worked out once a
  /// batch.
  ///
  /// - Returns: `nil` where the columns are not of times.
  func answers(_ pair: MomentPair) -> [TriState]? {
    if let known = answersOfPair[pair] { return known }
    guard var columns = columns(of: pair) else { return nil }
    let answers = filled { qixian_answer_periods(&columns, $1, pair.isStrict ? 1 : 0, $0) }
    answersOfPair[pair] = answers
    return answers
  }

  /// The columns of a pair as loops take them, without days; `nil` where they are not of times.
  func columns(of pair: MomentPair) -> qixian_period? {
    let (start, end) = (cells(pair.start), cells(pair.end))
    guard start.type == .timestamp, end.type == .timestamp, let details = start.details,
      let otherDetails = end.details
    else { return nil }
    return qixian_period(
      states: start.states, values: start.values, details: details, days: nil,
      other_states: end.states, other_values: end.values, other_details: otherDetails,
      as_of: pair.asOf.milliseconds, day: Precision.day.rawValue)
  }
}
