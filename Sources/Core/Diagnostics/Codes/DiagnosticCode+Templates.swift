extension DiagnosticCode {
  static let templateCodes: [DiagnosticCode] = [templateMark, templateName, templateFile]

  /// A mark of a template that cannot be read.
  public static let templateMark = DiagnosticCode(
    "template/mark",
    zh:
      "範本中的標記寫法有誤，例如 {{#cases}} 沒有對應的 {{/cases}}。範本只有 {{值}}、{{#段}}…{{/段}}、{{^段}}…{{/段}}、{{> 部分}} 與 {{! 註}}。",
    en: """
      A mark of a template is wrong, such as {{#cases}} without {{/cases}}. There are {{value}}, \
      {{#section}}…{{/section}}, {{^section}}…{{/section}}, {{> part}} and {{! comment}}.
      """)
  /// A template that asks for a value or part that there is none of, or leaves out one that it needs.
  public static let templateName = DiagnosticCode(
    "template/name",
    zh: "範本使用了不存在的值或部分，或缺少必要的部分；可用的名稱見 docs/reports.zh-Hant.md。",
    en: """
      A template names a value or part that there is none of, or leaves out a part that may not be \
      missing; docs/reports.md lists them.
      """)
  /// A file of the folder of templates that cannot be used.
  public static let templateFile = DiagnosticCode(
    "template/file",
    zh: "範本資料夾中的檔案無法使用：不是 OpenDocument 文字檔、不是 UTF-8，或檔名不是範本的名稱。",
    en: """
      A file of the folder of templates cannot be used: it is no OpenDocument text, it is not UTF-8, \
      or its name is that of no template.
      """)
}
