import Diagnostics
import Findings

/// A series as a page: how many violations came, stayed and went from one run to the next.
struct SeriesPage {
  let view: SeriesView
  private var series: Series { view.series }
  private var wording: Wording { view.wording }
  private var runs: [Series.Run] { view.shown.map { series.runs[$0] } }

  private static let page = """
    <!DOCTYPE html>
    <html lang="{{lang}}">
    <head>
    {{> head}}
    </head>
    <body>
    {{> start}}
    {{> banner}}
    <main id="main">
    {{> body}}
    </main>
    {{> footer}}
    {{> script}}
    </body>
    </html>

    """

  func write(to output: inout ReportOutput) {
    guard let last = series.runs.last, let first = series.runs.first else { return }
    let frame = PageFrame(
      title: view.title, kind: wording("期限查核趨勢", "Compliance over time"),
      facts: [
        (wording("期數", "Runs"), String(series.count)),
        (wording("自", "From"), view.label(first)), (wording("至", "To"), view.label(last)),
        (wording("最近一期查核基準", "Last moment judged"), wording.moment(last.asOf)),
        (wording("程式版本", "Program"), "qixian " + last.toolVersion),
      ],
      note: wording(
        "本表由 qixian 依各期已存之查核結果產生。新增、持續、已解除以案件及規則比對；已解除包括案件不再出現於資料者。",
        "Made by qixian from stored results. New, persisting and resolved are matched by case and rule; "
          + "resolved includes cases that are no longer in the data."),
      asOf: wording.moment(last.asOf), dataThrough: wording.moment(last.observedThrough),
      program: "qixian " + last.toolVersion, options: view.options)
    frame.write(PageFrame.own("series.html", Self.page), to: &output) { part, output in
      switch part {
      case "body": writeBody(to: &output)
      case "script": output.line("<script>\n\(HTMLReport.sorting)</script>")
      default: break
      }
    }
  }

  private func writeBody(to output: inout ReportOutput) {
    for note in view.notes { output.line("<p class=\"outcome doubtful\">\(text(note))</p>") }
    section("overview", wording("各期增減", "From run to run"), to: &output) { output in
      writeChart(to: &output)
      writeRuns(to: &output)
    }
    section("rules", wording("各規則之違反件數", "Violations by rule"), to: &output) { output in
      writeRules(to: &output)
    }
    let owners = series.owners
    if !owners.isEmpty {
      section("owners", wording("各承辦單位未豁免之違反件數", "Violations by owner"), to: &output) {
        output in
        startTable(
          wording("承辦單位與各期件數", "Owners and counts"), wording("承辦單位", "Owner"), to: &output)
        for line in owners.prefix(view.options.listLimit) {
          writeLine(text(view.owner(line.name), 60), line.values, to: &output)
        }
        endTable(owners.count - view.options.listLimit, to: &output)
      }
    }
    writeRates(to: &output)
  }

  // MARK: - Tables

  private func writeRuns(to output: inout ReportOutput) {
    output.line("<div class=\"scroll\" tabindex=\"0\"><table><caption>")
    output.line(wording("各期結果及與前一期之比較", "Each run, and against the run before") + "</caption>")
    let names = [
      wording("違反", "Violated"), wording("其中豁免", "Waived"), wording("新增", "New"),
      wording("持續", "Persisting"), wording("已解除", "Resolved"), wording("無法判定", "Undetermined"),
      wording("進行中", "Pending"),
    ]
    output.line(
      "<thead><tr><th scope=\"col\">\(wording("期別", "Run"))</th>"
        + names.map { "<th scope=\"col\" class=\"n\">\($0)</th>" }.joined()
        + "<th scope=\"col\">\(wording("結果檔", "Result"))</th></tr></thead><tbody>")
    let changes = series.changes
    for index in view.shown {
      let run = series.runs[index]
      let change = changes[index]
      let numbers = [
        run.totals.violated, run.totals.waived, change?.new, change?.persisting, change?.resolved,
        run.totals.undetermined, run.totals.pending,
      ]
      output.line(
        "<tr><th scope=\"row\">\(text(view.label(run)))</th>" + numbers.map(cell).joined()
          + "<td class=\"path\">\(text(run.name, 120))</td></tr>")
    }
    output.line("</tbody></table></div>")
  }

  private func writeRules(to output: inout ReportOutput) {
    startTable(
      wording("規則與各期違反件數（小字為新增、已解除）", "Rules and violations (small: new, resolved)"),
      wording("規則", "Rule"), to: &output)
    let rules = series.rules.map { ($0, series.points(of: $0)) }
      .filter { $0.1.contains { ($0?.counts.violated ?? 0) > 0 || $0 == nil } }
    for (rule, points) in rules {
      let shown = view.shown.map { points[$0] }
      let name =
        "\(text(wording[rule.title], 120))<br><small class=\"path\">\(text(rule.id))</small>"
      output.line(
        "<tr><th scope=\"row\">\(name)</th>" + trend(shown.map { $0?.counts.violated })
          + shown.map(pointCell).joined() + "</tr>")
    }
    let quiet = series.rules.count - rules.count
    endTable(0, to: &output)
    if quiet > 0 {
      output.line(
        "<p class=\"hint\">"
          + wording("另 \(quiet) 條規則各期均無違反。", "\(quiet) more rules have no violation in any run.")
          + "</p>")
    }
  }

  private func writeRates(to output: inout ReportOutput) {
    let lines = series.rules.flatMap { rule in series.groups(of: rule).map { (rule, $0) } }
    guard !lines.isEmpty else { return }
    section("rates", wording("比率與量值", "Rates and values"), to: &output) { output in
      output.line(
        "<p class=\"hint\">"
          + wording("各期為該期資料中最近期間之值。", "Each value is that of the latest period in the run's data.")
          + "</p>")
      startTable(
        wording("規則、對象與各期之值", "Rules, groups and values"), wording("規則與對象", "Rule and group"),
        hasTrend: false, to: &output)
      for (rule, line) in lines.prefix(view.options.listLimit) {
        let cells = view.shown.map { index -> String in
          guard let value = line.values[index] else { return "<td class=\"n zero\">–</td>" }
          let style = value.verdict == .violated ? " bad" : ""
          return "<td class=\"n\(style)\">\(text(value.text))</td>"
        }
        output.line(
          "<tr><th scope=\"row\">\(text(wording[rule.title], 100))<br><small>\(text(line.name, 80))</small></th>"
            + cells.joined() + "</tr>")
      }
      endTable(lines.count - view.options.listLimit, to: &output)
    }
  }

  // MARK: - Parts

  private func text(_ text: String, _ limit: Int = 300) -> String {
    Escape.xml(SafeText.cut(text, toLength: limit, wording))
  }

  private func section(
    _ anchor: String, _ title: String, to output: inout ReportOutput,
    _ body: (inout ReportOutput) -> Void
  ) {
    output.line("<section id=\"\(anchor)\" aria-labelledby=\"\(anchor)-title\">")
    output.line("<h2 id=\"\(anchor)-title\">\(title)</h2>")
    body(&output)
    output.line("</section>")
  }

  private func startTable(
    _ caption: String, _ name: String, hasTrend: Bool = true, to output: inout ReportOutput
  ) {
    output.line(
      "<div class=\"scroll\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\"><table>")
    output.write("<caption>\(caption)</caption><thead><tr><th scope=\"col\">\(name)</th>")
    if hasTrend { output.write("<th scope=\"col\">\(wording("趨勢", "Trend"))</th>") }
    for run in runs { output.write("<th scope=\"col\" class=\"n\">\(text(view.label(run)))</th>") }
    output.line("</tr></thead><tbody>")
  }

  private func endTable(_ rest: Int, to output: inout ReportOutput) {
    output.line("</tbody></table></div>")
    guard rest > 0 else { return }
    output.line(
      "<p class=\"rest\">"
        + wording("另有 \(rest) 列；csv 格式全部列出。", "\(rest) more rows; csv lists them all.") + "</p>")
  }

  private func writeLine(_ name: String, _ values: [Int?], to output: inout ReportOutput) {
    let shown = view.shown.map { values[$0] }
    output.line(
      "<tr><th scope=\"row\">\(name)</th>" + trend(shown) + shown.map(cell).joined() + "</tr>")
  }

  private func cell(_ number: Int?) -> String {
    guard let number else { return "<td class=\"n zero\">–</td>" }
    return "<td class=\"n\(number == 0 ? " zero" : "")\">\(Wording.grouped(number))</td>"
  }

  private func pointCell(_ point: Series.Point?) -> String {
    guard let point else { return "<td class=\"n\">\(wording("未評估", "not run"))</td>" }
    let count = Wording.grouped(point.counts.violated)
    var change = ""
    if let new = point.new, let resolved = point.resolved, new + resolved > 0 {
      change = "<br><small>+\(Wording.grouped(new)) −\(Wording.grouped(resolved))</small>"
    }
    return "<td class=\"n\(point.counts.violated == 0 ? " zero" : "")\">\(count)\(change)</td>"
  }
}
