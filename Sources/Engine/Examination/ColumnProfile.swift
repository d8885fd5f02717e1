import CivilTime

/// What the cells of one column look like: counted over a whole log, from which its type, its date
/// forms and its list of values are inferred.
public struct ColumnProfile: Sendable {
  /// The most distinct texts that are kept.
  static let mostValues = 300

  /// The heading.
  public let heading: String
  /// The number of cells with text.
  public private(set) var filled = 0
  /// The number of empty cells.
  public internal(set) var empty = 0
  /// The distinct texts with their numbers of cells; empty where there are more than 300.
  public private(set) var values: [String: Int] = [:]
  /// Whether there are more distinct texts than are kept.
  public private(set) var hasManyValues = false
  /// The number of bytes of the longest text.
  public private(set) var longest = 0
  /// Cells that are dates, and those of them with a time of day.
  private(set) var dates = 0
  private(set) var times = 0
  /// Cells written as dates that do not exist, such as 30 February.
  private(set) var impossibleDates = 0
  /// Cells written as dates, by their form.
  private(set) var isoDates = 0
  private(set) var rocDates = 0
  private(set) var compactDates = 0
  private(set) var clocks = 0
  private(set) var integers = 0
  private(set) var leadingZeros = 0
  private(set) var decimals = 0
  private(set) var scientific = 0
  private(set) var nationalIDs = 0
  private(set) var mobileNumbers = 0
  private(set) var emails = 0
  private var shapes: [String: Int] = [:]

  init(heading: String) { self.heading = heading }

  /// Adds a text that stands in a number of cells.
  mutating func add(_ text: String, count: Int) {
    guard text.contains(where: { !$0.isWhitespace }) else {
      empty += count
      return
    }
    filled += count
    longest = max(longest, text.utf8.count)
    if !hasManyValues {
      values[text, default: 0] += count
      if values.count > Self.mostValues {
        hasManyValues = true
        values = [:]
      }
    }
    guard let shape = TextShape.of(text) else { return }
    if shapes[shape] != nil || shapes.count < 64 { shapes[shape, default: 0] += count }
    addDate(text, shape, count)
    let integer = TextShape.integer(text)
    if integer.isInteger { integers += count }
    if integer.hasLeadingZero { leadingZeros += count }
    if TextShape.isDecimal(text) { decimals += count }
    if TextShape.isScientific(text) { scientific += count }
    addPersonal(text, count)
  }

  private mutating func addDate(_ text: String, _ shape: String, _ count: Int) {
    if TextShape.isTimeOfDay(text) || Self.isClock(text) { clocks += count }
    switch TimeText.parse(text) {
    case .success(let time):
      dates += count
      if time.precision != .day { times += count }
    case .failure(.impossibleDate), .failure(.impossibleTime): impossibleDates += count
    case .failure: return
    }
    if shape.hasPrefix("8") {
      compactDates += count
    } else if shape.hasPrefix("y") {
      isoDates += count
    } else {
      rocDates += count
      if shape.hasPrefix("7") { compactDates += count }
    }
  }

  private static func isClock(_ text: String) -> Bool {
    if case .success = TimeText.parseTimeOfDay(text) { return true }
    return false
  }

  private mutating func addPersonal(_ text: String, _ count: Int) {
    let bytes = Array(text.utf8)
    let digits = bytes.dropFirst()
    if bytes.count == 10, (0x41...0x5A).contains(bytes[0]),
      digits.first == 0x31 || digits.first == 0x32 || digits.first == 0x38 || digits.first == 0x39,
      digits.allSatisfy({ (0x30...0x39).contains($0) })
    {
      nationalIDs += count
    }
    let number = bytes.filter { $0 != 0x2D && $0 != 0x20 }
    if number.count == 10, number.starts(with: [0x30, 0x39]),
      number.allSatisfy({ (0x30...0x39).contains($0) })
    {
      mobileNumbers += count
    }
    if let at = bytes.firstIndex(of: 0x40), at > 0, bytes[at...].contains(0x2E) { emails += count }
  }

  /// Whether a share of the filled cells, in percent, is reached.
  func has(_ count: Int, percent: Int) -> Bool { filled > 0 && count * 100 >= filled * percent }

  /// Whether the column holds dates: 90% of its cells are written as one, and more than half exist.
  var isDate: Bool {
    has(dates + impossibleDates, percent: 90) && dates > impossibleDates
  }

  /// The shape of most cells, where more than half have it.
  var usualShape: String? {
    guard
      let usual = shapes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      usual.value * 2 > filled
    else { return nil }
    return usual.key
  }

  /// Whether the column repeats few texts, so that each is a word of a list: at most 60 of at most
  /// 60 bytes, each on five cells on average.
  var isCategory: Bool {
    !hasManyValues && !values.isEmpty && values.count <= 60 && longest <= 90
      && filled >= values.count * 5
  }

  /// Whether most cells are a time of day.
  var isTimeOfDay: Bool { has(clocks, percent: 50) && HeadingWords.isTime(heading) }
}
