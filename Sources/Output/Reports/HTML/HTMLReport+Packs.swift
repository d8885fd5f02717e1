import Diagnostics
import Findings

/// A report over a whole library of rules is read by agency: its parts fold by pack, and the targets
/// that were missed stand together before everything else.
extension HTMLReport {
  /// From how many rules on the page folds.
  static let rulesOfLongPage = 60

  var isLong: Bool { result.rules.count > Self.rulesOfLongPage }

  /// The rules of each pack, in the order of the result; all in one on a short page.
  var packs: [(id: String, rules: [Int])] {
    guard isLong else { return [("", Array(result.rules.indices))] }
    var packs: [(id: String, rules: [Int])] = []
    for (index, rule) in result.rules.enumerated() {
      let id = String(rule.id.prefix { $0 != "/" })
      if packs.last?.id == id {
        packs[packs.count - 1].rules.append(index)
      } else {
        packs.append((id, [index]))
      }
    }
    return packs
  }

  /// Starts the folded part of a pack; on a short page there is none.
  func startPack(_ pack: (id: String, rules: [Int]), to output: inout ReportOutput) {
    guard isLong else { return }
    let missed = pack.rules.count { result.rules[$0].counts.violated > 0 }
    let note =
      missed == 0
      ? wording("無違反", "no violation")
      : wording("\(missed) 條有違反", "\(missed) with violations")
    output.line(
      "<details class=\"pack\"><summary><b>\(text(title(of: pack)))</b> "
        + "<small class=\"path\">\(text(pack.id))</small> "
        + wording("共 \(pack.rules.count) 條規則，", "\(counted(pack.rules.count, "rule")), ")
        + "<span class=\"\(missed == 0 ? "good" : "bad")\">\(note)</span></summary>")
  }

  func endPack(to output: inout ReportOutput) {
    if isLong { output.line("</details>") }
  }

  /// The pack's title, else the last part of its id.
  private func title(of pack: (id: String, rules: [Int])) -> String {
    result.ruleFiles.first { $0.pack == pack.id }?.title.map { wording[$0] }
      ?? String(pack.id.split(separator: ".").last ?? "")
  }

  // MARK: Missed targets

  /// The groups whose target was missed, by owner, on a long page.
  var gaps: [GroupResult] {
    guard isLong else { return [] }
    let missed = result.groups.enumerated().filter {
      $0.element.verdict == .violated && $0.element.target != nil
    }
    return missed.sorted {
      ($0.element.owner ?? "", $0.element.rule, $0.offset)
        < ($1.element.owner ?? "", $1.element.rule, $1.offset)
    }.map(\.element)
  }

  func writeGaps(to output: inout ReportOutput) {
    let gaps = gaps
    guard !gaps.isEmpty else { return }
    startSection("gaps", wording("未達成之目標", "Missed targets"), to: &output)
    startTable(
      wording("未達成之目標及其差異，依承辦單位", "Missed targets and by how much, by owner"),
      [
        wording("承辦單位", "Owner"), wording("規則", "Rule"), wording("對象與期間", "Group and period"),
        wording("值", "Value") + "#", wording("目標", "Target") + "#", wording("差異", "Gap") + "#",
      ], to: &output)
    for group in gaps.prefix(limit) {
      let rule = result.rules[group.rule]
      output.line(
        "<tr><td>\(text(group.owner.map(wording.name) ?? "", limit: 40))</td>"
          + "<th scope=\"row\"><a href=\"#rule-\(group.rule)\">\(text(wording[rule.title], limit: 80))</a></th>"
          + "<td>\(text(wording.subject(group), limit: 80))</td>"
          + "<td class=\"n\">\(text(group.valueText))</td>"
          + "<td class=\"n\">\(text(wording.requirement(group)))</td>"
          + "<td class=\"n bad\">\(text(Self.gap(group)))</td></tr>")
    }
    endTable(to: &output)
    writeRest(gaps.count - limit, to: &output)
    output.line("</section>")
  }

  /// How far the better end of a group's value lies from its target, in the target's unit.
  static func gap(_ group: GroupResult) -> String {
    guard let target = group.target else { return "" }
    let best =
      group.comparison.hasPrefix("at-most") || group.comparison == "below"
      ? group.low : group.high
    let (left, one) = best.numerator.multipliedReportingOverflow(by: target.denominator)
    let (right, two) = target.numerator.multipliedReportingOverflow(by: best.denominator)
    let (below, three) = best.denominator.multipliedReportingOverflow(by: target.denominator)
    let (above, four) = left.subtractingReportingOverflow(right)
    guard !one, !two, !three, !four else { return "" }
    let gap = Ratio(above, below)
    let rounded = gap.decimalText(places: 2, landmarks: [Ratio(0, 1)])
    let difference = gap.shortText.utf8.count < rounded.utf8.count ? gap.shortText : rounded
    let sign = above > 0 ? "+" : ""
    return sign + difference + (group.unit == "percent" ? "%" : "")
  }
}
