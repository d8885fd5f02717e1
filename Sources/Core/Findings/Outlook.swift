public import Diagnostics

/// What can still become of a group whose period is not over.
public struct Outlook: Sendable, Hashable {
  /// Whether the target can be met.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Nothing that may still come can undo it.
    case secured
    /// It can be met, and can be missed.
    case reachable
    /// Nothing that may still come can mend it.
    case lost
  }

  /// Whether the target can be met.
  public var state: State
  /// How much is still needed: of a count or sum the amount, of a share the number of cases that must
  /// all comply from here on.
  public var needed: Ratio?
  /// How much the target still bears: of a count or sum with a ceiling the amount, of a share the
  /// number of further cases that may fail if all that are open comply.
  public var spare: Ratio?

  /// Creates an outlook.
  public init(_ state: State, needed: Ratio? = nil, spare: Ratio? = nil) {
    self.state = state
    self.needed = needed
    self.spare = spare
  }

  /// The outlook in a sentence.
  ///
  /// - Parameter unit: the unit of the group's value; `percent` counts cases.
  public func text(unit: String) -> LocalizedText {
    let isShare = unit == "percent"
    let suffix = isShare ? "" : GroupResult.suffix(unit)
    switch state {
    case .secured: return LocalizedText(zh: "目標已確定達成", en: "the target is met for good")
    case .lost: return LocalizedText(zh: "目標已無法達成", en: "the target can no longer be met")
    case .reachable:
      if let needed, needed.numerator > 0 {
        let amount = needed.shortText + suffix
        return isShare
          ? LocalizedText(
            zh: "未定者及其後\(amount)件均符合，始可達成",
            en: "met if all that are open and the next \(amount) cases comply")
          : LocalizedText(zh: "尚需\(amount)", en: "\(amount) more needed")
      }
      if let spare {
        let amount = spare.shortText + suffix
        return isShare
          ? LocalizedText(
            zh: "未定者均符合時，最多可再有\(amount)件不符",
            en: "at most \(amount) more may fail if all that are open comply")
          : LocalizedText(zh: "最多可再有\(amount)", en: "at most \(amount) more")
      }
      return LocalizedText(zh: "目標仍可達成", en: "the target can still be met")
    }
  }
}

extension GroupResult {
  /// What can still become of it, in a sentence; `nil` where its period is over.
  public var outlookText: LocalizedText? { outlook?.text(unit: unit) }
}
