import Diagnostics
import Findings

/// A Markdown document: facts, summary, rates, findings.
struct MarkdownReport: ReportRenderer {
  let view: ReportView
  private var result: CheckResult { view.result }
  private var wording: Wording { view.wording }

  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let report = MarkdownReport(view: view)
    report.writeHead(to: &output)
    report.writeSummary(to: &output)
    for index in view.result.rules.indices { report.writeRule(index, to: &output) }
    report.writeData(to: &output)
    report.writeWaivers(to: &output)
  }

  private func writeHead(to output: inout ReportOutput) {
    output.line("# " + Escape.markdown(wording[result.title]))
    output.line()
    for (name, value) in RunFacts.lines(view) {
      output.line("* \(name)\(wording("：", ": "))\(Escape.markdown(value))")
    }
    for input in result.inputs {
      let rows = wording.count(input.rows, zh: " 列", en: "row")
      let facts = [input.dataset, input.path, rows, input.encoding].joined(
        separator: wording("，", ", "))
      output.line("* " + wording("輸入：", "Input: ") + Escape.markdown(facts))
    }
    output.line()
    output.line("**" + Escape.markdown(wording[result.outcome.reason]) + "**")
    output.line()
  }

  private func writeSummary(to output: inout ReportOutput) {
    output.line("## " + wording("總覽", "Summary"))
    output.line()
    row(
      [
        wording("規則", "rule"), wording("等級", "severity"), wording("符合", "compliant"),
        wording("違反", "violated"), wording("豁免", "waived"), wording("進行中", "pending"),
        wording("無法判定", "undetermined"), wording("不適用", "not applicable"),
      ], to: &output)
    output.line("|---|---|--:|--:|--:|--:|--:|--:|")
    for rule in result.rules {
      let counts = rule.counts
      row(
        [
          rule.id, wording[rule.severity.label], String(counts.compliant), String(counts.violated),
          String(counts.waived), String(counts.pending), String(counts.undetermined),
          String(counts.notApplicable),
        ], to: &output)
    }
    output.line()
  }

  private func writeRule(_ index: Int, to output: inout ReportOutput) {
    let rule = result.rules[index]
    output.line("## " + Escape.markdown(wording[rule.title]))
    output.line()
    let cites = rule.citations.map(wording.citation).joined(separator: wording("、", "; "))
    let facts = [rule.id, wording[rule.severity.label], cites].filter { !$0.isEmpty }
    output.line(Escape.markdown(facts.joined(separator: wording("，", ", "))))
    output.line()
    if !rule.wasEvaluated { output.line("**" + wording("未評估", "not evaluated") + "**\n") }
    if let remedy = rule.remedy, rule.counts.violated > 0 {
      output.line("> " + Escape.markdown(wording[remedy]))
      output.line()
    }
    writeGroups(index, to: &output)
    writeFindings(index, to: &output)
  }

  private func writeGroups(_ index: Int, to output: inout ReportOutput) {
    let groups = view.groupsOfRule[index].map { result.groups[$0] }
    guard !groups.isEmpty else { return }
    row(
      [
        wording("對象與期間", "group, period"), wording("值", "value"), wording("目標", "target"),
        wording("判定", "verdict"), wording("成員", "members"),
      ], to: &output)
    output.line("|---|--:|---|---|---|")
    for group in groups.prefix(view.options.listLimit) {
      row(
        [
          wording.subject(group), group.valueText, wording.requirement(group),
          wording[group.verdict.label],
          wording.shortCounts(group.members),
        ], to: &output)
    }
    output.line()
    writeRest(groups.count - view.options.listLimit, to: &output)
  }

  private func writeFindings(_ index: Int, to output: inout ReportOutput) {
    for verdict in [Verdict.violated, .undetermined, .pending] {
      let all = view.indices(of: index, verdict)
      guard !all.isEmpty else { continue }
      output.line("### " + wording[verdict.label])
      output.line()
      row(
        [
          wording("案件", "case"), wording("應完成", "due"), wording("實際", "actual"),
          wording("逾期", "late by"), wording("承辦", "owner"), wording("事由", "reason"),
          wording("豁免", "waiver"),
        ], to: &output)
      output.line("|---|---|---|---|---|---|---|")
      for finding in all.prefix(view.options.listLimit).map({ view.findings.brief($0) }) {
        row(
          [
            wording.subject(finding.subject), finding.due.map(wording.moment) ?? "",
            finding.actual.map(wording.moment) ?? "",
            verdict == .violated ? wording.lateness(finding) : "",
            finding.owner.map(wording.name) ?? "",
            wording[finding.reason], finding.waiver ?? "",
          ], to: &output)
      }
      output.line()
      writeRest(all.count - view.options.listLimit, to: &output)
    }
  }

  private func writeData(to output: inout ReportOutput) {
    guard !result.dataIssues.isEmpty else { return }
    output.line("## " + wording("資料缺失", "Data defects"))
    output.line()
    row(
      [
        wording("資料集", "dataset"), wording("代碼", "code"), wording("處數", "places"),
        wording("說明", "what"), wording("首見", "first"),
      ], to: &output)
    output.line("|---|---|--:|---|---|")
    for issue in result.dataIssues {
      row(
        [
          issue.dataset, issue.code, String(issue.count), wording[issue.message],
          issue.examples.first.map { view.place($0.location) } ?? "",
        ], to: &output)
    }
    output.line()
  }

  private func writeWaivers(to output: inout ReportOutput) {
    guard !result.waivers.isEmpty else { return }
    output.line("## " + wording("豁免", "Waivers"))
    output.line()
    for waiver in result.waivers {
      let until = waiver.until.map { wording("至", "until ") + wording.day($0) } ?? ""
      let facts = [
        waiver.id, waiver.rule, wording[waiver.state.label], until, waiver.approvedBy,
        waiver.reason,
      ].filter { !$0.isEmpty }.map { SafeText.cut($0, toLength: 300, wording) }
      output.line("* " + Escape.markdown(facts.joined(separator: wording("，", ", "))))
    }
    output.line()
  }

  private func row(_ cells: [String], to output: inout ReportOutput) {
    let texts = cells.map { Escape.markdown(SafeText.cut($0, toLength: 300, wording)) }
    output.line("| " + texts.joined(separator: " | ") + " |")
  }

  private func writeRest(_ count: Int, to output: inout ReportOutput) {
    guard count > 0 else { return }
    let number = Wording.grouped(count)
    output.line(
      wording(
        "另有 \(number) 件未列於此；完整清單見 csv 格式。",
        "\(number) more are not listed here; the csv format has all."))
    output.line()
  }
}
