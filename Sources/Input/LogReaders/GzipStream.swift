import CZlib
import Diagnostics

/// The content of a gzip stream of one or more members.
///
/// A stream that ends in the middle of a member, or that is followed by other bytes, is an error:
/// part of a log must not pass for the whole.
final class GzipStream: ByteStream {
  private static let inputSize = 256 * 1024
  private let path: String
  private let source: any ByteStream
  private let input: UnsafeMutableRawBufferPointer
  private let state: UnsafeMutablePointer<z_stream>
  private var memberIsOpen = true
  private var sourceIsAtEnd = false

  init(path: String, source: any ByteStream) throws {
    self.path = path
    self.source = source
    input = .allocate(byteCount: Self.inputSize, alignment: 64)
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // 15 bits of window; 16 more ask for the gzip wrapper.
    let code = inflateInit2_(state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if code != Z_OK { throw Self.error(path, zh: "無法解壓縮", en: "cannot decompress") }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard buffer.count > 0 else { return 0 }
    let wanted = min(buffer.count, Int(Int32.max))
    state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(wanted)
    while true {
      if state.pointee.avail_in == 0, !sourceIsAtEnd { try refill() }
      if !memberIsOpen {
        if state.pointee.avail_in == 0 { return wanted - Int(state.pointee.avail_out) }
        inflateReset(state)
        memberIsOpen = true
      }
      let code = inflate(state, Z_NO_FLUSH)
      let produced = wanted - Int(state.pointee.avail_out)
      switch code {
      case Z_STREAM_END: memberIsOpen = false
      case Z_OK: break
      case Z_BUF_ERROR where sourceIsAtEnd && state.pointee.avail_in == 0:
        if produced > 0 { return produced }
        throw Self.error(path, zh: "壓縮檔不完整，檔尾遭截斷", en: "the gzip file is truncated")
      case Z_BUF_ERROR: break
      default:
        throw Self.error(path, zh: "壓縮檔損壞", en: "the gzip file is damaged")
      }
      if state.pointee.avail_out == 0 { return produced }
    }
  }

  private func refill() throws {
    let count = try source.read(into: input)
    if count == 0 { sourceIsAtEnd = true }
    state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
  }

  private static func error(_ path: String, zh: String, en: String) -> ReadError {
    ReadError(path: path, LocalizedText(zh: zh, en: en))
  }
}
