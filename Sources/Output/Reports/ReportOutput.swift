/// Where a renderer writes: collects bytes and hands them on in pieces, so that memory stays small.
public struct ReportOutput {
  private var buffer: [UInt8] = []
  private let emit: ([UInt8]) throws -> Void
  private var failure: (any Error)?

  /// Creates an output that hands pieces of about 64 KB to a closure.
  ///
  /// Once the closure throws it is not called again; `finish` throws its error.
  public init(_ emit: @escaping ([UInt8]) throws -> Void) { self.emit = emit }

  /// Adds text.
  public mutating func write(_ text: some StringProtocol) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 65_536 { flush() }
  }

  /// Adds a line and its break.
  public mutating func line(_ text: String = "") {
    buffer.append(contentsOf: text.utf8)
    buffer.append(0x0A)
    if buffer.count >= 65_536 { flush() }
  }

  /// Adds a line that is part of a text, behind a number of spaces, and its break.
  public mutating func line(_ part: Substring, indent: Int) {
    for _ in 0..<indent { buffer.append(0x20) }
    // The bytes in one piece, as long as they lie so: one by one takes far longer.
    let whole: Void? = part.utf8.withContiguousStorageIfAvailable {
      buffer.append(contentsOf: $0)
    }
    if whole == nil { buffer.append(contentsOf: part.utf8) }
    buffer.append(0x0A)
    if buffer.count >= 65_536 { flush() }
  }

  /// Adds a line in UTF-8 and its break.
  public mutating func line(bytes: [UInt8]) {
    buffer.append(contentsOf: bytes)
    buffer.append(0x0A)
    if buffer.count >= 65_536 { flush() }
  }

  /// Adds bytes; many are handed on as they are.
  public mutating func write(bytes: [UInt8]) {
    guard bytes.count >= 65_536 else { return write(bytes: bytes[...]) }
    flush()
    hand(on: bytes)
  }

  /// Adds bytes.
  public mutating func write(bytes: some Collection<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 65_536 { flush() }
  }

  /// Hands on what is left; throws what the closure threw.
  public mutating func finish() throws {
    flush()
    if let failure { throw failure }
  }

  private mutating func flush() {
    hand(on: buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func hand(on bytes: [UInt8]) {
    guard failure == nil, !bytes.isEmpty else { return }
    do { try emit(bytes) } catch { failure = error }
  }
}
