import CivilTime
public import Diagnostics
import Columns
import Findings
import RuleCheck

extension Plan {
  /// The plan in words: for each dataset the columns read and the operators, in order.
  public func describe(_ language: Language) -> String {
    scans.map { describe($0, language) }.joined(separator: "\n")
  }

  private func describe(_ scan: Scan, _ language: Language) -> String {
    let schema = rules.datasets[scan.dataset].schema
    let columns = scan.requests.map { request in
      schema.allColumns[request.column].name + (request.coding == .plain ? "*" : "")
    }
    var lines = ["scan \(schema.name) (\(columns.joined(separator: ", ")))"]
    for judge in scan.judges {
      lines.append("  \(rules.rules[judge.rule].id)")
      for variant in judge.variants {
        if variant.version > 0 { lines.append("    version \(variant.version)") }
        if let filter = variant.filter { lines.append("    filter   \(filter.text)") }
        lines += step(variant.step, schema).map { "    " + $0 }
      }
    }
    for gather in scan.gathers {
      lines.append("  \(rules.rules[gather.rule].id)")
      if gather.version > 0 { lines.append("    version \(gather.version)") }
      if let filter = gather.filter { lines.append("    filter   \(filter.text)") }
      lines.append("    " + self.gather(gather, scan, schema))
    }
    return lines.joined(separator: "\n")
  }

  private func step(_ step: Judge.Step, _ schema: DatasetSchema) -> [String] {
    func names(_ columns: [Int]) -> String {
      columns.map { schema.allColumns[$0].name }.joined(separator: ", ")
    }
    switch step {
    case .deadline(let deadline):
      let start =
        switch deadline.start {
        case .column(let column): names([column])
        case .latest(let columns): "latest of \(names(columns))"
        case .earliest(let columns): "earliest of \(names(columns))"
        case .due(let rule): "due of \(rules.rules[rule].id)"
        case .done(let rule): "done of \(rules.rules[rule].id)"
        }
      let end =
        switch deadline.end {
        case .any(let columns): names(columns)
        case .all(let columns): "all of \(names(columns))"
        }
      let arms = deadline.arms.map { arm in
        let limit =
          switch arm.limit {
          case .length(let length): length.description
          case .parameter(let parameter, _): rules.parameters[parameter].name
          case .until(let column): "until \(names([column]))"
          }
        let condition = arm.condition.map { " if \($0.text)" } ?? ""
        return "         \(limit) by \(rules.profiles[arm.profile].name)\(condition)"
      }
      return ["deadline from \(start)"] + arms + [
        "compare  \(end) by \(deadline.judgedBy.rawValue)"
      ]
    case .test(let assertion):
      let required = assertion.required.isEmpty ? [] : ["filled   \(names(assertion.required))"]
      return required + (assertion.that.map { ["test     \($0.text)"] } ?? [])
    case .sequence(let order):
      switch order.pattern {
      case .precedence(let first, let then):
        return ["sequence \(names([first])) before \(names([then]))"]
      case .response(let after, let expect):
        return ["sequence \(names([expect])) after \(names([after]))"]
      case .absence(let column): return ["sequence never \(names([column]))"]
      case .atMostOnce(let column): return ["sequence at most one of \(names([column]))"]
      case .between(let event, let after, let before):
        return ["sequence \(names([after])), \(names([event])), \(names([before]))"]
      }
    }
  }

  private func gather(_ gather: Gather, _ scan: Scan, _ schema: DatasetSchema) -> String {
    var keys = gather.grouping.columns.map { schema.allColumns[$0].name }
    if let period = gather.grouping.period { keys.append(period.rawValue) }
    let by = keys.isEmpty ? "" : " by \(keys.joined(separator: ", "))"
    let what =
      switch gather.function {
      case .share: "group    share"
      case .count: "group    count"
      case .statistic(let rule):
        "group    \(rule.statistic) of \(schema.allColumns[rule.column].name)"
      case .duplicates(let rule):
        "distinct \(rule.columns.map { schema.allColumns[$0].name }.joined(separator: ", "))"
      case .series(let rule): "order    numbers of \(schema.allColumns[rule.number].name)"
      case .window(let rule): "window   \(rule.spanDays) days"
      case .schedule: "order    days against a schedule"
      case .coverage(let rule): "join     register \(rules.datasets[rule.register].schema.name)"
      }
    switch gather.source {
    case .verdicts(let judge): return what + " of \(rules.rules[scan.judges[judge].rule].id)" + by
    case .rows: return what + by
    case .register: return what + " (members)" + by
    }
  }
}
