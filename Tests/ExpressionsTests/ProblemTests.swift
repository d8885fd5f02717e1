import Diagnostics
import Expressions
import Testing

@Suite struct ProblemTests {
  @Test(
    arguments: [
      (
        "categry == '成人保護' && age >= '18'",
        """
        expression:1:1: error: there is no column or variable 'categry' [expression/unknown-name]
         1 | categry == '成人保護' && age >= '18'
           | ^~~~~~~
        help: did you mean 'category'?
        expression:1:22: error: '>=' cannot compare an integer with text [expression/types]
         1 | categry == '成人保護' && age >= '18'
           |                          ^~~~~~~~~~~
        help: text is not a number: drop the quotation marks or convert with int('...')

        """
      ),
      (
        "category = '甲'",
        """
        expression:1:10: error: the character '=' cannot stand in an expression \
        [expression/character]
         1 | category = '甲'
           |          ^
        help: write '==' to compare

        """
      ),
      (
        "category in ['甲', '乙'",
        """
        expression:1:13: error: this bracket has no matching ']' [expression/syntax]
         1 | category in ['甲', '乙'
           |             ^

        """
      ),
      (
        "(age > 3 disabled)",
        """
        expression:1:10: error: ')' is needed here, not 'disabled' [expression/syntax]
         1 | (age > 3 disabled)
           |          ^~~~~~~~
        note: expression:1:1: the bracket opens here
         1 | (age > 3 disabled)
           | ^

        """
      ),
      (
        "disabled and age > 3",
        """
        expression:1:10: error: 'and' is not an operator [expression/syntax]
         1 | disabled and age > 3
           |          ^~~
        help: write '&&'

        """
      ),
      (
        "birth > '2020-01-01'",
        """
        expression:1:1: error: '>' cannot compare a date with text [expression/types]
         1 | birth > '2020-01-01'
           | ^~~~~~~~~~~~~~~~~~~~
        help: write a date as date('2020-03-19')

        """
      ),
      (
        "category.startWith('甲')",
        """
        expression:1:1: error: there is no function '.startWith()' [expression/unknown-function]
         1 | category.startWith('甲')
           | ^~~~~~~~~~~~~~~~~~~~~~~~
        help: did you mean 'startsWith'?

        """
      ),
      (
        "startsWith(category, '甲')",
        """
        expression:1:1: error: there is no function 'startsWith()' [expression/unknown-function]
         1 | startsWith(category, '甲')
           | ^~~~~~~~~~~~~~~~~~~~~~~~~~
        help: write it as string.startsWith(string) bool

        """
      ),
      (
        "category.matches('a(b')",
        """
        expression:1:18: error: the pattern lacks a ')' [expression/pattern]
         1 | category.matches('a(b')
           |                  ^~~~~

        """
      ),
      (
        "category == null",
        """
        expression:1:1: error: '==' cannot compare text with null [expression/types]
         1 | category == null
           | ^~~~~~~~~~~~~~~~
        help: use has(column) to ask whether a cell is empty

        """
      ),
      (
        "age + 'a' > 2 || tags.all(1, true)",
        """
        expression:1:1: error: '+' cannot be used with an integer and text [expression/types]
         1 | age + 'a' > 2 || tags.all(1, true)
           | ^~~~~~~~~
        help: text is not a number: drop the quotation marks or convert with int('...')
        expression:1:27: error: a new plain name is needed here [expression/argument]
         1 | age + 'a' > 2 || tags.all(1, true)
           |                           ^
        help: for example list.all(x, x > 0)

        """
      ),
    ])
  func `a problem is shown with its place and what to do`(text: String, expected: String) {
    #expect(problems(text) == expected)
  }

  @Test(
    arguments: [
      ("", "the expression is empty"), ("age >", "the expression ends after '>'"),
      ("age > > 3", "a value is missing between '>' and '>'"), ("* 3", "missing before '*'"),
      ("age ? 1", "':' is needed here"), ("[1 2]", "']' is needed here, not the number 2"),
      ("'abc", "the quotation mark of this text is not closed"), (#"'\q'"#, "escape sequence"),
      ("99999999999999999999", "too large"), ("1e999", "too large"), ("a.", "a name is needed"),
      ("if(age)", "reserved word"), ("age ＞ 3", "write '>'"), ("“a”", "quotation marks"),
      ("Foo{a: 1}", "are not supported"), ("age > 3)", "')' has no place here"),
      ("age && disabled", "must be a condition, and this is an integer"),
      ("age ? 1 : 2", "what stands before '?' must be a condition"),
      ("disabled ? 1 : 'a'", "differ in type: an integer and text"),
      ("-category", "'-' cannot be used with text"), ("category in 'abc'", "a list is needed"),
      ("age in ['a']", "cannot be in a list of this type"), ("tags['x']", "needed in [ ]"),
      ("age[0]", "[ ] cannot be used with"), ("age.year", "has no field 'year'"),
      ("tags < tags", "cannot order values"), ("birth + 3", "use addDays(date, n)"),
      ("price == ratio * 1.0 + price", "'+' cannot be used with"),
      ("has(3)", "has() takes the name"),
      ("category.charAt('1')", "charAt() of text does not take (text)"),
      ("size(age)", "size() does not take (an integer)"), ("date('2020-13-01')", "cannot read"),
      ("received_at > birth", "use date(timestamp)"),
      ("category.matches('(?=a)')", "not supported"),
    ])
  func `a mistake is told in words`(text: String, expected: String) {
    let shown = problems(text)
    #expect(shown.contains(expected), "\(shown)")
    #expect(!problems(text, language: .zhHant).isEmpty)
  }

  @Test func `a condition must be true or false`() {
    #expect(problems("age + 1", expecting: .bool).contains("[expression/condition]"))
    #expect(problems("age > 1", expecting: .bool).isEmpty)
    #expect(problems("any", expecting: .bool).isEmpty)
  }

  @Test func `problems point into the file that the expression stands in`() throws {
    let file = "rules:\n  - when: >-\n      age > 3 &&\n      agee < 9\n"
    let source = SourceText(name: "rules.yaml", text: file)
    let first = try #require(file.utf8.firstRange(of: "age > 3".utf8)).lowerBound
    let second = try #require(file.utf8.firstRange(of: "agee".utf8)).lowerBound
    let location = ExpressionLocation(
      source,
      segments: [
        .init(
          expressionOffset: 0, fileOffset: file.utf8.distance(from: file.startIndex, to: first)),
        .init(
          expressionOffset: 11, fileOffset: file.utf8.distance(from: file.startIndex, to: second)),
      ])
    let (parsed, _) = Expression.parse("age > 3 && agee < 9", at: location)
    let expression = try #require(parsed)
    let diagnostics = expression.check(in: testEnvironment).diagnostics
    #expect(
      DiagnosticRenderer(language: .zhHant).render(diagnostics) == """
        rules.yaml:4:7: 錯誤: 沒有名為「agee」的欄位或變數 [expression/unknown-name]
         4 |       agee < 9
           |       ^~~~
        說明: 是否要寫「age」？

        """)
  }
}
