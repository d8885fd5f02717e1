/// The heading under which people know a column of a dataset.
public struct ColumnHeading: Sendable, Hashable {
  /// The dataset's name.
  public var dataset: String
  /// The column's name in rules.
  public var name: String
  /// The heading that the exports have, other than the name.
  public var heading: String

  /// Creates a heading.
  public init(dataset: String, name: String, heading: String) {
    self.dataset = dataset
    self.name = name
    self.heading = heading
  }
}
