/// The length of a period, such as 30 days or 72 hours.
public struct PeriodLength: Sendable, Hashable {
  /// A unit of periods.
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// Seconds, from the instant.
    case second
    /// Minutes, from the instant.
    case minute
    /// Hours, from the instant.
    case hour
    /// Civil days (or working days where the profile counts those).
    case day
    /// Weeks of seven civil days.
    case week
    /// Months by the calendar.
    case month
    /// Years by the calendar.
    case year
    /// Working days.
    case workingDay = "working_day"

    /// Whether the unit runs from the instant whatever the profile says.
    public var isClock: Bool { milliseconds != nil }

    /// Milliseconds of the unit, for seconds, minutes and hours.
    public var milliseconds: Int64? {
      switch self {
      case .second: 1000
      case .minute: 60_000
      case .hour: 3_600_000
      case .day, .week, .month, .year, .workingDay: nil
      }
    }

    /// The largest amount that is accepted, about a thousand years; more is a mistake.
    public var largestAmount: Int {
      switch self {
      case .second: 31_622_400_000
      case .minute: 527_040_000
      case .hour: 8_784_000
      case .day, .workingDay: 366_000
      case .week: 52_200
      case .month: 12_000
      case .year: 1000
      }
    }
  }

  /// The number of units.
  public var amount: Int
  /// The unit.
  public var unit: Unit

  /// Creates a length.
  public init(_ amount: Int, _ unit: Unit) {
    self.amount = amount
    self.unit = unit
  }
}

extension PeriodLength: CustomStringConvertible {
  /// The length in English as rule files write it, `30 days`.
  public var description: String {
    let name = unit == .workingDay ? "working day" : unit.rawValue
    return "\(amount) \(name)\(amount == 1 ? "" : "s")"
  }

  /// The length in Traditional Chinese, `30日`, `3個月`, `6個工作天`.
  public var zhText: String {
    switch unit {
    case .second: "\(amount)秒"
    case .minute: "\(amount)分鐘"
    case .hour: "\(amount)小時"
    case .day: "\(amount)日"
    case .week: "\(amount)週"
    case .month: "\(amount)個月"
    case .year: "\(amount)年"
    case .workingDay: "\(amount)個工作天"
    }
  }
}
