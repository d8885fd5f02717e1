import Diagnostics
import Findings

extension HTMLReport {
  func writeRates(to output: inout ReportOutput) {
    guard !result.groups.isEmpty else { return }
    startSection("rates", wording("比率與目標", "Rates and targets"), to: &output)
    output.line(
      "<p class=\"hint\">"
        + wording(
          "橫條為值所在的區間：左端為未決案件全數不符合時，右端為全數符合時；直線為目標。",
          "The bar is the interval of the value, from all open cases failing to all passing; "
            + "the line is the target.")
        + "</p>")
    for pack in packs where pack.rules.contains(where: { !view.groupsOfRule[$0].isEmpty }) {
      startPack(pack, to: &output)
      for rule in pack.rules { writeRates(of: rule, to: &output) }
      endPack(to: &output)
    }
    output.line("</section>")
  }

  private func writeRates(of rule: Int, to output: inout ReportOutput) {
    let indices = view.groupsOfRule[rule]
    guard !indices.isEmpty else { return }
    startTable(
      text(wording[result.rules[rule].title]),
      [
        wording("對象與期間", "Group and period"), wording("判定", "Verdict"),
        wording("值", "Value") + "#", wording("目標", "Target"), wording("區間", "Interval"),
        wording("成員", "Members"),
      ], to: &output)
    for group in indices.prefix(limit).map({ result.groups[$0] }) {
      let isRunning = group.isOpen && !group.isUnplaced
      let open = isRunning ? " <small>\(wording("期間未滿", "open period"))</small>" : ""
      output.line(
        "<tr><th scope=\"row\">\(name(of: group))</th>"
          + "<td>\(badge(group.verdict))\(open)</td><td class=\"n\">\(text(group.valueText))</td>"
          + "<td class=\"keep\">\(text(wording.requirement(group)))</td><td>\(interval(group))</td>"
          + "<td class=\"members\">\(wording.shortCounts(group.members))</td></tr>")
    }
    endTable(to: &output)
    writeRest(indices.count - limit, to: &output)
  }

  /// A group with its period, which stays in one piece.
  private func name(of group: GroupResult) -> String {
    guard !group.isUnplaced, case .group(let values, let period?) = group.subject, !values.isEmpty
    else { return text(wording.subject(group), limit: 120) }
    return text(wording.names(values), limit: 120)
      + " <span class=\"keep\">\(wording.period(period))</span>"
  }

  /// The interval as a drawing 260 by 24; the numbers beside it say the same.
  private func interval(_ group: GroupResult) -> String {
    guard group.hasValue else { return "" }
    let scale = IntervalScale(group)
    let (from, to) = (scale.x(group.low), scale.x(group.high))
    let target =
      group.target.map { target in
        "<line class=\"target\" x1=\"\(scale.x(target))\" y1=\"1\" x2=\"\(scale.x(target))\" y2=\"23\"/>"
      } ?? ""
    let label = text(wording.standing(group))
    return
      "<svg class=\"interval\" viewBox=\"0 0 260 24\" width=\"260\" height=\"24\" role=\"img\" "
      + "aria-label=\"\(label)\"><text x=\"24\" y=\"16\" text-anchor=\"end\">\(Int(scale.bottom))</text>"
      + "<rect class=\"track\" x=\"30\" y=\"9\" width=\"200\" height=\"6\"/>"
      + "<rect class=\"f-\(group.verdict.rawValue)\" x=\"\(from - 1)\" y=\"6\" "
      + "width=\"\(max(3, to - from + 2))\" height=\"12\"/>\(target)"
      + "<text x=\"236\" y=\"16\">\(Int(scale.top))</text></svg>"
  }

  func writeAgeing(to output: inout ReportOutput) {
    let ageing = Ageing(view)
    guard !ageing.isEmpty else { return }
    startSection("ageing", wording("逾期分布", "Overdue ageing"), to: &output)
    let most = max(1, ageing.rows.map { $0.done + $0.open }.max() ?? 1)
    let height = ageing.rows.count * 30 + 6
    let label = wording("逾期件數依逾期日數", "Violations by days late")
    output.line(
      "<figure><svg class=\"ageing\" preserveAspectRatio=\"xMinYMid\" viewBox=\"0 0 640 \(height)\" role=\"img\" aria-label=\"\(label)\">"
    )
    for (index, row) in ageing.rows.enumerated() {
      let y = index * 30 + 4
      let done = row.done * 380 / most
      let open = row.open * 380 / most
      output.write("<text x=\"130\" y=\"\(y + 17)\" text-anchor=\"end\">\(name(row))</text>")
      output.write(
        "<rect class=\"f-done\" x=\"140\" y=\"\(y)\" width=\"\(row.done > 0 ? max(2, done) : 0)\" height=\"22\"/>"
      )
      output.write(
        "<rect class=\"f-open\" x=\"\(140 + done)\" y=\"\(y)\" width=\"\(row.open > 0 ? max(2, open) : 0)\" height=\"22\"/>"
      )
      output.line(
        "<text x=\"\(148 + done + open)\" y=\"\(y + 17)\">\(Wording.grouped(row.done + row.open))</text>"
      )
    }
    output.line("</svg>")
    output.line(
      "<figcaption><span class=\"key f-done\"></span>\(wording("已完成而逾期", "done late")) "
        + "<span class=\"key f-open\"></span>\(wording("尚未完成", "still open"))</figcaption></figure>"
    )
    output.line("<details><summary>\(wording("數字", "Numbers"))</summary>")
    startTable(
      label,
      [
        wording("逾期", "Late by"), wording("已完成", "Done") + "#", wording("尚未完成", "Open") + "#",
      ], to: &output)
    for row in ageing.rows {
      output.line(
        "<tr><th scope=\"row\">\(name(row))</th>\(numberCell(row.done))\(numberCell(row.open))</tr>"
      )
    }
    endTable(to: &output)
    output.line("</details></section>")
  }

  private func name(_ row: Ageing.Row) -> String {
    if row.days.lowerBound <= 0 { return wording("未滿1日", "under 1 day") }
    if row.days.upperBound == .max {
      return wording("逾\(row.days.lowerBound - 1)日", "over \(row.days.lowerBound - 1) days")
    }
    return wording(
      "\(row.days.lowerBound)–\(row.days.upperBound)日",
      "\(row.days.lowerBound)–\(row.days.upperBound) days")
  }
}

/// How many violations are how late, waived ones left out.
struct Ageing {
  struct Row {
    let days: ClosedRange<Int>
    var done = 0
    var open = 0
  }

  var rows: [Row] = [
    Row(days: -1...0), Row(days: 1...3), Row(days: 4...7), Row(days: 8...14), Row(days: 15...30),
    Row(days: 31...90), Row(days: 91...Int.max),
  ]

  init(_ view: ReportView) {
    let (result, wording) = (view.result, view.wording)
    for finding in result.findings where finding.verdict == .violated && finding.waiver == nil {
      guard let late = finding.lateness, late.minutes > 0,
        let days = wording.wholeDaysLate(finding),
        let row = rows.firstIndex(where: { $0.days.contains(max(0, days)) })
      else { continue }
      if finding.actual == nil { rows[row].open += 1 } else { rows[row].done += 1 }
    }
  }

  var isEmpty: Bool { rows.allSatisfy { $0.done + $0.open == 0 } }
}

/// The span of values that a drawing of an interval shows: near the target, so that a point counts.
struct IntervalScale {
  let bottom: Double
  let top: Double

  init(_ group: GroupResult) {
    let ends = [group.low, group.high] + (group.target.map { [$0] } ?? [])
    let values = ends.map(Self.value)
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    if group.unit == "percent", most <= 100 {
      bottom = [90, 80, 50].first { least >= $0 } ?? min(0, least.rounded(.down))
      top = 100
    } else {
      bottom = min(0, least.rounded(.down))
      top = max(1, (most * 1.1).rounded(.up))
    }
  }

  private static func value(_ ratio: Ratio) -> Double {
    Double(ratio.numerator) / Double(ratio.denominator)
  }

  /// The place of a value in a drawing whose track runs from 30 to 230.
  func x(_ ratio: Ratio) -> Int {
    let share = (Self.value(ratio) - bottom) / (top - bottom)
    return 30 + Int((min(max(share, 0), 1) * 200).rounded())
  }
}
