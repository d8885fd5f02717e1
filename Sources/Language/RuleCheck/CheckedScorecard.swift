public import Diagnostics
public import Findings

/// A weighted score from rules' results.
public struct CheckedScorecard: Sendable {
  /// A number that a file states or a parameter gives.
  public enum Quantity: Sendable, Hashable {
    /// A fixed number, exact.
    case number(Ratio)
    /// A parameter (index), by its value on the day judged.
    case parameter(Int)
  }

  /// The result of a rule, or of one of its groups.
  public struct Reference: Sendable {
    /// The rule (index).
    public var rule: Int
    /// Names and texts of the group meant; empty for all of the rule's results.
    public var group: [(name: String, text: String)]

    /// Creates a reference.
    public init(rule: Int, group: [(name: String, text: String)] = []) {
      self.rule = rule
      self.group = group
    }
  }

  /// How points follow from what was achieved.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// The weight times the share of the target reached, at most the weight.
    case proportional
    /// The weight times the value itself, in percent.
    case byValue = "by-value"
    /// The whole weight where the target is met, else nothing.
    case fullOrNone = "full-or-none"
  }

  /// One indicator.
  public struct Indicator: Sendable {
    /// Where its achievement comes from.
    public enum Source: Sendable {
      /// The result of a rule.
      case rule(Reference)
      /// A value.
      case value(Quantity)
    }
    /// Points that a reviewer gave.
    public enum Award: Sendable {
      /// As the file states them.
      case points(Ratio)
      /// As data state them: the value of a rule's group.
      case rule(Reference)
    }
    /// The title.
    public var title: LocalizedText
    /// The dimension it belongs to.
    public var dimension: LocalizedText?
    /// The goal it belongs to.
    public var goal: LocalizedText?
    /// The weight in points.
    public var weight: Quantity
    /// Points that may be earned on top of the weight.
    public var bonus: Ratio
    /// The source; `nil` where there is nothing but a reviewer's points.
    public var source: Source?
    /// The target; `nil` for that of the rule.
    public var target: Quantity?
    /// The unit of value and target; `nil` for that of the rule.
    public var unit: String?
    /// How points are given.
    public var method: Method
    /// Points given by a reviewer, which replace the computed ones.
    public var award: Award?
    /// A remark that stands beside the points.
    public var note: LocalizedText?

    /// Creates an indicator; the rest has defaults.
    public init(
      title: LocalizedText, weight: Quantity, source: Source?, method: Method = .proportional,
      award: Award? = nil
    ) {
      self.title = title
      self.weight = weight
      self.source = source
      self.method = method
      self.award = award
      bonus = Ratio(0, 1)
    }

    /// Whether points lie between zero and what can be earned.
    public func holds(_ points: Ratio, weight: Ratio) -> Bool {
      guard points.numerator >= 0 else { return false }
      // points ≤ weight + bonus, over a common denominator.
      let most =
        Int128(weight.numerator) * Int128(bonus.denominator) + Int128(bonus.numerator)
        * Int128(weight.denominator)
      let scale = Int128(weight.denominator) * Int128(bonus.denominator)
      let (left, isTooLarge) = Int128(points.numerator).multipliedReportingOverflow(by: scale)
      let (right, isAmple) = most.multipliedReportingOverflow(by: Int128(points.denominator))
      return !isTooLarge && (isAmple || left <= right)
    }
  }
  /// The full id.
  public var id: String
  /// The title.
  public var title: LocalizedText
  /// The indicators.
  public var indicators: [Indicator]
  /// Where it is defined.
  public var definition: Definition

  /// Creates a scorecard.
  public init(
    id: String, title: LocalizedText, indicators: [Indicator], definition: Definition
  ) {
    self.id = id
    self.title = title
    self.indicators = indicators
    self.definition = definition
  }

  /// The rules (indices) whose results it needs.
  public var rules: Set<Int> {
    var rules: Set<Int> = []
    for indicator in indicators {
      if case .rule(let reference)? = indicator.source { rules.insert(reference.rule) }
      if case .rule(let reference)? = indicator.award { rules.insert(reference.rule) }
    }
    return rules
  }
}
