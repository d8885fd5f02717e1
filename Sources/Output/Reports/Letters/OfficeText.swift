import Diagnostics

/// Makes the text of an OpenDocument file a template: marks typed in an office program are taken out of
/// the markup that the program puts around and into them.
enum OfficeText {
  /// Elements that disappear where they hold nothing but the mark of a section.
  private static let holders = ["table:table-row", "text:list-item", "text:p"]

  /// The template's text; `nil` with the mark that is cut in two by formatting.
  static func template(_ xml: String) -> Result<String, BrokenMark> {
    var text: String
    switch joined(xml) {
    case .success(let whole): text = whole
    case .failure(let problem): return .failure(problem)
    }
    for name in holders { text = lifted(text, name) }
    return .success(text)
  }

  /// A mark that formatting cuts in two.
  struct BrokenMark: Error {
    var mark: String
  }

  /// Takes markup out of the marks, and writes their characters plainly.
  private static func joined(_ xml: String) -> Result<String, BrokenMark> {
    var output = ""
    var rest = xml[...]
    while let start = rest.range(of: "{{"), let end = rest[start.upperBound...].range(of: "}}") {
      output += rest[..<start.lowerBound]
      var mark = ""
      var depth = 0
      var isTag = false
      var isClosing = false
      var last: Unicode.Scalar = " "
      for character in rest[start.upperBound..<end.lowerBound].unicodeScalars {
        if character == "<" {
          isTag = true
          isClosing = false
        } else if isTag {
          if character == "/", last == "<" { isClosing = true }
          if character == ">" {
            isTag = false
            if last != "/" { depth += isClosing ? -1 : 1 }
          }
        } else {
          mark.unicodeScalars.append(character)
        }
        last = character
      }
      guard depth == 0 else { return .failure(BrokenMark(mark: mark)) }
      output += "{{" + unescaped(mark) + "}}"
      rest = rest[end.upperBound...]
    }
    return .success(output + rest)
  }

  private static func unescaped(_ mark: String) -> String {
    mark.replacing("&gt;", with: ">").replacing("&apos;", with: "'").replacing("&amp;", with: "&")
  }

  /// Puts the marks of sections in the place of the elements that hold nothing else.
  private static func lifted(_ text: String, _ name: String) -> String {
    var output = ""
    var rest = text[...]
    let close = "</\(name)>"
    while let end = rest.range(of: close) {
      let piece = rest[..<end.upperBound]
      // The innermost element of the name ends at the first end.
      if let start = lastStart(of: name, in: piece), let mark = onlyMark(in: piece[start...]) {
        output += piece[..<start] + mark
      } else {
        output += piece
      }
      rest = rest[end.upperBound...]
    }
    return output + rest
  }

  private static func lastStart(of name: String, in piece: Substring) -> Substring.Index? {
    var found: Substring.Index?
    var from = piece.startIndex
    while let range = piece[from...].range(of: "<\(name)") {
      if let next = piece[range.upperBound...].first, next == " " || next == ">" {
        found = range.lowerBound
      }
      from = range.upperBound
    }
    return found
  }

  /// The mark of a section, where an element holds that and no other text.
  private static func onlyMark(in element: Substring) -> String? {
    var text = ""
    var isTag = false
    for character in element.unicodeScalars {
      switch character {
      case "<": isTag = true
      case ">" where isTag: isTag = false
      default: if !isTag { text.unicodeScalars.append(character) }
      }
    }
    let mark = text[...].drop { $0.isWhitespace }
    guard mark.hasPrefix("{{"), let end = mark.range(of: "}}"),
      mark[end.upperBound...].allSatisfy(\.isWhitespace),
      let sign = mark.dropFirst(2).first, "#^/".contains(sign)
    else { return nil }
    return String(mark[..<end.upperBound])
  }
}

extension Substring {
  /// Where a text first occurs; in characters of ASCII, so that no combining character hides it.
  fileprivate func range(of text: String) -> Range<Index>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    var place = utf8.startIndex
    while let start = utf8[place...].firstIndex(of: first) {
      var index = start
      var matched = 0
      while matched < wanted.count, index < utf8.endIndex, utf8[index] == wanted[matched] {
        index = utf8.index(after: index)
        matched += 1
      }
      if matched == wanted.count { return start..<index }
      place = utf8.index(after: start)
    }
    return nil
  }
}

extension String {
  fileprivate func replacing(_ text: String, with other: String) -> String {
    var output = ""
    var rest = self[...]
    while let found = rest.range(of: text) {
      output += rest[..<found.lowerBound] + other
      rest = rest[found.upperBound...]
    }
    return output + rest
  }
}
