import Diagnostics
import Pipeline
import Reports
import Testing

/// The note to the data's owner, as it is sent.
@Suite struct LetterTests {
  static func letter(_ texts: [String], names: [String]) -> String {
    OwnerLetter(DefectTests.examine(texts, dataset: DefectTests.schema, names: names).result).text
  }

  @Test func `each defect is told with its places and with what to send instead`() {
    let text =
      DefectTests.head + DefectTests.rows(0..<30)
      + "2.02505E+12,成人保護,2021-01-04,,王\nA3,成人保護,2021-01-15,2021-02-30,王\n"
    #expect(
      Self.letter([text], names: ["個案.csv"]) == """
        主旨：貴單位提供之資料檔經檢查有缺失，請依說明更正後重新提供，請查照。
        說明：
        　　一、檢查之檔案：個案.csv（32列）。
        　　二、缺失情形及請貴單位配合之事項：
        　　　（一）欄位「案號」鍵值與先前的列相同：1列；1 個編號重複。例如：第33行「A3」。請確認重複之案件並只保留一列，或補正其編號。
        　　　（二）欄位「案號」成為科學記號，原值已失：1格。例如：第32行「2.02505E+12」。請由原系統重新匯出，並將該欄設為文字格式，勿以試算表開啟後另存。
        　　　（三）欄位「結案日期」日期或時間不存在：1格。例如：第33行「2021-02-30」。請查明並更正日期。
        　　三、上開缺失未更正前，據以產製之統計及期限檢核結果可能有誤，請勿逕予引用。

        ----

        Subject: defects in the data that you sent; please correct them and send the data again

        Files examined: 個案.csv (32 rows).

        What was found, and what we ask you to do:

        1. Column '案號': key of an earlier row: 1 row; 1 key occurs again. For example: line 33 'A3'. Keep one row a case, or correct the numbers.
        2. Column '案號': scientific notation, the value is lost: 1 cell. For example: line 32 '2.02505E+12'. Export again from the source system with the column as text; do not save from a spreadsheet.
        3. Column '結案日期': a date or time that does not exist: 1 cell. For example: line 33 '2021-02-30'. Find out and correct the dates.

        Until these are corrected, statistics and checks of deadlines over the data may be wrong; please do not rely on them.

        """)
  }

  @Test func `sound data are said to be sound`() {
    #expect(
      Self.letter([DefectTests.head + DefectTests.rows(0..<30)], names: ["個案.csv"]) == """
        主旨：貴單位提供之資料檔業經檢查，未發現缺失，請查照。
        說明：檢查之檔案為個案.csv（30列）。

        ----

        Subject: your data were examined; no defects were found

        Files examined: 個案.csv (30 rows).

        """)
  }

  @Test func `of several files each place is named with its file, months without`() {
    let january = DefectTests.head + DefectTests.rows(0..<30)
    let march = january.replacing("2021-01-", with: "2021-03-").replacing(
      "2021-02-", with: "2021-04-"
    )
    .replacing("A", with: "C")
    let text = Self.letter(
      [january, march + "C1,成人保護,2021-03-11,,\n"], names: ["個案-110-01.csv", "個案-110-03.csv"])
    #expect(text.contains("共計61列"))
    #expect(text.contains("（均在 個案-110-03.csv）。例如：個案-110-03.csv 第32行「C1」。"))
    #expect(text.contains("缺少月份：1個月。例如：2021-02。請補送缺少之月份。"))
    #expect(text.contains("(all in 個案-110-03.csv). For example: 個案-110-03.csv line 32 'C1'."))
    // What stands in columns of personal data is never shown.
    #expect(!text.contains("王小明"))
  }
}
