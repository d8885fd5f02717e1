extension DiagnosticCode {
  /// A key that the language does not have there.
  public static let rulesUnknownKey = DiagnosticCode(
    "rules/unknown-key",
    zh: "規則語言在此處沒有這個鍵。未知的鍵一律視為錯誤，以免拼錯的要求被默默忽略。可用的鍵見 docs/reference.md 或 qixian help。",
    en:
      "The rule language has no such key there. Unknown keys are errors, so that a misspelt requirement is never ignored silently. docs/reference.md and qixian help list the keys."
  )
  /// A key that is required and not there.
  public static let rulesMissingKey = DiagnosticCode(
    "rules/missing-key",
    zh: "缺少必要的鍵。各種物件的必要鍵見 docs/reference.md。",
    en: "A required key is missing. docs/reference.md lists what each object needs.")
  /// Keys that exclude one another.
  public static let rulesConflictingKeys = DiagnosticCode(
    "rules/conflicting-keys",
    zh: "這些鍵互相排斥，只能寫其中一個。",
    en: "These keys exclude one another; only one of them may be written.")
  /// A value of the wrong shape.
  public static let rulesWrongValue = DiagnosticCode(
    "rules/wrong-value",
    zh: "值的形式與鍵所要求的不符，例如期限寫成文字、日期不存在、數字加了引號或千分位。",
    en:
      "The value is not of the form that the key takes: a limit that is no length, a date that does not exist, a number in quotes or with thousands separators."
  )
  /// A word that is not among those allowed.
  public static let rulesUnknownWord = DiagnosticCode(
    "rules/unknown-word",
    zh: "此鍵只接受表列的字詞。", en: "The key takes only the words listed.")
  /// A name that is not spelled as names are.
  public static let rulesName = DiagnosticCode(
    "rules/name",
    zh: "代號用小寫英文字母、數字、連字號與點；欄位名稱用英文字母、數字與底線，且不可為 CEL 保留字，因為條件式會使用它們。中文名稱請寫在 title 或 header。",
    en:
      "Ids are of lower-case letters, digits, hyphens and dots; column names of letters, digits and underscores and not words that CEL keeps, because expressions use them. Titles and headers hold names in any language."
  )
  /// A file whose kind cannot be told.
  public static let rulesFileKind = DiagnosticCode(
    "rules/file-kind",
    zh: "由最上層的鍵判斷檔案種類：pack 或 datasets 等（規則檔）、calendar（行事曆）、tests（測試）、waivers（豁免）、project（專案）。",
    en:
      "The kind of a file shows in its top-level keys: pack, datasets and so on (rules), calendar, tests, waivers or project."
  )
  /// A version of the language that is not known.
  public static let rulesVersion = DiagnosticCode(
    "rules/version",
    zh: "檔案以 qixian: 1 註明規則語言的版本；此程式不認得其他版本。",
    en: "A file states the version of the language with qixian: 1; other versions are not known.")
  /// A password or key written in a file.
  public static let rulesSecret = DiagnosticCode(
    "rules/secret",
    zh:
      "密碼與金鑰不可寫在檔案中：檔案會被複製、寄送、納入版本控管。改由環境變數（password-env）或只有服務帳號可讀的檔案（password-file）提供，並更換已寫入的密碼。",
    en: """
      Passwords and keys may not stand in a file, which is copied, sent and kept in version control. \
      Take them from the environment (password-env) or from a file that only the service may read \
      (password-file), and change the one that was written.
      """)

  /// A file that the formatter leaves alone.
  public static let rulesLayout = DiagnosticCode(
    "rules/layout",
    zh: "檔案使用 fmt 無法重新排版的寫法，例如「? 」明示鍵、以 |2 註明縮排的區塊，因此保持原樣。改寫後即可排版。",
    en:
      "The file uses a form that fmt cannot lay out anew, such as explicit keys `? ` or block scalars that state their indentation (`|2`), and is left as it is. Write it another way."
  )

  static let ruleCodes: [DiagnosticCode] =
    [
      rulesUnknownKey, rulesMissingKey, rulesConflictingKeys, rulesWrongValue, rulesUnknownWord,
      rulesName, rulesFileKind, rulesVersion, rulesSecret, rulesLayout,
    ] + checkCodes
}
