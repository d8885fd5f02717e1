extension SampleYear {
  /// The datasets whose cases of ROC 104 are those that the report counts, and no other.
  static let counted: Set = ["state-compensation", "administrative-appeals", "consumer-disputes"]

  /// The cases that the report of ROC 104 counts, each invented and each in time, as it says: 7 claims for
  /// state compensation, 16 appeals, and 215 consumer disputes of which 79 were negotiated.
  mutating func plantReportedCases() {
    for index in 0..<7 {
      let received = Day(104, 1 + index, 6)
      tables.add(
        "state-compensation",
        [
          "case_id": tables.serial("N", of: "state-compensation"), "unit": "法制科",
          "damaged_on": DateStyle.iso.text(received + -300),
          "received_on": DateStyle.iso.text(received),
          "refused_on": DateStyle.iso.text(received + 20 + index),
        ])
    }
    for index in 0..<16 {
      let received = Day(104, 1 + index / 2, index % 2 == 0 ? 7 : 21)
      // Every eighth one is extended, and decided within the five months.
      let isExtended = index % 8 == 5
      tables.add(
        "administrative-appeals",
        [
          "case_id": tables.serial("N", of: "administrative-appeals"), "unit": "法制科",
          "received_on": DateStyle.iso.text(received),
          "extension_notified_on": isExtended ? DateStyle.iso.text(received + 80) : "",
          "decided_on": DateStyle.iso.text(received + (isExtended ? 140 : 60 + index)),
        ])
    }
    for index in 0..<215 {
      let received = Day(104, 1, 6) + (index * 320) / 215
      tables.add(
        "consumer-disputes",
        [
          "case_id": tables.serial("N", of: "consumer-disputes"), "unit": "消費者服務中心",
          "stage": index < 79 ? "第一次申訴" : "調解",
          "received_on": DateStyle.iso.text(received),
          "hearing_on": index < 79 ? "" : DateStyle.iso.text(received + 4 + index % 20),
          "closed_on": DateStyle.iso.text(received + 5 + index % 20),
        ])
    }
  }

  /// Purchases on both sides of the amount from which the ethics office lists them, one not listed.
  mutating func plantListedPurchases() {
    for (index, amount) in [99_999, 100_000, 150_000, 320_000].enumerated() {
      let day = Day(110, 3 + 2 * index, 10)
      let number = tables.serial("N", of: "procurements")
      tables.add(
        "procurements",
        [
          "case_no": number, "amount": String(amount), "procured_on": DateStyle.iso.text(day),
          "vendor": "廠商\(index + 1)", "unit": "行政課", "category": "財物", "method": "公開取得",
          "quotations": "3",
        ])
      guard index > 0, index < 3 else { continue }
      tables.add(
        "activity-log",
        [
          "record_no": tables.serial("R", of: "activity-log"),
          "activity": "zuozhen.purchases-over-100k-listed",
          "subject": number, "done_on": DateStyle.iso.text(day + 10),
        ])
    }
    violations.append(("tainan-zuozhen-110.ethics/purchases-over-100k-listed", 1))
  }
}
