import Columns
import FoundationEssentials
import LogReaders
import TestSupport
import Testing

/// Logs that once broke a reader (`make fuzz` keeps them), read again.
@Suite struct CorpusTests {
  static let folder = Repository.root + "/Tests/Corpus/logs"
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []

  /// The columns that `qixian-fuzz` reads.
  static let schema = DatasetSchema.test(
    key: ["id"],
    [
      ColumnSchema(name: "id", headers: ["案號", "id", "case:concept:name"], type: .text),
      ColumnSchema(
        name: "note", headers: ["說明", "note", "concept:name"], type: .text, isOptional: true,
        repairs: [.trim, .fullWidth, .spreadsheetText]),
      ColumnSchema(name: "age", headers: ["年齡", "age"], type: .integer, isOptional: true),
      ColumnSchema(
        name: "at", headers: ["受理時間", "at", "time:timestamp"], type: .timestamp,
        isOptional: true),
    ])

  @Test func `the corpus is there`() { #expect(!Self.names.isEmpty) }

  @Test(arguments: names)
  func `a log that broke a reader is refused, or read alike in blocks of any size`(
    name: String
  ) throws {
    let path = Self.folder + "/" + name
    let source = LogSource(argument: name.hasSuffix(".sqlite") ? "sqlite:" + path : path)
    guard let whole = try? Reading([source], Self.schema) else {
      #expect(throws: ReadError.self) { try Reading([source], Self.schema, blockSize: 61) }
      return
    }
    for (threads, blockSize) in [(1, 61), (2, 61), (2, 7)] {
      let cut = try Reading([source], Self.schema, threads: threads, blockSize: blockSize)
      #expect(cut.rows == whole.rows)
      #expect(cut.issues == whole.issues)
    }
  }
}
