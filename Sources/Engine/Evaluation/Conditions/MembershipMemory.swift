import Columns
import Synchronization

/// Which codes of coded columns stand for texts that conditions ask for, kept from batch to batch.
final class MembershipMemory: Sendable {
  private struct Key: Hashable {
    let mark: ListMark
    let kernel: Int
  }

  private let tables = Mutex<[Key: [UInt8]]>([:])
  /// More than conditions times threads, each of which reads columns with codes of its own.
  private static let mostTables = 4096

  /// For each code of a column, and perhaps more, the raw answer whether its text is among some.
  ///
  /// - Parameter kernel: The number of the condition.
  func table(of kernel: Int, _ texts: TextSet, _ vector: ColumnVector) -> [UInt8] {
    let key = Key(mark: vector.mark, kernel: kernel)
    let isLasting = vector.mark != .none
    var table = isLasting ? tables.withLock { $0[key] } ?? [] : []
    let known = table.count
    for text in vector.dictionary.dropFirst(known) {
      table.append((texts.contains(text) ? TriState.yes : .no).rawValue)
    }
    if isLasting, table.count > known {
      tables.withLock { tables in
        if tables.count >= Self.mostTables { tables.removeAll() }
        if (tables[key]?.count ?? 0) < table.count { tables[key] = table }
      }
    }
    // A column without any text has cells all the same.
    return table.isEmpty ? [TriState.no.rawValue] : table
  }
}
