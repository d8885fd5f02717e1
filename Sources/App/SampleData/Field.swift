/// What a cell of the sample holds.
enum Field<Value> {
  case value(Value)
  case empty
  /// A text that is no value of the column's type, such as 30 February.
  case bad(String)

  init(_ value: Value?) { self = value.map { .value($0) } ?? .empty }

  /// The value, if there is one.
  var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Whether the cell can be read, be it empty or not.
  var isReadable: Bool {
    if case .bad = self { false } else { true }
  }

  /// The text of the cell.
  func text(_ render: (Value) -> String) -> String {
    switch self {
    case .value(let value): render(value)
    case .empty: ""
    case .bad(let text): text
    }
  }
}

extension Field where Value == String {
  var text: String { text { $0 } }
}
