import Synchronization

/// Tells lists that grow apart from one another.
///
/// Where two lists have the same mark, other than `none`, one begins with all of the other, so that an index
/// into one means the same in both.
public struct ListMark: Sendable, Hashable {
  private let number: UInt64
  private static let last = Atomic<UInt64>(0)

  /// A mark that no list had before.
  public init() {
    number = Self.last.wrappingAdd(1, ordering: .relaxed).newValue
  }

  private init(number: UInt64) { self.number = number }

  /// The mark of a list of which nothing is promised.
  public static let none = ListMark(number: 0)
}
