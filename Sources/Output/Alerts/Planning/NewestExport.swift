import Findings

/// The newest export in which each case stands; what an older one says of it is out of date.
///
/// Exports of several months are one log, whose files are in the order of their names. A case that was
/// open in January's and is done in February's is done.
struct NewestExport {
  private struct Key: Hashable {
    let rule: Int
    let identity: String
  }

  private var inputs: [Key: Int] = [:]

  init(_ result: CheckResult) {
    let datasets = Dictionary(grouping: result.inputs, by: \.dataset)
    guard datasets.contains(where: { $0.value.count > 1 }) else { return }
    for finding in result.findings {
      guard let key = Self.key(finding), let input = finding.location?.input else { continue }
      inputs[key] = max(inputs[key] ?? 0, input)
    }
  }

  /// Whether no newer export speaks of the finding's case.
  func holds(_ finding: Finding) -> Bool {
    guard let key = Self.key(finding), let input = finding.location?.input,
      let newest = inputs[key]
    else { return true }
    return input >= newest
  }

  /// Rows without a key have no identity, and are never taken for one another.
  private static func key(_ finding: Finding) -> Key? {
    guard case .row = finding.subject, !finding.identity.isEmpty else { return nil }
    return Key(rule: finding.rule, identity: finding.identity)
  }
}
