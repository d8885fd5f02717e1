import LogReaders
import Testing

/// Files of one log are opened before the first is read, and give their memory back in between.
@Suite struct ManyFileTests {
  private static let header = "id,note\n"

  /// Some rows; the last ones tell in what encoding a file is.
  private static func text(_ file: Int, rows: Int, padding: Int) -> String {
    header
      + (0..<rows).map { row in
        "\(file)-\(row)," + (row < rows - 3 ? String(repeating: "x", count: padding) : "許功蓋") + "\n"
      }.joined()
  }

  @Test(arguments: [(1, 1 << 19), (2, 1 << 16), (3, 900)])
  func `files of every form are read again after their headers were`(
    threads: Int, blockSize: Int
  ) throws {
    // Large enough that more than one sample is read, and pages are given back.
    let texts = (0..<5).map { Self.text($0, rows: 1300, padding: $0 < 3 ? 1000 : 10) }
    let contents: [[UInt8]] = [
      Array(texts[0].utf8), gzipped(Array(texts[1].utf8)), gzipped(Big5.bytes(texts[2])),
      Big5.bytes(texts[3]), Array(texts[4].utf8),
    ]
    let files = try contents.enumerated().map { index, bytes in
      try TemporaryFile(index == 1 || index == 2 ? "a.csv.gz" : "a.csv", bytes)
    }
    defer { files.forEach { $0.remove() } }
    let reading = try Reading(
      files.map { LogSource(path: $0.path) }, .cases, threads: threads, blockSize: blockSize)
    #expect(reading.rows.count == 5 * 1300)
    #expect(reading.files.map(\.rows) == Array(repeating: 1300, count: 5))
    #expect(reading.files.map(\.encoding) == [.utf8, .utf8, .big5, .big5, .utf8])
    for file in 0..<5 {
      let rows = reading.rows.filter { $0.file == file }
      #expect(rows.map(\.line) == Array(2...1301))
      #expect(rows.map { $0.cells[0] } == (0..<1300).map { "\(file)-\($0)" })
      #expect(rows.suffix(3).allSatisfy { $0.cells[1] == "許功蓋" })
    }
    #expect(reading.issues.isEmpty)
  }
}
