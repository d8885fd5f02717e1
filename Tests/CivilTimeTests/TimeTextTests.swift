import CivilTime
import Testing

/// A form of date text and what it states, in ISO 8601.
private func iso(_ text: String, forms: DateForms = []) -> String {
  switch TimeText.parse(text, forms: forms) {
  case .success(let time):
    let offset = time.offsetSeconds.map { " \($0)" } ?? ""
    return time.localTime.isoText(precision: time.precision) + offset
  case .failure(let problem): return "\(problem)"
  }
}

@Suite struct TimeTextTests {
  @Test(arguments: [
    ("2020-03-19", "2020-03-19"), ("2020/3/19", "2020-03-19"), ("2020.03.19", "2020-03-19"),
    ("20200319", "2020-03-19"), ("２０２０／０３／１９", "2020-03-19"), ("2020年3月19日", "2020-03-19"),
    ("西元2020年3月19日", "2020-03-19"), ("109/03/19", "2020-03-19"), ("109.3.19", "2020-03-19"),
    ("109-01-31", "2020-01-31"), ("1090319", "2020-03-19"), ("0990319", "2010-03-19"),
    ("099/3/19", "2010-03-19"), ("109年3月19日", "2020-03-19"), ("109 年 3 月 19 日", "2020-03-19"),
    ("民國109年3月19日", "2020-03-19"), ("中華民國 99年12月1日", "2010-12-01"),
    ("民國109/3/19", "2020-03-19"), ("民國1090319", "2020-03-19"), ("99年3月19日", "2010-03-19"),
    (" 2020-03-19\t", "2020-03-19"), ("　2020-03-19　", "2020-03-19"),
    ("2020-02-29", "2020-02-29"), ("109/2/29", "2020-02-29"), ("9999-12-31", "9999-12-31"),
    ("1/1/1", "ambiguous"), ("民國1年1月1日", "1912-01-01"),
  ])
  func `a date is read in any form that it shows`(text: String, expected: String) {
    #expect(iso(text) == expected)
  }

  @Test(arguments: [
    ("2020-03-19 09:00", "2020-03-19T09:00"), ("2020-03-19T09:00:30", "2020-03-19T09:00:30"),
    ("2020/3/19 9:05", "2020-03-19T09:05"), ("2020-03-19T09:00:30.5", "2020-03-19T09:00:30.500"),
    ("2020-03-19T09:00:30,123456", "2020-03-19T09:00:30.123"),
    ("2020-03-19T09:00:00Z", "2020-03-19T09:00:00 0"),
    ("2020-03-19T09:00+08:00", "2020-03-19T09:00 28800"),
    ("2020-03-19 09:00:00 +0800", "2020-03-19T09:00:00 28800"),
    ("2020-03-19T09:00-05", "2020-03-19T09:00 -18000"),
    ("2020/3/19 上午 09:05:00", "2020-03-19T09:05:00"), ("2020/3/19 下午 3:05", "2020-03-19T15:05"),
    ("109/3/19 上午12:05", "2020-03-19T00:05"), ("109/3/19 下午12:05", "2020-03-19T12:05"),
    ("109/3/19 下午0時30分", "2020-03-19T12:30"), ("109年3月19日9時5分", "2020-03-19T09:05"),
    ("民國113年2月28日8時", "2024-02-28T08:00"), ("109年3月19日 9點5分7秒", "2020-03-19T09:05:07"),
    ("109年3月19日上午9時5分", "2020-03-19T09:05"), ("109/3/19 9:05 PM", "2020-03-19T21:05"),
    ("109/3/19 9:05:01pm", "2020-03-19T21:05:01"), ("202003190900", "2020-03-19T09:00"),
    ("20200319090030", "2020-03-19T09:00:30"), ("20200319T0900", "2020-03-19T09:00"),
    ("1090319 0905", "2020-03-19T09:05"), ("2020-03-19 24:00", "2020-03-19T24:00"),
    ("２０２０－０３－１９　０９：００", "2020-03-19T09:00"), ("2020-03-19 00:00:00", "2020-03-19T00:00:00"),
  ])
  func `a time of day is read with its precision`(text: String, expected: String) {
    #expect(iso(text) == expected)
  }

  @Test(arguments: [
    ("", "empty"), ("   ", "empty"), ("　", "empty"), ("abc", "malformed"), ("-", "malformed"),
    ("無", "malformed"), ("2020-03", "malformed"), ("2020-03-19x", "malformed"),
    ("2020-03/19", "malformed"), ("2020--03-19", "malformed"), ("民國", "malformed"),
    ("2020-03-19 9", "malformed"), ("2020-03-19 9:5", "malformed"), ("2020-03-19T", "malformed"),
    ("2.02505E+12", "malformed"), ("20200319090", "ambiguous"), ("1090319000400.0", "malformed"),
    ("2021-02-30", "impossibleDate"), ("2021-02-29", "impossibleDate"),
    ("2020-13-01", "impossibleDate"), ("2020-00-10", "impossibleDate"),
    ("2020-01-00", "impossibleDate"), ("20201301", "impossibleDate"),
    ("1091332", "impossibleDate"), ("110/2/29", "impossibleDate"),
    ("2020-03-19 25:00", "impossibleTime"), ("2020-03-19 24:01", "impossibleTime"),
    ("2020-03-19 09:60", "impossibleTime"), ("2020-03-19 下午15:00", "impossibleTime"),
    ("2020-03-19 09:00+25:00", "impossibleTime"),
    ("01/02/2020", "ambiguous"), ("19/03/2020", "ambiguous"), ("99/03/19", "ambiguous"),
    ("20/03/19", "ambiguous"), ("0109/03/19", "ambiguous"), ("01090319", "ambiguous"),
    ("990319", "ambiguous"), ("200319", "ambiguous"), ("45000", "ambiguous"),
    ("1584579600", "ambiguous"), ("1584579600000", "ambiguous"),
    ("12345678901234567890", "malformed"),
    ("000/01/01", "outOfRange"), ("民國2020年3月19日", "outOfRange"), ("\u{FFFD}", "malformed"),
  ])
  func `what is doubtful is refused with its reason`(text: String, problem: String) {
    #expect(iso(text) == problem)
  }

  @Test(
    arguments: [
      ("99/3/19", DateForms.roc, "2010-03-19"), ("990319", .roc, "2010-03-19"),
      ("01/02/2020", .roc, "ambiguous"), ("2020-03-19", .roc, "undeclaredForm"),
      ("109/3/19", .iso, "undeclaredForm"), ("20200319", .iso, "undeclaredForm"),
      ("20200319", .compact, "2020-03-19"), ("1090319", .compact, "undeclaredForm"),
      ("1090319090030", .roc, "2020-03-19T09:00:30"), ("10903190905", .roc, "2020-03-19T09:05"),
      ("45000", .serial1900, "2023-03-15"), ("61", .serial1900, "1900-03-01"),
      ("60", .serial1900, "outOfRange"), ("45000", .serial1904, "2027-03-16"),
      ("0", .serial1904, "1904-01-01"), ("45000.375", .serial1900, "2023-03-15T09:00:00"),
      ("45000.9999999", .serial1900, "2023-03-16T00:00:00"),
      ("45000", [.serial1900, .serial1904], "ambiguous"),
      ("990319", [.roc, .serial1900], "ambiguous"),
      ("109.3.19", [.roc, .serial1900], "2020-03-19"),
      ("2020.3.19", [.iso, .serial1900], "2020-03-19"),
      ("2020-03-19", .serial1900, "undeclaredForm"),
    ] as [(String, DateForms, String)])
  func `a declared form decides`(text: String, forms: DateForms, expected: String) {
    #expect(iso(text, forms: forms) == expected)
  }

  @Test func `every day and minute reads back as it was written`() {
    let first = CivilDate.dayNumber(year: 1912, month: 1, day: 1)
    let last = CivilDate.dayNumber(year: 2100, month: 12, day: 31)
    for number in first...last {
      let date = CivilDate(dayNumber: number)
      #expect(TimeText.parseDate(date.isoText) == .success(date))
      #expect(TimeText.parseDate(date.rocText) == .success(date))
      #expect(TimeText.parseDate(date.rocShortText, forms: .roc) == .success(date))
    }
    for minute in 0..<1440 {
      let time = LocalTime(
        date: CivilDate(dayNumber: first), hour: minute / 60, minute: minute % 60)
      for text in [time.isoText(precision: .minute), time.rocText(precision: .minute)] {
        #expect(
          TimeText.parse(text)
            == .success(
              WrittenTime(
                date: time.date, millisecondOfDay: Int32(minute) * 60_000, precision: .minute)))
      }
    }
  }

  @Test func `no bytes make the reader fail to answer`() {
    let alphabet = Array("0129/-.: T年月日午上民國Z+é".utf8)
    var state: UInt64 = 42
    var answered = 0
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for shift in 0..<Int(state >> 60) {
        state = state &* 6_364_136_223_846_793_005 &+ UInt64(shift)
        bytes.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      bytes.withUnsafeBufferPointer {
        switch TimeText.parse($0) {
        case .success(let time): answered += (1...9999).contains(time.date.year) ? 1 : 0
        case .failure: answered += 1
        }
      }
    }
    #expect(answered == 20_000)
  }

  @Test(arguments: [
    ("2020-03-19", "2020-03-19"), ("2020-03-19 00:00:00", "2020-03-19"),
    ("2020-03-19 00:01", "unexpectedTime"), ("2020-03-19T00:00Z", "unexpectedTime"),
  ])
  func `a column of days refuses a time of day`(text: String, expected: String) {
    switch TimeText.parseDate(text) {
    case .success(let date): #expect(date.isoText == expected)
    case .failure(let problem): #expect("\(problem)" == expected)
    }
  }

  @Test(
    arguments: [
      ("09:05", 545), ("9時5分", 545), ("下午 3:05", 905), ("000400.0", nil), ("0905", nil),
      ("25:00", nil),
    ] as [(String, Int?)])
  func `a time of day alone is read`(text: String, minutes: Int?) {
    switch TimeText.parseTimeOfDay(text) {
    case .success(let time): #expect(Int(time.millisecondOfDay) == minutes.map { $0 * 60_000 })
    case .failure: #expect(minutes == nil)
    }
  }
}
