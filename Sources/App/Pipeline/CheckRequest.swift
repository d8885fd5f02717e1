public import CivilTime
public import LogReaders

/// What one check is to do; every date is stated, none is read from a clock.
public struct CheckRequest: Sendable {
  /// The data of one dataset.
  public struct Data: Sendable {
    /// The dataset's name.
    public var dataset: String
    /// Its files, which together are one log.
    public var sources: [LogSource]
    /// How far each file is complete; `nil` for one that is as complete as the run says of all.
    public var ends: [DataEnd?]

    /// Creates a dataset's data.
    public init(dataset: String, sources: [LogSource]) {
      self.dataset = dataset
      self.sources = sources
      ends = sources.map { _ in nil }
    }
  }

  /// The data.
  public var data: [Data]
  /// The moment judged.
  public var asOf: WrittenTime
  /// How far the data is complete; `nil` for the moment judged.
  public var observedThrough: WrittenTime?
  /// The day whose knowledge of amendments is used; `nil` for everything known.
  public var knownOn: CivilDate?
  /// The counties and cities whose closures are laid over the calendars.
  public var places: Set<String>
  /// Ids of rules (full or short), or tags; empty for all.
  public var selection: [String]
  /// Waivers in force.
  public var waivers: [Waiver]
  /// Sensitive columns that are shown as they are.
  public var revealed: Set<String>
  /// The number of threads.
  public var threads: Int
  /// How much memory gathering events into cases may take.
  public var memoryLimit: MemoryLimit
  /// Whether findings carry the days of their period.
  public var explains: Bool
  /// Whether findings carry sentences and fingerprints, and inputs their digests.
  public var describes: Bool
  /// Keys of rows for which every verdict is kept.
  public var explainedKeys: Set<String>

  /// Creates a request over data; the rest has defaults.
  public init(data: [Data], asOf: WrittenTime) {
    self.data = data
    self.asOf = asOf
    places = []
    selection = []
    waivers = []
    revealed = []
    threads = 1
    memoryLimit = .standard
    explains = true
    describes = true
    explainedKeys = []
  }
}
