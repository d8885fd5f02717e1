import CivilTime
import Expressions
import Testing

@Suite struct LanguageTests {
  @Test(
    arguments: [
      // Numbers of different types.
      ("2 == 2.0", "true"), ("[2, 3.5] == [2.0, 3.5]", "true"), ("{2: 'x'} == {2u: 'x'}", "true"),
      ("dyn(2) < 2.5", "true"), ("dyn(3u) >= 3", "true"), ("dyn(-1) < 0u", "true"),
      ("0.0 / 0.0 == 0.0 / 0.0", "false"), ("dyn(1) == 'one'", "false"),
      ("dyn(9223372036854775807) >= 9223372036854775808.0", "true"),
      ("9223372036854775807 - -1", "error: the result is out of range"),
      ("7 / -2", "-3"), ("-7 % 3", "-1"), ("7 % 0", "error: division by zero"),
      ("-(-9223372036854775808)", "error: the result is out of range"),
      ("2 + 3 * 4 - 6 / 3 % 2", "14"), ("0x1F + 0XfFu == 0", "error"),
      // Text.
      (#"'Zu\u0308rich' == 'Z\u00fcrich'"#, "false"), ("'期限' < '期間'", "false"),
      (#"b'\xff\101' + b'z'"#, #"b"\xffAz""#), (#"r'\d'"#, #""\\d""#),
      ("size('期限😀')", "3"), ("'期限內'.charAt(1)", "\"限\""),
      ("'a,b,,c'.split(',', 3)", #"["a", "b", ",c"]"#), ("'xyz'.split('')", #"["x", "y", "z"]"#),
      ("'aaaa'.replace('aa', 'b', 1)", "\"baa\""), ("'ab'.replace('', '-')", "\"-a-b-\""),
      ("'banana'.lastIndexOf('an', 2)", "1"), ("'banana'.indexOf('z')", "-1"),
      ("'banana'.substring(4, 2)", "error: the index is out of range"),
      (#"'\u3000 期 \u00a0'.trim()"#, "\"期\""), ("['a', 'b'].join('、')", "\"a、b\""),
      (#"strings.quote('a"\\\n')"#, #""\"a\\\"\\\\\\n\"""#),
      // Conditions absorb errors.
      ("1 / 0 > 0 || true", "true"), ("false && 1 / 0 > 0", "false"),
      ("1 / 0 > 0 && true", "error: division by zero"), ("true ? 1 : 1 / 0", "1"),
      ("[0, 2].exists(x, 4 / x == 2)", "true"), ("[0, 2].all(x, 4 / x == 3)", "false"),
      ("[0, 2].exists_one(x, 4 / x == 2)", "error: division by zero"),
      // Macros.
      ("[3, 4].map(x, x > 3, x * x)", "[16]"), ("{'k': 7}.map(k, k)", "[\"k\"]"),
      ("['a', 'b'].transformList(i, v, i > 0, v)", "[\"b\"]"),
      ("{'a': 1}.transformMap(k, v, v + 1)", "{\"a\": 2}"),
      ("['a'].transformMapEntry(i, v, {v: i})", "{\"a\": 0}"),
      ("['a', 'a'].transformMapEntry(i, v, {v: i})", "error: a key occurs twice in the map"),
      ("[5, 6].existsOne(i, v, v - i == 5 && i == 1)", "true"),
      ("cel.bind(n, 3, [1, 2].map(n, n * 2) + [n])", "[2, 4, 3]"),
      ("[1, 2].map(x, [x, 3].filter(y, y > x))", "[[3], [3]]"),
      // Maps and optionals.
      ("{'a-b': 1}.`a-b`", "1"), ("{1: 2}[3]", "error: the map has no such key"),
      ("[1][?4].orValue(9)", "9"), ("{'a': {'b': 5}}.?a.b.value()", "5"),
      ("{?'x': optional.none(), 'y': 1}", "{\"y\": 1}"),
      ("[?optional.of(3), ?optional.none()]", "[3]"), ("has({'a': 1}.a)", "true"),
      ("optional.none().value()", "error: the optional value is absent"),
      // Types.
      ("type(1) == int && type(type(1)) == type", "true"), ("type(date('2020-01-01'))", "date"),
      ("type(timestamp(0)) == google.protobuf.Timestamp", "true"),
      // Time.
      ("timestamp('2020-03-19T00:30:00+08:00').getHours()", "16"),
      ("timestamp('2020-03-19T00:30:00Z').getDate('Asia/Taipei')", "19"),
      (
        "timestamp('2020-02-29T00:00:00Z') + duration('24h')", "timestamp(\"2020-03-01T00:00:00Z\")"
      ),
      ("duration('1h30m') == duration('5400s')", "true"),
      ("duration('-1.25s')", "duration(\"-1.25s\")"),
      ("timestamp('2020-02-30T00:00:00Z')", "error: timestamp() cannot read this text"),
      ("duration('3x')", "error: duration() cannot read this text"),
      // Formats.
      ("'%s: %d%% of %.2f'.format(['a', 5, 2.675])", "\"a: 5% of 2.67\""),
      ("'%.0f %.0f %.0f'.format([0.5, 1.5, 2.5])", "\"0 2 2\""),
      ("'%.3e|%e'.format([0.00099996, 0.0])", "\"1.000e-03|0.000000e+00\""),
      ("'%x %X %o %b'.format([255, 'Az', 8, true])", "\"ff 417A 10 1\""),
      ("'%d'.format([1.5])", "error: the format does not fit its arguments"),
      // Sizes.
      ("math.greatest(1, 2.5, 2)", "2.5"), ("math.least([3u, -1])", "-1"),
      ("math.bitShiftRight(-8, 70)", "-1"), ("math.round(-2.5)", "-3.0"),
      ("math.sqrt(16)", "4.0"), ("math.sign(-0.5)", "-1.0"),
    ])
  func `an expression has the value of the language's definition`(
    text: String, expected: String
  ) {
    let actual = evaluated(text)
    #expect(expected == "error" ? actual.hasPrefix("error") : actual == expected)
  }

  @Test(
    arguments: [
      ("x || true", "true"), ("x", "error: there is no variable 'x'"),
      ("true || 'a'", "true"), ("1 < 'a'", "error: '<' does not take values of these types"),
      ("'a'.nosuch()", "error: there is no function 'nosuch'"),
      ("{1.5: 1}", "error: a value of this type cannot be a key"),
      ("'a'.startsWith('a', 'b') || true", "true"),
    ])
  func `without the type check a mistake is an error where it is met`(
    text: String, expected: String
  ) {
    #expect(evaluated(text, checked: false) == expected)
  }

  @Test func `a large computation ends with an error instead of hanging`() {
    let list = "[" + (0..<200).map(String.init).joined(separator: ",") + "]"
    let nested = "\(list).all(a, \(list).all(b, \(list).all(c, a + b + c >= 0)))"
    #expect(evaluated(nested).hasPrefix("error: the result or its computation is too large"))
    let doubled = (0..<40).reduce("x0") { text, index in
      "cel.bind(x\(39 - index), \(index == 39 ? "'aaaa'" : "x\(38 - index) + x\(38 - index)"), \(text))"
    }
    #expect(evaluated(doubled).hasPrefix("error"))
  }
}
