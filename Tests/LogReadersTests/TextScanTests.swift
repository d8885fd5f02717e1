import CTextScan
import Columns
import TestSupport
import Testing

@testable import LogReaders

/// The loops in C find what plain ones find, by whatever instructions.
@Suite struct TextScanTests {
  // MARK: - Records

  /// A record as a plain loop finds it: where its fields end, and where the next one starts; `nil` where it
  /// is not plain.
  private func record(_ text: [UInt8], from start: Int, fields: Int) -> (ends: [Int32], next: Int)?
  {
    var ends = [Int32(start - 1)]
    for place in start..<text.count {
      switch text[place] {
      case UInt8(ascii: "\""): return nil
      case UInt8(ascii: ","): ends.append(Int32(place))
      case UInt8(ascii: "\n"):
        let hasReturn = place - 1 > Int(ends[ends.count - 1]) && text[place - 1] == 0x0D
        ends.append(Int32(hasReturn ? place - 1 : place))
        return ends.count == fields + 1 ? (ends, place + 1) : nil
      default: continue
      }
    }
    return nil
  }

  @Test func `plain records lie where a plain loop finds them`() {
    var random = SeededGenerator(state: 7)
    let pieces = [
      "", "a", "案號一", ",", ",", ",,", "\"", "\r", "\n", "\r\n", "0123456789012345678901234567",
    ]
    for round in 0..<400 {
      let fields = 1 + (round % 10 == 9 ? round % 90 : round % 5)
      // In narrow cells a group of 64 bytes has more fields than are noted at once.
      let widest = round % 10 == 9 ? 2 : 30
      var text: [UInt8] = []
      for _ in 0..<(20 + round) {
        // Mostly whole records, so that runs of them come about.
        if Int.random(in: 0..<8, using: &random) > 0 {
          let cells = (0..<fields).map { _ in
            String(repeating: "x", count: Int.random(in: 0...widest, using: &random))
          }
          text += Array((cells.joined(separator: ",") + (round % 3 == 0 ? "\r\n" : "\n")).utf8)
        } else {
          text += Array((pieces.randomElement(using: &random) ?? "").utf8)
        }
      }
      let capacity = 1 + round % 40
      for find in [
        qixian_plain_records, qixian_plain_records_of_avx2, qixian_plain_records_of_any,
      ] {
        var ends = [Int32](
          repeating: -7, count: capacity * (fields + 1) + Int(QIXIAN_RECORD_SLACK))
        let limit = text.count - round % 17
        let run = find(
          text, 0, Int64(limit), Int64(text.count), UInt8(ascii: ","), UInt8(ascii: "\n"),
          Int32(fields), &ends, Int64(capacity))
        var start = 0
        for row in 0..<Int(run.count) {
          guard start < limit, let expected = record(text, from: start, fields: fields) else {
            Issue.record("a record that is not plain, round \(round)")
            break
          }
          #expect(Array(ends[row * (fields + 1)..<(row + 1) * (fields + 1)]) == expected.ends)
          start = expected.next
        }
        #expect(Int(run.next) == start)
        // It stops only where it has to: at the limit, when full, at another record, near the end.
        if Int(run.count) < capacity, start < limit,
          let missed = record(text, from: start, fields: fields)
        {
          #expect(missed.next > text.count - 64)
        }
      }
    }
  }

  // MARK: - Texts

  /// A table of texts, each with the index of the text as its code.
  private struct Table {
    static let bits = 7
    var slots = [qixian_text](repeating: qixian_text(), count: 1 << bits)
    var kept: [UInt8] = []

    init(_ texts: [[UInt8]], epochs: [Int32]) {
      for (code, text) in texts.enumerated() {
        let key = qixian_key_of_text(text, Int64(text.count))
        var slot = Int(key.hash >> UInt64(64 - Self.bits))
        while slots[slot].key.3 != 0 { slot = (slot + 1) % slots.count }
        slots[slot] = qixian_text(
          key: key.words, hash: key.hash, epoch: epochs[code], code: Int32(code),
          offset: Int32(kept.count), string: 0, verdict: 0)
        kept += text
      }
    }

    /// Where coding the cells stopped, and what it wrote before.
    func code(
      _ cells: WrittenCells, epoch: Int32, readsEmpty: Bool,
      by code: (UnsafePointer<qixian_codes>, Int64) -> Int64
    ) -> (stop: Int, states: [UInt8], values: [Int64]) {
      let (stop, states, values) = cells.read(readsEmpty: readsEmpty) { column in
        slots.withUnsafeBufferPointer { slots in
          kept.withUnsafeBufferPointer { kept in
            var codes = qixian_codes(
              column: column, texts: slots.baseAddress, shift: UInt64(64 - Self.bits),
              kept: kept.baseAddress, epoch: epoch)
            return Int(code(&codes, Int64(cells.count)))
          }
        }
      }
      return (stop, states, values)
    }
  }

  @Test func `texts get the codes of the same bytes`() {
    var random = SeededGenerator(state: 5)
    // Lengths about those at which a key becomes another, and texts that differ in one byte only.
    var texts: [[UInt8]] = []
    for count in [1, 2, 7, 8, 9, 15, 16, 17, 23, 24, 25, 30, 31, 32, 33, 39, 40, 41, 64] {
      let text = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      texts.append(text)
      var other = text
      other[Int.random(in: 0..<count, using: &random)] ^= 1
      texts.append(other)
      texts.append(text + [0])
    }
    let epochs = texts.indices.map { Int32($0 % 5 == 0 ? 2 : 3) }
    let table = Table(texts, epochs: epochs)
    let unknown: [[UInt8]] = [[0], [0x41], Array("不在表內的文字".utf8), [UInt8](repeating: 9, count: 50)]
    for round in 0..<600 {
      let chosen: [[UInt8]] = (0..<12).map { _ in
        switch Int.random(in: 0..<40, using: &random) {
        case 0: unknown.randomElement(using: &random) ?? []
        case 1, 2: []
        default: texts.randomElement(using: &random) ?? []
        }
      }
      let cells = WrittenCells(chosen, behind: 0xEE)
      let readsEmpty = round % 2 == 0
      let codes = chosen.map { text in
        text.isEmpty ? (readsEmpty ? 0 : nil) : texts.firstIndex(of: text)
      }
      let expected = chosen.indices.firstIndex { row in
        guard let code = codes[row] else { return true }
        return !chosen[row].isEmpty && epochs[code] != 3
      }
      for read in [qixian_code_texts, qixian_code_texts_of_any] {
        let (stop, states, values) = table.code(
          cells, epoch: 3, readsEmpty: readsEmpty, by: { read($0, 0, $1) })
        #expect(stop == expected ?? chosen.count)
        for row in 0..<stop {
          #expect(states[row] == (chosen[row].isEmpty ? 1 : 0))
          #expect(Int(values[row]) == codes[row] ?? -1)
        }
      }
    }
  }

  private let oddTexts: [[UInt8]] = [
    [], Array(" A1".utf8), Array("\"A1\"".utf8), Array("案號".utf8), [0x41, 0, 0x42], [0x41, 0x80],
    Array("1.5E+7".utf8), Array("3e5".utf8), Array("E5".utf8), Array("Ae".utf8),
    [UInt8](repeating: 0x41, count: 32), [UInt8](repeating: 0x41, count: 33), [0x7F], [0x20],
    [0x21],
  ]

  @Test func `plain texts are copied up to the first that needs a closer look`() {
    var random = SeededGenerator(state: 31)
    for round in 0..<400 {
      let (isKey, hasQuotes) = (round % 2 == 0, round % 4 < 2)
      let cells: [[UInt8]] = (0..<20).map { _ in
        Int.random(in: 0..<20, using: &random) == 0
          ? oddTexts.randomElement(using: &random) ?? []
          : Array("T2024-\(Int.random(in: 0..<1_000_000_000, using: &random))".utf8)
      }
      let written = WrittenCells(cells, behind: 0)
      func isPlain(_ cell: [UInt8]) -> Bool {
        guard (1...32).contains(cell.count), cell[0] > 0x20, cell[0] != 0x22 || !hasQuotes else {
          return false
        }
        if isKey, cell[0] < 0x3A, cell.contains(where: { $0 == 0x45 || $0 == 0x65 }) {
          return false
        }
        return cell.allSatisfy { (1..<0x80).contains($0) }
      }
      let expected = cells.firstIndex { !isPlain($0) } ?? cells.count
      for read in [qixian_plain_texts, qixian_plain_texts_of_any] {
        var arena = [UInt8](repeating: 0xEE, count: written.byteBound + 32)
        var used: Int64 = 3
        let (stop, states, values) = written.read(readsEmpty: false) { column in
          arena.withUnsafeMutableBufferPointer { arena in
            var texts = qixian_texts(
              column: column, is_key: isKey ? 1 : 0, has_quotes: hasQuotes ? 1 : 0,
              arena: arena.baseAddress, used: used)
            defer { used = texts.used }
            return Int(read(&texts, 0, Int64(cells.count)))
          }
        }
        #expect(stop == expected)
        var place = 3
        for row in 0..<expected {
          #expect(states[row] == 0)
          #expect(values[row] == Int64(place << 24 | cells[row].count))
          #expect(Array(arena[place..<place + cells[row].count]) == cells[row])
          place += cells[row].count
        }
        #expect(used == Int64(place))
      }
    }
  }
}
