public import Diagnostics

/// What a name in a rule file refers to.
public enum NameKind: String, Sendable, Hashable, CaseIterable {
  /// A column or moment of the rule's dataset.
  case column
  /// A dataset.
  case dataset
  /// A parameter.
  case parameter
  /// A rule, by short or full id.
  case rule
  /// A template of rules.
  case template
  /// A source with an optional place after a comma.
  case citation
  /// A counting profile.
  case profile
  /// A calendar.
  case calendar
  /// A file, relative to the one that names it.
  case path
  /// An IANA time zone.
  case zone
}

/// A word that a key allows, with its meaning.
public struct AllowedWord: Sendable, Hashable {
  /// The word.
  public var word: String
  /// What it means.
  public var meaning: LocalizedText

  /// Creates a word.
  public init(_ word: String, zh: String, en: String) {
    self.word = word
    meaning = LocalizedText(zh: zh, en: en)
  }
}

/// What may stand behind a key.
public indirect enum ValueShape: Sendable, Hashable {
  /// Any text.
  case text
  /// A text, or a map of texts by language.
  case localized
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A decimal number.
  case number
  /// `true` or `false`.
  case boolean
  /// A civil date, ISO or ROC.
  case date
  /// A civil date with or without a time of day.
  case moment
  /// A month and a day, `02-20`.
  case monthDay
  /// The length of a period, such as `30 days`.
  case period
  /// One of some words.
  case word([AllowedWord])
  /// A CEL expression.
  case expression
  /// A CEL expression or the plain map that stands for one.
  case condition
  /// A reference.
  case name(NameKind)
  /// A name that the file gives: an identifier.
  case identifier
  /// A list of at least one element.
  case list(ValueShape)
  /// One element, or a list of at least one.
  case oneOrMore(ValueShape)
  /// A map with names of the author's choice.
  case map(ValueShape, keys: NamePattern)
  /// A map with the keys of an object of the table.
  case object(String)
  /// One of several shapes; the first that accepts the node's kind decides.
  case either([ValueShape])
  /// Anything.
  case anything
}

/// How names of the author's choice are spelled.
public enum NamePattern: Sendable, Hashable {
  /// Lower-case letters, digits, hyphens and dots, beginning with a letter or digit.
  case kebab
  /// An identifier of CEL: letters, digits, underscores.
  case identifier
  /// Any text.
  case free

  /// Whether a name is spelled so.
  public func accepts(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, bytes.count <= 128 else { return false }
    switch self {
    case .kebab:
      return Self.isLower(first)
        && bytes.allSatisfy { Self.isLower($0) || $0 == 0x2D || $0 == 0x2E }
    case .identifier:
      return !Self.isDigit(first) && bytes.allSatisfy(Self.isWord) && !Self.reserved.contains(name)
    case .free: return true
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLower(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte >= 0x61 && byte <= 0x7A
  }
  private static func isWord(_ byte: UInt8) -> Bool {
    isLower(byte) || byte >= 0x41 && byte <= 0x5A || byte == 0x5F
  }

  /// Words that CEL keeps for itself.
  public static let reserved: Set<String> = [
    "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function",
    "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
  ]
}

extension ValueShape {
  /// The shape in a few words, for errors and the reference.
  public var expected: LocalizedText {
    switch self {
    case .text: LocalizedText(zh: "文字", en: "a text")
    case .localized:
      LocalizedText(zh: "文字，或 { zh-Hant: …, en: … }", en: "a text or { zh-Hant: …, en: … }")
    case .integer(let range) where range.lowerBound == range.upperBound:
      LocalizedText(verbatim: "\(range.lowerBound)")
    case .integer(let range):
      range.upperBound == .max
        ? LocalizedText(
          zh: "不小於 \(range.lowerBound) 的整數", en: "a whole number of at least \(range.lowerBound)")
        : LocalizedText(
          zh: "\(range.lowerBound) 至 \(range.upperBound) 的整數",
          en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    case .number: LocalizedText(zh: "數字", en: "a number")
    case .boolean: LocalizedText(zh: "true 或 false", en: "true or false")
    case .date:
      LocalizedText(
        zh: "日期，例如 110-01-01 或 2021-01-01", en: "a date such as 2021-01-01 or 110-01-01")
    case .moment:
      LocalizedText(
        zh: "日期或時刻，例如 110-01-31 或 110-01-31 09:00",
        en: "a date or a time such as 2021-01-31 or 2021-01-31 09:00")
    case .monthDay: LocalizedText(zh: "月日，例如 02-20", en: "a month and a day such as 02-20")
    case .period:
      LocalizedText(
        zh: "期間，例如 30 days、72 hours、3 months、6 working days",
        en: "a length such as 30 days, 72 hours, 3 months or 6 working days")
    case .word(let words):
      LocalizedText(
        zh: words.map(\.word).joined(separator: "、") + " 之一",
        en: Self.alternatives(words.map(\.word), "or"))
    case .expression: LocalizedText(zh: "CEL 條件式", en: "a CEL expression")
    case .condition:
      LocalizedText(zh: "CEL 條件式或欄位條件對照表", en: "a CEL expression or a map of columns")
    case .name(let kind): kind.expected
    case .identifier: LocalizedText(zh: "名稱", en: "a name")
    case .list(let shape):
      LocalizedText(zh: "清單（\(shape.expected.zhHant)）", en: "a list, each \(shape.expected.en)")
    case .oneOrMore(let shape):
      LocalizedText(zh: "\(shape.expected.zhHant)，或其清單", en: "\(shape.expected.en), or a list")
    case .map(.anything, _): LocalizedText(zh: "對照表", en: "a map")
    case .map(let shape, _):
      LocalizedText(
        zh: "對照表：名稱對 \(shape.expected.zhHant)", en: "a map of names, each \(shape.expected.en)")
    case .object(let name):
      LocalizedText(
        zh: "對照表（\(KeyTable.object(name)?.title.zhHant ?? name)）",
        en: "a map (\(KeyTable.object(name)?.title.en ?? name))")
    case .either(let shapes):
      LocalizedText(
        zh: shapes.map(\.expected.zhHant).joined(separator: "，或 "),
        en: Self.alternatives(shapes.map(\.expected.en), "or"))
    case .anything: LocalizedText(zh: "任何值", en: "anything")
    }
  }

  static func alternatives(_ words: [String], _ joiner: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(joiner) " + last
  }
}

extension NameKind {
  /// The kind in a few words.
  public var expected: LocalizedText {
    switch self {
    case .column: LocalizedText(zh: "欄位名稱", en: "a column")
    case .dataset: LocalizedText(zh: "資料集名稱", en: "a dataset")
    case .parameter: LocalizedText(zh: "參數名稱", en: "a parameter")
    case .rule: LocalizedText(zh: "規則代號", en: "a rule")
    case .citation: LocalizedText(zh: "「法源, 條次」", en: "a source and a place, as 'apa, 48'")
    case .template: LocalizedText(zh: "範本名稱", en: "a template")
    case .profile: LocalizedText(zh: "計算方式名稱", en: "a counting profile")
    case .calendar: LocalizedText(zh: "行事曆名稱", en: "a calendar")
    case .path: LocalizedText(zh: "檔案路徑", en: "a path")
    case .zone: LocalizedText(zh: "IANA 時區，例如 Asia/Taipei", en: "an IANA zone such as Asia/Taipei")
    }
  }
}
