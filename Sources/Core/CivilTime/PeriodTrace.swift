/// How a due moment came about, step by step; each step is data, worded elsewhere.
public struct PeriodTrace: Sendable, Hashable {
  /// One step of the computation.
  public enum Step: Sendable, Hashable {
    /// The event from which the period runs.
    case start(CivilDate)
  }

  /// The steps in the order of work.
  public var steps: [Step]

  /// Creates a trace.
  public init(steps: [Step] = []) { self.steps = steps }
}
