/// What the cells of a column hold.
public enum ColumnType: String, Sendable, Hashable, CaseIterable {
  /// Text, compared by its bytes.
  case text
  /// A whole number in the range of 64 bits.
  case integer
  /// An exact decimal number of at most 18 digits.
  case decimal
  /// Yes or no, in the words that the column declares.
  case boolean
  /// A civil day.
  case date
  /// A day with a time of day; a bare day is accepted and keeps its precision.
  case timestamp
}

/// What a sensitive column holds, which decides how its cells are masked in reports.
public enum Sensitivity: String, Sendable, Hashable, CaseIterable {
  /// A person's name: 王○明.
  case name
  /// A national identification number: A123***789.
  case nationalID = "national-id"
  /// A telephone number.
  case phone
  /// A postal address: kept to the road.
  case address
  /// An e-mail address.
  case email
  /// Anything else that must not be shown: replaced as a whole.
  case other
}

/// A change of a cell's text that the dataset declares and the report counts.
public enum Repair: String, Sendable, Hashable, CaseIterable {
  /// White space around the text is removed.
  case trim
  /// Full-width digits, letters and punctuation become ASCII.
  case fullWidth = "full-width"
  /// The letters O, o and l in a number become the digits 0, 0 and 1.
  case lettersAsDigits = "letters-as-digits"
  /// A leading apostrophe or `="…"` that keeps a spreadsheet from changing text is removed.
  case spreadsheetText = "spreadsheet-text"
}

/// How many cells of a column were changed by each declared repair.
public struct RepairCounts: Sendable, Hashable {
  private var counts = SIMD4<Int>()

  /// Creates counts of zero.
  public init() {}

  /// The number of cells that a repair changed.
  public subscript(repair: Repair) -> Int {
    get { counts[Self.index(of: repair)] }
    set { counts[Self.index(of: repair)] = newValue }
  }

  /// Whether no cell was changed.
  public var isZero: Bool { counts == SIMD4() }

  /// Adds another column's or batch's counts.
  public static func += (left: inout RepairCounts, right: RepairCounts) {
    left.counts &+= right.counts
  }

  private static func index(of repair: Repair) -> Int {
    switch repair {
    case .trim: 0
    case .fullWidth: 1
    case .lettersAsDigits: 2
    case .spreadsheetText: 3
    }
  }
}
