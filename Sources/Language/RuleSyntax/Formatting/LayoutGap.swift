import Diagnostics

/// What stands between two nodes: comments and blank lines, indicators left out.
struct LayoutGap {
  /// A line of its own: a comment, or a document marker.
  struct Line {
    var text: String
    var isAfterBlank: Bool
  }
  /// A comment behind what came before.
  var trailing: String?
  var lines: [Line] = []
  /// Whether a blank line stands directly before what follows.
  var endsBlank = false

  init(_ bytes: ArraySlice<UInt8>) {
    var isFirstLine = true
    var isAfterBlank = false
    var rest = bytes
    while true {
      let line = rest.prefix { $0 != 0x0A }
      let isLast = line.endIndex == rest.endIndex
      let text = Self.content(line)
      if let comment = text, comment.hasPrefix("#") {
        if isFirstLine {
          trailing = comment
        } else {
          lines.append(Line(text: comment, isAfterBlank: isAfterBlank))
        }
        isAfterBlank = false
      } else if let marker = text, marker.hasPrefix("---") || marker.hasPrefix("...") {
        lines.append(Line(text: marker, isAfterBlank: isAfterBlank))
        isAfterBlank = false
      } else if text == nil, !isFirstLine, !isLast, Self.isBlank(line) {
        isAfterBlank = true
      }
      if isLast { break }
      rest = rest[(line.endIndex + 1)...]
      isFirstLine = false
    }
    endsBlank = isAfterBlank
  }

  /// The comment or marker of a line, behind indicators; `nil` where there is none.
  private static func content(_ line: ArraySlice<UInt8>) -> String? {
    var rest = line
    if line.starts(with: "---".utf8) || line.starts(with: "...".utf8) {
      return Comments.trimmed(String(decoding: line, as: UTF8.self))
    }
    while let first = rest.first, " \t\r-:,?".utf8.contains(first) { rest.removeFirst() }
    return rest.first == UInt8(ascii: "#")
      ? Comments.trimmed(String(decoding: rest, as: UTF8.self)) : nil
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}
