public import Diagnostics

/// A weighted score from rules' results.
public struct Scorecard: Sendable {
  /// One line of a scorecard: an indicator with its weight.
  public struct Line: Sendable {
    /// The index of the rule in the result's list, where the line comes from one.
    public var rule: Int?
    /// What is measured.
    public var title: LocalizedText
    /// The dimension it belongs to.
    public var dimension: LocalizedText?
    /// The goal it belongs to.
    public var goal: LocalizedText?
    /// The weight in points, exact.
    public var weight: Ratio
    /// The target in the line's unit.
    public var target: Ratio?
    /// The value reached in the line's unit.
    public var value: Ratio?
    /// The unit of value and target.
    public var unit: String
    /// The share of the target reached, in percent, at most 100; `nil` where it cannot be computed.
    public var achievement: Ratio?
    /// Whether the target is met; `nil` where that is not decided, or there is no target.
    public var isMet: Bool?
    /// The value less the target, in the line's unit; `nil` unless the target is missed.
    public var gap: Ratio?
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

  /// The points of one dimension.
  public struct Subtotal: Sendable {
    /// The dimension.
    public var title: LocalizedText
    /// The sum of its points; `nil` where one of its lines has none.
    public var points: Ratio?
    /// The sum of its weights.
    public var possible: Ratio

    /// Creates a subtotal.
    public init(title: LocalizedText, points: Ratio?, possible: Ratio) {
      self.title = title
      self.points = points
      self.possible = possible
    }
  }

  /// The id.
  public var id: String
  /// The title.
  public var title: LocalizedText
  /// The indicators.
  public var lines: [Line]
  /// The points by dimension, in the order of their first lines; empty where no line names one.
  public var dimensions: [Subtotal] = []
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

  /// The lines whose target is missed.
  public var gaps: [Line] { lines.filter { $0.isMet == false } }
}
