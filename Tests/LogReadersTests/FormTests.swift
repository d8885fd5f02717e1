import CZlib
import Columns
import Diagnostics
import LogReaders
import Testing

/// One log in many dress: the same rows must come out.
@Suite struct FormTests {
  static let records: [[String]] = [
    ["案號", "備註", "年齡", "時間"],
    ["A1", "功許蓋育, 逗號", "7", "2021-01-04 09:00"],
    ["A2", "換\n行", "", ""],
    ["A3", "\"引號\"", "80", "2021-01-04 23:59"],
    ["A4", "", "12", "110年1月5日"],
    ["A5", "直|線;分號\\反斜線", "0", "2021-01-06"],
  ]

  static func text(
    _ records: [[String]] = records, delimiter: String = ",", lineEnd: String = "\n",
    quotesAll: Bool = false, endsLine: Bool = true
  ) -> String {
    let lines = records.map { record in
      record.map { field in
        let special = field.contains { "\",;|\t\n\r".contains($0) }
        return special || quotesAll ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
      }.joined(separator: delimiter)
    }
    return lines.joined(separator: lineEnd) + (endsLine ? lineEnd : "")
  }

  static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  static let forms: [(String, [UInt8])] = {
    let plain = Array(text().utf8)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return [
      ("plain", plain), ("byte-order mark", mark + plain), ("two marks", mark + mark + plain),
      ("CRLF", Array(text(lineEnd: "\r\n").utf8)),
      ("no last line end", Array(text(endsLine: false).utf8)),
      ("all quoted", Array(text(quotesAll: true).utf8)),
      (
        "all quoted, CRLF, no last line end",
        Array(text(lineEnd: "\r\n", quotesAll: true, endsLine: false).utf8)
      ),
      ("semicolons", Array(text(delimiter: ";").utf8)), ("tabs", Array(text(delimiter: "\t").utf8)),
      ("bars", Array(text(delimiter: "|").utf8)),
      ("UTF-16LE with mark", [0xFF, 0xFE] + utf16(text(), bigEndian: false)),
      ("UTF-16BE with mark", [0xFE, 0xFF] + utf16(text(), bigEndian: true)),
      ("UTF-16LE", utf16(text(), bigEndian: false)),
      ("UTF-16BE", utf16(text(), bigEndian: true)),
      ("Big5", Big5.bytes(text())), ("Big5 with bars", Big5.bytes(text(delimiter: "|"))),
      ("gzip", gzipped(plain)), ("gzip of Big5", gzipped(Big5.bytes(text()))),
      ("gzip of two members", gzipped(Array(plain[..<40])) + gzipped(Array(plain[40...]))),
      ("gzip of UTF-16", gzipped([0xFF, 0xFE] + utf16(text(), bigEndian: false))),
      ("CR only", Array(text(lineEnd: "\r").utf8)),
    ]
  }()

  @Test(arguments: forms.indices)
  func `the same log in another form gives the same rows`(index: Int) throws {
    let (name, bytes) = Self.forms[index]
    var records = Self.records
    // Old Macintosh files have CR for every line break, within fields too.
    if name == "CR only" { records[2][1] = "換\r行" }
    let source = name == "CR only" ? Array(Self.text(records, lineEnd: "\r").utf8) : bytes
    for (threads, blockSize) in [(1, 1 << 19), (1, 1), (2, 16), (3, 50)] {
      let reading = try Reading(source, .cases, threads: threads, blockSize: blockSize)
      let cells = records.dropFirst().map { record -> [String] in
        let time =
          record[3] == "110年1月5日" ? "2021-01-05" : record[3]
        return [record[0], record[1], record[2], time].map { $0.isEmpty ? "∅" : $0 }
          + ["∅", "∅", "∅"]
      }
      #expect(reading.cells == cells, "\(name), blocks of \(blockSize)")
      #expect(reading.rows.map(\.line) == [2, 3, 5, 6, 7], "\(name), blocks of \(blockSize)")
      #expect(reading.issues.isEmpty)
    }
  }

  @Test func `the detected encoding is told`() throws {
    for (form, encoding) in [
      ("plain", TextEncoding.utf8), ("UTF-16LE", .utf16LittleEndian), ("Big5", .big5),
      ("UTF-16BE with mark", .utf16BigEndian), ("gzip of Big5", .big5),
    ] {
      let bytes = try #require(Self.forms.first { $0.0 == form }?.1)
      #expect(try Reading(bytes, .cases).files[0].encoding == encoding)
    }
  }

  @Test func `Big5 that begins after a mebibyte of ASCII is found`() throws {
    let ascii = (0..<1100).map { "\($0),\(String(repeating: "plain text ", count: 100))\n" }
      .joined()
    let bytes = Array(("id,note\n" + ascii).utf8) + Big5.bytes("x,許功蓋\n")
    for source in [bytes, gzipped(bytes)] {
      let reading = try Reading(source, .cases, threads: 2)
      #expect(reading.cells.last?[1] == "許功蓋")
      #expect(reading.rows.count == 1101)
      #expect(reading.files[0].encoding == .big5)
      #expect(reading.issues.isEmpty)
    }
  }

  @Test func `a character that an agency defined itself becomes the private one of Windows`() throws
  {
    let bytes = Array("id,note\n1,".utf8) + Big5.bytes("王小明") + [0xFA, 0x40, 0x0A]
    #expect(try Reading(bytes, .cases).cells[0][1] == "王小明\u{E000}")
  }

  @Test(arguments: [1, 10, 30])
  func `a gzip file that was cut is an error, never part of a log`(missing: Int) throws {
    let records = (0..<1500).map { ["\($0)", "備註\($0 * 7919 % 1000)", "", ""] }
    let whole = gzipped(Array(Self.text([Self.records[0]] + records).utf8))
    #expect(try Reading(whole, .cases).rows.count == 1500)
    #expect {
      _ = try Reading(Array(whole.dropLast(missing)), .cases)
    } throws: { error in
      (error as? ReadError)?.text.en == "the gzip file is truncated"
    }
  }

  @Test func `a damaged gzip file is an error`() throws {
    var bytes = gzipped(Array(Self.text().utf8))
    bytes[bytes.count - 6] ^= 0xFF
    #expect(throws: ReadError.self) { _ = try Reading(bytes, .cases) }
    #expect(throws: ReadError.self) { _ = try Reading(gzipped([1]) + [1, 2, 3], .cases) }
  }
}

/// Bytes as gzip.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + 1024)
  let count = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      deflate(&stream, Z_FINISH)
      return target.count - Int(stream.avail_out)
    }
  }
  deflateEnd(&stream)
  return Array(output[..<count])
}
