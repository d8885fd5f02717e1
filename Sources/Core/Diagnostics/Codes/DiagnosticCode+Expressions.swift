extension DiagnosticCode {
  static let expressionCodes: [DiagnosticCode] = [
    expressionSyntax, expressionCharacter, expressionLiteral, expressionTooLarge,
    expressionUnknownName, expressionUnknownFunction, expressionTypes, expressionCondition,
    expressionArgument, expressionPattern, expressionEvaluation,
  ]

  /// The expression is not put together as expressions are.
  public static let expressionSyntax = DiagnosticCode(
    "expression/syntax",
    zh: "運算式的寫法不完整或順序不對，例如缺少括號、運算子後面沒有值。請依箭頭所指處修正。",
    en: """
      The expression is incomplete or out of order, for example a bracket is missing or nothing \
      follows an operator. Correct it where the caret points.
      """)
  /// A character that has no place in an expression.
  public static let expressionCharacter = DiagnosticCode(
    "expression/character",
    zh: "運算式中有不能使用的字元，常見的是全形符號。運算子、括號與引號都要用半形。",
    en: """
      The expression has a character that means nothing there, often a full-width sign. Operators, \
      brackets and quotation marks are the ASCII ones.
      """)
  /// A text or number that is not written as the language writes them.
  public static let expressionLiteral = DiagnosticCode(
    "expression/literal",
    zh: "文字或數字的寫法不正確：引號沒有結束、跳脫序列不存在，或數字超出範圍。",
    en: """
      A text or a number is not written correctly: a quotation mark is not closed, an escape \
      sequence does not exist, or a number is out of range.
      """)
  /// The expression is too long or too deeply nested.
  public static let expressionTooLarge = DiagnosticCode(
    "expression/too-large",
    zh: "運算式太長或巢狀太深。請拆成幾條規則或改用清單與 in。",
    en: """
      The expression is too long or nested too deeply. Split it into several rules, or use a list \
      with 'in'.
      """)
  /// A name that is neither a column nor anything else that is known here.
  public static let expressionUnknownName = DiagnosticCode(
    "expression/unknown-name",
    zh: "運算式用了此處不存在的名稱。名稱是資料集宣告的欄位；文字值要加引號。",
    en: """
      The expression uses a name that does not exist here. Names are columns that the dataset \
      declares; text values stand in quotation marks.
      """)
  /// A function that the language does not have.
  public static let expressionUnknownFunction = DiagnosticCode(
    "expression/unknown-function",
    zh: "運算式呼叫了不存在的函式。可用的函式列於 docs/expressions.md。",
    en: "The expression calls a function that does not exist. docs/expressions.md lists them.")
  /// Values of types that do not go together.
  public static let expressionTypes = DiagnosticCode(
    "expression/types",
    zh: "運算子或函式用在不合的型別上。型別不會自動轉換，請用 date()、int() 等函式轉換。",
    en: """
      An operator or a function is used with types that do not fit. Types are never converted \
      silently: convert with date(), int() and the like.
      """)
  /// A condition that is not true or false.
  public static let expressionCondition = DiagnosticCode(
    "expression/condition",
    zh: "此處需要條件（結果為是或否的運算式），但運算式的結果是其他型別。",
    en: "A condition is needed here, but the expression's result is not true or false.")
  /// An argument of a macro that is not of the form that the macro needs.
  public static let expressionArgument = DiagnosticCode(
    "expression/argument",
    zh: "has()、all()、map() 等的引數形式不正確，例如第一個引數必須是變數名稱。",
    en: """
      An argument of has(), all(), map() or the like is not of the needed form; the first one must \
      be a plain name, for example.
      """)
  /// A regular expression that cannot be used.
  public static let expressionPattern = DiagnosticCode(
    "expression/pattern",
    zh: "matches() 的樣式不正確、太大，或用了不支援的功能（如回溯參照）。",
    en: """
      The pattern of matches() is not correct, is too large, or uses a feature that is not \
      supported, such as back-references.
      """)
  /// An expression that has no value for the values it was given.
  public static let expressionEvaluation = DiagnosticCode(
    "expression/evaluation",
    zh: "運算式對這些值算不出結果，例如除以零、溢位或找不到鍵。",
    en: """
      The expression has no value for the values it was given: a division by zero, an overflow, a \
      missing key.
      """)
}
