import Columns

/// What headings say about their columns, in the words that Taiwan's and English exports use.
enum HeadingWords {
  /// Whether a heading names the number by which a case is known.
  static func isIdentifier(_ heading: String) -> Bool {
    let name = heading.lowercased()
    return ["編號", "案號", "文號", "單號", "序號", "號碼", "代號"].contains { name.contains($0) }
      || ["id", "no", "key", "number"].contains { word in words(name).contains(word) }
      || name == "case:concept:name"
  }

  /// Whether a heading names what was done, as logs with one row an event have it.
  static func isActivity(_ heading: String) -> Bool {
    ["concept:name", "activity", "event", "活動", "作業", "事件"].contains(heading.lowercased())
  }

  /// Whether a heading names a day.
  static func isDate(_ heading: String) -> Bool {
    let name = heading.lowercased()
    return ["日期", "日", "時間", "date", "time", "day"].contains { name.contains($0) }
      || words(name).contains { $0 == "at" || $0 == "on" }
  }

  /// Whether a heading names a time of day.
  static func isTime(_ heading: String) -> Bool {
    let name = heading.lowercased()
    return ["時間", "時刻", "time", "clock"].contains { name.contains($0) }
  }

  /// What personal data a heading names.
  static func sensitivity(_ heading: String) -> Sensitivity? {
    let name = heading.lowercased()
    func has(_ candidates: [String]) -> Bool { candidates.contains { name.contains($0) } }
    if has(["身分證", "身份證", "統一證號", "護照", "national_id", "national id", "passport"]) {
      return .nationalID
    }
    if has(["電話", "手機", "phone", "mobile"]) || words(name).contains("tel") { return .phone }
    if has(["地址", "住址", "address"]) { return .address }
    if has(["電子郵件", "信箱", "email", "e-mail"]) { return .email }
    if has(["姓名", "申請人", "陳情人", "聯絡人", "當事人", "被害人", "案主"]) || name == "name"
      || has(["full_name", "person_name", "applicant", "first_name", "last_name"])
    {
      return .name
    }
    if has(["生日", "出生", "病歷", "birth"]) { return .other }
    return nil
  }

  /// The parts of a heading between spaces, marks and changes to capitals.
  static func words(_ heading: String) -> [String] {
    heading.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
