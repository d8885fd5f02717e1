import CivilTime
import Diagnostics
import Findings

extension HTMLReport {
  func writeFindings(to output: inout ReportOutput) {
    startSection("findings", wording("各規則查核結果", "Findings by rule"), to: &output)
    output.line("<div id=\"tools\"></div>")
    for pack in packs {
      startPack(pack, to: &output)
      for rule in pack.rules { writeRule(rule, to: &output) }
      endPack(to: &output)
    }
    output.line("</section>")
  }

  private func writeRule(_ index: Int, to output: inout ReportOutput) {
    let rule = result.rules[index]
    output.line("<article id=\"rule-\(index)\" class=\"rule\">")
    output.line("<h3>\(badge(rule.severity)) \(text(wording[rule.title]))</h3>")
    let (path, line) = SARIFReport.split(rule.definedAt)
    var facts = [
      "<span class=\"path\">\(text(rule.id))</span>", wording.kind(rule.kind),
      rule.definedAt.isEmpty ? "" : file(path, line: line),
    ]
    if rule.status != .active { facts.append(wording[rule.status.label]) }
    output.line(
      "<p class=\"hint\">" + facts.filter { !$0.isEmpty }.joined(separator: " · ") + "</p>")
    if !rule.citations.isEmpty {
      let cites = rule.citations.map { text(wording.citation($0)) }
      output.line(
        "<p>\(wording("依據：", "Authority: "))<cite>\(cites.joined(separator: wording("、", "; ")))</cite></p>"
      )
    }
    if !rule.wasEvaluated {
      output.line(
        "<p class=\"outcome doubtful\">"
          + wording("本規則未評估：規則或資料有誤。", "This rule was not evaluated: it or its data is broken.")
          + "</p>")
    }
    if rule.counts != VerdictCounts() {
      output.line("<p>\(text(wording.counts(rule.counts)))</p>")
    } else if rule.wasEvaluated {
      output.line("<p class=\"hint\">\(wording.noCases)</p>")
    }
    if let remedy = rule.remedy, rule.counts.violated > 0 {
      output.line(
        "<p class=\"remedy\"><b>\(wording("改善建議", "Remedy"))</b> \(text(wording[remedy]))</p>")
    }
    for index in view.groupsOfRule[index] {
      let group = result.groups[index]
      guard group.verdict == .violated || group.outlook != nil else { continue }
      output.line(
        "<p>\(badge(group.verdict)) \(text(wording.subject(group)))\(wording("：", ": "))"
          + "\(text(wording.standing(group)))\(wording("。", ". "))\(text(wording.reason(group)))</p>"
      )
    }
    for verdict in [Verdict.violated, .undetermined, .pending] {
      writeList(index, verdict, to: &output)
    }
    output.line("</article>")
  }

  private func writeList(_ rule: Int, _ verdict: Verdict, to output: inout ReportOutput) {
    let all = view.indices(of: rule, verdict)
    guard !all.isEmpty else { return }
    let ordered = verdict == .pending ? view.bySoonest(all) : all
    output.line(
      "<h4>\(wording[verdict.label]) <small>\(wording.count(all.count, zh: " 件", en: "case"))</small></h4>"
    )
    output.line("<div class=\"list\"><div class=\"row head\" aria-hidden=\"true\">")
    let names = [
      wording("案件", "Case"), wording("應完成", "Due"), wording("實際完成", "Done"),
      verdict == .violated ? wording("逾期", "Late by") : "", wording("承辦", "Owner"),
    ]
    output.line(names.map { "<span>\($0)</span>" }.joined() + "</div>")
    for index in ordered.prefix(limit) { writeFinding(view.findings[index], to: &output) }
    output.line("</div>")
    writeRest(all.count - limit, to: &output)
  }

  private func writeFinding(_ finding: Finding, to output: inout ReportOutput) {
    let late = finding.verdict == .violated ? wording.lateness(finding) : ""
    let marks = marks(of: finding)
    let done =
      finding.actual.map(wording.moment)
      ?? (finding.verdict == .violated && finding.due != nil ? wording("尚未完成", "not yet") : "–")
    output.write("<details class=\"finding\"><summary class=\"row\">")
    output.write(
      "<span class=\"case\">\(text(wording.subject(finding.subject), limit: 80))\(marks)</span>")
    output.write("<span>\(finding.due.map(wording.moment) ?? "–")</span><span>\(done)</span>")
    output.write("<span class=\"late\">\(late)</span>")
    output.write("<span>\(text(finding.owner.map(wording.name) ?? "–", limit: 60))</span>")
    if !isToldByTimes(finding) {
      let places = finding.places.prefix(3).map { text(view.place($0), limit: 120) }
      let rest = finding.places.count > 3 ? wording("等 \(finding.places.count) 處", " and more") : ""
      output.write(
        "<span class=\"why\">\(text(wording[finding.reason], limit: 300))"
          + (places.isEmpty
            ? "" : " <small>\(places.joined(separator: wording("、", ", ")))\(rest)</small>")
          + "</span>")
    }
    output.line("</summary>")
    output.line(
      "<div class=\"body\"><p class=\"reason\">\(text(wording[finding.reason], limit: 1000))</p>")
    if let drawing = Timeline(finding, view)?.svg { output.line(drawing) }
    if let trace = finding.trace, !trace.steps.isEmpty {
      output.line("<ol class=\"trace\">")
      for line in trace.lines { output.line("<li>\(text(wording[line]))</li>") }
      output.line("</ol>")
    }
    for line in finding.explanation { output.line("<p>\(text(wording[line]))</p>") }
    output.line("<dl class=\"facts\">")
    for (name, value) in facts(of: finding) {
      output.line("<div><dt>\(text(name, limit: 80))</dt><dd>\(value)</dd></div>")
    }
    output.line("</dl></div></details>")
  }

  /// Whether the moments of a finding's row say why it has its verdict, so that a closed row, as on
  /// paper, needs no reason beside them.
  private func isToldByTimes(_ finding: Finding) -> Bool {
    switch finding.verdict {
    case .violated: finding.due != nil && finding.lateness.map { $0.minutes > 0 } ?? false
    case .pending: finding.due != nil
    case .compliant, .notApplicable, .undetermined: false
    }
  }

  private func marks(of finding: Finding) -> String {
    var marks = ""
    if finding.waiver != nil { marks += " <span class=\"badge\">\(wording("豁免", "waived"))</span>" }
    if finding.verdict == .violated, let state = view.baselineState(violated: finding.fingerprint) {
      marks += " <span class=\"badge\">\(wording[state.label])</span>"
    }
    if !finding.taints.isEmpty {
      marks += " <span class=\"badge v-undetermined\">\(wording("資料有疑義", "doubtful data"))</span>"
    }
    return marks
  }

  private func facts(of finding: Finding) -> [(String, String)] {
    var facts: [(String, String)] = []
    if let start = finding.start { facts.append((wording("起算", "Start"), wording.moment(start))) }
    for cell in finding.cells {
      facts.append((view.heading(of: cell.name, finding), text(cell.value, limit: 300)))
    }
    if let location = finding.location {
      let path = result.inputs[location.input].path
      facts.append((wording("資料位置", "In the data"), file(path, line: location.line)))
    }
    if !finding.relatedLocations.isEmpty {
      let shown = finding.relatedLocations.prefix(20).map { text(view.place($0)) }
      let more = finding.relatedLocations.count - shown.count
      let rest = more > 0 ? wording("，另 \(more) 處", ", \(more) more") : ""
      facts.append((wording("相關位置", "Related"), shown.joined(separator: wording("、", ", ")) + rest))
    }
    if let id = finding.waiver {
      let waiver = view.waivers[id]
      let words = [id, waiver?.reason, waiver?.approvedBy].compactMap { $0 }
      facts.append((wording("豁免", "Waiver"), text(words.joined(separator: wording("，", ", ")))))
    }
    if !finding.taints.isEmpty {
      facts.append((wording("資料疑義", "Doubts"), text(finding.taints.joined(separator: " "))))
    }
    facts.append((wording("指紋", "Fingerprint"), "<code>\(text(finding.fingerprint))</code>"))
    return facts
  }
}
