import CivilTime
import Diagnostics
import Findings

/// A sheet of a workbook before a format writes it.
struct Sheet {
  /// The name of its tab.
  let name: String
  /// Titles and usual widths in characters.
  let columns: [FindingTable.Column]
  /// The column that holds verdicts and is coloured by them.
  let verdictColumn: Int?
  /// Whether texts are broken into lines within their columns; else they are cut at the next cell, as a
  /// sheet of many rows would take the office program too long to lay out.
  var isWrapped = true
  /// How many of the columns are printed, from the left; `nil` for all.
  ///
  /// Every sheet is printed one page wide, so that what serves only to look things up would make the rest
  /// too small to read.
  var printedColumns: Int?
  /// How many rows stand below the header.
  let rowCount: Int
  /// The rows below the header, made one by one.
  let rows: () -> AnyIterator<[SheetCell]>
}

/// The sheets of a result, the same in every spreadsheet format.
struct Workbook {
  /// The most rows that a sheet may have; what is beyond is said in the last one.
  static let rowLimit = 1_048_576
  /// The most characters that a cell may have.
  static let cellLimit = 32_000

  let view: ReportView
  private var result: CheckResult { view.result }
  private var wording: Wording { view.wording }

  init(_ view: ReportView) { self.view = view }

  /// Summary, findings, rates, scorecards, data defects.
  var sheets: [Sheet] { [summary, findings, rates, scorecards, dataIssues].compactMap(\.self) }

  /// Words of verdicts with their colours: paper and ink.
  var verdictColours: [(word: String, paper: UInt32, ink: UInt32)] {
    [
      (wording[Verdict.violated.label], 0xFBE5E5, 0xA4161A),
      (wording[Verdict.undetermined.label], 0xFDF0D5, 0x7A4B00),
      (wording[Verdict.compliant.label], 0xE0F2E5, 0x14592B),
    ]
  }

  /// A text as a cell may hold it: harmless and not too long, saying so where it was cut.
  func cellText(_ text: String) -> String {
    SafeText.cut(text, toLength: Self.cellLimit, wording)
  }

  /// The rows within the limit; the last one says how many are left out.
  private func limited(_ rows: AnyIterator<[SheetCell]>, _ total: Int) -> AnyIterator<[SheetCell]> {
    guard total > Self.rowLimit - 1 else { return rows }
    let shown = Self.rowLimit - 2
    var number = 0
    return AnyIterator {
      number += 1
      if number <= shown { return rows.next() }
      if number > shown + 1 { return nil }
      let rest = Wording.grouped(total - shown)
      return [.text(wording("另有 \(rest) 列，見 csv 格式", "\(rest) more rows, see the csv format"))]
    }
  }

  /// How many rows a list of findings takes, with the one that says how many are left out.
  private func rowCount(of total: Int) -> Int { min(total, Self.rowLimit - 1) }

  private func iterator(_ rows: some Sequence<[SheetCell]>) -> AnyIterator<[SheetCell]> {
    AnyIterator(rows.makeIterator())
  }

  private var summary: Sheet {
    let columns = [
      FindingTable.Column("規則", "rule", 30), FindingTable.Column("規則名稱", "title", 34),
      FindingTable.Column("依據", "cites", 34), FindingTable.Column("等級", "severity", 9),
      FindingTable.Column("違反", "violated", 10, isNumber: true),
      FindingTable.Column("其中豁免", "waived", 10, isNumber: true),
      FindingTable.Column("進行中", "pending", 10, isNumber: true),
      FindingTable.Column("無法判定", "undetermined", 13, isNumber: true),
      FindingTable.Column("符合", "compliant", 10, isNumber: true),
      FindingTable.Column("不適用", "not applicable", 10, isNumber: true),
    ]
    var rows: [[SheetCell]] = result.rules.map { rule in
      let counts = rule.counts
      let cites = rule.citations.map(wording.citation).joined(separator: wording("、", "; "))
      return [
        .text(rule.id), SheetCell(wording[rule.title]), SheetCell(cites),
        .text(wording[rule.severity.label]), .integer(counts.violated), .integer(counts.waived),
        .integer(counts.pending),
        .integer(counts.undetermined), .integer(counts.compliant), .integer(counts.notApplicable),
      ]
    }
    let total = Totals(result).counts
    rows.append([
      .text(wording("合計", "total")), .empty, .empty, .empty, .integer(total.violated),
      .integer(total.waived), .integer(total.pending), .integer(total.undetermined),
      .integer(total.compliant), .integer(total.notApplicable),
    ])
    rows.append([])
    rows.append([.text(wording("報告", "report")), .text(wording[result.title])])
    rows += RunFacts.lines(view).map { [.text($0.name), .text($0.value)] }
    rows.append([.text(wording("結論", "outcome")), .text(wording[result.outcome.reason])])
    for input in result.inputs {
      rows.append([
        .text(wording("輸入", "input")), .text("\(input.dataset)  \(input.path)"),
        .text(inputText(input)),
      ])
    }
    let all = rows
    return Sheet(
      name: wording("總覽", "summary"), columns: columns, verdictColumn: nil, rowCount: all.count
    ) {
      iterator(all)
    }
  }

  /// The encoding and size of an input, in words.
  private func inputText(_ input: InputSummary) -> String {
    let rows = Wording.grouped(input.rows)
    let counted = input.rows == 1 ? "1 row" : "\(rows) rows"
    return input.encoding + wording("，\(rows) 列", ", \(counted)")
  }

  /// The columns of the table of findings that stand in the sheet of findings, with their widths.
  ///
  /// First stands what is printed, then what is only looked up. Low, high, target and unit belong to groups.
  private static let findingColumns: KeyValuePairs = [
    0: 13.0, 1: 9, 3: 26, 4: 16, 5: 9, 6: 12, 8: 20, 9: 20, 10: 9, 11: 9, 17: 34, 18: 8, 20: 26,
    23: 7, 7: 20, 22: 30, 2: 30, 12: 9, 19: 9, 21: 30, 24: 20, 25: 36,
  ]
  private static let printedFindingColumns = 14
  /// The most findings whose texts are broken into lines.
  private static let mostWrappedFindings = 5_000

  private var findings: Sheet {
    let table = FindingTable(view)
    let shown = Self.findingColumns.map(\.key)
    let result = result
    let count = result.findings.count
    return Sheet(
      name: wording("發現", "findings"),
      columns: Self.findingColumns.map { table.columns[$0.key].wide($0.value) }, verdictColumn: 0,
      isWrapped: count <= Self.mostWrappedFindings,
      printedColumns: Self.printedFindingColumns, rowCount: rowCount(of: count)
    ) {
      let rows = result.findings.lazy.map { finding in
        let cells = table.cells(of: finding)
        return shown.map { cells[$0] }
      }
      return limited(iterator(rows), count)
    }
  }

  private var rates: Sheet {
    let table = FindingTable(view)
    // Columns of the table of findings, with narrower widths, as their texts are wrapped.
    let widths: KeyValuePairs = [
      0: 13.0, 1: 9, 2: 22, 3: 26, 4: 14, 5: 9, 6: 12, 13: 8, 14: 8, 15: 8, 16: 8, 17: 36, 19: 9,
      20: 20,
    ]
    let shown = widths.map(\.key)
    let result = result
    return Sheet(
      name: wording("比率", "rates"), columns: widths.map { table.columns[$0.key].wide($0.value) },
      verdictColumn: 0, rowCount: rowCount(of: result.groups.count)
    ) {
      let rows = result.groups.lazy.map { group in
        let cells = table.cells(of: group)
        return shown.map { cells[$0] }
      }
      return limited(iterator(rows), result.groups.count)
    }
  }

  private var scorecards: Sheet? {
    guard !result.scorecards.isEmpty else { return nil }
    let columns = [
      FindingTable.Column("計分表", "scorecard", 22), FindingTable.Column("面向", "dimension", 16),
      FindingTable.Column("項目", "indicator", 34),
      FindingTable.Column("權重", "weight", 9, isNumber: true),
      FindingTable.Column("目標", "target", 9, isNumber: true),
      FindingTable.Column("實績", "value", 9, isNumber: true), FindingTable.Column("單位", "unit", 9),
      FindingTable.Column("達成率", "achieved", 10, isNumber: true),
      FindingTable.Column("得分", "points", 9, isNumber: true),
      FindingTable.Column("差異", "gap", 9, isNumber: true), FindingTable.Column("說明", "note", 30),
    ]
    func number(_ ratio: Ratio?) -> SheetCell { ratio.map { .decimal($0.shortText) } ?? .empty }
    var rows: [[SheetCell]] = []
    for card in result.scorecards {
      for line in card.lines {
        let achieved =
          line.achievement == nil
          ? SheetCell.empty : .decimal(String(line.achievementText.dropLast()))
        rows.append([
          .text(wording[card.title]), SheetCell(line.dimension.map { wording[$0] }),
          .text(wording[line.title]), number(line.weight),
          number(line.target), number(line.value), SheetCell(wording.unit(line.unit)), achieved,
          number(line.points), number(line.gap), SheetCell(line.note.map { wording[$0] }),
        ])
      }
      for dimension in card.dimensions {
        rows.append([
          .text(wording[card.title]), .text(wording[dimension.title]),
          .text(wording("小計", "subtotal")), number(dimension.possible), .empty, .empty, .empty,
          .empty, number(dimension.points), .empty, .empty,
        ])
      }
      let note = card.total == nil ? wording("無法計算", "cannot be computed") : nil
      rows.append([
        .text(wording[card.title]), .empty, .text(wording("總分", "total")), number(card.possible),
        .empty, .empty, .empty, .empty, number(card.total), .empty, SheetCell(note),
      ])
    }
    let all = rows
    return Sheet(
      name: wording("計分表", "scorecards"), columns: columns, verdictColumn: nil,
      rowCount: all.count
    ) {
      iterator(all)
    }
  }

  private var dataIssues: Sheet {
    let columns = [
      FindingTable.Column("程度", "level", 8), FindingTable.Column("資料集", "dataset", 16),
      FindingTable.Column("代碼", "code", 20), FindingTable.Column("說明", "what", 36),
      FindingTable.Column("處數", "places", 8, isNumber: true), FindingTable.Column("檔案", "file", 20),
      FindingTable.Column("列", "line", 8, isNumber: true), FindingTable.Column("欄位", "column", 12),
      FindingTable.Column("內容", "found", 18), FindingTable.Column("處理", "what to do", 26),
      FindingTable.Column("可能影響", "may taint", 32),
    ]
    let rows = result.dataIssues.flatMap { issue -> [[SheetCell]] in
      let head: [SheetCell] = [
        .text(issue.isFatal ? wording("錯誤", "error") : wording("警告", "warning")),
        .text(issue.dataset), .text(issue.code), .text(wording[issue.message]),
        .integer(issue.count),
      ]
      let rest: [SheetCell] = [
        .text(wording[SendInstead.advice(for: issue.code)]),
        SheetCell(issue.taintedRules.map { result.rules[$0].id }.joined(separator: " ")),
      ]
      if issue.examples.isEmpty {
        return [head + [.empty, .empty, .empty, .empty] + rest]
      }
      return issue.examples.map { example in
        head + [
          .text(result.inputs[example.location.input].path), .integer(example.location.line),
          SheetCell(example.column), .identifier(example.found),
        ] + rest
      }
    }
    return Sheet(
      name: wording("資料缺失", "data defects"), columns: columns, verdictColumn: nil,
      rowCount: rowCount(of: rows.count)
    ) {
      limited(iterator(rows), rows.count)
    }
  }
}
