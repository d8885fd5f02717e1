import Diagnostics
import Findings

/// One self-contained page for officials: no file beside it, no network, readable without scripts.
struct HTMLReport: ReportRenderer {
  let view: ReportView
  var result: CheckResult { view.result }
  var wording: Wording { view.wording }
  var limit: Int { view.options.listLimit }

  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let report = HTMLReport(view: view)
    report.frame.write(view.options.templates.page, to: &output) { name, output in
      report.write(part: name, to: &output)
    }
  }

  // MARK: Frame

  private var frame: PageFrame {
    PageFrame(
      title: SafeText.cut(wording[result.title], toLength: 600, wording),
      kind: wording("期限查核報告", "Compliance report"), facts: RunFacts.lines(view),
      note: wording(
        "本報告由 qixian 依上列輸入與規則自動產生；同一輸入在任何電腦上結果相同。",
        "Made by qixian from the inputs and rules above; the same inputs give the same report on any "
          + "machine. ") + masking,
      asOf: wording.moment(result.asOf), dataThrough: wording.moment(result.observedThrough),
      program: "qixian " + result.toolVersion, options: view.options)
  }

  /// Whether personal data is masked; what was revealed is said on the page itself.
  private var masking: String {
    let revealed = (result.parameters?.reveals ?? []).filter { $0 != "keys" }
    guard !revealed.isEmpty else {
      return wording("個人資料欄位已遮蔽。", "Columns of personal data are masked.")
    }
    return wording(
      "個人資料欄位已遮蔽，但經要求顯示 \(revealed.joined(separator: "、"))；請依個人資料保護規定保管。",
      "Columns of personal data are masked but for \(revealed.joined(separator: ", ")), which were asked for: "
        + "keep this page as personal data.")
  }

  private func write(part name: String, to output: inout ReportOutput) {
    switch name {
    case "contents": writeContents(to: &output)
    case "overview": writeOverview(to: &output)
    case "owners": writeOwners(to: &output)
    case "gaps": writeGaps(to: &output)
    case "rates": writeRates(to: &output)
    case "ageing": writeAgeing(to: &output)
    case "scorecards": writeScorecards(to: &output)
    case "findings": writeFindings(to: &output)
    case "data": writeDataIssues(to: &output)
    case "waivers": writeWaivers(to: &output)
    case "sources": writeSources(to: &output)
    case "script": output.line("<script>\n\(Self.script(wording))</script>")
    default: break
    }
  }

  private func writeContents(to output: inout ReportOutput) {
    output.line("<nav aria-label=\"\(wording("目次", "Contents"))\"><ul>")
    for (anchor, name) in sections { output.line("<li><a href=\"#\(anchor)\">\(name)</a></li>") }
    output.line("</ul></nav>")
  }

  private var sections: [(String, String)] {
    var all = [("overview", wording("總覽", "Overview"))]
    if !OwnerSummary.table(view).isEmpty { all.append(("owners", wording("承辦單位", "Owners"))) }
    if !gaps.isEmpty { all.append(("gaps", wording("未達成之目標", "Missed targets"))) }
    if !result.groups.isEmpty { all.append(("rates", wording("比率與目標", "Rates and targets"))) }
    if !Ageing(view).isEmpty { all.append(("ageing", wording("逾期分布", "Overdue"))) }
    if !result.scorecards.isEmpty { all.append(("scorecards", wording("計分表", "Scorecards"))) }
    all.append(("findings", wording("各規則查核結果", "Findings by rule")))
    if !result.dataIssues.isEmpty || !result.diagnostics.isEmpty {
      all.append(("data", wording("資料缺失", "Data defects")))
    }
    if !result.waivers.isEmpty { all.append(("waivers", wording("豁免", "Waivers"))) }
    all.append(("sources", wording("輸入與規則檔", "Inputs and rule files")))
    return all
  }

  // MARK: Parts

  /// A text from data for one line of the page.
  func text(_ text: String, limit: Int = 600) -> String {
    Escape.xml(SafeText.cut(text, toLength: limit, wording))
  }

  func startSection(_ anchor: String, _ title: String, to output: inout ReportOutput) {
    output.line("<section id=\"\(anchor)\" aria-labelledby=\"\(anchor)-title\">")
    output.line("<h2 id=\"\(anchor)-title\">\(title)</h2>")
  }

  /// Starts a table that scrolls sideways on small screens; names of numeric columns end in `#`.
  func startTable(_ caption: String, _ columns: [String], to output: inout ReportOutput) {
    output.line(
      "<div class=\"scroll\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\"><table>")
    output.write("<caption>\(caption)</caption><thead><tr>")
    for column in columns {
      let isNumeric = column.hasSuffix("#")
      output.write(
        "<th scope=\"col\"\(isNumeric ? " class=\"n\"" : "")>\(isNumeric ? String(column.dropLast()) : column)</th>"
      )
    }
    output.line("</tr></thead><tbody>")
  }

  func endTable(to output: inout ReportOutput) { output.line("</tbody></table></div>") }

  func numberCell(_ number: Int, _ style: String = "") -> String {
    number == 0
      ? "<td class=\"n zero\">0</td>"
      : "<td class=\"n \(style)\">\(Wording.grouped(number))</td>"
  }

  func badge(_ verdict: Verdict) -> String {
    "<span class=\"badge v-\(verdict.rawValue)\">\(wording[verdict.label])</span>"
  }

  func badge(_ severity: Severity) -> String {
    "<span class=\"badge s-\(severity.rawValue)\">\(wording[severity.label])</span>"
  }

  /// Says openly how many are not listed, and where they are.
  func writeRest(_ count: Int, to output: inout ReportOutput) {
    guard count > 0 else { return }
    let number = Wording.grouped(count)
    output.line(
      "<p class=\"rest\">"
        + wording(
          "另有 <strong>\(number)</strong> 件未列於本頁；完整清單請以 <code>qixian report 結果.json --format csv=檔名.csv</code> 產生。",
          "<strong>\(number)</strong> more are not listed on this page; "
            + "<code>qixian report RESULT.json --format csv=FILE.csv</code> lists them all.")
        + "</p>")
  }

  /// A file as a link, where the caller says where files are found.
  func file(_ path: String, line: Int? = nil) -> String {
    let label = text(line.map { "\(path):\($0)" } ?? path)
    guard let base = view.options.linkBase, !path.hasPrefix("/"),
      base.hasPrefix("https://") || base.hasPrefix("http://")
    else { return "<span class=\"path\">\(label)</span>" }
    let address = base + Escape.uri(path) + (line.map { "#L\($0)" } ?? "")
    return "<a class=\"path\" href=\"\(Escape.xml(address))\">\(label)</a>"
  }
}
