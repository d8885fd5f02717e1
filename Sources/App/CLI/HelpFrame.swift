import Diagnostics

/// The words that the argument parser puts around help and refusals, in Traditional Chinese.
enum HelpFrame {
  /// A message of the argument parser as it is shown; English is left as it is.
  static func shown(_ message: String, in language: Language) -> String {
    guard language == .zhHant else { return message }
    return message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(String($0)) }.joined(separator: "\n")
  }

  private static let headings = [
    ("OVERVIEW: ", "概要："), ("USAGE: ", "用法："), ("ARGUMENTS:", "引數："), ("OPTIONS:", "選項："),
    ("SUBCOMMANDS:", "子命令："), ("Error: ", "錯誤："), ("Help:  ", "說明："), ("Usage: ", "用法："),
  ]

  /// The parser's sentences; each `*` stands for words of the caller, in the same order.
  private static let sentences = [
    ("Missing expected argument '*'", "缺少引數「*」"),
    ("Missing one of: '*'", "缺少其中之一：「*」"),
    ("Unknown option '*'. Did you mean '*'?", "沒有選項「*」；是否指「*」？"),
    ("Unknown option '*'", "沒有選項「*」"),
    ("Unexpected argument '*'", "多餘的引數「*」"),
    ("* unexpected arguments: '*'", "多餘的引數 * 個：「*」"),
    ("Missing value for '*'", "選項「*」缺少值"),
    (
      "The option '*' does not take any value, but '*' was specified.",
      "選項「*」不接受值，卻寫了「*」。"
    ),
    (
      "The value '*' is invalid for '*'. Please provide one of *.",
      "「*」不可作為「*」之值；可用者：*。"
    ),
    ("The value '*' is invalid for '*'", "「*」不可作為「*」之值"),
    ("  See '*' for more information.", "  詳見「*」。"),
    ("  See '*' for detailed help.", "  各命令之說明：「*」。"),
  ]

  /// Words of the parser inside its lists.
  private static let phrases = [
    ("(default: ", "(預設："), ("(values: ", "(可用："), ("; default: ", "；預設："),
    ("Show the version.", "顯示版本。"), ("Show help information.", "顯示說明。"),
    ("Show subcommand help information.", "顯示子命令之說明。"),
  ]

  private static func line(_ line: String) -> String {
    for (english, chinese) in headings where line.hasPrefix(english) {
      return chinese + sentence(String(line.dropFirst(english.count)))
    }
    return phrases.reduce(sentence(line)) { text, phrase in
      text.replacing(phrase.0, with: phrase.1)
    }
  }

  private static func sentence(_ text: String) -> String {
    for (english, chinese) in sentences {
      guard let words = wildcards(of: english, in: text) else { continue }
      var rest = words[...]
      return chinese.map { $0 == "*" ? String(rest.removeFirst()) : String($0) }.joined()
    }
    return text
  }

  /// What the `*` of a pattern stand for in a text, each as short as it can be; `nil` where the
  /// text is another sentence.
  private static func wildcards(of pattern: String, in text: String) -> [Substring]? {
    var parts = pattern.split(separator: "*", omittingEmptySubsequences: false)[...]
    guard let first = parts.popFirst(), text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var found: [Substring] = []
    while let part = parts.popFirst() {
      if parts.isEmpty {
        guard rest.hasSuffix(part) else { return nil }
        return found + [rest.dropLast(part.count)]
      }
      guard let range = rest.firstRange(of: part) else { return nil }
      found.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return found
  }
}
