import FoundationEssentials
import JSON
import Platform

/// Writes the sample year: rows for every rule of the library, met or missed as planned, together with
/// the figures that the documents themselves report.
///
/// Each document is filled in its own year, the four-year plan in its last; all is judged at the end of
/// ROC 111.
struct SampleYear {
  /// The last day of the sample.
  static let lastDay = Day(111, 12, 31)
  /// Datasets whose rows name what they are about by a code, so that rules do not meet each other's.
  static let coded: Set = [
    "activity-log", "reported-measures", "registers", "case-log", "record-values", "step-log",
    "figure-checks",
  ]

  var tables = YearTables()
  /// How many violations each rule must show, where the plan knows it.
  var violations: [(rule: String, count: Int)] = []
  /// Rules of which the sample says nothing: nothing is what they ask for, or they begin after its end.
  var silent: [String] = []
  /// Cases of rules whose rows other rules judge as well: rule, key and whether it is violated.
  var cases: [(rule: String, key: String, isViolated: Bool)] = []
  /// The figures that the documents report, by code.
  var reported: [String: [(year: Int, value: Figure)]] = [:]
  var reportedCounts: [String: Int] = [:]
  /// Codes with rows already, so that rules that share a code share its rows.
  var planted: Set<String> = []
  private let packs: [Pack]
  private let root: String

  init(root: String) throws {
    self.root = root
    packs = try Pack.all(in: root + "/rules")
    for pack in packs {
      for (name, node) in pack.datasets.sorted(by: { $0.key < $1.key }) {
        tables.declare(name, node)
      }
    }
  }

  /// Writes the files; returns how many rows they hold.
  mutating func write() throws -> (files: Int, rows: Int) {
    try takeReportedFigures()
    plantReportedCases()
    plantListedPurchases()
    for pack in packs {
      let tests = try TestedRows(pack: pack)
      for rule in pack.rules where !rule.isSuspended { plant(rule, tests) }
    }
    let folder = root + "/rules/samples/year"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var (files, rows) = (0, 0)
    for (name, table) in tables.tables.sorted(by: { $0.key < $1.key }) where !table.rows.isEmpty {
      try Data(tables.text(name).utf8).write(to: URL(filePath: "\(folder)/\(name).csv"))
      (files, rows) = (files + 1, rows + table.rows.count)
    }
    let json = expected.bytes(indent: 1) + [0x0A]
    try Data(json).write(to: URL(filePath: root + "/Tests/SampleMonth/year.json"))
    return (files, rows)
  }

  /// Plants what a rule judges.
  private mutating func plant(_ rule: WrittenRule, _ tests: TestedRows) {
    // A share of another rule's verdicts has no rows of its own.
    guard !rule.dataset.isEmpty else { return }
    guard (rule.firstYear ?? 0) + 1911 <= Self.lastDay.parts.year else {
      silent.append(rule.id)
      return
    }
    guard Self.coded.contains(rule.dataset) else {
      plantTested(rule, tests)
      return
    }
    switch rule.kind {
    case "count": plantCount(rule)
    case "recurrence": plantRecurrence(rule)
    case "coverage": plantCoverage(rule)
    case "measure": plantMeasure(rule, tests)
    case "deadline": plantDeadline(rule, tests)
    case "order": plantOrder(rule, tests)
    default: plantTested(rule, tests)
    }
  }

  /// Whether a rule is one of those that the sample misses on purpose: about one in eight, by its name.
  static func isMissed(_ rule: WrittenRule) -> Bool {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in rule.id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
    return (hash >> 20) % 8 == 0
  }

  mutating func expect(_ rule: WrittenRule, violations count: Int) {
    violations.append((rule.id, count))
  }

  /// The figures of the documents, as the files in `rules/samples/reported` hold them.
  private mutating func takeReportedFigures() throws {
    for dataset in ["reported-measures", "record-values", "indicator-reports"] {
      for cells in try Self.rows(root + "/rules/samples/reported/\(dataset).csv") {
        tables.add(dataset, cells)
        guard dataset == "reported-measures", let code = cells["measure"],
          let value = cells["value"].flatMap(Figure.init),
          let year = cells["period_end"].flatMap({ Int($0.prefix(4)) })
        else { continue }
        reported[code, default: []].append((year - 1911, value))
      }
    }
    for cells in try Self.rows(root + "/rules/samples/reported/activity-counts.csv") {
      if let code = cells["activity"] { reportedCounts[code] = cells["count"].flatMap { Int($0) } }
    }
  }

  /// The rows of a plain CSV file without quotation marks, by heading.
  private static func rows(_ path: String) throws -> [[String: String]] {
    let lines = String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n")
    let header = (lines.first ?? "").split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(header, cells))
    }
  }

  private var expected: JSONValue {
    .object([
      "as-of": .string("2022-12-31"),
      "violations": .object(
        violations.map { JSONValue.Member($0.rule, .int(Int64($0.count))) }),
      "cases": .array(
        cases.map {
          .object([
            "rule": .string($0.rule), "key": .string($0.key), "violated": .bool($0.isViolated),
          ])
        }),
      "silent": .array(silent.map { .string($0) }),
    ])
  }
}
