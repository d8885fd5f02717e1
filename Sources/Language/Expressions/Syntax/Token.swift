import Diagnostics

/// A piece of an expression's text.
struct Token {
  enum Kind: Equatable {
    case identifier(String)
    /// A name in backticks, which may hold any character that names have elsewhere.
    case quotedIdentifier(String)
    /// Digits of an integer, with `0x` in front where it is hexadecimal.
    case int(String)
    case uint(String)
    case double(String)
    case string(String)
    case bytes([UInt8])
    case sign(Sign)
    case end
  }

  var kind: Kind
  var span: SourceSpan

  func isSign(_ sign: Sign) -> Bool { kind == .sign(sign) }
}

/// The operators, brackets and separators.
enum Sign: String, CaseIterable {
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case dot = "."
  case comma = ","
  case colon = ":"
  case question = "?"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case remainder = "%"
  case not = "!"
  case and = "&&"
  case or = "||"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  static let bySpelling: [String: Sign] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}
