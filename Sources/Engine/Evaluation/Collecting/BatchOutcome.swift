import Columns
import Findings

/// What one batch gives: verdict counts, findings, groups; places are relative to the batch.
public struct BatchOutcome: Sendable {
  /// The values of one duplicate rule over a batch, in order of rows.
  struct Duplicates: Sendable {
    var hashes: [ValueHash] = []
    var lines: [Int32] = []
    var owners: [String?] = []
    /// The texts of all values one after another, and where each ends.
    var arena: [UInt8] = []
    var ends: [Int] = []
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

  /// The hash of nothing.
  init() {
    low = 0x9E37_79B9_7F4A_7C15
    high = 0xC2B2_AE3D_27D4_EB4F
  }

  /// Mixes a byte in.
  @inline(__always)
  mutating func combine(_ byte: UInt8) {
    low = (low ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    high = ((high &<< 5) | (high &>> 59)) ^ (UInt64(byte) &* 0x9E37_79B9_7F4A_7C15)
    high = high &* 0xFF51_AFD7_ED55_8CCD
  }

  /// Spreads the bits when all bytes are in.
  mutating func finish() {
    low = Self.spread(low &+ high)
    high = Self.spread(high ^ (low &<< 1))
  }

  private static func spread(_ value: UInt64) -> UInt64 {
    var x = value
    x = (x ^ (x &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x &>> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x &>> 31)
  }
}
