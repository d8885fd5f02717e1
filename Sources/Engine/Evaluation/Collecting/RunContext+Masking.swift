import Columns
import Findings

extension RunContext {
  /// A column's text as reports may show it: masked where the column is sensitive, unless it was asked
  /// to be revealed.
  func shown(_ text: String, of column: ColumnSchema) -> String {
    guard let sensitivity = column.sensitivity, !revealed.contains(column.name) else { return text }
    switch sensitivity {
    case .name: return Masking.name(text)
    case .nationalID: return Masking.nationalID(text)
    case .phone: return Masking.phone(text)
    case .address: return Masking.address(text)
    case .email: return Masking.email(text)
    case .other: return Masking.other(text)
    }
  }
}
