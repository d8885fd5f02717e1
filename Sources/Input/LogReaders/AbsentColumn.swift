import Columns
import Diagnostics

/// An optional column that rules read and a file lacks.
///
/// An empty optional cell says that something has not happened. A column that is not there says so only
/// if nothing in the file could be that column under another heading.
public struct AbsentColumn: Sendable, Hashable {
  /// What speaks against taking the cells for empty.
  public enum Doubt: Sendable, Hashable {
    /// Nothing: no heading is left that could be this one, by what its cells hold.
    case none
    /// A heading of no column has cells that could be this column's: the cells count as empty, verdicts
    /// from them are marked.
    case possible(headings: [String])
    /// Such a heading is named alike, too: nothing is known of the cells.
    case likely(heading: String)
  }

  /// The index of the file among the log's files.
  public var file: Int
  /// The index of the column in the schema.
  public var column: Int
  /// What speaks against taking the cells for empty.
  public var doubt: Doubt

  /// The columns of those asked for that are optional and that a file lacks.
  static func columns(
    asked: Set<Int>, _ schema: DatasetSchema, _ match: HeaderMatch
  ) -> [Int] {
    asked.sorted().filter { index in
      schema.columns.indices.contains(index) && match.fields[index] == nil
        && schema.columns[index].isOptional && !schema.isMoment(schema.columns[index].name)
    }
  }

  /// What speaks against taking the cells of absent columns for empty.
  ///
  /// A heading that is like one of them in name is not thought to be another. Where records name their
  /// own cells, leaving a name out is how an empty cell is written, so that only names that are alike
  /// count.
  ///
  /// - Parameters:
  ///   - columns: The columns, each with the headings of no column whose cells could be its own.
  ///   - taken: The headings of other columns.
  ///   - namesCells: Whether records name their own cells.
  static func doubts(
    _ columns: [(column: ColumnSchema, headings: [String])], taken: [String], namesCells: Bool
  ) -> [Doubt] {
    let alike = columns.map { column, headings in
      HeadingLikeness.heading(of: column.headers, among: headings, taken: taken)
    }
    let named = Set(alike.compactMap { $0 })
    return zip(columns, alike).map { item, heading in
      if let heading { return .likely(heading: heading) }
      let rest = item.headings.filter { !named.contains($0) }
      // Any text could be a column of texts without declared values.
      let tells = item.column.type != .text || !item.column.values.isEmpty
      return rest.isEmpty || namesCells || !tells ? .none : .possible(headings: rest)
    }
  }
}

/// Whether the cells under headings of no column could be those of columns that a file lacks.
struct AbsentColumnProbe {
  let schema: DatasetSchema
  let layout: OpenedFile.Layout
  /// The first rows of the file.
  let rows: Block.Content

  /// For each column the fields whose cells could be its own: all but one in ten can be read as such.
  func fields(of columns: [Int], among unread: [Int]) -> [[Int]] {
    let plans = columns.map {
      ColumnPlan(schema: schema, request: ColumnRequest(column: $0, coding: .coded))
    }
    var fitting = columns.map { _ in [Int]() }
    for field in unread {
      var layout = layout
      for column in columns { layout.fields[column] = field }
      let parser = BlockParser(
        files: [layout], plans: plans, zone: schema.zone, keepsShortRows: true)
      switch rows {
      case .text(let run): _ = parser.parse(run, file: 0, from: run.start)
      case .rows(let run): parser.parse(run, file: 0)
      case .cases: continue
      }
      for (index, vector) in parser.batch.columns.enumerated() where Self.fits(vector) {
        fitting[index].append(field)
      }
    }
    return fitting
  }

  private static func fits(_ vector: ColumnVector) -> Bool {
    let empty = vector.states.count { $0 == CellState.empty.rawValue }
    let present = vector.states.count { $0 == CellState.present.rawValue }
    return present * 10 >= (vector.states.count - empty) * 9
  }
}
