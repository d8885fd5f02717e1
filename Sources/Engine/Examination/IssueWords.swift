import Diagnostics

/// The defects in a few words, and what is counted of them.
enum IssueWords {
  struct Words {
    var zh: String
    var en: String
    var unitZH = "列"
    var unit = "row"

    static func cells(_ zh: String, _ en: String) -> Words {
      Words(zh: zh, en: en, unitZH: "格", unit: "cell")
    }
  }

  private static let table: [DiagnosticCode: Words] = [
    .scientificNotation: .cells("成為科學記號，原值已失", "scientific notation, the value is lost"),
    .truncatedIdentifier: Words(
      zh: "編號遭截短，多列共用同一編號", en: "identifiers cut, many rows share one"),
    .duplicateKey: Words(zh: "鍵值與先前的列相同", en: "key of an earlier row"),
    .duplicateRow: Words(zh: "整列與先前的列完全相同", en: "same as an earlier row in every cell"),
    .shiftedRow: Words(zh: "儲存格錯位一欄", en: "cells shifted by one column"),
    .keyDateMismatch: Words(
      zh: "編號中的日期與該列日期不同", en: "identifier begins with another day than the row's"),
    .placeholderDate: .cells("以預設日期代替空白", "a default date in place of an empty cell"),
    .oddTime: .cells("時間寫法異常", "a time written in an odd way"),
    .mixedForms: .cells("日期寫法與多數不同", "a date written unlike most"),
    .outsidePeriod: Words(zh: "日期不在匯出期間內", en: "dated outside the period of the export"),
    .orderViolation: Words(zh: "時間先後顛倒", en: "moments in the wrong order"),
    .fileTwice: Words(zh: "檔案內容重複", en: "the same file twice", unitZH: "個", unit: "file"),
    .monthTwice: Words(zh: "月份重複", en: "the same month twice", unitZH: "個", unit: "file"),
    .monthMissing: Words(zh: "缺少月份", en: "months without rows", unitZH: "個月", unit: "month"),
    .mixedEncodings: Words(
      zh: "檔案編碼不一", en: "files in several encodings", unitZH: "個檔案", unit: "file"),
    .volumeJump: Words(
      zh: "當日列數與他日相差懸殊（括號內為各日中位數）",
      en: "number of rows far from other days (their median in brackets)", unitZH: "日", unit: "day"),
    .monthJump: Words(
      zh: "當月列數與他月相差懸殊（括號內為各月中位數）",
      en: "number of rows far from other months (their median in brackets)", unitZH: "個月",
      unit: "month"),
    .lostCharacters: .cells("轉碼時遺失字元", "characters lost in a conversion"),
    .surroundingSpace: .cells("前後有空白", "white space around the text"),
    .repaired: .cells("依宣告修補", "repaired as declared"),
    .examinationLimit: Words(zh: "未檢查是否重複", en: "not looked at for duplicates"),
    .emptyRequired: .cells("必填而空白", "required but empty"),
    .malformed: .cells("不是該欄位型別的值", "not of the column's type"),
    .impossibleDate: .cells("日期或時間不存在", "a date or time that does not exist"),
    .ambiguousDate: .cells("日期有一種以上的讀法", "a date that can be read in more than one way"),
    .undeclaredValue: .cells("不在宣告的類別中", "not among the declared values"),
    .tooFewFields: Words(zh: "欄數少於欄位名稱", en: "fewer fields than the header"),
    .tooManyFields: Words(zh: "欄數多於欄位名稱，可能錯位", en: "more fields than the header, likely shifted"),
    .unclosedQuote: Words(zh: "引號未結束", en: "a quote that is not closed"),
    .strayQuote: Words(zh: "引號不成對", en: "a quote in the wrong place"),
    .invalidBytes: .cells("有無法解碼的位元組", "bytes that are not valid in the encoding"),
    .fieldTooLong: .cells("儲存格過長", "a cell that is too long"),
    .mergedCells: .cells("合併儲存格，值無從得知", "merged cells, the value is not known"),
    .cellError: .cells("試算表錯誤值或公式無結果", "a spreadsheet's error, or a formula without a result"),
    .nulByte: .cells("有 NUL 位元組", "a NUL byte"),
  ]

  /// Whether a defect, though seen in one column, is one of whole rows: a row too many or too few, or
  /// in another case's place, taints every rule over the dataset.
  static func isOfRows(_ code: DiagnosticCode) -> Bool {
    [
      .duplicateKey, .truncatedIdentifier, .keyDateMismatch, .outsidePeriod, .volumeJump,
      .monthJump,
    ].contains(code)
  }

  static func of(_ code: DiagnosticCode) -> Words {
    table[code] ?? Words(zh: code.name, en: code.name)
  }

  /// The last part of a path.
  static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
