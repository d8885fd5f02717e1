import Columns

extension LogReader {
  /// Reads the rows as the files have them.
  func readRows<Output: Sendable>(
    _ schema: DatasetSchema, _ request: [ColumnRequest], threads: Int,
    process: @escaping @Sendable (inout Batch) -> Output,
    merge: (Output, BatchOrigin) throws -> Void
  ) throws {
    let layouts = opened.map(\.layout)
    let plans = request.map { ColumnPlan(schema: schema, request: $0) }
    let keepsShortRows = schema.columns.allSatisfy { $0.sensitivity == nil }
    let makeParser: @Sendable () -> BlockParser = {
      BlockParser(
        files: layouts, plans: plans, zone: schema.zone, keepsShortRows: keepsShortRows)
    }
    var tally = Tally(files: opened)
    try readBlocks(
      contents(), threads, makeParser, process: process, tally: &tally, merge: merge)
    for index in opened.indices {
      files[index].rows = tally.rows[index]
      opened[index].finish(&files[index])
    }
  }

  /// Reads the events, then gives one row per case.
  func readCases<Output: Sendable>(
    _ fold: EventFold, threads: Int, process: @escaping @Sendable (inout Batch) -> Output,
    merge: (Output, BatchOrigin) throws -> Void
  ) throws {
    try readRows(
      fold.eventSchema, fold.eventRequest, threads: threads, process: { $0 },
      merge: { try fold.add($0, $1) })
    var runs = try fold.finish()
    let zone = fold.schema.zone
    var tally = Tally(files: opened)
    try readBlocks(
      { try runs.next().map { ($0.file, .cases($0.run)) } }, threads,
      { BlockParser(files: [], plans: [], zone: zone, keepsShortRows: false) },
      process: process, tally: &tally, merge: merge)
  }

  private func readBlocks<Output: Sendable>(
    _ nextContent: @escaping () throws -> (file: Int, content: Block.Content)?, _ threads: Int,
    _ makeParser: @escaping @Sendable () -> BlockParser,
    process: @escaping @Sendable (inout Batch) -> Output, tally: inout Tally,
    merge: (Output, BatchOrigin) throws -> Void
  ) throws {
    if threads > 1 {
      try readParallel(
        threads, nextContent, makeParser, process: process, tally: &tally, merge: merge)
    } else {
      try readSequential(
        nextContent, makeParser(), process: process, tally: &tally, merge: merge)
    }
  }

  /// The blocks of all files, one file after another.
  private func contents() -> () throws -> (file: Int, content: Block.Content)? {
    let opened = opened
    let pool = BufferPool(blockSize: blockSize)
    var file = 0
    var source: (any BlockSource)?
    return {
      while file < opened.count {
        let current = try source ?? opened[file].makeSource(pool)
        source = current
        if let content = try current.next() { return (file, content) }
        source = nil
        file += 1
      }
      return nil
    }
  }

  private func readSequential<Output: Sendable>(
    _ nextContent: () throws -> (file: Int, content: Block.Content)?, _ parser: BlockParser,
    process: (inout Batch) -> Output, tally: inout Tally,
    merge: (Output, BatchOrigin) throws -> Void
  ) throws {
    let paths = files.map(\.path)
    var sequencer = Sequencer(parser: parser) { paths[$0] }
    while let (file, content) = try nextContent() {
      switch content {
      case .text(let run):
        guard try sequencer.parse(run, file: file) else { continue }
      case .rows(let run): parser.parse(run, file: file)
      case .cases(let run): parser.parse(run, file: file)
      }
      let origin = tally.add(
        content, file: file, rows: parser.batch.rowCount, lines: parser.batch.lineCount)
      if parser.batch.rowCount > 0 { try merge(process(&parser.batch), origin) }
    }
  }

  private func readParallel<Output: Sendable>(
    _ threads: Int, _ nextContent: @escaping () throws -> (file: Int, content: Block.Content)?,
    _ makeParser: @escaping @Sendable () -> BlockParser,
    process: @escaping @Sendable (inout Batch) -> Output, tally: inout Tally,
    merge: (Output, BatchOrigin) throws -> Void
  ) throws {
    let queue = BlockQueue<Output>(window: threads * 2, nextContent: nextContent)
    // This thread reads too: it merges what is ready between its own blocks, and is woken for none.
    let workers = WorkerThreads(count: threads - 1) {
      let parser = makeParser()
      while let block = queue.take() {
        queue.deliver(Self.work(block, parser, process))
      }
    }
    defer {
      queue.cancel()
      workers.join()
    }
    let parser = makeParser()
    let paths = files.map(\.path)
    var sequencer = Sequencer(parser: parser) { paths[$0] }
    while true {
      if !queue.isDelivered, let block = queue.takeIfRoom() {
        queue.deliver(Self.work(block, parser, process))
        continue
      }
      guard let delivery = try queue.nextDelivery() else { break }
      let file = delivery.block.file
      var (output, rows, lines) = (delivery.output, delivery.rowCount, delivery.lineCount)
      if case .text(let run) = delivery.block.content {
        if sequencer.accepts(run, file: file) {
          sequencer.advance(
            behind: run, end: delivery.end, isIncomplete: delivery.isIncomplete)
        } else if try sequencer.parse(run, file: file) {
          (rows, lines) = (parser.batch.rowCount, parser.batch.lineCount)
          output = process(&parser.batch)
        } else {
          (rows, lines) = (0, 0)
        }
      }
      let origin = tally.add(delivery.block.content, file: file, rows: rows, lines: lines)
      if rows > 0 { try merge(output, origin) }
      queue.didMerge()
    }
  }

  /// Reads and processes one block on a worker's thread.
  private static func work<Output: Sendable>(
    _ block: Block, _ parser: BlockParser, _ process: (inout Batch) -> Output
  ) -> BlockQueue<Output>.Delivery {
    var end = 0
    var isIncomplete = false
    switch block.content {
    case .text(let run):
      let result = parser.parse(run, file: block.file, from: run.start)
      (end, isIncomplete) = (result.end, result.isIncomplete)
    case .rows(let run): parser.parse(run, file: block.file)
    case .cases(let run): parser.parse(run, file: block.file)
    }
    let (rows, lines) = (parser.batch.rowCount, parser.batch.lineCount)
    return BlockQueue.Delivery(
      block: block, output: process(&parser.batch), rowCount: rows, lineCount: lines, end: end,
      isIncomplete: isIncomplete)
  }
}

/// Counts rows and lines of files as batches are merged.
struct Tally {
  private(set) var rows: [Int]
  private var lines: [Int]
  private var total = 0
  /// The bytes of all files, where that many bytes of text will be read; else 0.
  private let bytesOfText: Int
  private var bytesRead = 0

  init(files: [OpenedFile]) {
    let isText = files.allSatisfy { $0.info.format == .csv && !$0.info.isCompressed }
    bytesOfText = isText ? files.reduce(0) { $0 + $1.info.bytes } : 0
    rows = files.map { _ in 0 }
    lines = files.map(\.layout.dataLine)
  }

  /// Adds a batch and gives its place.
  mutating func add(
    _ content: Block.Content, file: Int, rows added: Int, lines addedLines: Int
  ) -> BatchOrigin {
    var origin = BatchOrigin(file: file, firstLine: lines[file], firstRow: total)
    if case .cases(let run) = content { origin.firstLine = run.firstLine }
    rows[file] += added
    lines[file] += addedLines
    total += added
    if bytesOfText > 0, case .text(let run) = content {
      bytesRead += run.limit - run.start
      let share = Double(bytesOfText) / Double(max(1, bytesRead))
      origin.expectedRows = min(Int(Double(total) * max(1, share)), Int(Int32.max))
    }
    return origin
  }
}
