import Findings

/// Values of a batch in ascending order with their lines, in some bytes each: identifiers differ from
/// the one before in their last letters only.
///
/// A value is the number of letters by which it differs, and these, where it is as long as the one
/// before and stands on the next line; else 0, by how many lines it is further, how many bytes it shares
/// with the one before and how many follow, and these. The first of each block is written as if none
/// stood before it, so that a value is found without reading all.
struct ValueRun: Sendable {
  private let bytes: [UInt8]
  /// The number of values.
  let count: Int
  /// The least value.
  let first: [UInt8]
  /// The greatest value.
  let last: [UInt8]
  private let longest: Int
  /// Where each block begins.
  private let blocks: [Int32]

  /// The number of values of a block.
  private static let blockSize = 64
  /// The most bytes of a value besides its letters: one, and three numbers.
  private static let mostOfHead = 31

  /// Packs values, each of which stands behind the one before.
  ///
  /// - Parameters:
  ///   - run: The values, without those of which `shared` says that they are in no run.
  ///   - lines: The line of each value, relative to the batch; empty where it is its index.
  init(_ values: ValueTexts, _ shared: [Int32], _ run: Range<Int>, lines: [Int32]) {
    // Those in no run count too: more room than is needed.
    let room = run.reduce(0) { $0 &+ Self.mostOfHead &+ values[$1].count &- Int(shared[$1]) }
    var blocks: [Int32] = []
    (bytes, count, longest) = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) {
      room in
      var writer = ByteWriter(room)
      var (count, longest) = (0, 0)
      var (length, line) = (0, -1)
      for index in run where shared[index] >= 0 {
        let value = values[index]
        var start = Int(shared[index])
        if count % Self.blockSize == 0 {
          blocks.append(Int32(truncatingIfNeeded: writer.count))
          (start, length, line) = (0, 0, -1)
        }
        let rest = UnsafeBufferPointer(rebasing: value[start...])
        let further = (lines.isEmpty ? index : Int(lines[index])) - line
        if further == 1, value.count == length, rest.count >= 1, rest.count <= 255 {
          writer.put(UInt8(truncatingIfNeeded: rest.count))
        } else {
          writer.put(0)
          writer.put(signed: further)
          writer.put(number: start)
          writer.put(number: rest.count)
        }
        writer.put(rest)
        (length, line) = (value.count, line + further)
        longest = max(longest, length)
        count += 1
      }
      return (Array(room[..<writer.count]), count, longest)
    }
    self.blocks = blocks
    first = Array(values[run.lowerBound])
    last = Array(values[run.upperBound - 1])
  }

  /// Gives each value, in order, with its line relative to the batch.
  func forEach(_ body: (_ value: UnsafeBufferPointer<UInt8>, _ line: Int) -> Void) {
    for block in blocks.indices {
      forEach(ofBlock: block) { value, line in
        body(value, line)
        return true
      }
    }
  }

  /// The line of a value, relative to the batch; `nil` where it is not there.
  func line(of value: UnsafeBufferPointer<UInt8>) -> Int? {
    var (low, high) = (0, blocks.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      var isAfter = false
      forEach(ofBlock: middle) { first, _ in
        isAfter = ValueTexts.order(value, first).ascends
        return false
      }
      if isAfter { high = middle } else { low = middle }
    }
    var found: Int?
    forEach(ofBlock: low) { other, line in
      let order = ValueTexts.order(other, value)
      if order.shared == value.count, other.count == value.count { found = line }
      return order.ascends
    }
    return found
  }

  /// Gives the values of a block as long as it is told to.
  @inline(__always)
  private func forEach(
    ofBlock block: Int, _ body: (_ value: UnsafeBufferPointer<UInt8>, _ line: Int) -> Bool
  ) {
    let end = block + 1 < blocks.count ? Int(blocks[block + 1]) : bytes.count
    bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { value in
        var reader = ByteReader(bytes, at: Int(blocks[block]))
        var (length, line) = (0, -1)
        while reader.offset < end {
          let start: Int
          var added = Int(reader.byte())
          if added > 0 {
            line += 1
            start = length - added
          } else {
            line += reader.signedNumber()
            start = reader.number()
            added = reader.number()
          }
          reader.read(added, into: UnsafeMutableBufferPointer(rebasing: value[start...]))
          length = start + added
          guard body(UnsafeBufferPointer(rebasing: value[..<length]), line) else { return }
        }
      }
    }
  }
}
