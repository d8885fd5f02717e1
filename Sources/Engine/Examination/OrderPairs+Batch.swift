import CivilTime
import Columns

extension OrderPairs.Pair {
  /// Counts how the moments of a pair of columns stand to each other in a batch.
  mutating func compare(_ one: OrdinaryMoments, _ other: OrdinaryMoments, in batch: Batch) {
    // The rows of the emptier column are asked whether the other has a moment too.
    let (rows, flags) =
      one.rows.count <= other.rows.count
      ? (one.rows, other.isOrdinary) : (other.rows, one.isOrdinary)
    if one.areInstants, other.areInstants {
      one.vector.values.withUnsafeBufferPointer { left in
        other.vector.values.withUnsafeBufferPointer { right in
          count(rows, flags, batch) { (left[$0], right[$0]) }
        }
      }
    } else {
      let day = Precision.day.rawValue
      let byInstant = one.vector.type == .timestamp && other.vector.type == .timestamp
      count(rows, flags, batch) { row in
        if byInstant, one.vector.details[row] != day, other.vector.details[row] != day {
          return (one.vector.values[row], other.vector.values[row])
        }
        return (Int64(one.day(row).dayNumber), Int64(other.day(row).dayNumber))
      }
    }
  }

  @inline(__always)
  private mutating func count(
    _ rows: [Int32], _ flags: [Bool], _ batch: Batch, _ moments: (Int) -> (Int64, Int64)
  ) {
    var (both, earlier, later) = (0, 0, 0)
    for row in rows where flags[Int(row)] {
      let (left, right) = moments(Int(row))
      both &+= 1
      earlier &+= left < right ? 1 : 0
      later &+= left > right ? 1 : 0
    }
    before += earlier
    after += later
    same += both - earlier - later
    let most = IssueTally.mostExamples
    // The first of the rows of each order; most orders are usual, so that few rows are looked at.
    for row in rows where flags[Int(row)] {
      let lacksBefore = beforePlaces.count < min(earlier, most)
      let lacksAfter = afterPlaces.count < min(later, most)
      guard lacksBefore || lacksAfter else { break }
      let (left, right) = moments(Int(row))
      guard left != right, left < right ? lacksBefore : lacksAfter else { continue }
      let place = IssueTally.Place(file: 0, line: batch.lineOffset(ofRow: Int(row)))
      if left < right { beforePlaces.append(place) } else { afterPlaces.append(place) }
    }
  }
}
