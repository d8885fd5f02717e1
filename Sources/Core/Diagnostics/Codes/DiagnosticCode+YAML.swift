extension DiagnosticCode {
  /// The file is not valid YAML.
  public static let yamlSyntax = DiagnosticCode(
    "yaml/syntax",
    zh: "檔案不符合 YAML 語法，錯誤位置之後的內容無法讀取。常見原因：縮排不一致、冒號後缺空白、條件式含有「: 」或「 #」而未加引號。",
    en:
      "The file is not valid YAML; nothing after the place can be read. Usual causes: uneven indentation, no space after a colon, an expression that contains `: ` or ` #` without quotes."
  )
  /// A tab is used for indentation.
  public static let yamlTab = DiagnosticCode(
    "yaml/tab",
    zh: "YAML 不允許以定位字元（Tab）縮排。請改用空白，每層兩格。",
    en: "YAML does not allow tabs for indentation. Use spaces, two a level.")
  /// The bytes are not UTF-8.
  public static let yamlEncoding = DiagnosticCode(
    "yaml/encoding",
    zh: "規則檔必須是 UTF-8 編碼。以 Big5 或 UTF-16 儲存的檔案請在編輯器另存為 UTF-8。",
    en: "Rule files are UTF-8. Save a file that is Big5 or UTF-16 as UTF-8 in the editor.")
  /// A control character that YAML does not allow.
  public static let yamlControlCharacter = DiagnosticCode(
    "yaml/control-character",
    zh: "檔案含有 YAML 不允許的控制字元（例如 NUL），通常是檔案損毀或不是文字檔。",
    en:
      "The file holds a control character that YAML does not allow (such as NUL): it is damaged or is not a text file."
  )
  /// The file is larger than the limit.
  public static let yamlTooLarge = DiagnosticCode(
    "yaml/too-large",
    zh: "為了安全，規則檔的大小、單一文字的長度、巢狀深度與展開後的節點數都有上限。請拆成數個檔案，或檢查是否誤放資料檔。",
    en:
      "For safety the size of a rule file, the length of one text, the nesting and the number of expanded nodes are limited. Split the file, or check whether a data file got here by mistake."
  )
  /// An alias names no anchor, or itself.
  public static let yamlAlias = DiagnosticCode(
    "yaml/alias",
    zh: "別名（*名稱）必須指向前面已結束的錨點（&名稱）。以 * 或 & 開頭的條件式請加引號。",
    en:
      "An alias (*name) must refer to an anchor (&name) that ended before it. Quote an expression that begins with * or &."
  )
  /// Two entries of one map have the same key.
  public static let yamlDuplicateKey = DiagnosticCode(
    "yaml/duplicate-key",
    zh: "同一個對照表中有兩個相同的鍵，無法判斷應採何者。請刪除或改名其中一個。",
    en: "A map has the same key twice, so that it is unknown which is meant. Remove or rename one.")
  /// A key that is not a plain text.
  public static let yamlKey = DiagnosticCode(
    "yaml/key",
    zh: "鍵必須是簡單文字；不支援以清單或對照表作鍵，也不支援合併鍵 <<。",
    en: "A key is a simple text; lists and maps as keys and the merge key << are not supported.")
  /// A tag that is not supported.
  public static let yamlTag = DiagnosticCode(
    "yaml/tag",
    zh: "不支援 YAML 標籤（!名稱）。以 ! 開頭的條件式請加引號，例如 when: \"!disabled\"。",
    en:
      "YAML tags (!name) are not supported. Quote an expression that begins with !, such as when: \"!disabled\"."
  )
  /// More than one document in a file.
  public static let yamlDocuments = DiagnosticCode(
    "yaml/documents",
    zh: "一個檔案只能有一份文件（不可用 --- 分隔多份）。請拆成數個檔案。",
    en: "A file holds one document (no second one after ---). Split it into files.")
  /// The file has no content.
  public static let yamlEmpty = DiagnosticCode(
    "yaml/empty",
    zh: "檔案沒有內容。規則檔至少要有 qixian: 1。",
    en: "The file has no content. A rule file has at least qixian: 1.")

  static let yamlCodes: [DiagnosticCode] = [
    yamlSyntax, yamlTab, yamlEncoding, yamlControlCharacter, yamlTooLarge, yamlAlias,
    yamlDuplicateKey, yamlKey, yamlTag, yamlDocuments, yamlEmpty,
  ]
}
