import Columns
import Findings
import RuleCheck

extension GatherRuntime {
  /// An integer or decimal cell as an exact fraction.
  static func number(_ column: Int, _ row: Int, _ view: RowView) -> Ratio? {
    let cells = view.cells(column)
    guard cells.isPresent(row) else { return nil }
    switch cells.type {
    case .integer: return Ratio(cells.value(row), 1)
    case .decimal: return Ratio(cells.value(row), powerOfTen(Int(cells.detail(row))))
    case .text, .boolean, .date, .timestamp: return nil
    }
  }

  static func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<max(0, min(exponent, 18))).reduce(Int64(1)) { power, _ in power * 10 }
  }
}
