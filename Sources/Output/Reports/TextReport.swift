import CivilTime
import Diagnostics
import Findings

/// The report that a clerk reads on the terminal.
struct TextReport: ReportRenderer {
  let view: ReportView
  let wording: Wording
  var width: Int { view.options.width }
  var result: CheckResult { view.result }

  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let report = TextReport(view: view, wording: view.wording)
    report.writeHeader(to: &output)
    report.writeDataIssues(to: &output)
    for index in view.result.rules.indices { report.writeRule(index, to: &output) }
    report.writeScorecards(to: &output)
    report.writeWaivers(to: &output)
    report.writeTotals(to: &output)
  }

  // MARK: Header

  private func writeHeader(to output: inout ReportOutput) {
    output.line(paint(SafeText.oneLine(wording[result.title]), .title))
    for (name, value) in RunFacts.lines(view) {
      output.line("  " + pad(name, 14) + SafeText.oneLine(value))
    }
    output.line("  " + wording("輸入檔案", "Inputs"))
    var table = TextTable(header: ["", "", "", "", ""], alignsRight: [2])
    for input in result.inputs {
      table.add([
        input.dataset, input.path, wording.count(input.rows, zh: " 列", en: "row"), input.encoding,
        wording.count(input.bytes, zh: " 位元組", en: "byte"),
      ])
    }
    table.forEachLine(width: width, indent: 4) { row, line in
      if row != nil { output.line(bytes: line) }
    }
    if result.inputs.isEmpty { output.line("    " + wording("（無）", "(none)")) }
    output.line()
  }

  // MARK: Data

  private func writeDataIssues(to output: inout ReportOutput) {
    guard !result.dataIssues.isEmpty else { return }
    output.line(paint(wording("資料缺失", "Data defects"), .heading))
    for issue in result.dataIssues {
      let mark = issue.isFatal ? wording("錯誤", "error") : wording("警告", "warning")
      let facts =
        "\(issue.dataset)  \(issue.code)  " + wording.count(issue.count, zh: " 處", en: "place")
      output.line("  " + paint(mark, issue.isFatal ? .bad : .doubtful) + "  " + facts)
      writeWrapped(wording[issue.message], indent: 4, to: &output)
      for example in issue.examples.prefix(5) {
        let column = example.column.map { "  " + $0 } ?? ""
        let found = example.found.isEmpty ? "" : "  " + SafeText.cut(example.found, toWidth: 40)
        output.line("      " + SafeText.oneLine(view.place(example.location) + column) + found)
      }
      if issue.count > min(5, issue.examples.count) {
        let rest = issue.count - min(5, issue.examples.count)
        output.line("      " + wording("另有 \(rest) 處", "\(rest) more"))
      }
      writeWrapped(wording.advice(issue), indent: 4, to: &output)
      if !issue.taintedRules.isEmpty {
        let ids = issue.taintedRules.map { result.rules[$0].id }.joined(
          separator: wording("、", ", "))
        writeWrapped(wording("可能影響：", "may taint: ") + ids, indent: 4, to: &output)
      }
    }
    output.line()
  }

  // MARK: A rule

  private func writeRule(_ index: Int, to output: inout ReportOutput) {
    let rule = result.rules[index]
    let facts = [
      wording.kind(rule.kind), wording("等級", "severity ") + wording[rule.severity.label],
      rule.status == .active ? nil : wording[rule.status.label],
    ].compactMap { $0 }.joined(separator: wording("，", ", "))
    output.line(paint("■ " + SafeText.oneLine(rule.id), .heading) + "  " + facts)
    writeWrapped(wording[rule.title], indent: 2, to: &output)
    if !rule.citations.isEmpty {
      let all = rule.citations.map(wording.citation).joined(separator: wording("、", "; "))
      writeWrapped(wording("依據：", "cites: ") + all, indent: 2, to: &output)
    }
    if !rule.wasEvaluated {
      output.line("  " + paint(wording("未評估", "not evaluated"), .doubtful))
    }
    if !countsAreEmpty(rule.counts) {
      writeWrapped(wording.counts(rule.counts), indent: 2, to: &output)
    } else if rule.wasEvaluated {
      output.line("  " + paint(wording.noCases, .faint))
    }
    writeGroups(index, to: &output)
    writeViolated(index, to: &output)
    writePending(index, to: &output)
    writeUndetermined(index, to: &output)
    output.line()
  }

  private func countsAreEmpty(_ counts: VerdictCounts) -> Bool { counts == VerdictCounts() }

  private func writeViolated(_ rule: Int, to output: inout ReportOutput) {
    let all = view.indices(of: rule, .violated)
    guard !all.isEmpty else { return }
    output.line("  " + paint(wording("違反", "Violated"), .bad))
    let shown = all.prefix(view.options.listLimit)
    var table = TextTable(
      header: [
        wording("案件", "case"), wording("應完成", "due"), wording("實際", "actual"),
        wording("逾期", "late by"), wording("承辦", "owner"), wording("備註", "note"),
      ], keeps: [1, 2, 3])
    // What stands below each row.
    var below: [(reason: String, places: String?)] = []
    for index in shown {
      let finding = view.findings.brief(index)
      table.add([
        wording.subject(finding.subject), finding.due.map(wording.moment) ?? "",
        finding.actual.map(wording.moment)
          ?? (finding.due == nil ? "" : wording("尚未完成", "not yet")),
        wording.lateness(finding), finding.owner.map(wording.name) ?? "", note(on: finding),
      ])
      let reason = SafeText.cut(wording[finding.reason], toLength: 400, wording)
      below.append((reason, finding.relatedLocations.isEmpty ? nil : places(of: finding)))
    }
    writeLines(of: table, to: &output) { row, output in
      writeWrapped(below[row].reason, indent: 8, to: &output)
      if let places = below[row].places { writeWrapped(places, indent: 8, to: &output) }
    }
    writeRest(all.count - shown.count, to: &output)
  }

  /// Where the rows of a finding stand, at most ten by name: duplicates and windows have several.
  private func places(of finding: Finding) -> String {
    let all = finding.places
    var text = wording("位置：", "at ")
    for (number, place) in all.prefix(10).enumerated() {
      if number > 0 { text += wording("、", ", ") }
      text += view.place(place)
    }
    if all.count > 10 { text += wording("等\(all.count)處", " and \(all.count - 10) more") }
    return text
  }

  private func note(on finding: Finding) -> String {
    var notes: [String] = []
    if let id = finding.waiver { notes.append(wording("豁免 ", "waived ") + id) }
    switch view.baselineState(violated: finding.fingerprint) {
    case .new: notes.append(wording("新增", "new"))
    case .persisting: notes.append(wording("持續", "persisting"))
    case .resolved, nil: break
    }
    if !finding.taints.isEmpty { notes.append(wording("資料有疑義", "doubtful data")) }
    return notes.joined(separator: wording("、", ", "))
  }

  private func writePending(_ rule: Int, to output: inout ReportOutput) {
    let all = view.indices(of: rule, .pending)
    guard !all.isEmpty else { return }
    let soonest = view.bySoonest(all).prefix(10)
    output.line(
      "  " + paint(wording("進行中，最先屆期者", "Pending, due soonest"), .heading))
    var table = TextTable(
      header: [
        wording("案件", "case"), wording("應完成", "due"), wording("承辦", "owner"),
        wording("說明", "why"),
      ], keeps: [1])
    for index in soonest {
      let finding = view.findings.brief(index)
      table.add([
        wording.subject(finding.subject), finding.due.map(wording.moment) ?? "",
        finding.owner.map(wording.name) ?? "", wording[finding.reason],
      ])
    }
    writeReasons(table, to: &output)
    writeRest(all.count - soonest.count, to: &output)
  }

  private func writeUndetermined(_ rule: Int, to output: inout ReportOutput) {
    let all = view.indices(of: rule, .undetermined)
    guard !all.isEmpty else { return }
    output.line("  " + paint(wording("無法判定", "Undetermined"), .doubtful))
    var table = TextTable(
      header: [
        wording("案件", "case"), wording("位置", "place"), wording("原因", "why"),
      ], keeps: [1])
    let shown = all.prefix(view.options.listLimit)
    for index in shown {
      let finding = view.findings.brief(index)
      table.add([
        wording.subject(finding.subject), finding.location.map(view.place) ?? "",
        wording[finding.reason],
      ])
    }
    writeReasons(table, to: &output)
    writeRest(all.count - shown.count, to: &output)
  }

  private func writeGroups(_ rule: Int, to output: inout ReportOutput) {
    let groups = view.groupsOfRule[rule].map { result.groups[$0] }
    guard !groups.isEmpty else { return }
    var table = TextTable(
      header: [
        wording("對象與期間", "group, period"), wording("值", "value"), wording("目標", "target"),
        wording("判定", "verdict"), wording("成員", "members"), wording("承辦", "owner"),
      ], alignsRight: [1], keeps: [1, 2, 3])
    let shown = groups.prefix(max(view.options.listLimit, 50))
    for group in shown {
      table.add([
        wording.subject(group), group.valueText,
        wording.requirement(group),
        wording.verdict(group),
        countsAreEmpty(group.members) ? "" : wording.shortCounts(group.members),
        group.owner.map(wording.name) ?? "",
      ])
    }
    writeTable(table, to: &output)
    writeRest(groups.count - shown.count, to: &output)
    for group in shown
    where group.verdict == .violated || group.verdict == .undetermined
      || group.outlook != nil
    {
      let reason = SafeText.cut(wording.reason(group), toLength: 400, wording)
      writeWrapped(
        "\(wording.subject(group))\(wording("：", ": "))\(reason)", indent: 4, to: &output)
    }
  }

  // MARK: Parts

  func writeTable(_ table: TextTable, to output: inout ReportOutput) {
    writeLines(of: table, to: &output) { _, _ in }
  }

  /// A table, with what stands below each row by its number.
  private func writeLines(
    of table: TextTable, to output: inout ReportOutput,
    below: (_ row: Int, inout ReportOutput) -> Void
  ) {
    table.forEachLine(width: width, indent: 4) { row, line in
      if let row {
        output.line(bytes: line)
        below(row, &output)
      } else {
        output.line(paint(String(decoding: line, as: UTF8.self), .faint))
      }
    }
  }

  /// A table whose last column says why: below each row where the line is too short for it, as what
  /// explains a verdict is never cut.
  private func writeReasons(_ table: TextTable, to output: inout ReportOutput) {
    guard table.width(indent: 4) > width, let last = table.header.indices.last else {
      return writeTable(table, to: &output)
    }
    let (rows, reasons) = table.splitting(last)
    writeLines(of: rows, to: &output) { row, output in
      writeWrapped(SafeText.cut(reasons[row], toLength: 400, wording), indent: 8, to: &output)
    }
  }

  private func writeRest(_ count: Int, to output: inout ReportOutput) {
    guard count > 0 else { return }
    output.line(
      "    "
        + wording(
          "另有 \(Wording.grouped(count)) 件未列於此；完整清單請用 --format csv=檔名",
          "\(Wording.grouped(count)) more not listed here; all of them with --format csv=FILE"))
  }

  func writeWrapped(_ text: String, indent: Int, to output: inout ReportOutput) {
    TextTable.wrap(text, width: max(20, width - indent)) { output.line($0, indent: indent) }
  }

  func pad(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(1, columns - text.displayWidth))
  }

  // MARK: Colour

  enum Style: String {
    case title = "1"
    case heading = "1;36"
    case bad = "1;31"
    case doubtful = "1;33"
    case good = "1;32"
    case faint = "2"
  }

  func paint(_ text: String, _ style: Style) -> String {
    view.options.colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
