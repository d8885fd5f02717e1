import Columns

/// Puts the blocks of a text together in order, and reads those again whose start was not the start
/// of a record.
struct Sequencer {
  private let parser: BlockParser
  private let path: (Int) -> String
  private var file = -1
  /// The offset at which the next record starts; `nil` at the start of a file.
  private var expected: Int?
  /// The run whose last record does not end in it.
  private var unfinished: TextRun?

  init(parser: BlockParser, path: @escaping (Int) -> String) {
    self.parser = parser
    self.path = path
  }

  /// Whether what was read of a run from its own start is right.
  mutating func accepts(_ run: TextRun, file: Int) -> Bool {
    enter(file)
    return unfinished == nil && (expected ?? run.start) == run.start
  }

  /// Goes on behind a run that was accepted.
  mutating func advance(behind run: TextRun, end: Int, isIncomplete: Bool) {
    expected = end
    unfinished = isIncomplete ? run : nil
  }

  /// Reads a run from where the records before it end, into the parser's batch.
  ///
  /// - Returns: `false` where the run lies within a record of the one before.
  mutating func parse(_ run: TextRun, file: Int) throws -> Bool {
    enter(file)
    var run = run
    let start = expected ?? run.start
    if let unfinished { run = try joined(unfinished, from: start, run, file: file) }
    guard start < run.limit else { return false }
    let result = parser.parse(run, file: file, from: start)
    advance(behind: run, end: result.end, isIncomplete: result.isIncomplete)
    return true
  }

  private mutating func enter(_ file: Int) {
    guard file != self.file else { return }
    self.file = file
    expected = nil
    unfinished = nil
  }

  /// The rest of a run and the run behind it as one.
  private func joined(_ first: TextRun, from start: Int, _ second: TextRun, file: Int) throws
    -> TextRun
  {
    let rest = first.limit - start
    guard rest + second.count < Int(Int32.max) else {
      throw StreamTextSource.lineTooLong(path(file))
    }
    let buffer = ByteBuffer(capacity: rest + second.count)
    buffer.append(
      UnsafeRawBufferPointer(start: first.base + (start - first.baseOffset), count: rest))
    buffer.append(UnsafeRawBufferPointer(start: second.base, count: second.count))
    return TextRun(
      owner: buffer, base: buffer.base, baseOffset: start, count: buffer.count, start: start,
      limit: second.limit, isFinal: second.isFinal)
  }
}
