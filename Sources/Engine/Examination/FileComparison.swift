import CivilTime
import Diagnostics

/// Compares the files of a log with each other: given twice, months twice or missing, encodings.
struct FileComparison {
  let files: [ExaminedFile]
  let months: MonthVolumes
  /// The number of rows of each file whose key another row had; `nil` where rows have no key.
  let repeats: [Int: Int]?
  let dayColumn: Int?

  func finish(into tally: inout IssueTally) {
    if files.count > 1 {
      findSameFiles(&tally)
      findEncodings(&tally)
      findMonthsTwice(&tally)
    }
    findMissingMonths(&tally)
    findJumps(&tally)
  }

  private func findSameFiles(_ tally: inout IssueTally) {
    for index in files.indices where !files[index].sha256.isEmpty {
      guard let first = files[..<index].firstIndex(where: { $0.sha256 == files[index].sha256 })
      else { continue }
      tally.add(
        .fileTwice, at: IssueTally.Place(file: index, line: 1), found: name(first))
    }
  }

  private func findEncodings(_ tally: inout IssueTally) {
    var counts: [String: Int] = [:]
    for file in files { if let encoding = file.encoding { counts[encoding, default: 0] += 1 } }
    guard counts.count > 1,
      let usual = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key
    else { return }
    for (index, file) in files.enumerated() {
      guard let encoding = file.encoding, encoding != usual else { continue }
      tally.add(.mixedEncodings, at: IssueTally.Place(file: index, line: 1), found: encoding)
    }
    tally.note(
      .mixedEncodings,
      LocalizedText(zh: "其餘為 \(usual)", en: "the others are in \(usual)"))
  }

  /// The month that most rows of each file belong to.
  private var mainMonths: [Int?] {
    months.ofFile.map { counts in
      let total = counts.values.reduce(0, +)
      return counts.first { $0.value * 2 > total }?.key
    }
  }

  /// Names files of one month; where rows have keys, only those that repeat some: several offices
  /// may each send a file of the same month.
  private func findMonthsTwice(_ tally: inout IssueTally) {
    let main = mainMonths
    for index in files.indices {
      guard let month = main[index], let first = main[..<index].firstIndex(of: month),
        files[index].sha256.isEmpty || files[index].sha256 != files[first].sha256,
        (repeats.map { $0[index, default: 0] > 0 }) ?? true
      else { continue }
      tally.add(
        .monthTwice, at: IssueTally.Place(file: index, line: 1),
        found: "\(MonthVolumes.label(month)): \(name(first))")
    }
  }

  /// Names the months between the first and the last that have no row: where each file is a month's,
  /// or where months have many rows.
  private func findMissingMonths(_ tally: inout IssueTally) {
    let known = mainMonths.compactMap { $0 }
    var missing = months.gaps
    if files.count > 1, known.count == files.count, let first = known.min(),
      let last = known.max(), last - first < 1200
    {
      missing = (first...last).filter { month in months.ofFile.allSatisfy { $0[month] == nil } }
    }
    for month in missing {
      tally.add(
        .monthMissing, at: IssueTally.Place(file: months.file(of: month), line: 1),
        found: MonthVolumes.label(month))
    }
  }

  private func findJumps(_ tally: inout IssueTally) {
    for jump in months.jumps {
      tally.add(
        .monthJump, column: dayColumn,
        at: IssueTally.Place(file: months.file(of: jump.month), line: 1),
        found: "\(MonthVolumes.label(jump.month)): \(jump.count) (\(jump.median))")
    }
  }

  private func name(_ file: Int) -> String { IssueWords.fileName(files[file].path) }
}

/// The month that a file's name states.
enum FileMonth {
  /// The month of six digits of a year and month, or of `YYYY-MM`, or of `1YY-MM` and `1YYMM` of
  /// the Republic, that stand alone in the name; `nil` where there is none, or more than one.
  static func month(in path: String) -> DayRange? {
    let name = Array(IssueWords.fileName(path).utf8)
    var runs: [(start: Int, end: Int)] = []
    var index = 0
    while index < name.count {
      let start = index
      while index < name.count, (0x30...0x39).contains(name[index]) { index += 1 }
      if index > start { runs.append((start, index)) } else { index += 1 }
    }
    var found: [DayRange] = []
    for (position, run) in runs.enumerated() {
      let text = number(name, run)
      let digits = run.end - run.start
      if digits == 6 || digits == 5 {
        found += range(text / 100, text % 100, digits: digits - 2)
      } else if digits == 4 || digits == 3, position + 1 < runs.count {
        let next = runs[position + 1]
        guard next.start == run.end + 1, next.end - next.start == 2,
          name[run.end] == 0x2D || name[run.end] == 0x5F
        else { continue }
        found += range(text, number(name, next), digits: digits)
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  private static func number(_ name: [UInt8], _ run: (start: Int, end: Int)) -> Int {
    name[run.start..<min(run.end, run.start + 9)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func range(_ year: Int, _ month: Int, digits: Int) -> [DayRange] {
    let year = digits == 3 ? year + 1911 : year
    guard (1980...2100).contains(year),
      let first = CivilDate(year: year, month: month, day: 1),
      let range = DayRange(
        first: first, last: first.adding(months: 1).adding(days: -1))
    else { return [] }
    return [range]
  }
}
