import Testing

@testable import Reports

@Suite struct TextTableTests {
  private func lines(_ table: TextTable, width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    table.forEachLine(width: width, indent: indent) { row, line in
      #expect(row == (lines.isEmpty ? nil : lines.count - 1))
      lines.append(String(decoding: line, as: UTF8.self))
    }
    return lines
  }

  @Test func `columns are as wide as their widest cell, and empty ones are left out`() {
    var table = TextTable(header: ["a", "none", "案號", "n"], alignsRight: [3])
    table.add(["1", "", "一二三", "5"])
    table.add(["long", "", "e\u{301}", "1,000"])
    table.add(["", "", "", ""])
    let expected = [
      "  a     案號        n", "  1     一二三      5", "  long  e\u{301}       1,000", "  ",
    ]
    #expect(lines(table, width: 40, indent: 2) == expected)
    #expect(table.width(indent: 2) == 21)
    #expect(lines(table, width: 21, indent: 2) == expected)
  }

  @Test func `no line ends with spaces`() {
    var table = TextTable(header: ["a", "b"])
    table.add(["x ", "y  "])
    table.add(["x ", ""])
    #expect(lines(table, width: 40, indent: 2) == ["  a   b", "  x   y", "  x"])
  }

  @Test func `the widest column is narrowed first, and what is kept is not cut`() {
    var table = TextTable(header: ["one", "two", "three"], keeps: [1])
    table.add(["0123456789abc", "0123456789abcdef", "一二三四五六"])
    #expect(table.width(indent: 0) == 45)
    #expect(lines(table, width: 45)[1] == "0123456789abc  0123456789abcdef  一二三四五六")
    #expect(lines(table, width: 44)[1] == "0123456789a…  0123456789abcdef  一二三四五六")
    #expect(lines(table, width: 41)[1] == "01234567…  0123456789abcdef  一二三四五六")
    // Down to eight columns each.
    #expect(lines(table, width: 10)[1] == "0123456…  0123456789abcdef  一二三…")
  }

  @Test func `cells are made harmless`() {
    var table = TextTable(header: ["a", "b"])
    table.add(["x\u{1B}[1m", "y\nz"])
    #expect(lines(table, width: 40)[1] == "x\u{FFFD}[1m  y z")
  }

  @Test func `a table without rows or texts has no lines`() {
    var table = TextTable(header: ["a", "b"])
    #expect(lines(table, width: 40) == [])
    table.add(["", ""])
    #expect(lines(table, width: 40) == [])
  }

  @Test func `a table goes without one of its columns`() {
    var table = TextTable(header: ["a", "b", "c"])
    table.add(["1", "2", "3"])
    table.add(["4", "5", "6"])
    let (rest, cells) = table.splitting(1)
    #expect(cells == ["2", "5"])
    #expect(lines(rest, width: 40) == ["a  c", "1  3", "4  6"])
  }

  @Test func `part of a text is written whole, however long`() throws {
    var pieces: [[UInt8]] = []
    let text = String(repeating: "期限 a", count: 20_000)
    var output = ReportOutput { pieces.append($0) }
    output.line(text.dropFirst().dropLast(), indent: 3)
    output.line("abc".dropFirst(3), indent: 0)
    output.line(bytes: Array("x".utf8))
    try output.finish()
    let all = String(decoding: pieces.joined(), as: UTF8.self)
    #expect(all == "   " + text.dropFirst().dropLast() + "\n\nx\n")
  }
}
