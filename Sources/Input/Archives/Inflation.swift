import CZlib

/// Unpacks a stream of deflate, piece by piece.
public final class Inflation {
  /// What is around the packed bytes.
  public enum Wrapping: Sendable {
    /// The header and trailer of gzip.
    case gzip
    /// Nothing, as in an archive.
    case none
  }

  /// How far a step came.
  public enum Outcome: Sendable, Hashable {
    /// There is more, given more bytes or more room.
    case going
    /// The stream has ended; bytes that follow were not taken.
    case ended
    /// Nothing could be done: there were no bytes, or no room.
    case stalled
    /// The bytes are no such stream.
    case damaged
  }

  /// What a step took and gave.
  public struct Step: Sendable, Hashable {
    /// The number of packed bytes taken.
    public var taken: Int
    /// The number of bytes given.
    public var given: Int
    /// How far it came.
    public var outcome: Outcome
  }

  private let state: UnsafeMutablePointer<z_stream>

  /// Prepares for a stream; `nil` where there is no memory.
  public init?(_ wrapping: Wrapping) {
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // 15 bits of window; 16 more ask for gzip's wrapper, a negative number for none.
    let bits: Int32 = wrapping == .gzip ? 15 + 16 : -15
    let code = inflateInit2_(state, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if code != Z_OK { return nil }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  /// Starts anew, for the next member of a gzip file.
  public func reset() { inflateReset(state) }

  /// Unpacks from a piece into a buffer, as far as both reach.
  public func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Step {
    let taken = min(input.count, Int(Int32.max))
    let room = min(output.count, Int(Int32.max))
    let start = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.next_in = UnsafeMutablePointer(mutating: start)
    state.pointee.avail_in = UInt32(taken)
    state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(room)
    let code = inflate(state, Z_NO_FLUSH)
    let outcome: Outcome =
      switch code {
      case Z_STREAM_END: .ended
      case Z_OK: .going
      case Z_BUF_ERROR: .stalled
      default: .damaged
      }
    return Step(
      taken: taken - Int(state.pointee.avail_in), given: room - Int(state.pointee.avail_out),
      outcome: outcome)
  }
}
