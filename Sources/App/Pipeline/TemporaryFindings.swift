import Findings
import Synchronization
import TemporaryFiles

/// Findings beyond the first MiB, in a temporary file without a name.
///
/// A log of millions of rows has findings by the hundred thousand, which wait there until a report reads
/// them one after another.
final class TemporaryFindings: FindingStorage {
  /// What stays in memory: the findings of some twenty thousand rows.
  private static let bytesInMemory = 1 << 20
  /// How many bytes are written at once: batches bring few each.
  private static let bytesWritten = 1 << 17

  private struct State {
    var bytesInMemory = 0
    var file: NamelessFile?
    /// The number of bytes in the file.
    var written = 0
    /// Bytes that are still to be written behind those.
    var pending: [UInt8] = []
    /// Whether no file could be made or written, so that everything stays in memory.
    var hasFailed = false
  }

  private let state = Mutex(State())
  private let folder: String

  init(folder: String) { self.folder = folder }

  func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    state.withLock { state in
      if state.bytesInMemory < Self.bytesInMemory || state.hasFailed {
        state.bytesInMemory += bytes.count
        return nil
      }
      let place = state.written + state.pending.count
      state.pending.append(contentsOf: bytes)
      if state.pending.count >= Self.bytesWritten {
        do { try write(&state) } catch { state.hasFailed = true }
      }
      return place
    }
  }

  private func write(_ state: inout State) throws {
    let file = try state.file ?? NamelessFile(folder: folder)
    state.file = file
    _ = try file.append(state.pending)
    state.written += state.pending.count
    state.pending.removeAll(keepingCapacity: true)
  }

  func bytes(at place: Int, count: Int) -> [UInt8] {
    let (held, file): ([UInt8]?, NamelessFile?) = state.withLock { state in
      guard place >= state.written else { return (nil, state.file) }
      let start = place - state.written
      return (Array(state.pending[start..<start + count]), nil)
    }
    // Several threads read at a time.
    guard let bytes = held ?? (try? file?.read(at: place, count: count)) else {
      // Nothing true can be said without them.
      preconditionFailure("findings in the temporary folder \(folder) cannot be read back")
    }
    return bytes
  }
}
