/// A civil day, as the number of days since 1970-01-01.
///
/// The generator counts days on its own, not with CivilTime, because what it says about a case is what the
/// engine is tested against.
struct Day: Comparable, Hashable {
  var number: Int

  init(number: Int) { self.number = number }

  /// The day of an ROC year (110 = 2021), a month and a day.
  init(_ rocYear: Int, _ month: Int, _ day: Int) {
    let year = rocYear + 1911
    var days = (year - 1970) * 365
    for other in 1970..<year where Self.isLeap(other) { days += 1 }
    for other in 1..<month { days += Self.length(ofMonth: other, year: year) }
    number = days + day - 1
  }

  static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  static func - (left: Day, right: Day) -> Int { left.number - right.number }

  /// The parts: Gregorian year, month and day.
  var parts: (year: Int, month: Int, day: Int) {
    var year = 1970
    var rest = number
    while rest >= (Self.isLeap(year) ? 366 : 365) {
      rest -= Self.isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 1
    while rest >= Self.length(ofMonth: month, year: year) {
      rest -= Self.length(ofMonth: month, year: year)
      month += 1
    }
    return (year, month, rest + 1)
  }

  /// Whether it is a Saturday or a Sunday; 1970-01-01 was a Thursday.
  var isWeekend: Bool { number % 7 == 2 || number % 7 == 3 }

  /// Whether agencies rest.
  var isRest: Bool {
    RestDays.worked.contains(self) ? false : isWeekend || RestDays.free.contains(self)
  }

  /// The day itself, or the next working day where it is a rest day.
  var rolled: Day {
    var day = self
    while day.isRest { day = day + 1 }
    return day
  }

  /// The last of so many working days after the day, or from the day on.
  func workingDays(_ count: Int, fromStart: Bool = false) -> Day {
    var day = fromStart ? self + -1 : self
    var left = count
    while left > 0 {
      day = day + 1
      if !day.isRest { left -= 1 }
    }
    return day
  }

  /// The last day of so many months after the day, before any move to a working day.
  func months(_ count: Int) -> Day {
    let first = (self + 1).parts
    let month = first.month - 1 + count
    let (year, target) = (first.year + month / 12, month % 12 + 1)
    let length = Self.length(ofMonth: target, year: year)
    if first.day > length { return Day(year - 1911, target, length) }
    return Day(year - 1911, target, first.day) + -1
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A day with a time of day.
struct Moment: Comparable, Hashable {
  var day: Day
  var minute: Int

  init(_ day: Day, minute: Int) {
    self.day = day
    self.minute = minute
  }

  static func < (left: Moment, right: Moment) -> Bool {
    (left.day.number, left.minute) < (right.day.number, right.minute)
  }

  /// The moment so many minutes later.
  func adding(minutes: Int) -> Moment {
    let total = minute + minutes
    let days = total >= 0 ? total / 1440 : (total - 1439) / 1440
    return Moment(day + days, minute: total - days * 1440)
  }
}

/// The days from July 109 to December 110 on which agencies depart from the five-day week.
enum RestDays {
  /// Weekdays without work.
  static let free: Set<Day> = [
    Day(109, 10, 1), Day(109, 10, 2), Day(109, 10, 9), Day(110, 1, 1), Day(110, 2, 10),
    Day(110, 2, 11), Day(110, 2, 12), Day(110, 2, 15), Day(110, 2, 16), Day(110, 3, 1),
    Day(110, 4, 2), Day(110, 4, 5), Day(110, 6, 14), Day(110, 9, 20), Day(110, 9, 21),
    Day(110, 10, 11), Day(110, 12, 31),
  ]
  /// Saturdays with work.
  static let worked: Set<Day> = [Day(109, 9, 26), Day(110, 2, 20), Day(110, 9, 11)]
}
