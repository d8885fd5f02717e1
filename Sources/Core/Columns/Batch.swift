/// What a cell holds.
public enum CellState: UInt8, Sendable {
  /// A value of the column's type.
  case present
  /// Nothing: unknown to conditions.
  case empty
  /// Text that is not a value of the column's type; an issue says why.
  case malformed
  /// A value outside those that the dataset declares: shown as it is, unknown to conditions.
  case undeclared
}

/// The cells of one column in a batch, as arrays with one element a row.
///
/// `values` holds, by type: the integer; the day number of a date; the milliseconds since the epoch
/// of a timestamp; 0 or 1 of a boolean; the mantissa of a decimal; for text the index into
/// `dictionary` (coded) or `offset << 24 | length` into `arena` (plain). It is 0 where no value is
/// present.
public struct ColumnVector: Sendable {
  /// How text is stored.
  public enum TextCoding: Sendable, Hashable {
    /// Each distinct text of the batch once, and perhaps some of the batches before: for columns that
    /// conditions and groups look at.
    case coded
    /// The bytes of every cell one after another: for keys.
    case plain
  }

  /// What the cells hold.
  public var type: ColumnType
  /// How text is stored; of no meaning for other types.
  public var coding: TextCoding
  /// A `CellState` raw value a row.
  public var states: [UInt8]
  /// A value a row, as described above.
  public var values: [Int64]
  /// A timestamp's `Precision` or a decimal's scale a row; empty for other types.
  public var details: [UInt8]
  /// The day number in the dataset's zone of a timestamp a row, where the reader knew it; else empty.
  ///
  /// It is 0 where no value is present.
  public var days: [Int32]
  /// The distinct texts of a coded column.
  public var dictionary: [String]
  /// Tells `dictionary` from those of other batches.
  public var mark = ListMark.none
  /// The bytes of a plain column.
  public var arena: [UInt8]
  /// How many cells each declared repair changed.
  public var repairs: RepairCounts

  /// Creates an empty vector.
  public init(type: ColumnType, coding: TextCoding = .coded) {
    self.type = type
    self.coding = coding
    states = []
    values = []
    details = []
    days = []
    dictionary = []
    arena = []
    repairs = RepairCounts()
  }

  /// Whether a row holds a value.
  @inlinable
  public func isPresent(_ row: Int) -> Bool { states[row] == CellState.present.rawValue }

  /// Where the bytes of a present cell of a plain text column lie in `arena`.
  @inlinable
  public func range(_ row: Int) -> Range<Int> {
    let offset = Int(values[row] >> 24)
    return offset..<offset + Int(values[row] & 0xFF_FFFF)
  }

  /// The text of a present cell of a text column.
  public func text(_ row: Int) -> String {
    switch coding {
    case .coded: return dictionary[Int(values[row])]
    case .plain: return String(decoding: arena[range(row)], as: UTF8.self)
    }
  }
}

/// A problem with one cell or row, found while reading.
public struct ReadIssue: Sendable, Hashable {
  /// What is wrong.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A required cell is empty.
    case emptyRequired = "empty-required"
    /// The text is not of the column's type.
    case malformed
    /// The text is a date that does not exist, such as 2021-02-30.
    case impossibleDate = "impossible-date"
    /// The text can be read as more than one date.
    case ambiguousDate = "ambiguous-date"
    /// A number in scientific notation where an identifier or a whole number was expected.
    case scientificNotation = "scientific-notation"
    /// The text is not among the declared values.
    case undeclaredValue = "undeclared-value"
    /// The row has fewer fields than the header.
    case tooFewFields = "too-few-fields"
    /// The row has more fields than the header.
    case tooManyFields = "too-many-fields"
    /// A quoted field is not closed before the end of the file.
    case unclosedQuote = "unclosed-quote"
    /// A quoted field whose closing quote is followed by other text than a delimiter.
    case strayQuote = "stray-quote"
    /// Bytes that are not valid in the file's encoding.
    case invalidBytes = "invalid-bytes"
    /// A field longer than the reader's limit.
    case fieldTooLong = "field-too-long"
    /// A cell covered by a merged one, so that its value cannot be known.
    case mergedCells = "merged-cells"
    /// A spreadsheet's error such as `#N/A`, or a formula whose value the file does not keep.
    case cellError = "cell-error"
    /// A case that ended before it began; found by a rule, not by a reader.
    case doneBeforeStart = "done-before-start"
    /// A stop of a period that ends before it begins, likewise; the column is that of its end.
    case stopReversed = "stop-reversed"
    /// A NUL byte.
    case nulByte = "nul-byte"
  }

  /// What is wrong.
  public var kind: Kind
  /// The row in its batch, from 0.
  public var row: Int
  /// The index of the column in the dataset's schema; `nil` where the row as a whole is meant.
  public var column: Int?
  /// The text that was found, cut to 40 characters; empty for sensitive columns.
  public var found: String
  /// Where it stands, if that is not the row's own place: an event of the case that the row is.
  public var place: Place?

  /// A line of one of a log's files.
  public struct Place: Sendable, Hashable {
    /// The index of the file among the log's files.
    public var file: Int
    /// The line, from 1.
    public var line: Int

    /// Creates a place.
    public init(file: Int, line: Int) {
      self.file = file
      self.line = line
    }
  }

  /// Creates an issue.
  public init(_ kind: Kind, row: Int, column: Int? = nil, found: String = "") {
    self.kind = kind
    self.row = row
    self.column = column
    self.found = found
  }
}

/// Some consecutive rows of one file, as columns.
public struct Batch: Sendable {
  /// The number of rows.
  public var rowCount: Int
  /// The columns that were asked for, in the order asked for.
  public var columns: [ColumnVector]
  /// The line of each row relative to the batch's first line, from 0; empty where every row takes
  /// one line, so that row and line agree.
  public var lineOffsets: [Int32]
  /// The number of lines that the batch covers.
  public var lineCount: Int
  /// What was wrong with cells and rows, in order of rows.
  public var issues: [ReadIssue]
  /// Columns, by index in the schema, that the file lacks though one of its headings may be theirs.
  public var doubtfulColumns: Set<Int>
  /// The index of the file among the log's files; of a case made of events, that of its first event.
  public var file = 0

  /// Creates a batch without rows.
  public init(columns: [ColumnVector]) {
    rowCount = 0
    self.columns = columns
    lineOffsets = []
    lineCount = 0
    issues = []
    doubtfulColumns = []
  }

  /// The line of a row relative to the batch's first line.
  public func lineOffset(ofRow row: Int) -> Int {
    lineOffsets.isEmpty ? row : Int(lineOffsets[row])
  }
}

/// Where a batch stands in the log as a whole; known when the batches before it are.
public struct BatchOrigin: Sendable, Hashable {
  /// The index of the file among the log's files.
  public var file: Int
  /// The line of the file on which the batch starts, from 1; line offsets of rows count from it.
  public var firstLine: Int
  /// The number of rows of the log before the batch.
  public var firstRow: Int
  /// About how many rows the log has, where its size tells; 0 where it does not.
  public var expectedRows = 0

  /// Creates an origin.
  public init(file: Int, firstLine: Int, firstRow: Int) {
    self.file = file
    self.firstLine = firstLine
    self.firstRow = firstRow
  }
}

/// A column that a plan asks a reader for.
public struct ColumnRequest: Sendable, Hashable {
  /// The index of the column in the dataset's schema.
  public var column: Int
  /// How its text is to be stored.
  public var coding: ColumnVector.TextCoding

  /// Creates a request.
  public init(column: Int, coding: ColumnVector.TextCoding = .coded) {
    self.column = column
    self.coding = coding
  }
}
