import Diagnostics
import FoundationEssentials
import Pipeline
import Platform
import RuleSyntax
import TestSupport
import Testing

/// The canonical layout of files says what the files say, however they are written.
@Suite struct LayoutTests {
  /// Numbers that look random, the same for the same seed.
  private struct Numbers {
    var state: UInt64

    /// A number below a bound.
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  private static let shipped = Repository.files(below: "rules", ending: ".yaml")

  /// A text written another way: line ends of Windows, spaces at the ends of lines, blank lines
  /// between sections, a deeper indentation, spaces within flow maps and lists, a byte-order mark.
  private static func disturbed(_ text: String, _ numbers: inout Numbers) -> String {
    let more = numbers.below(4)
    let end = numbers.below(3) == 0 ? "\r\n" : "\n"
    // What a block scalar holds is its text: only the indentation of such a file is changed.
    let isInBlock = text.contains(": |") || text.contains(": >")
    var result = numbers.below(4) == 0 ? "\u{FEFF}" : ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      let indent = line.prefix { $0 == " " }.count
      let margin = String(repeating: " ", count: indent > 0 ? indent + more : 0)
      var body = String(line.dropFirst(indent))
      let open = [": {", ": [", "- {", "- ["].compactMap { body.firstRange(of: $0)?.lowerBound }
        .min()
      if !isInBlock, let open, !body.contains(where: { "#\"'".contains($0) }) {
        var flow = String(body[open...])
        if numbers.below(3) == 0 { flow = flow.replacing("{ ", with: "{   ") }
        if numbers.below(3) == 0 { flow = flow.replacing(" }", with: "}") }
        if numbers.below(3) == 0 { flow = flow.replacing(", ", with: " ,  ") }
        body = body[..<open] + flow
      }
      if !isInBlock, numbers.below(4) == 0, !body.isEmpty { body += "   " }
      result += margin + body + end
    }
    return result
  }

  private static func format(_ text: String, _ path: String) -> String? {
    RuleFormatter.format(SourceText(name: path, text: text))
  }

  @Test(arguments: shipped)
  func `a shipped file written another way is laid out as it was, and twice is once`(
    path: String
  ) throws {
    let text = try Repository.text(path)
    var numbers = Numbers(state: path.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    for _ in 0..<3 {
      let other = Self.disturbed(text, &numbers)
      let once = try #require(Self.format(other, path))
      let isAsBefore = once == text
      #expect(isAsBefore)
      let isStable = Self.format(once, path) == once
      #expect(isStable)
    }
  }

  /// All rules and their tests written another way give the verdicts that the tests expect.
  @Test(arguments: ["taiwan", "chiayi-administration-104", "taipei-zhongzheng-104"])
  func `the layout changes no verdict`(folder: String) throws {
    let copy = try TemporaryFile.folder()
    defer { TemporaryFile.remove(copy) }
    var numbers = Numbers(state: UInt64(folder.utf8.count))
    for path in Self.shipped {
      try FileManager.default.createDirectory(
        atPath: copy + "/" + path.split(separator: "/").dropLast().joined(separator: "/"),
        withIntermediateDirectories: true)
      let other = Self.disturbed(try Repository.text(path), &numbers)
      try Files.write(Array(other.utf8), to: copy + "/" + path)
    }
    let files = RuleLoading.testFiles(in: copy + "/rules/" + folder)
    #expect(!files.isEmpty)
    let library = RuleLibrary(folders: [copy + "/rules"])
    var total = RuleTests.Report()
    // Every third file: the others hold as well, as their trees are the same.
    for (index, file) in files.enumerated() where index % 3 == 0 {
      total.add(RuleTests.run(file: file, library: library))
    }
    #expect(total.failed == 0, "\(total.diagnostics.prefix(3).map(\.message.en))")
    #expect(total.passed > 20)
  }
}
