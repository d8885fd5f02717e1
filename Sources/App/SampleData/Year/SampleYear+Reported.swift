extension SampleYear {
  /// The cases that the report of ROC 104 counts, each invented and each in time, as it says: 7 claims for
  /// state compensation, 16 appeals, and 215 consumer disputes of which 79 were negotiated.
  mutating func plantReportedCases() {
    for index in 0..<7 {
      let received = Day(104, 1 + index, 6)
      tables.add(
        "state-compensation",
        [
          "case_id": tables.serial("N"), "unit": "法制科",
          "received_on": DateStyle.iso.text(received),
          "refused_on": DateStyle.iso.text(received + 20 + index),
        ])
    }
    for index in 0..<16 {
      let received = Day(104, 1 + index / 2, index % 2 == 0 ? 7 : 21)
      tables.add(
        "administrative-appeals",
        [
          "case_id": tables.serial("N"), "unit": "法制科",
          "received_on": DateStyle.iso.text(received),
          "decided_on": DateStyle.iso.text(received + 60 + index),
        ])
    }
    for index in 0..<215 {
      let received = Day(104, 1, 6) + (index * 320) / 215
      tables.add(
        "consumer-disputes",
        [
          "case_id": tables.serial("N"), "unit": "消費者服務中心",
          "stage": index < 79 ? "第一次申訴" : "調解",
          "received_on": DateStyle.iso.text(received),
          "closed_on": DateStyle.iso.text(received + 5 + index % 20),
        ])
    }
  }

  /// Purchases on both sides of the amount from which the ethics office lists them, one not listed.
  mutating func plantListedPurchases() {
    for (index, amount) in [99_999, 100_000, 150_000, 320_000].enumerated() {
      let day = Day(110, 3 + 2 * index, 10)
      let number = tables.serial("N")
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
          "record_no": tables.serial("R"), "activity": "zuozhen.purchases-over-100k-listed",
          "subject": number, "done_on": DateStyle.iso.text(day + 10),
        ])
    }
    violations.append(("tainan-zuozhen-110.ethics/purchases-over-100k-listed", 1))
  }
}
