import Archives
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
  private let inflation: Inflation
  /// The part of the input that was not yet taken.
  private var rest: Range<Int> = 0..<0
  private var memberIsOpen = true
  private var sourceIsAtEnd = false

  init(path: String, source: any ByteStream) throws {
    self.path = path
    self.source = source
    guard let inflation = Inflation(.gzip) else {
      throw Self.error(path, zh: "無法解壓縮", en: "cannot decompress")
    }
    self.inflation = inflation
    input = .allocate(byteCount: Self.inputSize, alignment: 64)
  }

  deinit { input.deallocate() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard buffer.count > 0 else { return 0 }
    var produced = 0
    while true {
      if rest.isEmpty, !sourceIsAtEnd { try refill() }
      if !memberIsOpen {
        if rest.isEmpty { return produced }
        inflation.reset()
        memberIsOpen = true
      }
      let step = inflation.step(
        UnsafeRawBufferPointer(rebasing: input[rest]),
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[produced...]))
      rest = rest.dropFirst(step.taken)
      produced += step.given
      switch step.outcome {
      case .ended: memberIsOpen = false
      case .going: break
      case .stalled where sourceIsAtEnd && rest.isEmpty:
        if produced > 0 { return produced }
        throw Self.error(path, zh: "壓縮檔不完整，檔尾遭截斷", en: "the gzip file is truncated")
      case .stalled: break
      case .damaged:
        throw Self.error(path, zh: "壓縮檔損壞", en: "the gzip file is damaged")
      }
      if produced == buffer.count { return produced }
    }
  }

  private func refill() throws {
    let count = try source.read(into: input)
    if count == 0 { sourceIsAtEnd = true }
    rest = 0..<count
  }

  private static func error(_ path: String, zh: String, en: String) -> ReadError {
    ReadError(path: path, LocalizedText(zh: zh, en: en))
  }
}
