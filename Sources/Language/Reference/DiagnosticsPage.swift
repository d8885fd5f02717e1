public import Diagnostics

/// The page of all diagnostic codes as Markdown.
public struct DiagnosticsPage: Sendable {
  /// The language of the page.
  public var language: Language

  /// Creates a page in a language.
  public init(_ language: Language) { self.language = language }

  /// The whole page.
  public var text: String {
    var output = LocalizedText(
      zh: """
        # 診斷代碼

        本頁由 `qixian schema diagnostics --lang zh-Hant` 產生，請勿手動修改。代碼固定不變，可用於篩選與查詢；
        `qixian help 代碼` 顯示同樣的說明。

        """,
      en: """
        # Diagnostic codes

        This page is made by `qixian schema diagnostics --lang en`; do not edit it. Codes are stable, \
        so that they can be searched and filtered; `qixian help CODE` prints the same text.

        """)[language]
    var stage = ""
    for code in DiagnosticCode.all {
      let prefix = String(code.name.prefix { $0 != "/" })
      if prefix != stage {
        stage = prefix
        output += "\n## \(stage)\n"
      }
      output += "\n### \(code.name)\n\n\(code.explanation[language])\n"
    }
    return output
  }
}
