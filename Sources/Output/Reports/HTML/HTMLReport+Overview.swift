import Diagnostics
import Findings

extension HTMLReport {
  func writeOverview(to output: inout ReportOutput) {
    startSection("overview", wording("總覽", "Overview"), to: &output)
    let outcome = result.outcome
    let style = outcome.exitCode == 0 ? "good" : outcome.exitCode == 1 ? "bad" : "doubtful"
    let heading =
      switch outcome.exitCode {
      case 0: wording("未發現應處理之違反", "No violation that counts")
      case 1: wording("發現違反", "Violations found")
      default: wording("查核不完整", "The check is incomplete")
      }
    output.line(
      "<p class=\"outcome \(style)\"><strong>\(heading)</strong> \(text(wording[outcome.reason]))</p>"
    )
    writeTiles(to: &output)
    writeComparison(to: &output)
    let changes = ruleChanges
    for pack in packs {
      startPack(pack, to: &output)
      writeRuleTable(pack.rules, changes, to: &output)
      endPack(to: &output)
    }
    output.line("</section>")
  }

  private func writeRuleTable(
    _ rules: [Int], _ changes: [String: BaselineCounts]?, to output: inout ReportOutput
  ) {
    startTable(
      wording("各規則判定件數", "Verdicts by rule"),
      [wording("規則", "Rule"), wording("等級", "Severity"), wording("違反", "Violated") + "#"]
        + (changes == nil ? [] : [wording("新增", "New") + "#", wording("已解除", "Resolved") + "#"]) + [
          wording("其中豁免", "Waived") + "#", wording("進行中", "Pending") + "#",
          wording("無法判定", "Undetermined") + "#", wording("符合", "Compliant") + "#",
          wording("不適用", "Not applicable") + "#",
        ], to: &output)
    for index in rules {
      let rule = result.rules[index]
      let counts = rule.counts
      let status = rule.status == .active ? "" : " <small>（\(wording[rule.status.label])）</small>"
      let missing =
        rule.wasEvaluated
        ? "" : " <strong class=\"bad\">\(wording("未評估", "not evaluated"))</strong>"
      output.line(
        "<tr><th scope=\"row\"><a href=\"#rule-\(index)\">\(text(wording[rule.title]))</a>\(status)"
          + "\(missing)<br><small class=\"path\">\(text(rule.id))</small></th>"
          + "<td>\(badge(rule.severity))</td>\(numberCell(counts.violated, "bad"))"
          + (changes.map { changeCells($0[rule.id]) } ?? "") + numberCell(counts.waived)
          + numberCell(counts.pending)
          + numberCell(counts.undetermined, "doubtful") + numberCell(counts.compliant)
          + numberCell(counts.notApplicable) + "</tr>")
    }
    endTable(to: &output)
  }

  private func changeCells(_ change: BaselineCounts?) -> String {
    guard let change else { return "<td class=\"n zero\">–</td><td class=\"n zero\">–</td>" }
    return numberCell(change.new, "bad") + numberCell(change.resolved, "good")
  }

  /// How each rule stands against the earlier run; without one `nil`, and no entry for a rule that the
  /// one run or the other did not evaluate.
  private var ruleChanges: [String: BaselineCounts]? {
    guard let baseline = view.options.baseline else { return nil }
    let known = Set(baseline.rules.filter(\.wasEvaluated).map(\.id))
    var changes: [String: BaselineCounts] = [:]
    for rule in result.rules where rule.wasEvaluated && known.contains(rule.id) {
      changes[rule.id] = BaselineCounts()
    }
    for finding in result.findings where finding.verdict == .violated {
      let id = result.ruleID(finding.rule)
      if view.baselineState(violated: finding.fingerprint) == .new { changes[id]?.new += 1 }
    }
    for group in result.groups where group.verdict == .violated {
      let id = result.ruleID(group.rule)
      if view.baselineState(violated: result.fingerprint(of: group)) == .new {
        changes[id]?.new += 1
      }
    }
    let now = result.violatedFingerprints
    for finding in baseline.findings
    where finding.verdict == .violated && !now.contains(finding.fingerprint) {
      changes[baseline.ruleID(finding.rule)]?.resolved += 1
    }
    for group in baseline.groups
    where group.verdict == .violated && !now.contains(baseline.fingerprint(of: group)) {
      changes[baseline.ruleID(group.rule)]?.resolved += 1
    }
    return changes
  }

  private func writeTiles(to output: inout ReportOutput) {
    let counts = Totals(result).counts
    let tiles = [
      ("bad", wording("違反", "violated"), counts.violated - counts.waived),
      ("", wording("已豁免", "waived"), counts.waived),
      ("doubtful", wording("無法判定", "undetermined"), counts.undetermined),
      ("", wording("進行中", "pending"), counts.pending),
      ("good", wording("符合", "compliant"), counts.compliant),
      ("", wording("不適用", "not applicable"), counts.notApplicable),
    ]
    output.line("<ul class=\"tiles\">")
    for (style, name, number) in tiles {
      output.line(
        "<li class=\"\(number == 0 ? "" : style)\"><b>\(Wording.grouped(number))</b> \(name)</li>")
    }
    output.line("</ul>")
  }

  private func writeComparison(to output: inout ReportOutput) {
    guard let baseline = view.options.baseline else { return }
    let counts = view.comparison()
    let since = wording.moment(baseline.asOf)
    output.line(
      "<p>"
        + wording(
          "與前次（\(since)）相比：新增 <b>\(counts.new)</b> 件、持續 <b>\(counts.persisting)</b> 件、"
            + "已解除 <b>\(counts.resolved)</b> 件。",
          "Against the run of \(since): <b>\(counts.new)</b> new, <b>\(counts.persisting)</b> "
            + "persisting, <b>\(counts.resolved)</b> resolved.")
        + "</p>")
    let gone = view.resolved()
    guard !gone.isEmpty else { return }
    let names = gone.prefix(50).map { text(wording.subject($0.subject), limit: 60) }
    let more = gone.count > 50 ? wording("等 \(gone.count) 件", " and \(gone.count - 50) more") : ""
    output.line(
      "<details><summary>\(wording("已解除案件", "Resolved cases"))</summary><p>"
        + names.joined(separator: wording("、", ", ")) + more + "</p></details>")
  }

  func writeOwners(to output: inout ReportOutput) {
    let owners = OwnerSummary.table(view)
    guard !owners.isEmpty else { return }
    startSection("owners", wording("依承辦單位", "By owner"), to: &output)
    let severities = Severity.allCases.reversed()
    startTable(
      wording("未豁免之違反件數，依等級", "Violations without waiver, by severity"),
      [wording("承辦單位", "Owner")] + severities.map { wording[$0.label] + "#" } + [
        wording("合計", "Total") + "#", wording("其中尚未完成", "Still open") + "#",
        wording("最久逾期日數", "Longest, days") + "#",
      ], to: &output)
    for owner in owners.prefix(limit) {
      var row = "<tr><th scope=\"row\">\(text(owner.name, limit: 40))</th>"
      for severity in severities {
        row += numberCell(owner.bySeverity[severity, default: 0], "s-text-\(severity.rawValue)")
      }
      row += numberCell(owner.total, "bad") + numberCell(owner.open) + numberCell(owner.longestDays)
      output.line(row + "</tr>")
    }
    endTable(to: &output)
    if owners.count > limit {
      output.line(
        "<p class=\"rest\">"
          + wording("另有 \(owners.count - limit) 個承辦單位", "\(owners.count - limit) more owners")
          + "</p>")
    }
    output.line("</section>")
  }
}

/// The violations of one owner.
struct OwnerSummary {
  var name: String
  var bySeverity: [Severity: Int] = [:]
  var total = 0
  var open = 0
  var longestDays = 0

  /// All owners with violations, the most first.
  static func table(_ view: ReportView) -> [OwnerSummary] {
    var index: [String: Int] = [:]
    var owners: [OwnerSummary] = []
    func add(_ owner: String?, _ rule: Int, isOpen: Bool, days: Int) {
      let name = owner.map(view.wording.name) ?? view.wording("（未指定）", "(no owner)")
      let place =
        index[name]
        ?? {
          owners.append(OwnerSummary(name: name))
          index[name] = owners.count - 1
          return owners.count - 1
        }()
      owners[place].bySeverity[view.result.rules[rule].severity, default: 0] += 1
      owners[place].total += 1
      owners[place].open += isOpen ? 1 : 0
      owners[place].longestDays = max(owners[place].longestDays, days)
    }
    for finding in view.result.findings where finding.verdict == .violated && finding.waiver == nil
    {
      let isOpen = finding.due != nil && finding.actual == nil
      let days = view.wording.wholeDaysLate(finding) ?? 0
      add(finding.owner, finding.rule, isOpen: isOpen, days: days)
    }
    for group in view.result.groups where group.verdict == .violated {
      add(group.owner, group.rule, isOpen: false, days: 0)
    }
    return owners.enumerated().sorted { left, right in
      left.element.total != right.element.total
        ? left.element.total > right.element.total : left.offset < right.offset
    }.map(\.element)
  }
}
