import Diagnostics
import Platform
import RuleSyntax

/// The rows of the tests beside a pack, which people have judged: the sample takes them over where a
/// rule's rows follow no pattern.
struct TestedRows {
  private var byRule: [String: [TestDocument.Case]] = [:]

  init(pack: Pack) throws {
    let path = String(pack.path.dropLast(5)) + ".test.yaml"
    guard Files.isFile(path) else { return }
    let document = RuleDocument.parse(SourceText(name: path, bytes: try Files.read(path)))
    for tests in document.testDocuments { byRule[tests.rule, default: []] += tests.cases }
  }

  /// The cases of a rule that any later moment leaves as they are.
  func cases(of rule: String) -> [TestDocument.Case] {
    (byRule[rule] ?? []).filter {
      $0.asOf == nil && $0.knownOn == nil && $0.todo == nil && !$0.areEvents
    }
  }
}

extension SampleYear {
  /// The kinds whose verdicts are about single rows.
  private static let judgesRows: Set = ["assert", "deadline", "order", "window"]

  /// Takes over the tested rows of a rule: single rows that are met or missed, or the rows of a group.
  mutating func plantTested(_ rule: WrittenRule, _ tests: TestedRows) {
    let cases = tests.cases(of: rule.name)
    if rule.dataset == "figure-checks" {
      plantPrinted(rule, cases)
      return
    }
    // Figures that a document reports stand alone; a made-up one beside them would change their sums.
    guard rule.dataset != "indicator-reports" else { return }
    let single = cases.filter {
      Self.judgesRows.contains(rule.kind) && $0.rows.count == 1 && $0.registers.isEmpty
        && $0.expectations.count == 1
    }
    var taken = 0
    for test in single where taken < 6 {
      let expectation = test.expectations[0]
      guard let verdict = expectation.verdict, expectation.group.isEmpty,
        verdict == "compliant" || verdict == "violated",
        let cells = cells(of: test.rows[0], in: rule.dataset), let key = key(of: rule)
      else { continue }
      var row = cells
      let number = tables.serial("T", of: rule.dataset)
      row[key] = number
      tables.add(rule.dataset, row)
      self.cases.append((rule.id, number, verdict == "violated"))
      taken += 1
    }
    guard taken == 0 else { return }
    // Numbers of two series would run into each other.
    let most = rule.kind == "serial" ? 1 : 2
    for test in cases.prefix(most) { plantGroup(rule, test) }
  }

  /// The figures as their document prints them, which the first tested case holds.
  private mutating func plantPrinted(_ rule: WrittenRule, _ cases: [TestDocument.Case]) {
    guard let row = cases.first?.rows.first, let cells = cells(of: row, in: rule.dataset) else {
      return
    }
    tables.add(rule.dataset, cells)
    expect(rule, violations: 0)
  }

  /// The rows of a case with several, its groups kept apart from those of other cases.
  private mutating func plantGroup(_ rule: WrittenRule, _ test: TestDocument.Case) {
    // Who answers keeps the name where something else tells the groups apart.
    var groups = Set(rule.node["per"]?.texts ?? [])
    if groups.count > 1, let owner = rule.node["owner"]?.text { groups.remove(owner) }
    let suffix = tables.serial("組", of: rule.dataset).suffix(3)
    func renamed(_ row: TestDocument.Row, in dataset: String) -> [String: String]? {
      guard var cells = cells(of: row, in: dataset) else { return nil }
      for name in groups
      where rule.kind != "serial" && tables.tables[dataset]?.types[name] == "text" {
        cells[name] = cells[name].map { "\($0)-\(suffix)" }
      }
      return cells
    }
    for row in test.rows {
      guard var cells = renamed(row, in: rule.dataset) else { continue }
      if let key = key(of: rule), rule.kind != "unique", rule.kind != "serial" {
        cells[key] = tables.serial("T", of: rule.dataset)
      }
      tables.add(rule.dataset, cells)
    }
    for register in test.registers {
      for row in register.rows {
        if let cells = cells(of: row, in: register.dataset) { tables.add(register.dataset, cells) }
      }
    }
  }

  /// The column that numbers a dataset's rows: the last of its key.
  private func key(of rule: WrittenRule) -> String? {
    let keys = rule.pack.datasets[rule.dataset]?["key"]?.texts ?? []
    return keys.last.flatMap { tables.tables[rule.dataset]?.types[$0] == "text" ? $0 : nil }
  }

  /// A tested row with its days as the sample writes them; `nil` where one lies after the sample's end,
  /// or in the year whose cases a report has counted.
  private func cells(of row: TestDocument.Row, in dataset: String) -> [String: String]? {
    var cells: [String: String] = [:]
    for (column, text) in row.cells {
      let type = tables.tables[dataset]?.types[column]
      guard type == "date" || type == "timestamp", !text.isEmpty else {
        cells[column] = text
        continue
      }
      let parts = text.split(separator: "-", maxSplits: 2)
      guard parts.count == 3, let year = Int(parts[0]) else { return nil }
      let gregorian = year > 1911 ? year : year + 1911
      guard gregorian <= 2022, gregorian != 2015 || !Self.counted.contains(dataset) else {
        return nil
      }
      cells[column] = "\(gregorian)-\(parts[1])-\(parts[2])"
    }
    return cells
  }
}
