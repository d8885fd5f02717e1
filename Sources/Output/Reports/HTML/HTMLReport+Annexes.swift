import Diagnostics
import Findings

extension HTMLReport {
  func writeScorecards(to output: inout ReportOutput) {
    guard !result.scorecards.isEmpty else { return }
    startSection("scorecards", wording("計分表", "Scorecards"), to: &output)
    for card in result.scorecards {
      startTable(
        text(wording[card.title]),
        [
          wording("項目", "Indicator"), wording("權重", "Weight") + "#", wording("目標", "Target") + "#",
          wording("實績", "Value") + "#", wording("達成率", "Achieved") + "#",
          wording("得分", "Points") + "#", wording("差異", "Gap") + "#", wording("說明", "Note"),
        ], to: &output)
      for line in card.lines {
        let numbers = [
          line.weight.shortText, line.target?.shortText ?? "–", line.value?.shortText ?? "–",
          line.achievementText, line.points?.shortText ?? "–", text(line.gapText),
        ]
        output.line(
          "<tr><th scope=\"row\">\(text(wording[line.title]))</th>"
            + numbers.map { "<td class=\"n\">\($0)</td>" }.joined()
            + "<td>\(text(line.note.map { wording[$0] } ?? ""))</td></tr>")
      }
      endTable(to: &output)
      for dimension in card.dimensions {
        let points = dimension.points?.shortText ?? wording("無法計算", "cannot be computed")
        output.line(
          "<p class=\"total\">\(text(wording[dimension.title])) <b>\(points)</b>"
            + "\(wording("／", " of "))\(dimension.possible.shortText)</p>")
      }
      let total = card.total?.shortText ?? wording("無法計算", "cannot be computed")
      output.line(
        "<p class=\"total\">\(wording("總分", "Total")) <b>\(total)</b>\(wording("／", " of "))"
          + "\(card.possible.shortText)</p>")
    }
    output.line("</section>")
  }

  func writeDataIssues(to output: inout ReportOutput) {
    guard !result.dataIssues.isEmpty || !result.diagnostics.isEmpty else { return }
    startSection("data", wording("資料缺失", "Data defects"), to: &output)
    output.line(
      "<p class=\"hint\">"
        + wording(
          "以下缺失未經修正；請轉請製作匯出檔之單位更正後重新查核。",
          "Nothing below was repaired; send it to whoever made the export, and check again.")
        + "</p>")
    for issue in result.dataIssues {
      let mark = issue.isFatal ? wording("錯誤", "error") : wording("警告", "warning")
      output.line(
        "<article class=\"issue\"><h3><span class=\"badge \(issue.isFatal ? "v-violated" : "v-undetermined")\">"
          + "\(mark)</span> \(text(wording[issue.message]))</h3>")
      output.line(
        "<p class=\"hint\"><span class=\"path\">\(text(issue.dataset)) · \(text(issue.code))</span> · "
          + wording.count(issue.count, zh: " 處", en: "place") + "</p>")
      output.line("<p>\(text(wording.advice(issue)))</p>")
      if !issue.taintedRules.isEmpty {
        let rules = issue.taintedRules.map { rule in
          "<a href=\"#rule-\(rule)\">\(text(wording[result.rules[rule].title]))</a>"
        }
        let list = rules.joined(separator: wording("、", ", "))
        // A list of hundreds is for who asks for it.
        output.line(
          rules.count <= 12
            ? "<p>\(wording("可能影響：", "May taint: "))\(list)</p>"
            : "<details><summary>"
              + wording("可能影響 \(rules.count) 條規則", "May taint \(rules.count) rules")
              + "</summary><p>\(list)</p></details>")
      }
      writeExamples(issue, to: &output)
      output.line("</article>")
    }
    for diagnostic in DiagnosticRenderer.sorted(result.diagnostics).prefix(100) {
      let place = diagnostic.place.map { place in
        text(place.fileName + (place.position.map { ":\($0.line):\($0.column)" } ?? "")) + " "
      }
      let help = diagnostic.help.map { " <small>\(text(wording[$0]))</small>" } ?? ""
      output.line(
        "<p><span class=\"path\">\(place ?? "")</span>\(text(wording[diagnostic.message])) "
          + "<code>\(text(diagnostic.code.name))</code>\(help)</p>")
    }
    writeRest(result.diagnostics.count - 100, to: &output)
    output.line("</section>")
  }

  private func writeExamples(_ issue: DataIssue, to output: inout ReportOutput) {
    guard !issue.examples.isEmpty else { return }
    startTable(
      wording("所在位置", "Places"),
      [wording("位置", "Place"), wording("欄位", "Column"), wording("內容", "Found")], to: &output)
    for example in issue.examples {
      let path = result.inputs[example.location.input].path
      output.line(
        "<tr><td>\(file(path, line: example.location.line))</td><td>\(text(example.column ?? ""))</td>"
          + "<td>\(text(example.found, limit: 100))</td></tr>")
    }
    endTable(to: &output)
    let rest = issue.count - issue.examples.count
    if rest > 0 {
      output.line("<p class=\"rest\">\(wording("另有 \(rest) 處", "\(rest) more places"))</p>")
    }
  }

  func writeWaivers(to output: inout ReportOutput) {
    guard !result.waivers.isEmpty else { return }
    startSection("waivers", wording("豁免", "Waivers"), to: &output)
    startTable(
      wording("豁免及其使用情形", "Waivers and their use"),
      [
        wording("編號", "Id"), wording("規則", "Rule"), wording("狀態", "State"),
        wording("期限", "Until"), wording("核准", "Approved by"), wording("理由", "Reason"),
      ], to: &output)
    for waiver in result.waivers {
      let style = waiver.state == .used ? "" : " v-undetermined"
      output.line(
        "<tr><th scope=\"row\">\(text(waiver.id))</th><td class=\"path\">\(text(waiver.rule))</td>"
          + "<td><span class=\"badge\(style)\">\(wording[waiver.state.label])</span></td>"
          + "<td>\(waiver.until.map(wording.day) ?? "–")</td><td>\(text(waiver.approvedBy))</td>"
          + "<td>\(text(waiver.reason))</td></tr>")
    }
    endTable(to: &output)
    output.line("</section>")
  }

  func writeSources(to output: inout ReportOutput) {
    startSection("sources", wording("輸入與規則檔", "Inputs and rule files"), to: &output)
    startTable(
      wording("資料檔", "Data files"),
      [
        wording("資料集", "Dataset"), wording("檔案", "File"), wording("列數", "Rows") + "#",
        wording("編碼", "Encoding"), wording("大小（位元組）", "Bytes") + "#", "SHA-256",
      ], to: &output)
    for input in result.inputs {
      output.line(
        "<tr><th scope=\"row\">\(text(input.dataset))</th><td>\(file(input.path))</td>"
          + "\(numberCell(input.rows))<td class=\"keep\">\(text(input.encoding))</td>\(numberCell(input.bytes))"
          + "<td><code>\(text(input.sha256))</code></td></tr>")
    }
    endTable(to: &output)
    startTable(
      wording("規則、行事曆與豁免檔", "Rules, calendars and waivers"), [wording("檔案", "File"), "SHA-256"],
      to: &output)
    for entry in result.ruleFiles {
      output.line(
        "<tr><th scope=\"row\">\(file(entry.path))</th><td><code>\(text(entry.sha256))</code></td></tr>"
      )
    }
    endTable(to: &output)
    output.line("</section>")
  }
}
