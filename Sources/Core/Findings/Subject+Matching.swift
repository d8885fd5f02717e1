import CivilTime

extension Subject {
  /// Whether a subject is the one that names and texts state.
  ///
  /// Each name is a column of the subject, or a kind of period (`month`, `year`), whose text is the
  /// period in ISO or ROC style. A single text without a name is the subject's whole label, or its
  /// only value.
  public func matches(_ wanted: [(name: String, text: String)]) -> Bool {
    if wanted.count == 1, wanted[0].name.isEmpty {
      let text = wanted[0].text
      if text == label || values.map(\.value) == [text] { return true }
      // The values, then the period in any of its styles.
      let names = values.map { $0.value + " " }.joined()
      guard let period, text.hasPrefix(names) else { return false }
      return period.isNamed(String(text.dropFirst(names.count)))
    }
    return wanted.allSatisfy { item in
      if let period, period.unit.rawValue == item.name { return period.isNamed(item.text) }
      return values.contains { $0.name == item.name && $0.value == item.text }
    }
  }
}

extension Period {
  /// Whether a text such as `110-01`, `2021-01`, `110`, `2021-Q1` or `110年1月` names the period, or
  /// the natural period that it is a part of.
  public func isNamed(_ text: String) -> Bool {
    if text == label || text == rocLabel { return true }
    let whole = Period(unit, holding: first)
    if isPart { return whole.isNamed(text) }
    return text == "\(first.rocYear)\(label.drop { $0 != "-" })"
  }
}
