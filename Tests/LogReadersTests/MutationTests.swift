import Columns
import LogReaders
import TestSupport
import Testing

/// Random texts against a plain reader of the same rules.
@Suite struct MutationTests {

  static let schema = DatasetSchema.test([
    ColumnSchema(name: "id", type: .text, isOptional: true),
    ColumnSchema(name: "note", type: .text, isOptional: true),
    ColumnSchema(name: "n", type: .integer, isOptional: true),
  ])

  static let pieces = [
    ",", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "a", "許", "12", "", " ", "2021-01-01",
    ",x,1\n",
    "\"q,\nz\",", "\r", "1,b,2\n", "abcdefghijklmnopqrstuvwxyz0123456789",
  ]

  static func text(_ random: inout SeededGenerator) -> String {
    var text = "id,note,n\n"
    for _ in 0..<Int.random(in: 0..<60, using: &random) {
      text += pieces.randomElement(using: &random) ?? ""
    }
    return text
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `rows and lines are those of a plain reader`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for _ in 0..<150 {
      let text = Self.text(&random)
      let plain = PlainRecords(Array(text.utf8))
      let reading = try Reading(text, Self.schema)
      #expect(reading.rows.map(\.line) == plain.records.dropFirst().map(\.line), "\(text)")
      for (row, record) in zip(reading.rows, plain.records.dropFirst()) {
        let expected = record.isBroken || record.fields.count > 3 ? nil : record.fields
        if let expected {
          let ids = [expected[0], expected.count > 1 ? expected[1] : nil]
          let shown = ids.map { text -> String in
            guard let text else { return "✗" }
            return text.utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } ? "∅" : text
          }
          #expect(Array(row.cells[..<2]) == shown, "\(text)")
        } else {
          #expect(row.cells == ["✗", "✗", "✗"], "\(text)")
        }
      }
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `batches do not depend on threads or sizes of blocks`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for _ in 0..<20 {
      var text = Self.text(&random)
      for _ in 0..<3 { text += Self.text(&random) }
      let whole = try Reading(text, Self.schema)
      for bytes in [Array(text.utf8), gzipped(Array(text.utf8))] {
        for (threads, blockSize) in [(1, 1), (2, 1), (2, 7), (3, 64), (1, 100)] {
          let cut = try Reading(bytes, Self.schema, threads: threads, blockSize: blockSize)
          #expect(cut.rows == whole.rows, "\(text)")
          #expect(cut.issues == whole.issues, "\(text)")
        }
      }
    }
  }

  @Test func `bytes changed at random are read without a crash, row for row`() throws {
    var random = SeededGenerator(state: 99)
    let base = Array(FormTests.text().utf8)
    for _ in 0..<120 {
      var bytes = base
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 30..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      let reading = try Reading(bytes, .cases, blockSize: 32)
      let again = try Reading(bytes, .cases, threads: 2, blockSize: 5)
      #expect(reading.rows == again.rows)
      #expect(reading.issues == again.issues)
      #expect(reading.rows.count == reading.files[0].rows)
    }
  }
}

/// Records of delimited text by the plainest reading of the same rules, byte by byte.
struct PlainRecords {
  struct Record {
    var line: Int
    var fields: [String]
    var isBroken: Bool
  }

  private(set) var records: [Record] = []
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var index = 0
    var line = 1
    while index < bytes.count {
      let (record, next, lines) = record(at: index, line: line)
      if let record { records.append(record) }
      index = next
      line += lines
    }
  }

  private func record(at start: Int, line: Int) -> (Record?, next: Int, lines: Int) {
    var fields: [String] = []
    var index = start
    var lines = 1
    while true {
      var field: [UInt8] = []
      if index < bytes.count, bytes[index] == 0x22 {
        guard let (text, end) = quoted(at: index) else {
          let lineEnd = bytes[index...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
          return (Record(line: line, fields: fields, isBroken: true), lineEnd, 1)
        }
        field = text
        lines += text.count { $0 == 0x0A }
        index = end
      } else {
        while index < bytes.count, bytes[index] != 0x2C, bytes[index] != 0x0A {
          field.append(bytes[index])
          index += 1
        }
        if field.last == 0x0D, index == bytes.count || bytes[index] == 0x0A { field.removeLast() }
      }
      fields.append(String(decoding: field, as: UTF8.self))
      if index < bytes.count, bytes[index] == 0x0D { index += 1 }
      if index < bytes.count, bytes[index] == 0x2C {
        index += 1
        continue
      }
      let isEmpty = fields == [""] && (start >= bytes.count || bytes[start] != 0x22)
      let next = min(index + 1, bytes.count)
      return (isEmpty ? nil : Record(line: line, fields: fields, isBroken: false), next, lines)
    }
  }

  /// The text of a quoted field and the index behind its closing quote; `nil` where it is broken.
  private func quoted(at start: Int) -> ([UInt8], Int)? {
    var text: [UInt8] = []
    var index = start + 1
    while index < bytes.count {
      if bytes[index] != 0x22 {
        text.append(bytes[index])
        index += 1
      } else if index + 1 < bytes.count, bytes[index + 1] == 0x22 {
        text.append(0x22)
        index += 2
      } else {
        index += 1
        let rest = bytes[index...].prefix(2)
        let ends =
          rest.isEmpty || rest.first == 0x2C || rest.first == 0x0A
          || (rest.first == 0x0D && (rest.count == 1 || rest.last == 0x0A))
        return ends ? (text, index) : nil
      }
    }
    return nil
  }
}
