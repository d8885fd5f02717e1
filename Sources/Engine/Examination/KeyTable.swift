import Columns

/// The keys of a log that were seen, as hashes of 64 bits, within a limit of memory.
struct KeyTable {
  /// The most keys that are kept: of a larger log the rest is not looked at.
  let limit: Int
  private let seen = HashTable()
  /// How many keys' memory is asked for at once.
  private static let stride = 64
  /// The number of rows that could not be looked at.
  private(set) var unseenRows = 0
  /// The number of distinct keys that occur more than once.
  private(set) var repeatedKeys = 0
  private var repeated: Set<UInt64> = []
  /// The number of rows of each file whose key was there before.
  private(set) var repeatsOfFile: [Int: Int] = [:]

  init(limit: Int) { self.limit = limit }

  /// Takes the keys of a batch in.
  ///
  /// - Parameter hashes: A hash a row; 0 where the row has no key.
  /// - Returns: the rows whose key was there before.
  mutating func insert(_ hashes: [UInt64], file: Int) -> [Int] {
    var repeats: [Int] = []
    for (row, hash) in hashes.enumerated() {
      if row % Self.stride == 0 {
        seen.warm(hashes[row..<min(row + Self.stride, hashes.count)])
      }
      if hash != 0, insert(hash, file: file) { repeats.append(row) }
    }
    return repeats
  }

  /// Takes what a rule that compares all keys found instead of seeing them itself.
  ///
  /// - Parameter repeated: For each key that occurs more than once the places of its rows, in order.
  /// - Returns: the places of the rows whose key was there before, in order.
  mutating func take(_ repeated: [[IssueTally.Place]]) -> [IssueTally.Place] {
    repeatedKeys += repeated.count
    let places = repeated.flatMap { $0.dropFirst() }
    for place in places { repeatsOfFile[place.file, default: 0] += 1 }
    return places.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  /// Takes a key in, and says whether it was there before.
  mutating func insert(_ hash: UInt64, file: Int) -> Bool {
    if seen.count < limit {
      if seen.insert(hash) { return false }
    } else if !seen.contains(hash) {
      unseenRows += 1
      return false
    }
    repeatsOfFile[file, default: 0] += 1
    if repeated.insert(hash).inserted { repeatedKeys += 1 }
    return true
  }
}

/// The keys of one file with their numbers of rows, from which cut ones are known.
struct FileKeys {
  static let limit = 2_000_000
  private var counts: [UInt64: Int] = [:]
  private(set) var rows = 0
  /// The first places of rows whose key the file had before.
  private(set) var repeats: [(place: IssueTally.Place, text: String)] = []

  mutating func add(_ hash: UInt64, _ text: @autoclosure () -> String, at place: IssueTally.Place) {
    rows += 1
    guard counts.count < Self.limit else { return }
    counts[hash, default: 0] += 1
    if counts[hash] != 1, repeats.count < IssueTally.mostExamples {
      repeats.append((place, text()))
    }
  }

  /// The number of different keys.
  var distinct: Int { counts.count }
  /// The number of rows that share their key.
  var sharingRows: Int { counts.values.reduce(0) { $1 > 1 ? $0 + $1 : $0 } }
  /// Whether identifiers were cut: each stands on ten rows or more, in at least 100 rows.
  var areCut: Bool { rows >= 100 && rows >= distinct * 10 }
}
