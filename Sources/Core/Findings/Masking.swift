/// Makes personal data unrecognisable while a clerk who knows the case can still follow it.
///
/// An empty text stays empty; everything else loses at least one character.
public enum Masking {
  /// A person's name: 王小明 becomes 王○明, 王明 becomes 王○, `John Smith` becomes `J*** S***`.
  public static func name(_ text: String) -> String {
    let text = trimmed(text)
    guard let first = text.first else { return "" }
    if text.unicodeScalars.contains(where: { $0.isASCII && $0.properties.isAlphabetic }) {
      return text.split(whereSeparator: \.isWhitespace).map { "\($0.prefix(1))***" }
        .joined(separator: " ")
    }
    switch text.count {
    case 1: return "○"
    case 2: return "\(first)○"
    default:
      return "\(first)\(String(repeating: "○", count: text.count - 2))\(text.suffix(1))"
    }
  }

  /// A national identification or residence number: A123456789 becomes A123***789.
  public static func nationalID(_ text: String) -> String {
    let text = trimmed(text)
    if text.isEmpty { return "" }
    guard text.count >= 9 else { return "\(text.count > 3 ? text.prefix(1) : "")***" }
    return "\(text.prefix(4))***\(text.suffix(3))"
  }

  /// A telephone number: its middle digits become asterisks, the punctuation stays.
  ///
  /// Of nine digits or more the first four and the last two remain, of fewer the last two, and of
  /// fewer than five none.
  public static func phone(_ text: String) -> String {
    let text = trimmed(text)
    let digits = text.count { $0.isWholeNumber }
    if digits == 0 { return text.isEmpty ? "" : "***" }
    let head = digits >= 9 ? 4 : 0
    let tail = digits >= 5 ? 2 : 0
    var number = 0
    var output = ""
    for character in text {
      if character.isWholeNumber {
        number += 1
        output.append(number <= head || number > digits - tail ? character : "*")
      } else {
        output.append(character.isLetter ? "*" : character)
      }
    }
    return output
  }

  /// A postal address, kept to the road: 嘉義市東區中山路199號 becomes 嘉義市東區中山路○○.
  ///
  /// Where no road is named it is kept to the village or district, else to three characters.
  public static func address(_ text: String) -> String {
    let characters = Array(trimmed(text))
    if characters.isEmpty { return "" }
    let end = houseNumberStart(in: characters)
    let head = characters[..<end]
    if let road = head.lastIndex(where: { "路街".contains($0) }) ?? lastAvenue(in: head) {
      return String(characters[..<section(in: characters, after: road + 1)]) + "○○"
    }
    if let place = head.lastIndex(where: { "村里鄉鎮市區".contains($0) }), place > 0 {
      return String(head[...place]) + "○○"
    }
    return String(characters.prefix(min(3, characters.count - 1))) + "○○"
  }

  /// An e-mail address: `ming@example.org` becomes `m***@example.org`.
  public static func email(_ text: String) -> String {
    let text = trimmed(text)
    if text.isEmpty { return "" }
    guard let at = text.lastIndex(of: "@"), at > text.startIndex else { return "***" }
    return "\(text.prefix(1))***\(text[at...])"
  }

  /// Any other text that must not be shown.
  public static func other(_ text: String) -> String { text.isEmpty ? "" : "***" }

  private static func trimmed(_ text: String) -> String {
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
    return String(text[start..<end])
  }

  private static func isNumeral(_ character: Character) -> Bool {
    character.isWholeNumber || "〇零一二三四五六七八九十百之".contains(character)
  }

  /// The index where the first number begins that is not part of a road's name.
  ///
  /// 四維路 is a name; 199號 and 五號 are numbers.
  private static func houseNumberStart(in characters: [Character]) -> Int {
    var index = 0
    while index < characters.count {
      guard isNumeral(characters[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < characters.count, isNumeral(characters[index]) { index += 1 }
      let digits = characters[start..<index].contains {
        $0.isNumber && $0.isASCII || "０"..."９" ~= $0
      }
      let next: Character? = index < characters.count ? characters[index] : nil
      if digits || next.map({ "號巷弄鄰樓".contains($0) }) ?? true { return start }
    }
    return characters.count
  }

  private static func lastAvenue(in head: ArraySlice<Character>) -> Int? {
    head.indices.last { $0 > head.startIndex && head[$0] == "道" && head[$0 - 1] == "大" }
  }

  /// The index after a section (二段) that follows a road, or the given one where none does.
  private static func section(in characters: [Character], after index: Int) -> Int {
    var end = index
    while end < characters.count, isNumeral(characters[end]) { end += 1 }
    return end > index && end < characters.count && characters[end] == "段" ? end + 1 : index
  }
}
