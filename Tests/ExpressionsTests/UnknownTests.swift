import Diagnostics
import Expressions
import Testing

@Suite struct UnknownTests {
  /// The result over a row in which `category` and `closed_at` are empty and `birth` is malformed.
  private func result(_ text: String) throws -> String {
    let (parsed, _) = Expression.parse(text)
    let (checked, problems) = try #require(parsed).check(in: testEnvironment)
    let expression = try #require(checked, "\(problems.map(\.message.en))")
    let row = BindingList([
      .empty, .value(17), .value(.decimal(try #require(ExactDecimal("12.50")))), .value(0.5),
      .value(true), .value(.timestamp(try #require(TimestampValue("2020-03-19T01:00:00Z")))),
      .empty, .malformed, .value(["a"]), .value("甲"), .empty,
    ])
    switch expression.evaluate(row) {
    case .success(let value): return value.text
    case .failure(let error):
      guard let cells = error.unknownCells else { return "error: " + error.message.en }
      return "unknown: " + expression.names(of: cells).joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      ("category == 'a'", "unknown: category"), ("category == 'a' && age > 20", "false"),
      ("age > 20 && category == 'a'", "false"),
      ("category == 'a' && age < 20", "unknown: category"),
      ("category == 'a' || age < 20", "true"), ("age < 20 || category == 'a'", "true"),
      ("category == 'a' || closed_at > received_at", "unknown: category closed_at"),
      ("category == 'a' || 1 / 0 > 0", "unknown: category"),
      ("1 / 0 > 0 || category == 'a'", "unknown: category"),
      ("!(category == 'a')", "unknown: category"), ("category == 'a' ? 1 : 1", "unknown: category"),
      ("closed_at - received_at > duration('1h')", "unknown: closed_at"),
      ("category + string(closed_at)", "unknown: category closed_at"),
      ("category in tags", "unknown: category"),
      ("tags.exists(t, t == category)", "unknown: category"),
      ("tags.exists(t, t == 'a' || t == category)", "true"),
      ("[category].size()", "unknown: category"),
      ("category.contains(string(closed_at))", "unknown: category closed_at"),
      ("age + size(category) > 0", "unknown: category"),
      // has() asks whether the cell is filled; a cell that cannot be read answers neither way.
      ("has(category)", "false"), ("has(age)", "true"), ("has(birth)", "unknown: birth"),
      ("has(closed_at) && closed_at > received_at", "false"),
      ("!has(closed_at) || closed_at > received_at", "true"),
      ("birth < date('2020-01-01')", "unknown: birth"), ("any == 1", "unknown: any"),
      ("案件類型 == '甲'", "true"), ("age >= 18 || disabled", "true"),
    ])
  func `an empty cell is unknown, and decides nothing that others decide`(
    text: String, expected: String
  ) throws {
    #expect(try result(text) == expected)
  }

  @Test func `more than sixty-four columns can be unknown`() throws {
    let environment = TypeEnvironment((0..<80).map { .init("c\($0)", .bool) })
    let text = (0..<80).map { "c\($0)" }.joined(separator: " && ")
    let expression = try #require(Expression.parse(text).expression?.check(in: environment).checked)
    #expect(expression.usedSlots == Array(0..<80))
    guard case .failure(let error) = expression.evaluate(BindingList()) else {
      Issue.record("the value should be unknown")
      return
    }
    #expect(error.unknownCells?.slots == Array(0..<80))
  }

  @Test func `the checked tree tells columns, constants and operators`() throws {
    let text = "category in ['a', 'b'] && has(closed_at)"
    let expression = try #require(
      Expression.parse(text).expression?.check(in: testEnvironment, expecting: .bool).checked)
    #expect(expression.usedSlots == [0, 6])
    guard case .and(let terms) = expression.root.kind, terms.count == 2,
      case .binary(.in, let left, let right) = terms[0].kind, case .variable(0) = left.kind,
      case .hasValue(6) = terms[1].kind
    else {
      Issue.record("the tree has another shape")
      return
    }
    #expect(right.constant == ["a", "b"])
    #expect(left.type == .string && right.type == .list(.string))
  }
}
