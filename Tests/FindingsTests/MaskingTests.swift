import Findings
import Testing

@Suite struct MaskingTests {
  @Test(arguments: [
    ("王小明", "王○明"), ("王明", "王○"), ("歐陽小明", "歐○○明"), ("王", "○"), ("", ""),
    (" 王小明 ", "王○明"), ("𠮷田明", "𠮷○明"), ("John Smith", "J*** S***"), ("Ng", "N***"),
    ("巴奈．庫穗", "巴○○○穗"), ("\u{3000}", ""),
  ])
  func `a name keeps its first and last character`(text: String, masked: String) {
    #expect(Masking.name(text) == masked)
  }

  @Test(arguments: [
    ("A123456789", "A123***789"), ("AB12345678", "AB12***678"), ("A12345", "A***"), ("12", "***"),
    ("", ""), ("A12345678", "A123***678"), ("A1234567", "A***"),
  ])
  func `an identification number loses its middle`(text: String, masked: String) {
    #expect(Masking.nationalID(text) == masked)
  }

  @Test(arguments: [
    ("0912345678", "0912****78"), ("0912-345-678", "0912-***-*78"), ("(05)2254321", "(05)22***21"),
    ("2254321", "*****21"), ("1999", "****"), ("無", "***"), ("", ""),
    ("02-2720-8889#123", "02-27**-****#*23"), ("０９１２３４５６７８", "０９１２****７８"),
  ])
  func `a telephone number keeps its exchange and its end`(text: String, masked: String) {
    #expect(Masking.phone(text) == masked)
  }

  @Test(arguments: [
    ("嘉義市東區中山路199號", "嘉義市東區中山路○○"),
    ("臺北市信義區市府路1號路燈桿", "臺北市信義區市府路○○"),
    ("高雄市路竹區中山路五號", "高雄市路竹區中山路○○"),
    ("臺中市西屯區臺灣大道三段99號", "臺中市西屯區臺灣大道三段○○"),
    ("嘉義市西區中山路2段30號3樓", "嘉義市西區中山路2段○○"),
    ("高雄市苓雅區四維三路2號", "高雄市苓雅區四維三路○○"),
    ("嘉義縣布袋鎮新民里5鄰12號", "嘉義縣布袋鎮新民里○○"), ("嘉義市民權街１２號", "嘉義市民權街○○"),
    ("某處", "某○○"), ("X", "○○"), ("", ""), ("嘉義市東區中山路", "嘉義市東區中山路○○"),
  ])
  func `an address is kept to the road`(text: String, masked: String) {
    #expect(Masking.address(text) == masked)
  }

  @Test(arguments: [
    ("ming@example.org", "m***@example.org"), ("no address", "***"), ("@example.org", "***"),
    ("", ""),
  ])
  func `a mail address keeps its domain`(text: String, masked: String) {
    #expect(Masking.email(text) == masked)
  }

  @Test func `no mask of a text with content shows it whole`() {
    let masks: [(String) -> String] = [
      Masking.name, Masking.nationalID, Masking.phone, Masking.address, Masking.email,
      Masking.other,
    ]
    for text in ["王", "A", "1", "中山路1號", "a@b", "某", "五號", "二段", "路", "0912345678"] {
      for mask in masks { #expect(mask(text) != text) }
    }
  }
}
