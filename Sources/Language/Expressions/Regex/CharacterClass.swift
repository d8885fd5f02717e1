/// A set of characters of a pattern.
struct CharacterClass: Sendable {
  /// A part of the set.
  enum Item: Sendable {
    case range(UInt32, UInt32)
    case category(UnicodeCategory, negated: Bool)
    case script([ClosedRange<UInt32>], negated: Bool)
  }

  private var items: [Item]
  private var isNegated: Bool
  private var ignoresCase: Bool
  /// Membership of the ASCII characters, by bits.
  private var ascii: (UInt64, UInt64) = (0, 0)

  init(_ items: [Item], negated: Bool = false, ignoringCase: Bool = false) {
    self.items = items
    isNegated = negated
    ignoresCase = ignoringCase
    for value in 0..<UInt8(128) where holds(Unicode.Scalar(value)) {
      if value < 64 { ascii.0 |= 1 << value } else { ascii.1 |= 1 << (value - 64) }
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 64 { return ascii.0 >> UInt64(value) & 1 == 1 }
    if value < 128 { return ascii.1 >> UInt64(value - 64) & 1 == 1 }
    return holds(scalar)
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    if hasItem(scalar) { return !isNegated }
    if ignoresCase {
      for variant in Self.caseVariants(of: scalar) where hasItem(variant) { return !isNegated }
    }
    return isNegated
  }

  private func hasItem(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return items.contains { item in
      switch item {
      case .range(let low, let high): low <= value && value <= high
      case .category(let category, let negated): category.contains(scalar) != negated
      case .script(let ranges, let negated): ranges.contains { $0.contains(value) } != negated
      }
    }
  }

  /// The characters that differ from this one only in case.
  private static func caseVariants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    let lower = single(scalar.properties.lowercaseMapping) ?? scalar
    let upper = single(scalar.properties.uppercaseMapping) ?? scalar
    return [lower, upper, single(upper.properties.lowercaseMapping) ?? upper]
  }

  private static func single(_ text: String) -> Unicode.Scalar? {
    let scalars = text.unicodeScalars
    return scalars.count == 1 ? scalars.first : nil
  }
}

/// A general category of Unicode, or a group of them.
enum UnicodeCategory: Sendable {
  case single(Unicode.GeneralCategory)
  case group([Unicode.GeneralCategory])

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .single(let category): scalar.properties.generalCategory == category
    case .group(let categories): categories.contains(scalar.properties.generalCategory)
    }
  }

  private static let singles: [String: Unicode.GeneralCategory] = [
    "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter,
    "Lm": .modifierLetter, "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark,
    "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
    "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
    "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation,
    "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol,
    "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator, "Zp": .paragraphSeparator,
    "Cc": .control, "Cf": .format, "Co": .privateUse, "Cs": .surrogate, "Cn": .unassigned,
  ]

  /// The category of a name such as `L` or `Lu`.
  static func named(_ name: String) -> UnicodeCategory? {
    if let category = singles[name] { return .single(category) }
    let members = singles.filter { $0.key.hasPrefix(name) }.map(\.value)
    return name.utf8.count == 1 && !members.isEmpty ? .group(members) : nil
  }
}

/// The scripts that patterns can name, by their ranges (Unicode 15.1, Scripts.txt).
enum UnicodeScript {
  static let ranges: [String: [ClosedRange<UInt32>]] = [
    "Han": [
      0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007,
      0x3021...0x3029, 0x3038...0x303B, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D,
      0xFA70...0xFAD9, 0x16FE2...0x16FE3, 0x16FF0...0x16FF1, 0x20000...0x2A6DF,
      0x2A700...0x2B739, 0x2B740...0x2B81D, 0x2B820...0x2CEA1, 0x2CEB0...0x2EBE0,
      0x2EBF0...0x2EE5D, 0x2F800...0x2FA1D, 0x30000...0x3134A, 0x31350...0x323AF,
    ],
    "Bopomofo": [0x02EA...0x02EB, 0x3105...0x312F, 0x31A0...0x31BF],
    "Hiragana": [0x3041...0x3096, 0x309D...0x309F, 0x1B001...0x1B11F, 0x1F200...0x1F200],
    "Katakana": [
      0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0x32D0...0x32FE, 0x3300...0x3357,
      0xFF66...0xFF6F, 0xFF71...0xFF9D, 0x1B000...0x1B000, 0x1B120...0x1B122,
    ],
    "Hangul": [
      0x1100...0x11FF, 0x302E...0x302F, 0x3131...0x318E, 0x3200...0x321E, 0x3260...0x327E,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB, 0xFFA0...0xFFDC,
    ],
    "Latin": [
      0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8,
      0x2E0...0x2E4, 0x1D00...0x1D25, 0x1D2C...0x1D5C, 0x1D62...0x1D65, 0x1D6B...0x1D77,
      0x1D79...0x1DBE, 0x1E00...0x1EFF, 0x2071...0x2071, 0x207F...0x207F, 0x2090...0x209C,
      0x212A...0x212B, 0x2132...0x2132, 0x214E...0x214E, 0x2160...0x2188, 0x2C60...0x2C7F,
      0xA722...0xA787, 0xA78B...0xA7CA, 0xA7F2...0xA7FF, 0xAB30...0xAB5A, 0xAB5C...0xAB64,
      0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
    ],
    "Greek": [
      0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x37F, 0x384...0x384, 0x386...0x386,
      0x388...0x3E1, 0x3F0...0x3FF, 0x1D26...0x1D2A, 0x1D5D...0x1D61, 0x1D66...0x1D6A,
      0x1F00...0x1FFE, 0x2126...0x2126,
    ],
    "Cyrillic": [
      0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x1D2B...0x1D2B, 0x1D78...0x1D78,
      0x2DE0...0x2DFF, 0xA640...0xA69F, 0xFE2E...0xFE2F,
    ],
  ]
}
