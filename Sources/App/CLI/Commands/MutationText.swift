import Diagnostics
import Pipeline

/// The report on changes for people.
struct MutationText {
  let report: MutationReport
  let language: Language
  let atLeast: Double?

  var lines: [String] {
    var lines: [String] = []
    for pack in report.packs {
      lines += pack.survivors.map { $0.line(pack.source, language) }
      let isEnough = pack.reaches(atLeast ?? 0)
      let score = MutationReport.percent(pack.noticed, of: pack.total)
      let equivalent = pack.equivalents.values.reduce(0, +)
      lines.append(
        (isEnough ? "ok   " : "LOW  ")
          + LocalizedText(
            zh: "\(pack.source.name)：\(score)，\(pack.total) 項變異察覺 \(pack.noticed) 項"
              + (equivalent > 0 ? "（另 \(equivalent) 項等價，不計）" : ""),
            en: "\(pack.source.name): \(score), \(pack.noticed) of \(pack.total) changes noticed"
              + (equivalent > 0 ? " (\(equivalent) equivalent, not counted)" : ""))[language])
    }
    let low = report.packs.filter { !$0.reaches(atLeast ?? 0) }.count
    let score = MutationReport.percent(report.noticed, of: report.total)
    lines.append(
      LocalizedText(
        zh: "變異測試 \(score)：\(report.total) 項變異察覺 \(report.noticed) 項，\(report.packs.count) 個規則檔"
          + (atLeast == nil ? "" : "，其中 \(low) 個未達標準"),
        en: "mutation score \(score): \(report.noticed) of \(report.total) changes noticed in "
          + counted(report.packs.count, "pack") + (atLeast == nil ? "" : ", \(low) of them too low")
      )[
        language])
    return lines
  }
}

/// The cases that would notice what no test notices, as one stream of tests.
struct SuggestionText {
  let report: MutationReport
  let language: Language

  var lines: [String] {
    var lines = [
      LocalizedText(
        zh: "# 預期結果係現行規則之判定；請依規則出處確認後，再移入各規則包旁之測試檔。",
        en: "# The verdicts are those of the rules as they are: confirm each by the rule's source "
          + "before it moves into a tests file.")[language]
    ]
    for pack in report.packs {
      var isFirst = true
      for survivor in pack.survivors {
        if isFirst { lines.append("# \(pack.source.name)") }
        isFirst = false
        guard let suggestion = survivor.suggestion else {
          lines.append("# \(survivor.line(pack.source, language))")
          continue
        }
        lines.append("---")
        lines += suggestion.text(noticing: survivor, in: pack.source)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
      }
    }
    let survivors = report.packs.flatMap(\.survivors)
    let found = survivors.count { $0.suggestion != nil }
    lines.append(
      LocalizedText(
        zh: "# 無測試察覺之變動 \(survivors.count) 項，其中 \(found) 項有建議案例。",
        en:
          "# \(survivors.count) changes are noticed by no test; \(found) of them have a case above."
      )[
        language])
    return lines
  }
}
