import CivilTime
import Findings

/// The texts of days that were written lately, as the same come again and again.
final class DayTexts {
  /// The most bytes that a day and a time of day take.
  static let mostBytes = 19
  private static let slots = 1 << 10
  private var days = [Int32](repeating: .min, count: slots)
  /// Ten bytes a slot.
  private var texts = [UInt8](repeating: 0, count: slots * 10)
  /// Whether a day's year has four digits.
  @inline(__always)
  static func covers(_ day: CivilDate) -> Bool {
    // 0000-01-01 to 9999-12-31.
    day.dayNumber >= -719_528 && day.dayNumber <= 2_932_896
  }

  /// Puts a day that is covered, and the time of day as exactly as it is known.
  @inline(__always)
  func put(
    _ day: CivilDate, _ millisecondOfDay: Int, _ precision: Precision, _ writer: inout ByteWriter
  ) {
    let slot = Int(day.dayNumber) & (Self.slots - 1)
    if days[slot] != day.dayNumber { remember(day, slot) }
    texts.withUnsafeBufferPointer {
      writer.put(UnsafeBufferPointer(rebasing: $0[slot * 10..<slot * 10 + 10]))
    }
    guard precision != .day else { return }
    let minutes = millisecondOfDay / 60_000
    writer.put(0x20)
    writer.put(twoDigits: minutes / 60)
    writer.put(0x3A)
    writer.put(twoDigits: minutes % 60)
    guard precision == .second else { return }
    writer.put(0x3A)
    writer.put(twoDigits: millisecondOfDay / 1000 % 60)
  }

  private func remember(_ day: CivilDate, _ slot: Int) {
    days[slot] = day.dayNumber
    for (place, byte) in day.isoText.utf8.enumerated() { texts[slot * 10 + place] = byte }
  }
}
