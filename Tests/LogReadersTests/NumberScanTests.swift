import CTextScan
import CivilTime
import Columns
import TestSupport
import Testing

@testable import LogReaders

/// The loops in C that read numbers, days and choices find what the general way finds, by whatever instructions.
@Suite struct NumberScanTests {
  private typealias Read = (UnsafePointer<qixian_column>, Int64, Int64) -> Int64

  /// Where reading cells stopped, and the states and values of those before; what is not written stays 9
  /// and -1.
  private func column(
    _ cells: [[UInt8]], readsEmpty: Bool, first: Int = 0, _ read: Read
  ) -> (stop: Int, states: [UInt8], values: [Int64]) {
    let (stop, states, values) = WrittenCells(cells, behind: 0x39).read(
      present: 3, readsEmpty: readsEmpty
    ) { column in
      var column = column
      return Int(read(&column, Int64(first), Int64(cells.count)))
    }
    return (stop, states, values)
  }

  /// Expects that reading stops at the first cell of which `value` says nothing, and before it gives what
  /// `value` says.
  private func expect(
    _ cells: [[UInt8]], readsEmpty: Bool, by reads: [Read], are value: ([UInt8]) -> Int64?
  ) {
    let all = cells.map { cell in cell.isEmpty ? (readsEmpty ? 0 : nil) : value(cell) }
    let stop = all.firstIndex(of: nil) ?? cells.count
    let values = all[..<stop].compactMap(\.self)
    let states: [UInt8] = cells[..<stop].map { $0.isEmpty ? 1 : 3 }
    for read in reads {
      let found = column(cells, readsEmpty: readsEmpty, read)
      let isRight =
        found.stop == stop && Array(found.states[..<stop]) == states
        && Array(found.values[..<stop]) == values
      #expect(isRight, "\(cells.map { String(decoding: $0, as: UTF8.self) })")
      // Nothing is written before the first row.
      guard stop > 2 else { continue }
      let rest = column(cells, readsEmpty: readsEmpty, first: 2, read)
      #expect(rest.stop == stop && rest.states[..<2] == [9, 9] && rest.values[..<2] == [-1, -1])
      #expect(rest.states[2..<stop] == states[2...] && rest.values[2..<stop] == values[2...])
    }
  }

  // MARK: - Whole numbers

  private let integerReads: [Read] = [
    { qixian_read_integers($0, $1, $2) }, { qixian_read_integers_of_any($0, $1, $2) },
  ]

  /// The number that the general way reads, where the cell is 1 to 16 digits.
  private func integer(_ cell: [UInt8]) -> Int64? {
    guard (1...16).contains(cell.count), cell.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let padded = cell + [UInt8](repeating: 0x39, count: 16)
    return padded.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress,
        case .number(let number, let scale) = NumberText.integer(
          Cell(start: base, count: cell.count)), scale == 0
      else { return nil }
      return number
    }
  }

  private let strangeNumbers = [
    "-5", "+5", "-", "+", " 5", "5 ", "\"5\"", "5\"", "1,000", "1.0", "1e3", "0x1F", "５", "１２", "〇",
    "12a", "a12", "1/2", "1:2", "\u{0}", "1\u{0}", "12345678901234567", "9223372036854775807",
    "9223372036854775808", "99999999999999999999", "１２３４５６７８", "12345678a", "a23456789",
    "1234567a9", "123456789012345x", "x234567890123456",
  ]

  @Test func `whole numbers are those that the general way reads`() {
    // 1 to 20 digits: all nines, a one and zeros, zeros before a one, zeros.
    var cells: [[UInt8]] = [[]]
    for count in 1...20 {
      for text in [
        String(repeating: "9", count: count), "1" + String(repeating: "0", count: count - 1),
        String(repeating: "0", count: count - 1) + "1", String(repeating: "0", count: count),
      ] { cells.append(Array(text.utf8)) }
    }
    cells += strangeNumbers.map { Array($0.utf8) }
    // Each alone, and in each place among others.
    for readsEmpty in [true, false] {
      for cell in cells {
        for place in 0..<9 {
          var column = (0..<9).map { Array("\(7_654_321 &* ($0 + 1) % 99_999_999)".utf8) }
          column[place] = cell
          expect(column, readsEmpty: readsEmpty, by: integerReads, are: integer)
        }
        expect([cell], readsEmpty: readsEmpty, by: integerReads, are: integer)
      }
    }
    #expect(integer(Array("0012".utf8)) == 12 && integer(Array("12345678901234567".utf8)) == nil)
  }

  @Test func `every byte but a digit stops a whole number, wherever it stands`() {
    // About the digits, about the sign of a byte, and digits with the sign.
    let bytes: [UInt8] = [
      0, 0x0F, 0x20, 0x2F, 0x30, 0x39, 0x3A, 0x7F, 0x80, 0xAF, 0xB0, 0xB9, 0xFF,
    ]
    for count in [1, 7, 8, 9, 15, 16] {
      for place in 0..<count {
        for byte in bytes {
          var cell = Array("8765432187654321".utf8.prefix(count))
          cell[place] = byte
          let column = [[0x37], cell, [0x38], [0x39]]
          expect(column, readsEmpty: true, by: integerReads, are: integer)
        }
      }
    }
  }

  @Test func `columns of whole numbers are read in any mixture`() {
    var random = SeededGenerator(state: 41)
    for round in 0..<1500 {
      let cells: [[UInt8]] = (0..<(1 + round % 23)).map { _ in
        switch Int.random(in: 0..<(round % 3 == 0 ? 8 : 60), using: &random) {
        case 0: Array((strangeNumbers.randomElement(using: &random) ?? "").utf8)
        case 1, 2: []
        case 3: Array("\(Int64.random(in: 0...9_999_999_999_999_999, using: &random))".utf8)
        default: Array("\(Int64.random(in: 0...120_000, using: &random))".utf8)
        }
      }
      expect(cells, readsEmpty: round % 2 == 0, by: integerReads, are: integer)
    }
  }

  // MARK: - Days

  private let dayReads: [Read] = [
    { qixian_read_days($0, $1, $2) }, { qixian_read_days_of_any($0, $1, $2) },
  ]

  /// The number of the day that the general way reads, where the cell is `YYYY-MM-DD` of 1901 to 2099.
  private func day(_ cell: [UInt8]) -> Int64? {
    guard cell.count == 10,
      case .success(let date) = TimeText.parseDate(
        String(decoding: cell, as: UTF8.self), forms: [.iso]), (1901...2099).contains(date.year),
      Array(date.isoText.utf8) == cell
    else { return nil }
    return Int64(date.dayNumber)
  }

  private func dayText(_ year: Int, _ month: Int, _ day: Int) -> [UInt8] {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return Array("\(year)-\(two(month))-\(two(day))".utf8)
  }

  @Test func `each day of two centuries has its number`() throws {
    var next = try #require(CivilDate(year: 1901, month: 1, day: 1))
    let end = try #require(CivilDate(year: 2100, month: 1, day: 1))
    var round = 0
    while next < end {
      var cells: [[UInt8]] = []
      var numbers: [Int64] = []
      for place in 0..<(300 + round % 7) where next < end {
        if (place + round) % 11 == 0 {
          cells.append([])
          numbers.append(0)
        }
        cells.append(Array(next.isoText.utf8))
        numbers.append(Int64(next.dayNumber))
        next = next.adding(days: 1)
      }
      for read in dayReads {
        let found = column(cells, readsEmpty: true, read)
        #expect(found.stop == cells.count && found.values == numbers, "before \(next.isoText)")
        #expect(found.states == cells.map { $0.isEmpty ? 1 : 3 })
      }
      round += 1
    }
  }

  @Test(arguments: [1899, 1900, 1901, 1903, 1904, 1999, 2000, 2023, 2024, 2099, 2100, 2104])
  func `what is no day is not read`(year: Int) {
    for month in 0...20 {
      for number in [0, 1, 28, 29, 30, 31, 32, 39, 40, 99] {
        let place = (month + number) % 6
        var cells = (0..<6).map { dayText(2024, 2, 20 + $0) }
        cells[place] = dayText(year, month, number)
        cells[(place + 2) % 6] = []
        expect(cells, readsEmpty: true, by: dayReads, are: day)
        expect(cells, readsEmpty: false, by: dayReads, are: day)
      }
    }
  }

  @Test func `every place of a day takes its own bytes alone`() {
    let bytes = Array("/0123456789:-. ".utf8) + [0, 0x7F, 0x80, 0xAD, 0xB0, 0xB9, 0xFF]
    for text in ["2024-02-29", "1999-12-31"] {
      for place in 0..<10 {
        for byte in bytes {
          var cell = Array(text.utf8)
          cell[place] = byte
          let other = Array("2023-10-05".utf8)
          expect([other, other, cell, other], readsEmpty: true, by: dayReads, are: day)
        }
      }
    }
    for text in [
      "2024-2-29", "2024-02-9", "2024-02-290", " 2024-02-29", "\"2024-02-29\"", "2024-02-29 10:00",
      "113-02-29", "113/02/29", "2024/02/29", "20240229", "２０２４-02", "0113-02-28", "9999-12-31",
    ] {
      let other = Array("2023-10-05".utf8)
      expect([other, Array(text.utf8), other, other], readsEmpty: true, by: dayReads, are: day)
      #expect(day(Array(text.utf8)) == nil)
    }
  }

  // MARK: - Choices

  @Test(arguments: [
    ("Y", "N"), ("是", "否"), ("true", "false"), ("1", "0"), ("yes-yes8", "no"), ("", "N"), ("Y", ""),
    ("", ""), ("yes-yes-9", "N"), ("Y", "Y"), ("Y", "NN"),
  ])
  func `choices are told by all of their bytes`(yes: String, no: String) {
    func choice(_ text: String) -> qixian_choice {
      let bytes = Array(text.utf8)
      return qixian_choice(
        word: bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) },
        count: Int64(bytes.count))
    }
    func value(_ cell: [UInt8]) -> Int64? {
      guard (1...8).contains(cell.count) else { return nil }
      return cell == Array(yes.utf8) ? 1 : cell == Array(no.utf8) ? 0 : nil
    }
    var (first, second) = (choice(yes), choice(no))
    let reads: [Read] = [
      { qixian_read_choices($0, &first, &second, $1, $2) },
      { qixian_read_choices_of_any($0, &first, &second, $1, $2) },
    ]
    var others = [
      "", "y", "n", "YY", "YN", "Ｙ", " Y", "Y ", "\"Y\"", "Y\u{0}", "\u{0}Y", "\u{0}", "\u{0}\u{0}",
      "是否", "不是", "tru", "falsee", "yes-yes7", "yes-yes", "yes-yes-9", "yes-yes-8-and-more",
    ].map { Array($0.utf8) }
    others += [[0xE6], [0xE6, 0x98], [0x98, 0xAF]]
    let words = [yes, no].filter { (1...8).contains($0.utf8.count) }.map { Array($0.utf8) }
    for readsEmpty in [true, false] {
      for other in others + words {
        for place in 0..<9 {
          var cells = (0..<9).map { words.isEmpty ? [] : words[$0 % words.count] }
          cells[place] = other
          expect(cells, readsEmpty: readsEmpty, by: reads, are: value)
        }
      }
    }
  }
}
