import RuleSyntax

/// The files of the sample year, one a dataset, with the columns that the packs declare.
struct YearTables {
  /// One dataset's file.
  struct Table {
    /// The columns by the name that rules use.
    var columns: [String]
    var header: [String]
    var types: [String: String]
    var rows: [[String]] = []
  }

  private(set) var tables: [String: Table] = [:]
  private var serials: [String: Int] = [:]

  /// Adds a dataset as a pack declares it; a later declaration of the same name adds columns.
  mutating func declare(_ name: String, _ node: YAMLNode) {
    var table = tables[name] ?? Table(columns: [], header: [], types: [:])
    for column in node["columns"]?.entries ?? [] where !table.columns.contains(column.key) {
      table.columns.append(column.key)
      table.header.append(column.value["header"]?.texts.first ?? column.key)
      table.types[column.key] = column.value["type"]?.text
    }
    tables[name] = table
  }

  /// Adds a row; cells that the dataset lacks are a mistake of the generator.
  mutating func add(_ dataset: String, _ cells: [String: String]) {
    guard var table = tables[dataset] else { preconditionFailure("no dataset \(dataset)") }
    for name in cells.keys { precondition(table.columns.contains(name), "\(dataset): \(name)") }
    table.rows.append(table.columns.map { cells[$0] ?? "" })
    tables[dataset] = table
  }

  /// The next number of a series, such as `R000017`.
  ///
  /// Each dataset counts for itself, so that a row more in one leaves the others as they are.
  mutating func serial(_ prefix: String, of dataset: String) -> String {
    serials[prefix + dataset, default: 0] += 1
    return prefix + padded(serials[prefix + dataset] ?? 0, to: 6)
  }

  /// The text of a dataset's file.
  func text(_ dataset: String) -> String {
    guard let table = tables[dataset] else { return "" }
    return ([table.header] + table.rows)
      .map { $0.map(Sample.quoted).joined(separator: ",") + "\n" }
      .joined()
  }
}
