import Diagnostics
import Findings

/// A series as tables: for Markdown, and for spreadsheets as csv.
struct SeriesTables {
  let view: SeriesView
  private var series: Series { view.series }
  private var wording: Wording { view.wording }

  // MARK: - Markdown

  func writeMarkdown(to output: inout ReportOutput) {
    output.line("# " + Escape.markdown(view.title + wording("：期限查核趨勢", ": compliance over time")))
    output.line()
    for note in view.notes {
      output.line("> " + Escape.markdown(note))
      output.line()
    }
    let runs = view.shown.map { Escape.markdown(view.label(series.runs[$0])) }
    let changes = series.changes
    row(
      [
        wording("期別", "Run"), wording("違反", "Violated"), wording("新增", "New"),
        wording("持續", "Persisting"), wording("已解除", "Resolved"),
        wording("無法判定", "Undetermined"),
      ], to: &output)
    row(["---"] + Array(repeating: "---:", count: 5), to: &output)
    for index in view.shown {
      let run = series.runs[index]
      let change = changes[index]
      row(
        [Escape.markdown(view.label(run))]
          + [
            run.totals.violated, change?.new, change?.persisting, change?.resolved,
            run.totals.undetermined,
          ].map(number), to: &output)
    }
    output.line()
    output.line("## " + wording("各規則", "Rules"))
    output.line()
    row([wording("規則", "Rule")] + runs, to: &output)
    row(["---"] + runs.map { _ in "---:" }, to: &output)
    for rule in series.rules {
      let points = series.points(of: rule)
      let cells = view.shown.map { index -> String in
        guard let point = points[index] else { return wording("未評估", "not run") }
        guard let new = point.new, let resolved = point.resolved, new + resolved > 0 else {
          return number(point.counts.violated)
        }
        return "\(number(point.counts.violated)) (+\(new) −\(resolved))"
      }
      row([Escape.markdown(wording[rule.title])] + cells, to: &output)
    }
    output.line()
    output.line("## " + wording("各承辦單位（未豁免）", "Owners (without waiver)"))
    output.line()
    row([wording("承辦單位", "Owner")] + runs, to: &output)
    row(["---"] + runs.map { _ in "---:" }, to: &output)
    let owners = series.owners
    for line in owners.prefix(view.options.listLimit) {
      let name = SafeText.cut(view.owner(line.name), toLength: 100, wording)
      row([Escape.markdown(name)] + view.shown.map { number(line.values[$0]) }, to: &output)
    }
    let rest = owners.count - view.options.listLimit
    if rest > 0 {
      output.line()
      output.line(
        wording("另有 \(rest) 個承辦單位；csv 格式全部列出。", "\(rest) more owners; csv lists them all."))
    }
  }

  private func row(_ cells: [String], to output: inout ReportOutput) {
    output.line("| " + cells.joined(separator: " | ") + " |")
  }

  private func number(_ number: Int?) -> String { number.map(Wording.grouped) ?? "–" }

  // MARK: - csv

  /// A row a run and rule, a run and owner, a run and group.
  func writeCSV(to output: inout ReportOutput) {
    output.write(bytes: [0xEF, 0xBB, 0xBF])
    let titles: [LocalizedText] = [
      LocalizedText(zh: "類別", en: "kind"), LocalizedText(zh: "期別", en: "run"),
      LocalizedText(zh: "查核基準", en: "as of"), LocalizedText(zh: "資料截至", en: "data through"),
      LocalizedText(zh: "規則", en: "rule"), LocalizedText(zh: "名稱", en: "name"),
      LocalizedText(zh: "違反", en: "violated"), LocalizedText(zh: "其中豁免", en: "waived"),
      LocalizedText(zh: "新增", en: "new"), LocalizedText(zh: "持續", en: "persisting"),
      LocalizedText(zh: "已解除", en: "resolved"), LocalizedText(zh: "無法判定", en: "undetermined"),
      LocalizedText(zh: "進行中", en: "pending"), LocalizedText(zh: "符合", en: "compliant"),
      LocalizedText(zh: "不適用", en: "not applicable"), LocalizedText(zh: "值", en: "value"),
      LocalizedText(zh: "判定", en: "verdict"), LocalizedText(zh: "結果檔", en: "result"),
    ]
    CSVReport.writeRow(titles.map { .text(wording[$0]) }, to: &output)
    for rule in series.rules {
      for (index, point) in series.points(of: rule).enumerated() {
        write(rule, point, series.runs[index], to: &output)
      }
    }
    for line in series.owners {
      for (index, value) in line.values.enumerated() {
        let cells: [SheetCell] = [.empty, SheetCell(view.owner(line.name)), SheetCell(value)]
        write(wording("承辦", "owner"), series.runs[index], cells, [], to: &output)
      }
    }
    for rule in series.rules {
      for line in series.groups(of: rule) {
        for (index, value) in line.values.enumerated() {
          let end: [SheetCell] = [
            value.map { .text($0.text) } ?? .empty,
            SheetCell(value.map { wording[$0.verdict.label] }),
          ]
          write(
            wording("組別", "group"), series.runs[index], [.text(rule.id), SheetCell(line.name)], end,
            to: &output)
        }
      }
    }
  }

  private func write(
    _ rule: Series.Rule, _ point: Series.Point?, _ run: Series.Run, to output: inout ReportOutput
  ) {
    let counts = point?.counts
    let cells: [SheetCell] = [
      .text(rule.id), SheetCell(wording[rule.title]), SheetCell(counts?.violated),
      SheetCell(counts?.waived), SheetCell(point?.new), SheetCell(point?.persisting),
      SheetCell(point?.resolved), SheetCell(counts?.undetermined), SheetCell(counts?.pending),
      SheetCell(counts?.compliant), SheetCell(counts?.notApplicable),
    ]
    let end: [SheetCell] = [
      .empty, point == nil ? .text(wording("未評估", "not evaluated")) : .empty,
    ]
    write(wording("規則", "rule"), run, cells, end, to: &output)
  }

  private func write(
    _ kind: String, _ run: Series.Run, _ cells: [SheetCell], _ end: [SheetCell],
    to output: inout ReportOutput
  ) {
    var row: [SheetCell] = [
      .text(kind), .identifier(view.label(run)), .moment(run.asOf), .moment(run.observedThrough),
    ]
    row += cells
    row += Array(repeating: SheetCell.empty, count: 15 - row.count)
    row += end.isEmpty ? [.empty, .empty] : end
    row.append(SheetCell(run.name))
    CSVReport.writeRow(row, to: &output)
  }
}
