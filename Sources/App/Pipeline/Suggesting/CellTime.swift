import CivilTime

/// A date or time in a cell of a test, which can be moved and is written as it was.
struct CellTime {
  /// The day.
  var date: CivilDate
  /// Minutes since midnight, 0 to 1440; `nil` for a bare day.
  var minutes: Int?
  /// Whether the year is one of the Republic.
  private var isROC = true
  private var separator: Character = "-"

  /// A day of the calendar of the Republic, with a time of day or without.
  init(_ date: CivilDate, minutes: Int? = nil) {
    self.date = date
    self.minutes = minutes
  }

  /// Reads a date such as `110-03-02` or `2021/3/2`, with a time to the minute or without.
  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard let first = parts.first,
      let separator = first.first(where: { "-/.".contains($0) })
    else { return nil }
    let numbers = first.split(separator: separator, omittingEmptySubsequences: false).map {
      Int($0)
    }
    guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2]
    else { return nil }
    isROC = year < 1000
    self.separator = separator
    guard let date = CivilDate(year: isROC ? year + 1911 : year, month: month, day: day) else {
      return nil
    }
    self.date = date
    guard parts.count == 2 else { return }
    let clock = parts[1].split(separator: ":").map { Int($0) }
    guard clock.count >= 2, let hour = clock[0], let minute = clock[1] else { return nil }
    minutes = hour * 60 + minute
  }

  /// The text, in the form that was read.
  var text: String {
    let (year, month, day) = date.components
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let dayText = [isROC ? "\(year - 1911)" : "\(year)", two(month), two(day)].joined(
      separator: String(separator))
    return dayText + (minutes.map { " \(two($0 / 60)):\(two($0 % 60))" } ?? "")
  }

  /// Another time as this one is written.
  func written(_ other: CellTime) -> CellTime {
    var result = self
    result.date = other.date
    result.minutes = other.minutes ?? minutes.map { _ in 0 }
    return result
  }

  /// The time a number of days later.
  func adding(days: Int) -> CellTime {
    var result = self
    result.date = date.adding(days: days)
    return result
  }

  /// The time a number of minutes later; a bare day as it is.
  func adding(minutes more: Int) -> CellTime {
    guard let minutes else { return self }
    var result = self
    let total = minutes + more
    let days = (total - (total % 1440 + 1440) % 1440) / 1440
    result.date = date.adding(days: days)
    result.minutes = total - days * 1440
    return result
  }
}
