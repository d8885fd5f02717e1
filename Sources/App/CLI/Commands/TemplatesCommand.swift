import ArgumentParser
import Diagnostics
import Platform
import Reports

/// `qixian templates`: the program's own templates of pages and letters, to start from.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: say(
      "產生網頁與函稿之範本，供機關修改。", "Writes the templates of pages and letters, for an office to change."),
    discussion: """
      qixian templates office-templates
      qixian report result.json --templates office-templates --format letters=letters
      """)

  @Argument(help: .say("資料夾；已有之檔案不覆寫。", "A folder; files in it are left alone.", valueName: "dir"))
  var folder: String

  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    do {
      for (name, bytes) in try TemplateSet.defaults(language) {
        let path = folder + "/" + name
        if Files.isFile(path) {
          Terminal.complain(
            LocalizedText(zh: "已有 \(path)，未覆寫", en: "\(path) is there already and was left alone")[
              language])
        } else {
          try Files.write(bytes, to: path)
          try Terminal.print(path)
        }
      }
    } catch let error as FileError {
      Terminal.complain(error.message[language])
      throw ExitCode.deliveryFailed
    }
  }
}
