import CivilTime
import Platform
import Testing

@Suite struct ZoneFileTests {
  private func local(_ zone: String, _ seconds: Int64) throws -> String {
    let rules = try #require(testZones.zone(named: zone))
    let time = rules.localTime(of: Instant(milliseconds: seconds * 1000))
    return "\(time.date.isoText) \(time.hour):\(time.minute)"
  }

  @Test(
    arguments: [
      ("Asia/Taipei", 0, "1970-01-01 8:0"), ("Asia/Taipei", 173_116_800, "1975-06-28 1:0"),
      ("Asia/Taipei", 4_102_444_800, "2100-01-01 8:0"),
      ("America/New_York", 1_583_650_799, "2020-03-08 1:59"),
      ("America/New_York", 1_583_650_800, "2020-03-08 3:0"),
      // Beyond the file's own list, by the yearly rule.
      ("America/New_York", 3_803_184_000, "2090-07-08 4:0"),
      ("America/New_York", 3_787_286_400, "2090-01-05 3:0"),
      ("Australia/Lord_Howe", 3_787_286_400, "2090-01-05 19:0"),
      ("Asia/Kathmandu", 1_234_567_890, "2009-02-14 5:16"),
    ] as [(String, Int64, String)])
  func `a zone file gives the local time`(zone: String, seconds: Int64, expected: String) throws {
    #expect(try local(zone, seconds) == expected)
  }

  @Test(arguments: [
    "../etc/passwd", "/etc/passwd", "Nowhere/City", "", "Asia", "Asia/..", "a\u{0}b",
  ])
  func `a name that is no zone gives none`(name: String) {
    #expect(testZones.zone(named: name) == nil)
  }

  /// A zone file of one offset with a footer.
  private func file(footer: String, version: UInt8 = 0x32) -> [UInt8] {
    func header(types: UInt8) -> [UInt8] {
      Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, types, 0, 0, 0, 4]
    }
    let type: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
    return header(types: 1) + type + header(types: 1) + type + Array("\n\(footer)\n".utf8)
  }

  @Test(
    arguments: [
      ("XXX-1YYY,J60,J300/3", 2020, 2, 29, 3600), ("XXX-1YYY,J60,J300/3", 2020, 3, 2, 7200),
      ("XXX-1YYY,59,300", 2020, 2, 28, 3600), ("XXX-1YYY,59,300", 2020, 3, 1, 7200),
      ("<+01>-1<+03>-3,M3.5.0/-24,M10.1.3/25", 2020, 3, 27, 3600),
      ("<+01>-1<+03>-3,M3.5.0/-24,M10.1.3/25", 2020, 3, 29, 10_800),
      ("UTC0", 2050, 7, 1, 0),
    ])
  func `the yearly rule of the footer is written out`(
    footer: String, year: Int, month: Int, day: Int, offset: Int32
  ) throws {
    let zone = try #require(TimeZoneRules(name: "test", tzif: file(footer: footer)))
    let date = try #require(CivilDate(year: year, month: month, day: day))
    let noon = Instant(milliseconds: Int64(date.dayNumber) * 86_400_000 + 43_200_000)
    #expect(zone.offsetSeconds(at: noon) == offset)
  }

  @Test func `bytes that are no zone file give none`() {
    let whole = file(footer: "UTC0")
    #expect(TimeZoneRules(name: "x", tzif: []) == nil)
    #expect(TimeZoneRules(name: "x", tzif: file(footer: "UTC0", version: 0)) == nil)
    for length in 0..<100 {
      #expect(TimeZoneRules(name: "x", tzif: Array(whole.prefix(length))) == nil || length >= 98)
    }
  }
}
