/// Bytes that grow at their end, in memory that is used again.
///
/// Bounds: `write` makes room for the most bytes that its body says it may add, and every `put` of the
/// body stops the program rather than pass the end of that room.
public struct ByteBuffer: Sendable {
  /// The bytes written, and behind them room of any content.
  @usableFromInline var bytes: [UInt8]
  /// The number of bytes written.
  @usableFromInline var used = 0

  /// Creates an empty buffer.
  ///
  /// - Parameter capacity: For how many bytes room is made at once.
  public init(capacity: Int = 0) { bytes = [UInt8](repeating: 0, count: capacity) }

  /// Holds bytes that are written already.
  init(_ bytes: [UInt8]) { (self.bytes, used) = (bytes, bytes.count) }

  /// The number of bytes written.
  @inlinable public var count: Int { used }

  /// A byte that was written, by its place.
  @inlinable
  public subscript(place: Int) -> UInt8 {
    get {
      precondition(place < used, "no such byte")
      return bytes[place]
    }
    set {
      precondition(place < used, "no such byte")
      bytes[place] = newValue
    }
  }

  /// Adds what a body puts.
  ///
  /// - Parameter most: The most bytes that the body may put.
  @inlinable @inline(__always)
  public mutating func write(atMost most: Int, _ body: (inout ByteWriter) -> Void) {
    if bytes.count - used < most { grow(by: most) }
    let start = used
    used += bytes.withUnsafeMutableBufferPointer { room in
      var writer = ByteWriter(UnsafeMutableBufferPointer(rebasing: room[start...]))
      body(&writer)
      return writer.count
    }
  }

  /// Adds bytes.
  @inlinable
  public mutating func append(_ added: UnsafeBufferPointer<UInt8>) {
    write(atMost: added.count) { $0.put(added) }
  }

  /// Adds a text in UTF-8.
  @inlinable
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Gives all bytes written.
  @inlinable
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<used])) }
  }

  /// Takes bytes off the end, so that a number of them is left.
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= used, "more bytes than there are")
    used = count
  }

  /// Gives back the room that is not used.
  public mutating func trim() { bytes = bytes.withUnsafeBufferPointer { Array($0[..<used]) } }

  @inline(never) @usableFromInline
  mutating func grow(by most: Int) {
    if bytes.isEmpty { bytes = [UInt8](repeating: 0, count: 64) }
    // Doubled by itself in one move; what lies in the room is of no meaning.
    while bytes.count - used < most { bytes.append(contentsOf: bytes) }
  }
}

/// Puts bytes into a room of fixed size, one after another.
public struct ByteWriter {
  @usableFromInline let room: UnsafeMutableBufferPointer<UInt8>
  @usableFromInline var used = 0
  /// The number of bytes put.
  @inlinable public var count: Int { used }

  /// Puts into a room from its beginning on.
  @inlinable @inline(__always)
  public init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  /// The next place, behind which there is room for a number of bytes.
  @inlinable @inline(__always)
  mutating func take(_ size: Int) -> UnsafeMutablePointer<UInt8> {
    guard size <= room.count - used, let base = room.baseAddress else {
      preconditionFailure("more bytes than there is room for")
    }
    defer { used += size }
    return base + used
  }

  /// Puts a byte.
  @inlinable @inline(__always)
  public mutating func put(_ byte: UInt8) { take(1).pointee = byte }

  /// Puts bytes.
  @inlinable @inline(__always)
  public mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    let size = bytes.count
    guard let first = bytes.baseAddress, size > 0 else { return }
    Self.copy(size, from: UnsafeRawPointer(first), to: UnsafeMutableRawPointer(take(size)))
  }

  /// Copies at least one byte.
  ///
  /// Most texts have up to sixteen bytes: their first and their last bytes are copied at once, though they
  /// may overlap, which is quicker than a call.
  @inlinable @inline(__always)
  static func copy(_ size: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
    switch size {
    case 8...16:
      let last = source.loadUnaligned(fromByteOffset: size - 8, as: UInt64.self)
      target.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
      target.storeBytes(of: last, toByteOffset: size - 8, as: UInt64.self)
    case 4...7:
      let last = source.loadUnaligned(fromByteOffset: size - 4, as: UInt32.self)
      target.storeBytes(of: source.loadUnaligned(as: UInt32.self), as: UInt32.self)
      target.storeBytes(of: last, toByteOffset: size - 4, as: UInt32.self)
    case 1...3:
      let middle = source.load(fromByteOffset: size >> 1, as: UInt8.self)
      let last = source.load(fromByteOffset: size - 1, as: UInt8.self)
      target.storeBytes(of: source.load(as: UInt8.self), as: UInt8.self)
      target.storeBytes(of: middle, toByteOffset: size >> 1, as: UInt8.self)
      target.storeBytes(of: last, toByteOffset: size - 1, as: UInt8.self)
    default: target.copyMemory(from: source, byteCount: size)
    }
  }

  /// Puts a text in UTF-8.
  @inlinable @inline(__always)
  public mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { put($0) }
  }

  /// Puts a number of at least 0, seven bits a byte; at most 10 bytes.
  @inlinable @inline(__always)
  public mutating func put(number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      put(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    put(UInt8(truncatingIfNeeded: rest))
  }

  /// Puts a number that may be negative: small ones of either sign are short; at most 10 bytes.
  @inlinable @inline(__always)
  public mutating func put(signed number: Int) {
    put(number: (number << 1) ^ (number >> (Int.bitWidth - 1)))
  }

  /// Puts a number in decimal digits; at most 20 bytes.
  @inlinable
  public mutating func put(decimal number: Int) {
    if number < 0 { put(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var digits = 1
    var limit: UInt = 10
    while digits < 19, rest >= limit {
      digits += 1
      limit *= 10
    }
    var place = take(digits) + digits
    for _ in 0..<digits {
      place -= 1
      place.pointee = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// Puts a number from 0 to 99 as two digits.
  @inlinable @inline(__always)
  public mutating func put(twoDigits number: Int) {
    let place = take(2)
    place[0] = 0x30 &+ UInt8(truncatingIfNeeded: number / 10)
    place[1] = 0x30 &+ UInt8(truncatingIfNeeded: number % 10)
  }
}

/// Reads bytes that a `ByteWriter` put, one after another; stops the program rather than pass their end.
public struct ByteReader {
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
  /// The place of the next byte.
  public var offset: Int

  /// Starts to read at a place.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Whether all bytes were read.
  @inlinable public var isAtEnd: Bool { offset >= bytes.count }

  /// Reads a byte.
  @inlinable @inline(__always)
  public mutating func byte() -> UInt8 {
    guard offset >= 0, offset < bytes.count else { preconditionFailure("no more bytes") }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// Reads a number of at least 0.
  @inlinable @inline(__always)
  public mutating func number() -> Int {
    let first = byte()
    if first < 0x80 { return Int(first) }
    return longNumber(UInt(first & 0x7F))
  }

  /// Reads what is left of a number of more than one byte.
  @inlinable
  mutating func longNumber(_ first: UInt) -> Int {
    var result = first
    var shift: UInt = 7
    while true {
      let byte = byte()
      result |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: result) }
      shift += 7
    }
  }

  /// Reads a number that may be negative.
  @inlinable @inline(__always)
  public mutating func signedNumber() -> Int {
    let number = UInt(bitPattern: number())
    return Int(bitPattern: number >> 1) ^ -Int(bitPattern: number & 1)
  }

  /// Reads bytes into the beginning of a memory.
  @inlinable @inline(__always)
  public mutating func read(_ size: Int, into target: UnsafeMutableBufferPointer<UInt8>) {
    guard size > 0 else { return precondition(size == 0, "fewer bytes than none") }
    guard size <= bytes.count - offset, size <= target.count, let source = bytes.baseAddress,
      let target = target.baseAddress
    else { preconditionFailure("no more bytes, or no room for them") }
    ByteWriter.copy(
      size, from: UnsafeRawPointer(source + offset), to: UnsafeMutableRawPointer(target))
    offset += size
  }

  /// Reads the bytes of a text behind their number.
  @inlinable @inline(__always)
  public mutating func text() -> UnsafeBufferPointer<UInt8> {
    let size = number()
    guard size >= 0, size <= bytes.count - offset else { preconditionFailure("no more bytes") }
    defer { offset += size }
    return UnsafeBufferPointer(rebasing: bytes[offset..<offset + size])
  }
}
