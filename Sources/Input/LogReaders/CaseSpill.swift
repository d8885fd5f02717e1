import TemporaryFiles

/// Records of cases in a temporary file, parted by their keys.
final class CaseSpill {
  /// All that is spilled can be gathered in a sixty-fourth of its size at a time.
  static let partitionCount = 64
  private static let chunkSize = 32 * 1024

  /// Whole records, one after another.
  private struct Chunk {
    var offset: Int
    var count: Int
  }

  private let file: NamelessFile
  private var chunks = [[Chunk]](repeating: [], count: partitionCount)
  private var buffers = [[UInt8]](repeating: [], count: partitionCount)

  init(folder: String) throws { file = try NamelessFile(folder: folder) }

  /// Adds a record to a partition.
  func add(_ record: [UInt8], to partition: Int) throws {
    buffers[partition] += record
    if buffers[partition].count >= Self.chunkSize { try flush(partition) }
  }

  /// Writes what a partition still holds in memory.
  func flush(_ partition: Int) throws {
    guard !buffers[partition].isEmpty else { return }
    let offset = try file.append(buffers[partition])
    chunks[partition].append(Chunk(offset: offset, count: buffers[partition].count))
    buffers[partition].removeAll(keepingCapacity: true)
  }

  /// Gives up the memory of what is still to be written.
  func finish() throws {
    for partition in buffers.indices {
      try flush(partition)
      buffers[partition] = []
    }
  }

  /// The number of chunks of a partition.
  func chunkCount(_ partition: Int) -> Int { chunks[partition].count }

  /// The records of a chunk.
  func records(_ partition: Int, chunk: Int) throws -> RecordReader {
    let place = chunks[partition][chunk]
    return RecordReader(try file.read(at: place.offset, count: place.count))
  }
}

/// Goes through the cases of sorted partitions in order of their first events.
final class CaseMerge {
  private struct Head {
    var reader: RecordReader
    var chunk: Int
    var file: Int
  }

  private let spill: CaseSpill
  /// Where each part stands; `nil` at its end.
  private var heads: [Head?] = []
  /// The order of each part's next case; the largest number at a part's end.
  private var ordinals: [Int] = []
  /// The partition whose case is the next; `nil` at the end.
  private var first: Int?

  init(_ spill: CaseSpill) throws {
    self.spill = spill
    for partition in 0..<CaseSpill.partitionCount {
      heads.append(nil)
      ordinals.append(.max)
      if spill.chunkCount(partition) > 0 {
        stand(at: try spill.records(partition, chunk: 0), chunk: 0, in: partition)
      }
    }
    findFirst()
  }

  /// The file in which the next case starts; `nil` at the end.
  var file: Int? { first.flatMap { heads[$0]?.file } }

  /// Adds the next case to a table.
  func take(into table: CaseTable) throws {
    guard let partition = first, var head = heads[partition] else { return }
    _ = head.reader.startRecord()
    table.merge(&head.reader)
    if !head.reader.isAtEnd {
      stand(at: head.reader, chunk: head.chunk, in: partition)
    } else if head.chunk + 1 < spill.chunkCount(partition) {
      let next = head.chunk + 1
      stand(at: try spill.records(partition, chunk: next), chunk: next, in: partition)
    } else {
      heads[partition] = nil
      ordinals[partition] = .max
    }
    findFirst()
  }

  private func stand(at reader: RecordReader, chunk: Int, in partition: Int) {
    var look = reader
    _ = look.startRecord()
    ordinals[partition] = look.number()
    heads[partition] = Head(reader: reader, chunk: chunk, file: look.number())
  }

  private func findFirst() {
    var least = Int.max
    var found = -1
    for partition in ordinals.indices where ordinals[partition] < least {
      (found, least) = (partition, ordinals[partition])
    }
    first = found < 0 ? nil : found
  }
}
