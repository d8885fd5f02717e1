/// The dates that systems write where there is none.
public enum PlaceholderDates {
  private static let days: Set<Int32> = Set(
    [
      (1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1901, 1, 1),
      (1911, 1, 1), (1912, 1, 1), (1970, 1, 1), (2079, 6, 6), (2099, 12, 31), (2910, 12, 31),
      (9999, 12, 31),
    ].map { CivilDate.dayNumber(year: $0.0, month: $0.1, day: $0.2) })

  /// Whether a date is one of them.
  @inlinable
  public static func contains(_ date: CivilDate) -> Bool {
    // Between 1970-01-02 and 2075, where nearly all dates are, there is none.
    (1..<38_350).contains(date.dayNumber) ? false : holds(date.dayNumber)
  }

  @usableFromInline
  static func holds(_ day: Int32) -> Bool { days.contains(day) }
}
