import Diagnostics

/// What the owner of data is asked to send in place of defective ones.
enum SendInstead {
  private static let byCode: [String: LocalizedText] = [
    "data/scientific-notation": LocalizedText(
      zh: "請由原系統重新匯出，並將該欄設為文字格式，勿以試算表開啟後另存。",
      en:
        "Export again from the source system with the column as text; do not save from a spreadsheet."
    ),
    "data/absent-column": LocalizedText(
      zh: "請補上該欄；如已更名，請告知現行名稱。",
      en: "Add the column to the export; if it was renamed, tell its present name."),
    "data/truncated-identifier": LocalizedText(
      zh: "請重新匯出完整編號。", en: "Export again with whole identifiers."),
    "data/duplicate-key": LocalizedText(
      zh: "請確認重複之案件並只保留一列，或補正其編號。", en: "Keep one row a case, or correct the numbers."),
    "data/duplicate-row": LocalizedText(zh: "請刪除重複之列。", en: "Remove the repeated rows."),
    "data/shifted-row": LocalizedText(
      zh: "請將含逗號或換行之欄位加上雙引號後重新匯出。",
      en: "Export again with quotes around fields that hold commas or line breaks."),
    "data/too-many-fields": LocalizedText(
      zh: "請將含逗號之欄位加上雙引號後重新匯出。", en: "Export again with quotes around fields that hold commas."),
    "data/too-few-fields": LocalizedText(
      zh: "請將含換行之欄位加上雙引號後重新匯出。",
      en: "Export again with quotes around fields that hold line breaks."),
    "data/placeholder-date": LocalizedText(
      zh: "無日期者請留空白，勿填預設日期。", en: "Leave cells without a date empty."),
    "data/odd-time": LocalizedText(
      zh: "請統一以時分秒六位數或「時:分」之格式填寫。", en: "Write all times in one form, HHMMSS or HH:MM."),
    "data/mixed-forms": LocalizedText(
      zh: "請統一日期格式。", en: "Write all dates in one form."),
    "data/impossible-date": LocalizedText(
      zh: "請查明並更正日期。", en: "Find out and correct the dates."),
    "data/ambiguous-date": LocalizedText(
      zh: "請以西元或完整民國年月日填寫；僅有序號者，請將該欄設為日期格式後重新匯出。",
      en:
        "Write dates with the full year first; where only serial numbers are left, give the column "
        + "the form of dates and export again."),
    "data/outside-period": LocalizedText(
      zh: "請確認匯出之期間，刪除或說明不屬該期間之列。",
      en: "Check the period of the export; remove or explain rows of other periods."),
    "data/file-twice": LocalizedText(
      zh: "請提供正確之檔案以取代重複者。", en: "Send the right file in place of the repeated one."),
    "data/month-twice": LocalizedText(
      zh: "請確認各月份之檔案。", en: "Check which file belongs to which month."),
    "data/month-missing": LocalizedText(zh: "請補送缺少之月份。", en: "Send the missing months."),
    "data/mixed-encodings": LocalizedText(
      zh: "請統一以 UTF-8 編碼匯出。", en: "Export all files in UTF-8."),
    "data/order-violation": LocalizedText(
      zh: "請查明並更正時間先後顛倒之列。", en: "Find out and correct the rows in the wrong order."),
    "data/done-before-start": LocalizedText(
      zh: "請查明並更正起算或完成時間。", en: "Find out and correct the start or the completion."),
    "data/stop-reversed": LocalizedText(
      zh: "請查明並更正停止計算之起訖時間。", en: "Find out and correct when the clock stopped and went on."),
    "data/undeclared-value": LocalizedText(
      zh: "請改用規定之類別，或說明新增之類別。", en: "Use the agreed categories, or explain new ones."),
    "data/volume-jump": LocalizedText(
      zh: "請確認該日是否漏匯或重複。", en: "Check whether rows of these days are missing or double."),
    "data/month-jump": LocalizedText(
      zh: "請確認該月是否漏匯或重複。", en: "Check whether rows of these months are missing or double."),
    "data/key-date-mismatch": LocalizedText(
      zh: "請確認編號與日期何者正確。", en: "Check whether number or date is right."),
    "data/lost-characters": LocalizedText(
      zh: "請以 UTF-8 編碼重新匯出，以免遺失字元。", en: "Export again in UTF-8, so that no characters are lost."),
    "data/surrounding-space": LocalizedText(
      zh: "請去除前後空白。", en: "Remove the white space around the texts."),
    "data/merged-cells": LocalizedText(
      zh: "請取消合併儲存格，並逐格填寫。", en: "Unmerge the cells and fill in each of them."),
    "data/cell-error": LocalizedText(
      zh: "請更正錯誤值；公式請貼上為值。", en: "Correct the errors; paste formulas as values."),
    "data/stray-quote": LocalizedText(
      zh: "請將欄位內之引號寫成兩個後重新匯出。", en: "Export again with quotes within fields doubled."),
    "data/unclosed-quote": LocalizedText(
      zh: "請補上缺少之引號後重新匯出。", en: "Export again with the missing quote."),
    "data/nul-byte": LocalizedText(
      zh: "請重新匯出；檔案可能於傳輸中損壞。", en: "Export again; the file may have been damaged on its way."),
    "data/malformed": LocalizedText(
      zh: "請依該欄位之格式更正。", en: "Correct the cells to the column's form."),
    "data/empty-required": LocalizedText(zh: "請補填。", en: "Fill in the cells."),
    "data/invalid-bytes": LocalizedText(zh: "請以單一編碼重新匯出。", en: "Export again in one encoding."),
  ]

  static func advice(for code: String) -> LocalizedText {
    byCode[code] ?? LocalizedText(zh: "請查明並更正。", en: "Please find out and correct.")
  }
}
