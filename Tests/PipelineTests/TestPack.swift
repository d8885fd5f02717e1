import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import RuleCheck

/// Rules that a test writes, checked and applied to rows that it writes.
enum TestPack {
  /// The columns of cases whose periods may be stopped and extended.
  static let periodColumns = """
          id: { type: text }
          start: { type: timestamp }
          done: { type: timestamp, optional: true }
          stopped: { type: timestamp, optional: true }
          resumed: { type: timestamp, optional: true }
          until: { type: date, optional: true }
          notified: { type: timestamp, optional: true }
    """

  /// A calendar with two holidays and a make-up day in the winter of 2025.
  static let winterCalendar = """
    qixian: 1
    calendar: c
    title: { zh-Hant: 行事曆, en: Calendar }
    timezone: Asia/Taipei
    weekend: [saturday, sunday]
    years: { from: 2024, to: 2026 }
    authorities: { s: 行事曆 }
    days:
      - { date: 2025-01-27, kind: holiday, name: { zh-Hant: 放假, en: Holiday }, authority: s }
      - { date: 2025-01-28, kind: holiday, name: { zh-Hant: 放假, en: Holiday }, authority: s }
      - { date: 2025-02-08, kind: makeup-workday, name: { zh-Hant: 補班, en: Make-up day }, authority: s }

    """

  /// The head of the pack `p` with one dataset, `cases`, of columns written as YAML; rules follow.
  static func head(_ columns: String...) -> String {
    """
    qixian: 1
    pack: p
    timezone: Asia/Taipei
    sources: { s: 計畫 }
    counting: { d: { start: excluded, end-on-rest-day: stays } }
    datasets:
      cases:
        key: id
        columns:

    """ + columns.map { "      \($0)\n" }.joined() + "rules:\n"
  }

  /// Checks one pack, or several by file name in their order; every zone is eight hours from UTC.
  static func check(
    _ packs: KeyValuePairs<String, String>
  ) -> (rules: CheckedRules, diagnostics: [Diagnostic]) {
    let files = Dictionary(uniqueKeysWithValues: packs.map { ($0.key, Array($0.value.utf8)) })
    return RuleSetChecker.check(
      packs.map(\.key),
      in: RuleEnvironment(
        read: { path in
          files[path].map { .success($0) }
            ?? .failure(FileProblem(LocalizedText(verbatim: "no such file")))
        }, zone: { TimeZoneRules(name: $0, firstOffset: 28_800) }))
  }

  /// Checks one pack.
  static func check(_ pack: String) -> (rules: CheckedRules, diagnostics: [Diagnostic]) {
    check(["pack.yaml": pack])
  }

  /// A check of the dataset `cases`, as of a moment, over one CSV text.
  static func request(_ rows: some StringProtocol, asOf: String) throws -> CheckRequest {
    try request(Array(rows.utf8), asOf: asOf)
  }

  /// A check of the dataset `cases`, as of a moment, over the bytes of one CSV file.
  static func request(_ log: [UInt8], asOf: String) throws -> CheckRequest {
    CheckRequest(
      data: [.init(dataset: "cases", sources: [LogSource(name: "cases.csv", content: log)])],
      asOf: try TimeText.parse(asOf).get())
  }
}
