import Columns
import Diagnostics
import Glibc

/// The merged cells of a sheet, asked for row by row from above.
///
/// Only the first cell of a merged range has a value; whether the others are to have it too, or none,
/// the sheet does not say.
struct MergedRanges {
  private struct Range {
    var firstRow: Int
    var lastRow: Int
    var columns: ClosedRange<Int>
  }

  /// A sheet with more ranges is refused.
  static let most = 1_000_000
  private var ranges: [Range] = []
  private var next = 0
  private var current: [Range] = []

  /// Adds a range such as `A3:B4`; `false` where there are too many.
  mutating func add(_ reference: String) -> Bool {
    let corners = reference.split(separator: ":")
    guard corners.count == 2, let (left, top) = Self.place(corners[0]),
      let (right, bottom) = Self.place(corners[1]), left <= right, top <= bottom
    else { return true }
    ranges.append(Range(firstRow: top, lastRow: bottom, columns: left...right))
    return ranges.count <= Self.most
  }

  /// Completes the ranges.
  mutating func sort() { ranges.sort { $0.firstRow < $1.firstRow } }

  /// Marks the cells of a row that are covered; rows come from above.
  mutating func mark(_ row: RowCells) {
    while next < ranges.count, ranges[next].firstRow <= row.line {
      current.append(ranges[next])
      next += 1
    }
    guard !current.isEmpty else { return }
    current.removeAll { $0.lastRow < row.line }
    for range in current {
      for column in range.columns
      where column != range.columns.lowerBound || row.line != range.firstRow {
        row.setUnreadable(column, .mergedCells)
      }
    }
  }

  private static func place(_ reference: Substring) -> (column: Int, row: Int)? {
    let text = reference.drop { $0 == "$" }
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    guard let column = SheetStream.column(String(letters)),
      let row = Int(text.dropFirst(letters.count).drop { $0 == "$" }), row > 0
    else { return nil }
    return (column, row)
  }
}

extension MergedRanges {
  /// The most bytes behind a sheet's rows.
  private static let longestRest = 64 << 20
  /// More bytes than the longest end tag of a sheet's rows has.
  private static let overlap = 64

  /// Finds the merged ranges of a sheet, which its file states behind the rows.
  init(path: String, sheet stream: any ByteStream) throws {
    var rest: [UInt8] = []
    var isBehindRows = false
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    while rest.count <= Self.longestRest {
      let count = try piece.withUnsafeMutableBytes { try stream.readFully(into: $0) }
      rest += piece[..<count]
      if !isBehindRows, let end = rest.withUnsafeBytes(Self.endOfRows) {
        isBehindRows = true
        rest.removeFirst(end)
      } else if !isBehindRows {
        rest.removeFirst(max(0, rest.count - Self.overlap))
      }
      if count < piece.count { break }
    }
    if isBehindRows { try addAll(in: rest, path) }
    sort()
  }

  /// The offset of the end tag of a sheet's rows, whatever prefix it has.
  private static func endOfRows(in bytes: UnsafeRawBufferPointer) -> Int? {
    let word = Array("sheetData>".utf8)
    var start = 0
    while let offset = word.withUnsafeBytes({ position(of: $0, in: bytes, from: start) }) {
      let before = bytes[max(0, offset - overlap / 2)..<offset]
      if let open = before.lastIndex(of: UInt8(ascii: "<")), open + 1 < offset,
        bytes[open + 1] == UInt8(ascii: "/")
      {
        return offset
      }
      start = offset + 1
    }
    return nil
  }

  private mutating func addAll(in bytes: [UInt8], _ path: String) throws {
    let mark = Array("mergeCell ".utf8)
    try bytes.withUnsafeBytes { bytes in
      var start = 0
      while let offset = mark.withUnsafeBytes({ Self.position(of: $0, in: bytes, from: start) }) {
        start = offset + mark.count
        let tag = bytes[start...].prefix { $0 != UInt8(ascii: ">") }
        let words = String(decoding: tag, as: UTF8.self).split { $0 == "\"" || $0 == "'" }
        guard words.count > 1, words[0].hasSuffix("ref=") else { continue }
        guard add(String(words[1])) else {
          throw ReadError(
            path: path,
            LocalizedText(
              zh: "工作表的合併儲存格異常地多，拒絕讀取",
              en: "the sheet has an unreasonable number of merged cells and is refused"))
        }
      }
    }
  }

  /// The offset of a word; looks for its sixth byte first, which is a capital letter and rare.
  private static func position(
    of word: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    guard let base = bytes.baseAddress, let wanted = word.baseAddress else { return nil }
    var offset = start + 5
    while offset < bytes.count,
      let found = memchr(base + offset, Int32(word[5]), bytes.count - offset)
    {
      offset = base.distance(to: found) + 1
      let first = offset - 6
      if first + word.count <= bytes.count, memcmp(base + first, wanted, word.count) == 0 {
        return first
      }
    }
    return nil
  }
}
