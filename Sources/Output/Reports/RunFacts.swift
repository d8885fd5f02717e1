import CivilTime
import Findings

/// The facts of a run that every report begins with.
enum RunFacts {
  /// Names and values: as-of, observed-through, known-on, program.
  static func lines(_ view: ReportView) -> [(name: String, value: String)] {
    let wording = view.wording
    let result = view.result
    let places = (result.parameters?.places ?? []).joined(separator: wording("、", ", "))
    return [
      (wording("查核基準", "As of"), both(result.asOf, wording) + " " + result.zoneName),
      (wording("資料截至", "Data through"), dataThrough(result, wording)),
      (
        wording("法規認知日", "Known on"),
        result.knownOn.map { both($0, wording) } ?? wording("全部已知修正", "everything known")
      ),
      (wording("停班縣市", "Closures of"), places),
      (wording("程式版本", "Program"), "qixian " + result.toolVersion),
    ].filter { !$0.1.isEmpty }
  }

  /// How far the data is complete, by dataset where they differ.
  private static func dataThrough(_ result: CheckResult, _ wording: Wording) -> String {
    let ends = result.datasetEnds
    guard let first = ends.first, ends.contains(where: { $0.end != first.end }) else {
      return both(result.observedThrough, wording)
    }
    return ends.map { "\($0.dataset) \(both($0.end, wording))" }
      .joined(separator: wording("、", ", "))
  }

  private static func both(_ time: StatedTime, _ wording: Wording) -> String {
    let clock =
      time.isEndOfDay || time.precision == .day ? "" : " " + Wording.clock(time)
    return both(time.local.date, wording) + clock
  }

  /// The day in the forms of both calendars, the language's own first.
  private static func both(_ day: CivilDate, _ wording: Wording) -> String {
    wording("\(day.rocText)（\(day.isoText)）", "\(day.isoText) (\(day.rocText))")
  }
}

/// Verdicts over all rules.
struct Totals {
  /// Of all subjects: rows, members, groups.
  var counts = VerdictCounts()
  /// Of groups and periods alone.
  var groups = VerdictCounts()

  init(_ result: CheckResult) {
    for rule in result.rules { counts += rule.counts }
    for group in result.groups { groups.add(group.verdict) }
  }
}

extension VerdictCounts {
  static func += (left: inout VerdictCounts, right: VerdictCounts) {
    left.compliant += right.compliant
    left.violated += right.violated
    left.pending += right.pending
    left.notApplicable += right.notApplicable
    left.undetermined += right.undetermined
    left.waived += right.waived
  }
}

extension Wording {
  /// All counts in one line.
  func counts(_ counts: VerdictCounts) -> String {
    let waived =
      counts.waived == 0
      ? "" : self("（其中豁免 \(counts.waived)）", " (\(counts.waived) of them waived)")
    return self(
      """
      符合 \(Self.grouped(counts.compliant))　違反 \(Self.grouped(counts.violated))\(waived)　\
      進行中 \(Self.grouped(counts.pending))　不適用 \(Self.grouped(counts.notApplicable))　\
      無法判定 \(Self.grouped(counts.undetermined))
      """,
      """
      \(Self.grouped(counts.compliant)) compliant, \(Self.grouped(counts.violated)) violated\
      \(waived), \(Self.grouped(counts.pending)) pending, \
      \(Self.grouped(counts.notApplicable)) not applicable, \
      \(Self.grouped(counts.undetermined)) undetermined
      """)
  }

  /// The counts that are not zero, with numbers first.
  func shortCounts(_ counts: VerdictCounts) -> String {
    let parts: [(Int, String)] = [
      (counts.compliant, self("符合", "met")), (counts.violated, self("違反", "missed")),
      (counts.pending, self("進行中", "open")), (counts.undetermined, self("無法判定", "unknown")),
      (counts.notApplicable, self("不適用", "excluded")),
    ]
    return parts.filter { $0.0 > 0 }.map { self("\($0.1)\($0.0)", "\($0.0) \($0.1)") }
      .joined(separator: self("、", ", "))
  }
}

/// How many violations are new, persisting and resolved against an earlier run.
struct BaselineCounts {
  var new = 0
  var persisting = 0
  var resolved = 0
}

extension ReportView {
  /// The comparison with the earlier run; zeros without one.
  func comparison() -> BaselineCounts {
    guard let earlier = earlierViolations else { return BaselineCounts() }
    let now = result.violatedFingerprints
    let persisting = now.count { earlier.contains($0) }
    return BaselineCounts(
      new: now.count - persisting, persisting: persisting, resolved: resolvedFingerprints().count)
  }
}
