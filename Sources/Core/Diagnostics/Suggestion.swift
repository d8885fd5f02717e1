/// The candidate that a mistyped word most likely meant, if one is near enough.
///
/// Near means an edit distance of at most a third of the word's length (at least one); ties go to
/// the candidate that comes first.
public func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
  let length = word.unicodeScalars.count
  // A word of which nothing remains is no misspelling of another.
  let limit = min(max(1, length / 3), length - 1)
  var best: (word: String, distance: Int)?
  for candidate in candidates where candidate != word {
    if abs(candidate.unicodeScalars.count - length) > limit { continue }
    let distance = editDistance(word, candidate)
    if distance <= limit, distance < (best?.distance ?? .max) {
      best = (candidate, distance)
    }
  }
  return best?.word
}

/// The number of insertions, deletions, substitutions and swaps of neighbours between two words.
public func editDistance(_ left: String, _ right: String) -> Int {
  let a = Array(left.lowercased().unicodeScalars)
  let b = Array(right.lowercased().unicodeScalars)
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let cost = a[i - 1] == b[j - 1] ? 0 : 1
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
