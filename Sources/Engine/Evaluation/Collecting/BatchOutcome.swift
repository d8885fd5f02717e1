import Columns
import Findings

/// What one batch gives: verdict counts, findings, groups; places are relative to the batch.
public struct BatchOutcome: Sendable {
  /// The values of one duplicate rule over a batch, in order of rows.
  struct Duplicates: Sendable {
    var hashes: [ValueHash] = []
    var lines: [Int32] = []
    /// Who answers for each; empty where the rule names no owner.
    var owners: [String?] = []
    /// The texts of all values one after another, and where each ends; a zero byte stands between
    /// the columns of a value.
    var arena: [UInt8] = []
    var ends: [Int] = []
    /// How many rows could not be compared, for want of a value, a day or a condition's cell.
    var undetermined = 0

    /// Makes room for the values of a number of rows.
    mutating func reserve(_ rowCount: Int) {
      hashes.reserveCapacity(rowCount)
      lines.reserveCapacity(rowCount)
      ends.reserveCapacity(rowCount)
      arena.reserveCapacity(rowCount * 16)
    }

    /// The text of a value, its columns parted by a space.
    func text(_ index: Int) -> String {
      let start = index == 0 ? 0 : ends[index - 1]
      return String(
        decoding: arena[start..<ends[index]].map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }
  }

  var rowCount: Int
  var lineCount: Int
  var counts: [VerdictCounts]
  var findings: [Finding] = []
  var groups: [[(key: GroupKey, totals: GroupTotals)]]
  var duplicates: [Duplicates]
  /// What was wrong with cells and rows, and on which line relative to the batch.
  var issues: [(issue: ReadIssue, line: Int)] = []
}

/// A hash of 128 bits that stands for a row's values; equal hashes are taken as equal values.
///
/// Among 10 million rows the chance that two different values agree is about 1 in 10^25.
struct ValueHash: Hashable, Sendable {
  var low: UInt64
  var high: UInt64

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The hash of the bytes from an offset to the end.
  init(_ bytes: [UInt8], from start: Int) {
    var low: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count &- start)
    var high: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    bytes.withUnsafeBytes { bytes in
      var offset = start
      while offset < bytes.count {
        let word: UInt64
        if bytes.count - offset >= 8 {
          word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        } else {
          var rest: UInt64 = 0
          for index in (offset..<bytes.count).reversed() {
            rest = rest &<< 8 | UInt64(bytes[index])
          }
          word = rest
        }
        low = Self.spread(low ^ word)
        high = Self.spread(((high &<< 23) | (high &>> 41)) &+ word &* 0x9FB2_1C65_1E98_DF25)
        offset += 8
      }
    }
    self.low = Self.spread(low &+ high)
    self.high = Self.spread(high ^ (low &<< 1))
  }

  /// A bijection that spreads every bit over all others.
  @inline(__always)
  private static func spread(_ value: UInt64) -> UInt64 {
    var x = value
    x = (x ^ (x &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x &>> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x &>> 31)
  }
}
