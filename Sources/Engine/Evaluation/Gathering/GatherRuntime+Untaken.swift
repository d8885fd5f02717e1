import CivilTime
import Columns
import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

extension GatherRuntime {
  /// Whether a row of a day that cannot be taken in is a finding of its own, and of this version.
  ///
  /// Windows, series and schedules judge rows or days; other functions tell in the group's result how
  /// many members are undetermined.
  func names(_ day: CivilDate?) -> Bool {
    switch gather.function {
    case .schedule: return gather.version == 0
    case .window, .series: break
    case .share, .count, .statistic, .coverage, .duplicates: return false
    }
    guard let unit = gather.grouping.period, !rule.versions.isEmpty else { return true }
    guard let day else { return gather.version == 0 }
    return rule.version(on: Period(unit, holding: day).first, knownOn: knownOn) == gather.version
  }

  /// A row that cannot be taken in, with the columns for want of which.
  func untaken(_ row: Int, _ view: RowView, _ builder: FindingBuilder) -> Finding {
    var finding = Finding(
      rule: gather.rule, subject: .row(key: builder.key(row, view)),
      verdict: rule.undeterminedIsViolated ? .violated : .undetermined,
      reason: LocalizedText(verbatim: ""), owner: builder.owner(rule, row, view),
      location: DataLocation(input: 0, line: view.batch.lineOffset(ofRow: row)))
    finding.identity = builder.identity(row, view)
    let columns = view.schema.allColumns
    var names = needed.filter { !view.cells($0).isPresent(row) }.map { columns[$0].name }
    if names.isEmpty { names = filter?.unknownColumns(view, row) ?? [] }
    if names.isEmpty, case .column(let column)? = gather.datedBy { names = [columns[column].name] }
    finding.cells = names.map { NamedValue($0, "") }
    var (fate, tag) = (LocalizedText(zh: "無法計入", en: "cannot be taken in"), "untaken")
    if case .duplicates = gather.function {
      fate = LocalizedText(zh: "無法比對是否重複", en: "cannot be compared with other rows")
      tag = "uncompared"
    }
    // People know a column by its heading.
    let headings = names.map { name in
      columns.first { $0.name == name }?.headers.first ?? name
    }
    finding.reason = LocalizedText(
      zh: "\(fate.zhHant)：\(headings.joined(separator: "、"))空白或無法解讀",
      en: "\(fate.en): \(names.joined(separator: ", ")) empty or unreadable")
    finding.fingerprint = Fingerprint.of([rule.id, finding.identity, tag] + names)
    return finding
  }

  /// The columns without which a row cannot be taken in.
  private var needed: [Int] {
    var columns: [Int] = []
    switch gather.function {
    case .window(let window):
      columns = gather.grouping.columns + [window.datedBy]
      if let sum = window.sum { columns.append(sum) }
      return columns
    case .series(let series): columns = [series.number]
    case .schedule: break
    case .duplicates(let unique): return unique.columns + unique.grouping.columns
    case .share, .count, .statistic, .coverage: return []
    }
    var isDated = gather.grouping.period != nil
    if case .schedule = gather.function { isDated = true }
    if isDated, case .column(let column)? = gather.datedBy { columns.append(column) }
    return columns
  }
}
