import Columns

/// Gives columns names that conditions can use.
enum ColumnNaming {
  /// English words for what headings of Taiwan's exports are made of, longest first.
  private static let glossary: [(String, String)] = [
    ("案件編號", "case_id"), ("案件類別", "category"), ("派工項目", "work_item"), ("案件地址", "address"),
    ("立案日期", "opened_on"), ("立案時間", "opened_time"), ("受理時間", "received_at"),
    ("受理日期", "received_on"),
    ("收件日期", "received_on"), ("收文日期", "received_on"), ("申請日期", "applied_on"),
    ("通報時間", "reported_at"),
    ("派案時間", "dispatched_at"), ("結案日期", "closed_on"), ("結案時間", "closed_at"), ("完成日期", "done_on"),
    ("發文日期", "sent_on"), ("限辦日期", "due_on"), ("承辦單位", "office"), ("承辦機關", "office"),
    ("承辦人", "officer"), ("行政區", "district"), ("聯絡電話", "phone"), ("身分證字號", "national_id"),
    ("案號", "case_id"), ("編號", "record_no"), ("文號", "document_no"), ("類別", "category"),
    ("姓名", "name"),
    ("地址", "address"), ("電話", "phone"), ("金額", "amount"), ("件數", "quantity"), ("備註", "note"),
    ("主旨", "subject"), ("結果", "result"), ("狀態", "status"),
  ]

  /// A name of small Latin letters, digits and underscores that no other column has.
  static func name(
    for heading: String, type: ColumnType, index: Int, used: inout Set<String>
  ) -> String {
    var name = glossary.first { $0.0 == heading }?.1 ?? latin(heading)
    if name.isEmpty || name.first?.isNumber == true {
      let stem =
        switch type {
        case .date: "date"
        case .timestamp: "time"
        case .integer, .decimal: "number"
        case .boolean: "flag"
        case .text: "column"
        }
      name = "\(stem)_\(index + 1)"
    }
    while !used.insert(name).inserted { name += "_\(index + 1)" }
    return name
  }

  private static func latin(_ heading: String) -> String {
    guard heading.unicodeScalars.contains(where: { $0.isASCII && $0.properties.isAlphabetic })
    else { return "" }
    let words = heading.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.joined(separator: "_")
  }
}
