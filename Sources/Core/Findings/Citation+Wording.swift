public import Diagnostics

extension Citation {
  /// The citation as an official writes it: `行政程序法第11條第1項`, `… art. 11 I`, `… P7-10`.
  ///
  /// Places are read as rules write them: `51` and `§51-1` are articles; a Roman number after one is its
  /// paragraph (項), an Arabic number after that its item (款). Other places stay as they are.
  public func text(in language: Language) -> String {
    guard let place else { return title }
    guard let parts = Self.article(place) else { return "\(title) \(place)" }
    if language == .en {
      return "\(title) art. \(([parts.article] + parts.below).joined(separator: " "))"
    }
    let ends = zip(parts.below, ["項", "款"]).map { number, unit in
      "第\(Self.romanNumbers.firstIndex(of: number).map { String($0 + 1) } ?? number)\(unit)"
    }
    let dash = parts.article.split(separator: "-")
    // An article put in later is named 第51條之1.
    let later = dash.count > 1 ? "之\(dash[1])" : ""
    return "\(title)第\(dash[0])條\(later)\(ends.joined())"
  }

  private static let romanNumbers = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
  ]

  /// An article with its paragraph and item; `nil` where the place is none.
  private static func article(_ place: String) -> (article: String, below: [String])? {
    let bare = place.hasPrefix("§") ? place.dropFirst() : place[...]
    let words = bare.split(separator: " ").map(String.init)
    guard let article = words.first, words.count <= 3 else { return nil }
    let numbers = article.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(numbers.count), numbers.allSatisfy(isNumber) else { return nil }
    // Without the sign only a plain number is surely an article.
    if bare.count == place.count, words.count > 1 || numbers.count > 1 { return nil }
    if words.count > 1, !romanNumbers.contains(words[1]) { return nil }
    if words.count > 2, !isNumber(words[2][...]) { return nil }
    return (article, Array(words.dropFirst()))
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
