import Foundation
import Testing

/// Help is complete in both languages.
struct HelpTests {
  /// What the argument parser tells of a command.
  private struct Dump: Decodable {
    struct Command: Decodable {
      let commandName: String
      let abstract: String?
      let discussion: String?
      let arguments: [Argument]?
      let subcommands: [Command]?
    }
    struct Argument: Decodable {
      let abstract: String?
      let valueName: String?
    }
    let command: Command
  }

  /// Every sentence of help with the place where it stands.
  private func sentences(_ command: Dump.Command, _ path: String = "") -> [(
    place: String, text: String
  )] {
    let path = path.isEmpty ? command.commandName : path + " " + command.commandName
    guard command.commandName != "help" else { return [] }
    return [(path, command.abstract ?? "")]
      + (command.discussion.map { [(path + " (discussion)", $0)] } ?? [])
      + (command.arguments ?? []).map { ("\(path) \($0.valueName ?? "?")", $0.abstract ?? "") }
      + (command.subcommands ?? []).flatMap { sentences($0, path) }
  }

  private func sentences(locale: String) throws -> [(place: String, text: String)] {
    let outcome = try Program().run(["--experimental-dump-help"], locale: locale)
    let dump = try JSONDecoder().decode(Dump.self, from: Data(outcome.output.utf8))
    return sentences(dump.command)
  }

  private func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  @Test("every command and argument is told in Traditional Chinese")
  func chinese() throws {
    let all = try sentences(locale: "zh_TW.UTF-8")
    #expect(all.count > 100)
    let untold = all.filter { place, text in
      !place.hasSuffix(" help") && !isChinese(HelpTests.withoutExamples(text))
    }
    #expect(untold.map(\.place) == [])
  }

  @Test("every command and argument is told in English")
  func english() throws {
    let untold = try sentences(locale: "C").filter { place, text in
      text.isEmpty || (!place.hasSuffix("(discussion)") && text.hasSuffix("。"))
    }
    #expect(untold.map(\.place) == [])
  }

  /// Examples of commands are the same in both languages.
  private static func withoutExamples(_ text: String) -> String {
    let lines = text.split(separator: "\n")
    let told = lines.filter { !$0.contains("qixian ") && !$0.hasPrefix("--") }
    return told.isEmpty ? "例" : told.joined(separator: "\n")
  }

  @Test(
    "--lang decides before the locale",
    arguments: [
      (["--lang", "en", "--help"], "zh_TW.UTF-8", "OVERVIEW"),
      (["--lang=zh-Hant", "--help"], "C", "概要"),
    ])
  func stated(arguments: [String], locale: String, heading: String) throws {
    #expect(try Program().run(["check"] + arguments, locale: locale).output.hasPrefix(heading))
  }
}
