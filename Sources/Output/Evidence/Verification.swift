public import Diagnostics

/// What was looked at and what came of it, step by step.
public struct Verification: Sendable {
  /// What came of a step.
  public enum Outcome: String, Sendable, Hashable {
    /// It is as it should be.
    case sound
    /// It was changed, or does not come out again.
    case broken
    /// It could not be looked at.
    case open
    /// It could have been looked at, had a library been installed: nothing is certain before.
    case untested
  }

  /// One thing looked at.
  public struct Step: Sendable {
    /// What came of it.
    public var outcome: Outcome
    /// What it was, in one sentence.
    public var text: LocalizedText
  }

  /// The steps in order.
  public private(set) var steps: [Step] = []

  /// Creates a verification without steps.
  public init() {}

  /// Whether nothing is broken.
  public var isSound: Bool { !steps.contains { $0.outcome == .broken } }

  /// Whether all was looked at that can be.
  public var isComplete: Bool { !steps.contains { $0.outcome == .untested } }

  /// Whether something was found to be as it should be.
  public var hasProof: Bool { steps.contains { $0.outcome == .sound } }

  /// Adds a step.
  public mutating func add(_ outcome: Outcome, zh: String, en: String) {
    steps.append(Step(outcome: outcome, text: LocalizedText(zh: zh, en: en)))
  }

  /// Adds that a signature was not tested, for want of libcrypto.
  mutating func addUntestedSignature() {
    let reason = LocalizedText.missingLibrary("libcrypto", package: "libssl3")
    add(
      .untested, zh: "簽章未驗證：\(reason.zhHant)",
      en: "the signature was not tested: \(reason.en)")
  }

  /// Adds the steps of another.
  public mutating func add(_ other: Verification) { steps += other.steps }
}
