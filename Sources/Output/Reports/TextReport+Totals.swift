import Diagnostics
import Findings

extension TextReport {
  func writeScorecards(to output: inout ReportOutput) {
    for card in result.scorecards {
      output.line(
        paint(wording("計分表", "Scorecard") + "  " + SafeText.oneLine(wording[card.title]), .heading))
      var table = TextTable(
        header: [
          wording("項目", "indicator"), wording("權重", "weight"), wording("目標", "target"),
          wording("實績", "value"), wording("達成率", "achieved"), wording("得分", "points"),
        ], alignsRight: [1, 2, 3, 4, 5])
      for line in card.lines {
        table.add([
          wording[line.title], line.weight.shortText, line.target?.shortText ?? "–",
          line.value?.shortText ?? "–",
          line.achievementText,
          line.points?.shortText ?? "–",
        ])
      }
      writeTable(table, to: &output)
      writeGaps(of: card, to: &output)
      for dimension in card.dimensions {
        let points = dimension.points?.shortText ?? wording("無法計算", "cannot be computed")
        let sum = points + wording("／", " of ") + dimension.possible.shortText
        writeWrapped(wording[dimension.title] + wording("：", ": ") + sum, indent: 4, to: &output)
      }
      let total = card.total?.shortText ?? wording("無法計算", "cannot be computed")
      output.line(
        "    " + wording("總分 ", "total ") + total + wording("／", " of ") + card.possible.shortText)
      output.line()
    }
  }

  /// The indicators that missed their targets, and by how much.
  private func writeGaps(of card: Scorecard, to output: inout ReportOutput) {
    let gaps = card.gaps
    guard !gaps.isEmpty else { return }
    output.line("    " + wording("未達目標項目", "targets missed"))
    var table = TextTable(
      header: [wording("項目", "indicator"), wording("差異", "gap"), wording("說明", "note")],
      alignsRight: [1])
    for line in gaps {
      table.add([wording[line.title], line.gapText, line.note.map { wording[$0] } ?? ""])
    }
    writeTable(table, to: &output)
  }

  func writeWaivers(to output: inout ReportOutput) {
    guard !result.waivers.isEmpty else { return }
    output.line(paint(wording("豁免", "Waivers"), .heading))
    var table = TextTable(header: [
      wording("編號", "id"), wording("規則", "rule"), wording("狀態", "state"),
      wording("期限", "until"), wording("核准", "approved by"), wording("理由", "reason"),
    ])
    for waiver in result.waivers {
      table.add([
        waiver.id, waiver.rule, wording[waiver.state.label], waiver.until.map(wording.day) ?? "",
        waiver.approvedBy, waiver.reason,
      ])
    }
    writeTable(table, to: &output)
    output.line()
  }

  func writeTotals(to output: inout ReportOutput) {
    if !result.diagnostics.isEmpty {
      let renderer = DiagnosticRenderer(language: view.language, colour: view.options.colour)
      output.write(renderer.render(result.diagnostics))
      output.line()
    }
    let totals = Totals(result)
    output.line(paint(wording("合計", "Totals"), .heading))
    writeWrapped(wording.counts(totals.counts), indent: 2, to: &output)
    if totals.groups != VerdictCounts() {
      writeWrapped(
        wording("其中統計項目：", "of them groups: ") + wording.counts(totals.groups), indent: 2,
        to: &output)
    }
    if view.earlierViolations != nil {
      let comparison = view.comparison()
      let zh = "與前次結果相比：新增 \(comparison.new)，持續 \(comparison.persisting)，已解除 \(comparison.resolved)"
      let en =
        "against the baseline: \(comparison.new) new, \(comparison.persisting) persisting, "
        + "\(comparison.resolved) resolved"
      writeWrapped(wording(zh, en), indent: 2, to: &output)
    }
    let outcome = result.outcome
    let style: Style = outcome.exitCode == 0 ? .good : outcome.exitCode == 1 ? .bad : .doubtful
    let line =
      wording("結束代碼 ", "exit code ") + "\(outcome.exitCode)" + wording("：", ": ")
      + wording[outcome.reason]
    TextTable.wrap(line, width: width) { output.line(paint(String($0), style)) }
  }
}
