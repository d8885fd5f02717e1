/// The forms in which a column declares that its dates are written.
///
/// The empty set stands for any form that a value shows unambiguously.
public struct DateForms: OptionSet, Sendable, Hashable {
  /// One bit a form.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Gregorian with separators: `2020-03-19`, `2020/3/19`, `2020年3月19日`.
  public static let iso = DateForms(rawValue: 1)
  /// Years of the Republic of China: `109/03/19`, `1090319`, `109年3月19日`, and with it declared
  /// also `99/3/19` and `990319`.
  public static let roc = DateForms(rawValue: 2)
  /// Gregorian digits without separators: `20200319`, `202003190900`.
  public static let compact = DateForms(rawValue: 4)
  /// Days of a spreadsheet with the epoch of 1900.
  public static let serial1900 = DateForms(rawValue: 8)
  /// Days of a spreadsheet with the epoch of 1904.
  public static let serial1904 = DateForms(rawValue: 16)

  /// The forms with the names that rule files use.
  public static let named: [(name: String, form: DateForms)] = [
    ("iso", .iso), ("roc", .roc), ("compact", .compact), ("serial-1900", .serial1900),
    ("serial-1904", .serial1904),
  ]

  /// Creates a set from the names that rule files use; `nil` where one is unknown.
  public init?(names: [String]) {
    var forms: DateForms = []
    for name in names {
      guard let known = Self.named.first(where: { $0.name == name }) else { return nil }
      forms.insert(known.form)
    }
    self = forms
  }

  /// Whether a value in a form is accepted.
  @inline(__always)
  func allows(_ form: DateForms) -> Bool { isEmpty || contains(form) }

  var serials: DateForms { intersection([.serial1900, .serial1904]) }
}
