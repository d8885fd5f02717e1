import CivilTime
public import Findings

extension Project {
  /// The month that a data file is named after by a pattern of the project; `nil` where no pattern of
  /// the dataset that says year and month gives that name.
  public func month(of path: String, dataset: String) -> Period? {
    for pattern in unfilledPaths(of: dataset) {
      var name = NameReading()
      if name.reads(path[...], as: pattern[...]), let month = name.period { return month }
    }
    return nil
  }
}

/// Reads year and month back out of a file's name.
private struct NameReading {
  private var year: Int?
  private var month: Int?

  /// The month named; `nil` where the name lacks the year or the month, or says one that there is not.
  var period: Period? {
    guard let year, let month, let day = CivilDate(year: year, month: month, day: 1) else {
      return nil
    }
    return Period(.month, holding: day)
  }

  /// Whether a path is one of a pattern, whose places are then known; a place named twice must say the
  /// same both times.
  mutating func reads(_ path: Substring, as pattern: Substring) -> Bool {
    guard let mark = pattern.first else { return path.isEmpty }
    if mark == "{", let place = Place.all.first(where: { pattern.hasPrefix($0.name) }) {
      return reads(place, path, pattern.dropFirst(place.name.count))
    }
    switch mark {
    case "*":
      let rest = pattern.dropFirst()
      var tail = path
      while true {
        var attempt = self
        if attempt.reads(tail, as: rest) {
          self = attempt
          return true
        }
        guard let character = tail.first, character != "/" else { return false }
        tail = tail.dropFirst()
      }
    case "[" where pattern.contains("]"):
      guard let close = pattern.firstIndex(of: "]"), !path.isEmpty else { return false }
      return reads(path.dropFirst(), as: pattern[pattern.index(after: close)...])
    case "?":
      return !path.isEmpty && reads(path.dropFirst(), as: pattern.dropFirst())
    default:
      return path.first == mark && reads(path.dropFirst(), as: pattern.dropFirst())
    }
  }

  private mutating func reads(
    _ place: Place, _ path: Substring, _ pattern: Substring
  ) -> Bool {
    for width in place.widths {
      let digits = path.prefix(width)
      guard digits.utf8.count == width, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
        let number = Int(digits)
      else { continue }
      var attempt = self
      guard attempt.takes(number, of: place), attempt.reads(path.dropFirst(width), as: pattern)
      else { continue }
      self = attempt
      return true
    }
    return false
  }

  private mutating func takes(_ number: Int, of place: Place) -> Bool {
    guard !place.isMonth else {
      if let month, month != number { return false }
      month = number
      return true
    }
    let named = number + place.offset
    if let year, year != named { return false }
    year = named
    return true
  }

  /// A place of a pattern and how many digits stand for it.
  private struct Place {
    let name: String
    let widths: [Int]
    var offset = 0
    var isMonth = false

    static let all = [
      Place(name: "{rocyear3}", widths: [3], offset: 1911),
      Place(name: "{roc-year}", widths: [3, 2], offset: 1911),
      Place(name: "{year}", widths: [4]), Place(name: "{month}", widths: [2], isMonth: true),
    ]
  }
}
