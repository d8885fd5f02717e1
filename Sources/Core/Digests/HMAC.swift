/// The keyed digest HMAC-SHA-256 of RFC 2104.
public struct HMAC: Sendable {
  private let inner: SHA256
  private let outer: SHA256

  /// Prepares a key of any length; preparing once is cheaper than once a message.
  public init(key: [UInt8]) {
    var padded = key.count > 64 ? SHA256.digest(key) : key
    padded += [UInt8](repeating: 0, count: 64 - padded.count)
    var inner = SHA256()
    inner.update(padded.map { $0 ^ 0x36 })
    var outer = SHA256()
    outer.update(padded.map { $0 ^ 0x5C })
    self.inner = inner
    self.outer = outer
  }

  /// The 32 bytes of the code of a message.
  public func code(of message: some Sequence<UInt8>) -> [UInt8] {
    var first = inner
    first.update(message)
    var second = outer
    second.update(first.digest())
    return second.digest()
  }
}
