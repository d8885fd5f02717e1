import Columns

/// Headings that stand in two rows: the names of groups above, those of their parts below.
///
///     案號 | 受理 |      | 結案日期
///          | 日期 | 時間 |
///
/// Joined they are 案號, 受理日期, 受理時間, 結案日期.
struct HeaderPair: Sendable, Hashable {
  /// One heading a field.
  let headings: [String]
  /// Those that are made of both rows, or of the lower alone.
  let joined: [String]
  /// The line of each row, from 1.
  let lines: ClosedRange<Int>
  /// Whether a heading of the upper row has nothing below, as where it is merged over both rows.
  let reachesDown: Bool
  /// How many cells of the upper row have text.
  let upperCount: Int

  /// Joins two rows; `nil` where the lower cannot be of a heading: it has nothing, or something under
  /// a heading that the dataset declares, or what begins like a number or a date.
  init?(
    upper: (fields: [String], line: Int), lower: (fields: [String], line: Int),
    schema: DatasetSchema
  ) {
    guard upper.line > 0, upper.line <= lower.line else { return nil }
    let declared = Set(schema.columns.flatMap { $0.headers.map(HeaderMatch.normalized) })
    let (above, below) = (
      upper.fields.map(HeaderMatch.normalized), lower.fields.map(HeaderMatch.normalized)
    )
    var headings: [String] = []
    var joined: [String] = []
    var group = ""
    for field in 0..<max(above.count, below.count) {
      let (name, part) = (
        field < above.count ? above[field] : "", field < below.count ? below[field] : ""
      )
      if !name.isEmpty { group = name }
      guard !part.isEmpty else {
        headings.append(name)
        continue
      }
      let isData = part.utf8.first.map { (0x30...0x39).contains($0) } ?? false
      if declared.contains(name) || isData && !declared.contains(part) { return nil }
      let candidates = [group + part, group + " " + part, part]
      headings.append(
        candidates.first { declared.contains($0) } ?? candidates[group.isEmpty ? 2 : 0])
      joined.append(headings[field])
    }
    guard !joined.isEmpty else { return nil }
    (self.headings, self.joined) = (headings, joined)
    lines = upper.line...lower.line
    reachesDown = above.indices.contains { field in
      !above[field].isEmpty && (field >= below.count || below[field].isEmpty)
    }
    upperCount = above.count { !$0.isEmpty }
  }

  /// Whether two rows that do not give more columns than one may still be one heading.
  var isLikely: Bool { reachesDown && upperCount > 1 }

  /// The first pair beside a header that may be one heading with it, above or below.
  static func likely(
    beside header: Int, among rows: [(fields: [String], line: Int)], _ schema: DatasetSchema
  ) -> HeaderPair? {
    [(header, header + 1), (header - 1, header)].lazy.compactMap { upper, lower in
      guard rows.indices.contains(upper), rows.indices.contains(lower) else { return nil }
      return HeaderPair(upper: rows[upper], lower: rows[lower], schema: schema)
    }.first { $0.isLikely }
  }
}
