public import Columns
public import Diagnostics

/// A log that was opened: one or more files, whose rows are the rows of one dataset.
public final class LogReader {
  /// The dataset that the log is read as.
  public let schema: DatasetSchema
  /// What was found in headers and encodings, in order of files.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// The files, with their numbers of rows once they were read.
  public internal(set) var files: [InputFile] = []
  /// The optional columns asked for that files lack, in order of files.
  public internal(set) var absentColumns: [AbsentColumn] = []
  var opened: [OpenedFile] = []
  let blockSize: Int
  /// The columns of the log whose absence matters.
  let asked: Set<Int>
  /// Whether more files than one are opened.
  let isOneOfMany: Bool

  /// Opens files, detects how they are written, and matches their headers.
  ///
  /// - Parameters:
  ///   - asked: the columns (of `schema.allColumns`) that rules read. Of these, an optional one that a
  ///     file lacks is told, and its cells are unreadable where a heading of no column comes near.
  ///   - blockSize: the number of bytes that become about one batch.
  /// - Throws: `ReadError` where the system refuses or a container is broken. What is wrong with
  ///   the content is in `diagnostics`.
  public static func open(
    _ sources: [LogSource], schema: DatasetSchema, asked: Set<Int> = [],
    blockSize: Int = 768 * 1024
  ) throws -> LogReader {
    let reader = LogReader(
      schema: schema, asked: asked, blockSize: blockSize, isOneOfMany: sources.count > 1)
    for source in sources { try reader.add(source) }
    return reader
  }

  private init(schema: DatasetSchema, asked: Set<Int>, blockSize: Int, isOneOfMany: Bool) {
    self.schema = schema
    self.asked = Set(asked.flatMap { schema.sourceColumns(of: $0) })
    self.isOneOfMany = isOneOfMany
    self.blockSize = max(1, blockSize)
  }

  /// Whether the log can be read: every file has every column that the dataset requires.
  public var isReadable: Bool { !diagnostics.contains { $0.severity == .error } }

  /// Reads all rows.
  ///
  /// Columns are asked for by their index in the schema; an index from `schema.columns.count` on
  /// means a moment of `schema.events`. Each batch is given to `process` on one of the threads, and
  /// its output to `merge` on the calling thread, in the order of files and rows. Batches do not
  /// depend on the number of threads. `process` may also be called for a batch that turns out to be
  /// cut wrongly and whose output is then dropped; it must have no effect but its output.
  ///
  /// - Parameters:
  ///   - request: the columns to read, in the order in which batches hold them.
  ///   - threads: the number of threads that read and process.
  ///   - process: what is done with a batch; it may take the arrays of the batch.
  ///   - merge: takes outputs in order; may throw to end the reading.
  ///   - limit: how much memory gathering events into cases may take.
  /// - Throws: `ReadError`, `TemporaryFileError`, or what `merge` throws.
  public func read<Output: Sendable>(
    _ request: [ColumnRequest], threads: Int, limit: MemoryLimit = .standard,
    process: @escaping @Sendable (inout Batch) -> Output,
    merge: (Output, BatchOrigin) throws -> Void
  ) throws {
    if let fold = EventFold(schema: schema, request: request, limit: limit) {
      try readCases(fold, threads: threads, process: process, merge: merge)
    } else {
      try readRows(schema, request, threads: threads, process: process, merge: merge)
    }
  }
}
