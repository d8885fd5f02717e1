public import Diagnostics

/// A number of days, of the calendar or worked ones.
public struct DaySpan: Sendable, Hashable {
  /// How many.
  public var count: Int
  /// Whether only working days count.
  public var isWorking: Bool

  /// Creates a span.
  public init(_ count: Int, isWorking: Bool) {
    self.count = count
    self.isWorking = isWorking
  }

  /// Reads `2 working days`, `1 day`, `3 days`; `nil` for anything else or more than 999 days.
  public init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ")
    guard let first = words.first, let count = Int(first), (1...999).contains(count) else {
      return nil
    }
    switch words.dropFirst().joined(separator: " ") {
    case "working day", "working days": self.init(count, isWorking: true)
    case "day", "days": self.init(count, isWorking: false)
    default: return nil
    }
  }

  /// The span in words.
  public var text: LocalizedText {
    LocalizedText(
      zh: isWorking ? "\(count)個工作天" : "\(count)日",
      en: counted(count, isWorking ? "working day" : "day"))
  }
}
