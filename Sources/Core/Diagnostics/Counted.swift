/// A number with its English noun: `1 row`, `2 rows`.
///
/// - Parameters:
///   - noun: one of the things.
///   - plural: several of them, where an `s` does not make it.
public func counted(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
