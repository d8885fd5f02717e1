import Diagnostics
import RuleSyntax

/// What a name was found to be.
enum Lookup {
  /// The index of what it stands for.
  case found(Int)
  /// It is declared, and has errors of its own.
  case broken
  /// There is none.
  case unknown
}

/// The names of one section (datasets, parameters, …) over all files.
struct NameTable {
  struct Entry {
    var file: Int
    var name: String
    var place: DiagnosticPlace
    /// The index of what the name stands for; `nil` where it has errors.
    var index: Int?
    var isUsed = false
  }
  private(set) var entries: [Entry] = []
  private var byName: [String: [Int]] = [:]
  private var byIndex: [Int: Int] = [:]

  mutating func add(_ name: String, file: Int, place: DiagnosticPlace, index: Int?) {
    byName[name, default: []].append(entries.count)
    if let index { byIndex[index] = entries.count }
    entries.append(Entry(file: file, name: name, place: place, index: index))
  }

  /// Looks a name up in the files that are visible.
  func peek(_ name: String, in scope: [Int]) -> Entry? {
    for file in scope {
      if let position = byName[name]?.first(where: { entries[$0].file == file }) {
        return entries[position]
      }
    }
    return nil
  }

  /// Looks a name up in the files that are visible, and remembers that it is used.
  mutating func find(_ name: String, in scope: [Int]) -> Lookup {
    var position: Int?
    for file in scope where position == nil {
      position = byName[name]?.first { entries[$0].file == file }
    }
    guard let position else { return .unknown }
    entries[position].isUsed = true
    return entries[position].index.map(Lookup.found) ?? .broken
  }

  /// The names that are visible, in the order of files.
  func names(in scope: [Int]) -> [String] {
    let visible = Set(scope)
    return entries.filter { visible.contains($0.file) }.map(\.name)
  }

  /// The only name that is visible, if there is one and no more.
  func onlyName(in scope: [Int]) -> String? {
    var found: String?
    for entry in entries where scope.contains(entry.file) {
      if found != nil { return nil }
      found = entry.name
    }
    return found
  }

  /// The entry of a name in another visible file, for duplicates.
  func other(_ name: String, than file: Int, in scope: [Int]) -> Entry? {
    byName[name]?.map { entries[$0] }.first { $0.file != file && scope.contains($0.file) }
  }

  /// Marks an index as used.
  mutating func use(index: Int) {
    if let position = byIndex[index] { entries[position].isUsed = true }
  }
}
