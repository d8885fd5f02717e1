public import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The standard output and error of the process.
public enum StandardStream: Int32, Sendable {
  /// The standard output.
  case output = 1
  /// The standard error.
  case error = 2

  /// Writes all bytes; false where the other end is closed or the disk is full.
  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { unsafeWrite(rawValue, $0) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      start += count
    }
    return true
  }

  /// Writes a text.
  @discardableResult
  public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Whether it is a terminal.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether it is a terminal that wants colours.
  public var isColourful: Bool { isTerminal && Self.environment("NO_COLOR") == nil }

  /// A variable of the process's environment.
  fileprivate static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

private func unsafeWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

extension Language {
  /// The language that the environment's locale asks for: Chinese where it names Chinese.
  public static var ofLocale: Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap(StandardStream.environment)
    guard let locale = names.first(where: { !$0.isEmpty }) else { return .en }
    return locale.lowercased().hasPrefix("zh") ? .zhHant : .en
  }
}
