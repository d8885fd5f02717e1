public import Diagnostics

/// A weighted score from rules' results.
public struct Scorecard: Sendable {
  /// One line of a scorecard: an indicator with its weight.
  public struct Line: Sendable {
    /// The index of the rule in the result's list, where the line comes from one.
    public var rule: Int?
    /// What is measured.
    public var title: LocalizedText
    /// The weight in points, exact.
    public var weight: Ratio
    /// The target in the line's unit.
    public var target: Ratio?
    /// The value reached in the line's unit.
    public var value: Ratio?
    /// The unit of value and target.
    public var unit: String
    /// The share of the target reached, in percent; `nil` where it cannot be computed.
    public var achievement: Ratio?
    /// The points earned.
    public var points: Ratio?
    /// Why there are no points or fewer.
    public var note: LocalizedText?

    /// Creates a line without value.
    public init(title: LocalizedText, weight: Ratio, unit: String = "percent", rule: Int? = nil) {
      self.rule = rule
      self.title = title
      self.weight = weight
      self.unit = unit
    }
  }

  /// The id.
  public var id: String
  /// The title.
  public var title: LocalizedText
  /// The indicators.
  public var lines: [Line]
  /// The sum of points; `nil` where a line has none and the card does not say how to go on.
  public var total: Ratio?
  /// The sum of weights.
  public var possible: Ratio

  /// Creates a scorecard.
  public init(
    id: String, title: LocalizedText, lines: [Line] = [], total: Ratio? = nil,
    possible: Ratio = Ratio(100, 1)
  ) {
    self.id = id
    self.title = title
    self.lines = lines
    self.total = total
    self.possible = possible
  }
}
