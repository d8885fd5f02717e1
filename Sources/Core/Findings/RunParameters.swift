/// What a run was asked to do, so that it can be done again: kept with its result.
public struct RunParameters: Sendable, Hashable {
  /// A data source of a dataset.
  public struct Data: Sendable, Hashable {
    /// The dataset's name.
    public var dataset: String
    /// The source as `--data` writes it; a database without its password.
    public var source: String
    /// The encoding, where it was told.
    public var encoding: String?
    /// The delimiter, where it was told: one ASCII character.
    public var delimiter: String?
    /// How far it is complete, where that is known of it alone: as written, or `now`.
    public var observedThrough: String?

    /// Creates a data source.
    public init(dataset: String, source: String, encoding: String? = nil, delimiter: String? = nil)
    {
      self.dataset = dataset
      self.source = source
      self.encoding = encoding
      self.delimiter = delimiter
    }
  }

  /// The project file.
  public var project: String?
  /// The rule files.
  public var rules: [String]
  /// The files of counting profiles and calendar that are used where rules name none.
  public var standards: [String]
  /// The data.
  public var data: [Data]
  /// The moment judged, as written; `nil` for the present.
  public var asOf: String?
  /// How far the data is complete, as written.
  public var observedThrough: String?
  /// The day whose knowledge of amendments is used, in ISO form.
  public var knownOn: String?
  /// Ids and tags of the rules selected.
  public var selection: [String]
  /// What was shown openly although it would be hidden, in order of names.
  public var reveals: [String]
  /// The files of waivers.
  public var waivers: [String]
  /// The counties and cities whose closures are laid over the calendars, where they were told.
  public var places: [String]
  /// The severity that fails the run, where it was told.
  public var failOn: Severity?

  /// Creates parameters of a run over nothing.
  public init() {
    rules = []
    standards = []
    data = []
    selection = []
    reveals = []
    waivers = []
    places = []
  }
}
