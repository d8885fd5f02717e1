import CivilTime
import Diagnostics
import RuleSyntax

/// Reads values of a YAML tree and collects what is wrong with them.
struct FileValues {
  let source: SourceText
  var diagnostics: [Diagnostic] = []

  init(_ source: SourceText) { self.source = source }

  mutating func report(
    _ message: LocalizedText, _ node: YAMLNode, help: LocalizedText? = nil,
    code: DiagnosticCode = .calendarValue
  ) {
    diagnostics.append(
      Diagnostic(code, message, at: .source(source, node.ownSpan), help: help))
  }

  /// The value of a key that must be there.
  mutating func required(_ key: String, in node: YAMLNode) -> YAMLNode? {
    if let value = node[key], !value.isNull { return value }
    report(LocalizedText(zh: "缺少「\(key)」", en: "'\(key)' is missing"), node)
    return nil
  }

  /// A date in ISO form or of the Republic (years below 1000).
  mutating func date(_ node: YAMLNode) -> CivilDate? {
    if let text = node.text,
      case .success(let date) = TimeText.parseDate(text, forms: [.iso, .roc])
    {
      return date
    }
    let text = node.text ?? ""
    report(
      LocalizedText(zh: "「\(text)」不是日期", en: "'\(text)' is not a date"), node,
      help: LocalizedText(
        zh: "寫成 2021-01-01 或 110-01-01", en: "write 2021-01-01 or, of the Republic, 110-01-01"))
    return nil
  }

  /// A word of a fixed list.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, _ type: Word.Type
  ) -> Word? where Word.RawValue == String {
    if let text = node.text, let word = Word(rawValue: text) { return word }
    let text = node.text ?? ""
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    report(
      LocalizedText(zh: "「\(text)」不是規定的用語", en: "'\(text)' is not one of the words"), node,
      help: LocalizedText(zh: "可用：\(words)", en: "use one of: \(words)"))
    return nil
  }

  /// A title or name: one text for both languages, or a map of them.
  mutating func name(_ node: YAMLNode) -> CalendarName? {
    if let text = node.text { return CalendarName(zh: text, en: text) }
    let zh = node["zh-Hant"]?.text
    let en = node["en"]?.text
    if let text = zh ?? en { return CalendarName(zh: zh ?? text, en: en ?? text) }
    report(
      LocalizedText(zh: "名稱必須是文字", en: "a name is a text"), node,
      help: LocalizedText(zh: "寫成 { zh-Hant: …, en: … }", en: "write { zh-Hant: …, en: … }"))
    return nil
  }

  /// A year; below 1000 one of the Republic.
  mutating func year(_ node: YAMLNode) -> Int? {
    if let text = node.text, let year = Int(text), (1...9999).contains(year) {
      return year < 1000 ? year + 1911 : year
    }
    let text = node.text ?? ""
    report(LocalizedText(zh: "「\(text)」不是年度", en: "'\(text)' is not a year"), node)
    return nil
  }
}
