import CivilTime
import Columns

extension OrderPairs.Pair {
  /// Counts how the moments of a pair of columns stand to each other in a batch.
  ///
  /// - Parameter wanted: The orders of which places are still asked for.
  mutating func compare(
    _ one: OrdinaryMoments, _ other: OrdinaryMoments, in batch: Batch,
    places wanted: (before: Bool, after: Bool)
  ) {
    let orders: Orders
    let areDays = one.vector.type == .date && other.vector.type == .date
    if areDays || one.areInstants && other.areInstants {
      orders = Orders(one.ticks, other.ticks)
    } else if one.vector.type == .date, other.areInstants {
      orders = Orders(days: one.spans, other.ticks)
    } else if other.vector.type == .date, one.areInstants {
      orders = Orders(days: other.spans, one.ticks).turned
    } else {
      let both = one.ticks.indices.map { Self.moments(one, other, $0) }
      orders = Orders(both.map(\.0), both.map(\.1))
    }
    add(orders, batch, wanted) { Self.moments(one, other, $0) }
  }

  /// Two numbers of a row that stand to each other as its moments do; by days where one is a day.
  private static func moments(
    _ one: OrdinaryMoments, _ other: OrdinaryMoments, _ row: Int
  ) -> (Double, Double) {
    guard one.isOrdinary(row), other.isOrdinary(row) else { return (.nan, .nan) }
    let day = Precision.day.rawValue
    let byInstant = one.vector.type == .timestamp && other.vector.type == .timestamp
    if byInstant, one.vector.details[row] != day, other.vector.details[row] != day {
      return (one.ticks[row], other.ticks[row])
    }
    return (Double(one.day(row).dayNumber), Double(other.day(row).dayNumber))
  }

  private mutating func add(
    _ orders: Orders, _ batch: Batch, _ wanted: (before: Bool, after: Bool),
    _ moments: (Int) -> (Double, Double)
  ) {
    let (earlier, later) = (orders.earlier, orders.later)
    before += earlier
    after += later
    same += orders.equal
    let mostBefore = wanted.before ? min(earlier, IssueTally.mostExamples) : 0
    let mostAfter = wanted.after ? min(later, IssueTally.mostExamples) : 0
    for row in 0..<batch.rowCount {
      let lacksBefore = beforePlaces.count < mostBefore
      let lacksAfter = afterPlaces.count < mostAfter
      guard lacksBefore || lacksAfter else { break }
      let (left, right) = moments(row)
      guard left < right && lacksBefore || left > right && lacksAfter else { continue }
      let place = IssueTally.Place(file: 0, line: batch.lineOffset(ofRow: row))
      if left < right { beforePlaces.append(place) } else { afterPlaces.append(place) }
    }
  }
}

/// The numbers of rows by the order of two moments, numbers all; what is not a number is in no order.
///
/// Rows are looked at four at a time, so that the arrays' lengths are multiples of four.
private struct Orders {
  private typealias Four = SIMD4<Double>

  var earlier = 0
  var later = 0
  var equal = 0

  init(_ left: [Double], _ right: [Double]) {
    // What holds is -1 in a mask, so that counts are negative until they are summed up.
    var (less, more, same) = (SIMD4<Int64>(), SIMD4<Int64>(), SIMD4<Int64>())
    Self.forEach(left, right, right) { left, right, _ in
      less &+= Self.number(left .< right)
      more &+= Self.number(left .> right)
      same &+= Self.number(left .== right)
    }
    (earlier, later, equal) = (Self.sum(less), Self.sum(more), Self.sum(same))
  }

  /// Days against moments: a moment lies before a day, after it, or in it.
  init(days: (starts: [Double], ends: [Double]), _ moments: [Double]) {
    var (before, after, notBefore) = (SIMD4<Int64>(), SIMD4<Int64>(), SIMD4<Int64>())
    Self.forEach(days.starts, days.ends, moments) { start, end, moment in
      before &+= Self.number(moment .< start)
      after &+= Self.number(moment .>= end)
      notBefore &+= Self.number(moment .>= start)
    }
    (earlier, later) = (Self.sum(after), Self.sum(before))
    equal = Self.sum(notBefore) - earlier
  }

  @inline(__always)
  private static func forEach(
    _ one: [Double], _ two: [Double], _ three: [Double], _ body: (Four, Four, Four) -> Void
  ) {
    precondition(one.count % 4 == 0 && one.count == two.count && one.count == three.count)
    one.withUnsafeBytes { one in
      two.withUnsafeBytes { two in
        three.withUnsafeBytes { three in
          for offset in stride(from: 0, to: one.count, by: MemoryLayout<Four>.stride) {
            body(
              one.loadUnaligned(fromByteOffset: offset, as: Four.self),
              two.loadUnaligned(fromByteOffset: offset, as: Four.self),
              three.loadUnaligned(fromByteOffset: offset, as: Four.self))
          }
        }
      }
    }
  }

  @inline(__always)
  private static func number(_ mask: SIMDMask<SIMD4<Int64>>) -> SIMD4<Int64> {
    unsafeBitCast(mask, to: SIMD4<Int64>.self)
  }

  private static func sum(_ counts: SIMD4<Int64>) -> Int { -Int(counts.wrappedSum()) }

  /// The orders with the two sides exchanged.
  var turned: Orders {
    var orders = self
    (orders.earlier, orders.later) = (later, earlier)
    return orders
  }
}
