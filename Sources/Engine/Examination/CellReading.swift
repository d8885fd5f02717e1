import CivilTime
import Columns
import Diagnostics

/// What the text of a cell is for its column; found once for each distinct text of a batch.
struct CellReading {
  /// What is wrong with the text; `nil` where it is a value of the column.
  var problem: DiagnosticCode?
  /// What is odd though the text can be read.
  var oddities: [DiagnosticCode] = []
  /// The day and the moment of a date.
  var day: CivilDate?
  var moment: Moment?
  /// The day with which an identifier begins.
  var dayInNumber: CivilDate?
  var hash: UInt64 = 0
}

/// How the cells of one column are to be read.
struct ColumnRole {
  /// What the column holds.
  enum Kind {
    case identifier
    case timeOfDay
    case category
    case text
    case typed
  }

  let column: ColumnSchema
  let kind: Kind
  private let usualShape: String?
  private let forms: DateForms
  private let zone: TimeZoneRules
  private let trueWords: Set<String>
  private let falseWords: Set<String>
  let values: Set<String>

  init(
    column: ColumnSchema, isKey: Bool, isDeclared: Bool, profile: ColumnProfile?,
    zone: TimeZoneRules
  ) {
    self.column = column
    self.zone = zone
    forms = isDeclared ? DateForms(names: column.dateForms) ?? [] : []
    usualShape = profile?.usualShape
    trueWords = Set(column.trueWords.isEmpty ? ["是", "Y", "true", "TRUE", "1"] : column.trueWords)
    falseWords = Set(
      column.falseWords.isEmpty ? ["否", "N", "false", "FALSE", "0"] : column.falseWords)
    values = isDeclared ? Set(column.values) : []
    if column.type != .text {
      kind = .typed
    } else if isKey {
      kind = .identifier
    } else if profile?.isTimeOfDay ?? false {
      kind = .timeOfDay
    } else if !column.values.isEmpty || profile?.isCategory ?? false {
      kind = .category
    } else {
      kind = .text
    }
  }

  /// Whether only some texts are values of the column.
  var isStrict: Bool { kind == .typed || kind == .timeOfDay || !values.isEmpty }

  func read(_ text: String) -> CellReading {
    var reading = CellReading(hash: TextShape.hash(text))
    if TextShape.hasLostCharacters(text, isWord: kind == .category || kind == .identifier) {
      reading.oddities.append(.lostCharacters)
    }
    if kind == .category || kind == .identifier, TextShape.isPadded(text) {
      reading.oddities.append(.surroundingSpace)
    }
    switch kind {
    case .identifier:
      if TextShape.isScientific(text) { reading.problem = .scientificNotation }
      reading.dayInNumber = Self.leadingDay(text)
    case .timeOfDay:
      let isUsual = usualShape == nil || TextShape.of(text) == usualShape
      if !isUsual || !isClock(text) { reading.problem = .oddTime }
    case .category, .text:
      if TextShape.isScientific(text) { reading.problem = .scientificNotation }
      if !values.isEmpty, !values.contains(text) { reading.problem = .undeclaredValue }
    case .typed: readTyped(text, &reading)
    }
    return reading
  }

  private func isClock(_ text: String) -> Bool {
    if TextShape.isTimeOfDay(text) { return true }
    if case .success = TimeText.parseTimeOfDay(text) { return true }
    return false
  }

  private func readTyped(_ text: String, _ reading: inout CellReading) {
    switch column.type {
    case .integer, .decimal:
      if TextShape.isScientific(text) {
        reading.problem = .scientificNotation
      } else if !TextShape.integer(text).isInteger,
        column.type == .integer || !TextShape.isDecimal(text)
      {
        reading.problem = .malformed
      }
    case .boolean:
      if !trueWords.contains(text), !falseWords.contains(text) { reading.problem = .malformed }
    case .date, .timestamp: readDate(text, &reading)
    case .text: break
    }
    if reading.problem == nil, !values.isEmpty, !values.contains(text) {
      reading.problem = .undeclaredValue
    }
  }

  private func readDate(_ text: String, _ reading: inout CellReading) {
    switch TimeText.parse(text, forms: forms) {
    case .success(let time):
      reading.day = time.date
      reading.moment = time.moment(in: zone)
      if PlaceholderDates.contains(time.date) { reading.oddities.append(.placeholderDate) }
      if let usualShape, let shape = TextShape.of(text),
        Self.family(shape) != Self.family(usualShape)
      {
        reading.oddities.append(.mixedForms)
      }
    case .failure(let problem):
      switch problem {
      case .impossibleDate, .impossibleTime, .outOfRange: reading.problem = .impossibleDate
      case .ambiguous: reading.problem = .ambiguousDate
      default: reading.problem = .malformed
      }
    }
  }

  /// The form of a date's shape, whatever its time of day.
  private static func family(_ shape: String) -> Substring {
    shape.prefix { $0 != " " && $0 != "T" }
  }

  /// The day of an identifier that begins with eight digits of one, 1990 to 2100.
  private static func leadingDay(_ text: String) -> CivilDate? {
    var number = 0
    var count = 0
    for byte in text.utf8.prefix(8) {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
      count += 1
    }
    guard count == 8, text.utf8.count > 8, (1990...2100).contains(number / 10_000) else {
      return nil
    }
    return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
