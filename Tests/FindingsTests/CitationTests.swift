import Diagnostics
import Findings
import Testing

@Suite struct CitationTests {
  @Test(
    arguments: [
      ("51", "甲法第51條", "甲法 art. 51"), ("§51", "甲法第51條", "甲法 art. 51"),
      ("§11 I", "甲法第11條第1項", "甲法 art. 11 I"),
      ("§21 II 3", "甲法第21條第2項第3款", "甲法 art. 21 II 3"),
      ("§31-1", "甲法第31條之1", "甲法 art. 31-1"), (nil, "甲法", "甲法"),
      ("P7-10", "甲法 P7-10", "甲法 P7-10"), ("31-1", "甲法 31-1", "甲法 31-1"),
      ("§11 甲", "甲法 §11 甲", "甲法 §11 甲"), ("§", "甲法 §", "甲法 §"), ("", "甲法 ", "甲法 "),
      ("參、二 KPI 一", "甲法 參、二 KPI 一", "甲法 參、二 KPI 一"),
    ] as [(String?, String, String)])
  func `articles are written as officials write them, other places stay`(
    _ place: String?, _ zh: String, _ en: String
  ) {
    let citation = Citation(title: "甲法", place: place)
    #expect(citation.text(in: .zhHant) == zh)
    #expect(citation.text(in: .en) == en)
  }
}
