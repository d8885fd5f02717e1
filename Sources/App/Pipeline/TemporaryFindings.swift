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

  private struct State {
    var bytesInMemory = 0
    var file: NamelessFile?
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
      do {
        let file = try state.file ?? NamelessFile(folder: folder)
        state.file = file
        return try file.append(UnsafeRawBufferPointer(bytes))
      } catch {
        state.hasFailed = true
        return nil
      }
    }
  }

  func bytes(at place: Int, count: Int) -> [UInt8] {
    state.withLock { state in
      guard let bytes = try? state.file?.read(at: place, count: count) else {
        // Nothing true can be said without them.
        preconditionFailure("findings in the temporary folder \(folder) cannot be read back")
      }
      return bytes
    }
  }
}
