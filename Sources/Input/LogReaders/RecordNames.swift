import Columns

/// The names of a log that has them in every record and not in a header.
///
/// A name may appear in any record. Looked at are the first records, and more as long as a column is
/// missing that the dataset requires; a column that may be absent keeps a field of its own, so that
/// it is read wherever it appears.
struct RecordNames {
  /// The number of records that are looked at where nothing is missing.
  static let recordsExamined = 10_000

  /// The names that were seen, in order of appearance.
  private(set) var names: [String] = []
  private var known: Set<String> = []
  private let schema: DatasetSchema
  private var missing: [Set<String>]

  /// Prepares the search; for a schema without columns every name of the log is looked for.
  init(schema: DatasetSchema) {
    self.schema = schema
    missing = schema.columns.filter { !$0.isOptional && !schema.isMoment($0.name) }
      .map { Set($0.headers.map(HeaderMatch.normalized)) }
  }

  /// Takes in a name.
  mutating func see(_ name: String) {
    guard known.insert(name).inserted else { return }
    names.append(name)
    let name = HeaderMatch.normalized(name)
    missing.removeAll { $0.contains(name) }
  }

  /// Whether no more records need be looked at.
  func isDone(records: Int) -> Bool {
    records >= Self.recordsExamined && missing.isEmpty && !schema.columns.isEmpty
  }

  /// The headings that the log is taken to have, and the field of each name in a record.
  ///
  /// - Parameter wasWhole: Whether every record was looked at, so that no other name can come.
  func fields(wasWhole: Bool) -> (headings: [String], table: NameTable) {
    var headings = names
    var table = NameTable()
    for (field, name) in names.enumerated() { table.insert(name, field: field) }
    guard !wasWhole else { return (headings, table) }
    let seen = Set(names.map(HeaderMatch.normalized))
    for column in schema.columns
    where !schema.isMoment(column.name)
      && !column.headers.contains(where: { seen.contains(HeaderMatch.normalized($0)) })
    {
      for name in column.headers { table.insert(name, field: headings.count) }
      headings.append(column.headers.first ?? column.name)
    }
    return (headings, table)
  }
}
