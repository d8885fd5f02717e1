import CivilTime
import Columns

/// What is needed to read the cells of one requested column.
struct ColumnPlan: Sendable {
  /// The index in the dataset's schema.
  let column: Int
  let type: ColumnType
  let coding: ColumnVector.TextCoding
  /// Whether an empty cell is an issue.
  let isRequired: Bool
  /// Whether what is found must not be told.
  let isSensitive: Bool
  /// Whether the column identifies rows, so that a number in scientific notation is a lost one.
  let isKey: Bool
  let emptyWords: [[UInt8]]
  let trueWords: [[UInt8]]
  let falseWords: [[UInt8]]
  let values: Set<[UInt8]>
  let forms: DateForms
  let repairs: [Repair]

  /// The words that mean yes where a column declares none.
  static let usualTrueWords = ["是", "Y", "true", "TRUE", "1"]
  /// The words that mean no where a column declares none.
  static let usualFalseWords = ["否", "N", "false", "FALSE", "0"]

  init(schema: DatasetSchema, request: ColumnRequest) {
    let column = schema.columns[request.column]
    self.column = request.column
    type = column.type
    coding = request.coding
    isRequired = !column.isOptional
    isSensitive = column.sensitivity != nil
    isKey = schema.key.contains(column.name)
    emptyWords = column.emptyWords.map { Array($0.utf8) }
    let declares = !column.trueWords.isEmpty || !column.falseWords.isEmpty
    trueWords = (declares ? column.trueWords : Self.usualTrueWords).map { Array($0.utf8) }
    falseWords = (declares ? column.falseWords : Self.usualFalseWords).map { Array($0.utf8) }
    values = Set(column.values.map { Array($0.utf8) })
    forms = DateForms(names: column.dateForms) ?? []
    repairs = column.repairs
  }

  /// Whether a text stands for an empty cell: one of the words declared, or only white space.
  func meansEmpty(_ cell: Cell) -> Bool {
    emptyWords.contains { cell.equals($0) } || isBlank(cell.bytes)
  }
}

/// Whether bytes are only spaces, tabs, no-break and ideographic spaces.
func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = 0
  while index < bytes.count {
    let width = blankWidth(bytes, at: index)
    if width == 0 { return false }
    index += width
  }
  return true
}

/// The number of bytes of the white space at an index; 0 where there is none.
func blankWidth(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  switch bytes[index] {
  case 0x20, 0x09, 0x0A, 0x0D: return 1
  case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: return 2
  case 0xE3
  where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80:
    return 3
  default: return 0
  }
}
