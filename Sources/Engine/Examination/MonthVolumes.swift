import CivilTime

/// The numbers of rows a month, by year × 12 + month − 1, of each file of a log.
struct MonthVolumes {
  private(set) var ofFile: [[Int: Int]]

  init(fileCount: Int) { ofFile = Array(repeating: [:], count: fileCount) }

  init(days: [DayVolumes]) { ofFile = days.map(\.months) }

  mutating func add(_ counts: [Int: Int], file: Int) {
    ofFile[file].merge(counts, uniquingKeysWith: +)
  }

  /// The months of all files together.
  private var all: [Int: Int] {
    ofFile.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }

  /// A month whose number of rows is far from those of the others.
  struct Jump {
    var month: Int
    var count: Int
    var median: Int
  }

  /// The jumps, in order of months.
  ///
  /// The first and the last month may be cut and are left out. A month is far from the others where
  /// it is more than 5 times 1.4826 MAD from the median, and above twice or below half of it; there
  /// must be six months and a median of 20.
  var jumps: [Jump] {
    let all = all
    let months = all.keys.sorted().dropFirst().dropLast()
    let numbers = months.map { all[$0] ?? 0 }
    let median = DayVolumes.median(numbers)
    guard months.count >= 6, median >= 20 else { return [] }
    let deviation = DayVolumes.median(numbers.map { abs($0 - median) })
    return zip(months, numbers).compactMap { month, count in
      let isFar =
        abs(count - median) * 10_000 > deviation * 5 * 14_826
        && (count > median * 2 || count * 2 < median)
      return isFar ? Jump(month: month, count: count, median: median) : nil
    }
  }

  /// The months without any row between months of 20 rows and more on the median.
  var gaps: [Int] {
    let all = all
    guard all.count >= 3, let first = all.keys.min(), let last = all.keys.max(),
      last - first < 1200, DayVolumes.median(Array(all.values)) >= 20
    else { return [] }
    return (first...last).filter { all[$0] == nil }
  }

  /// The file in which a month's first rows stand, or those before it.
  func file(of month: Int) -> Int {
    ofFile.firstIndex { $0[month] != nil }
      ?? ofFile.lastIndex { $0.keys.contains { $0 < month } } ?? 0
  }

  /// The month as `YYYY-MM`.
  static func label(_ month: Int) -> String {
    let number = month % 12 + 1
    return "\(month / 12)-\(number < 10 ? "0" : "")\(number)"
  }
}
