public import CivilTime

/// One column that a dataset declares.
public struct ColumnSchema: Sendable, Hashable {
  /// The name that rules use.
  public var name: String
  /// The headings under which exports carry the column; the first that matches is taken.
  public var headers: [String]
  /// What its cells hold.
  public var type: ColumnType
  /// Whether an export may lack the column, or a cell be empty, without a data issue.
  public var isOptional: Bool
  /// The only texts allowed, in the order declared; empty where any are.
  public var values: [String]
  /// The words that mean yes in a boolean column.
  public var trueWords: [String]
  /// The words that mean no in a boolean column.
  public var falseWords: [String]
  /// Texts that stand for an empty cell (such as `-` or `無`).
  public var emptyWords: [String]
  /// The forms in which dates are written; empty where any unambiguous form is taken.
  public var dateForms: [String]
  /// How its cells are masked, if they are personal data.
  public var sensitivity: Sensitivity?
  /// The changes of text that are made before a cell is read.
  public var repairs: [Repair]

  /// Creates a column.
  public init(
    name: String, headers: [String] = [], type: ColumnType, isOptional: Bool = false,
    values: [String] = [], trueWords: [String] = [], falseWords: [String] = [],
    emptyWords: [String] = [], dateForms: [String] = [], sensitivity: Sensitivity? = nil,
    repairs: [Repair] = []
  ) {
    self.name = name
    self.headers = headers.isEmpty ? [name] : headers
    self.type = type
    self.isOptional = isOptional
    self.values = values
    self.trueWords = trueWords
    self.falseWords = falseWords
    self.emptyWords = emptyWords
    self.dateForms = dateForms
    self.sensitivity = sensitivity
    self.repairs = repairs
  }
}

/// What a rule expects of a log: its columns, its key and its zone.
public struct DatasetSchema: Sendable {
  /// How a log with one row per event becomes rows with one case each.
  public struct EventMapping: Sendable, Hashable {
    /// The column that names the case.
    public var caseColumn: String
    /// The column that names the activity.
    public var activityColumn: String
    /// The column that holds the time of the event.
    public var timeColumn: String
    /// The moments of a case that rules use as columns, by name.
    public var moments: [Moment]

    /// A column of the case made from its events.
    public struct Moment: Sendable, Hashable {
      /// Which of the matching events gives the value.
      public enum Choice: Sendable, Hashable {
        /// The earliest.
        case first
        /// The latest.
        case last
        /// The nth in order of time, from 1.
        case nth(Int)
        /// The number of them.
        case count
      }
      /// The name that rules use.
      public var name: String
      /// Which event.
      public var choice: Choice
      /// The activities that match.
      public var activities: [String]
      /// The lifecycle transition that must match (such as `complete`), if any.
      public var lifecycle: String?
      /// The column whose value at that event is taken; `nil` takes its time.
      public var valueColumn: String?

      /// Creates a moment.
      public init(
        name: String, choice: Choice, activities: [String], lifecycle: String? = nil,
        valueColumn: String? = nil
      ) {
        self.name = name
        self.choice = choice
        self.activities = activities
        self.lifecycle = lifecycle
        self.valueColumn = valueColumn
      }
    }

    /// The column that holds the lifecycle transition, if there is one.
    public var lifecycleColumn: String?

    /// Creates a mapping.
    public init(
      caseColumn: String, activityColumn: String, timeColumn: String,
      lifecycleColumn: String? = nil, moments: [Moment]
    ) {
      self.caseColumn = caseColumn
      self.activityColumn = activityColumn
      self.timeColumn = timeColumn
      self.lifecycleColumn = lifecycleColumn
      self.moments = moments
    }
  }

  /// The name that rules and `--data` use.
  public var name: String
  /// The columns that identify a row; empty where rows have no identity but their place.
  public var key: [String]
  /// The columns that the log itself has, in the order declared.
  public var columns: [ColumnSchema] { didSet { allColumns = Self.all(columns, events) } }
  /// The zone of timestamps that carry no offset.
  public var zone: TimeZoneRules
  /// How events become cases, for a log with one row per event.
  public var events: EventMapping? { didSet { allColumns = Self.all(columns, events) } }
  /// The columns that rules see: those of the log, then the moments made from its events.
  public private(set) var allColumns: [ColumnSchema]

  /// Creates a dataset.
  public init(
    name: String, key: [String], columns: [ColumnSchema], zone: TimeZoneRules,
    events: EventMapping? = nil
  ) {
    self.name = name
    self.key = key
    self.columns = columns
    self.zone = zone
    self.events = events
    allColumns = Self.all(columns, events)
  }

  /// The index of a column (in `allColumns`) by name.
  public func columnIndex(_ name: String) -> Int? { allColumns.firstIndex { $0.name == name } }

  /// The columns of the log, by index in `columns`, that a column which rules see is made from.
  public func sourceColumns(of column: Int) -> [Int] {
    guard column >= columns.count, let events else { return [column] }
    let moment = events.moments[column - columns.count]
    let names = [
      events.caseColumn, events.activityColumn, events.timeColumn, moment.valueColumn,
      moment.lifecycle == nil ? nil : events.lifecycleColumn,
    ]
    return names.compactMap { name in columns.firstIndex { $0.name == name } }
  }

  private static func all(_ columns: [ColumnSchema], _ events: EventMapping?) -> [ColumnSchema] {
    guard let events else { return columns }
    return columns
      + events.moments.map { moment in
        var type = ColumnType.timestamp
        if case .count = moment.choice { type = .integer }
        if let valueColumn = moment.valueColumn,
          let column = columns.first(where: { $0.name == valueColumn })
        {
          type = column.type
        }
        return ColumnSchema(name: moment.name, type: type, isOptional: true)
      }
  }
}
