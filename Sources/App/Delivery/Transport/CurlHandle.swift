import CLibCurl

/// A handle of libcurl: one connection at a time, kept open between mails.
final class CurlHandle {
  /// What one transfer said.
  struct Reply {
    var code: CURLcode
    /// The last status of the server; 0 where it said nothing.
    var status: Int
    /// libcurl's own words.
    var error: String
    /// The last line of the server, without control characters.
    var serverLine: String
    /// Whether the whole body was handed over.
    var isBodySent: Bool
  }

  /// What the callbacks work on.
  final class Exchange {
    var body: [UInt8]
    var position = 0
    var lastLine: [UInt8] = []
    init(body: [UInt8]) { self.body = body }

    /// Keeps the server's last refusal, which a farewell may follow, or else its last line.
    func hear(_ line: UnsafeRawBufferPointer) {
      func isRefusal(_ byte: UInt8?) -> Bool { byte == 0x34 || byte == 0x35 }
      if isRefusal(line.first) || !isRefusal(lastLine.first) { lastLine = Array(line.prefix(300)) }
    }
  }

  /// The library's functions; those of this project's header take the table itself.
  private let curl: UnsafePointer<curl_functions>
  private let handle: UnsafeMutableRawPointer
  private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(
    capacity: Int(CURL_ERROR_SIZE) + 1)
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  private static let isReady = curl_load().map { curl_start($0) != 0 } ?? false

  /// Whether the library is there.
  static var isInstalled: Bool { curl_load() != nil }

  /// Makes a handle; `nil` where the library is not there or does not start.
  init?() {
    guard Self.isReady, let curl = curl_load(), let handle = curl.pointee.curl_easy_init() else {
      errorBuffer.deallocate()
      return nil
    }
    self.curl = curl
    self.handle = handle
  }

  deinit {
    curl.pointee.curl_easy_cleanup(handle)
    for list in lists { curl.pointee.curl_slist_free_all(list) }
    errorBuffer.deallocate()
  }

  func set(_ option: CURLoption, _ value: Int) { _ = curl_set_long(curl, handle, option, value) }

  func set(_ option: CURLoption, _ value: String) { _ = curl_set_text(curl, handle, option, value) }

  func set(_ option: CURLoption, list values: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for value in values { list = curl.pointee.curl_slist_append(list, value) }
    _ = curl_set_list(curl, handle, option, list)
    if let list { lists.append(list) }
  }

  /// Forgets all options, but keeps connections.
  func reset() {
    curl.pointee.curl_easy_reset(handle)
    for list in lists { curl.pointee.curl_slist_free_all(list) }
    lists = []
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT, 30)
  }

  /// Trusts the authorities of a file instead of the system's.
  func trust(_ authorityFile: String?) {
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    if let authorityFile { set(CURLOPT_CAINFO, authorityFile) }
  }

  /// Carries out the transfer that the options describe.
  func perform(body: [UInt8]) -> Reply {
    let exchange = Exchange(body: body)
    errorBuffer[0] = 0
    _ = curl_set_pointer(curl, handle, CURLOPT_ERRORBUFFER, errorBuffer)
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    _ = curl_set_pointer(curl, handle, CURLOPT_READDATA, context)
    _ = curl_set_pointer(curl, handle, CURLOPT_HEADERDATA, context)
    _ = curl_set_pointer(curl, handle, CURLOPT_WRITEDATA, context)
    _ = curl_set_callback(curl, handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
      let length = min(size * count, exchange.body.count - exchange.position)
      exchange.body.withUnsafeBytes { body in
        if length > 0, let start = body.baseAddress {
          UnsafeMutableRawPointer(bytes).copyMemory(
            from: start + exchange.position, byteCount: length)
        }
      }
      exchange.position += length
      return length
    }
    _ = curl_set_callback(curl, handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      if let bytes, let context {
        let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        if line.count > 2 { exchange.hear(line) }
      }
      return size * count
    }
    _ = curl_set_callback(curl, handle, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
    let code = withExtendedLifetime(exchange) { curl.pointee.curl_easy_perform(handle) }
    var status = 0
    _ = curl_get_long(curl, handle, CURLINFO_RESPONSE_CODE, &status)
    return Reply(
      code: code, status: status, error: Self.line(String(cString: errorBuffer)),
      serverLine: Self.line(String(decoding: exchange.lastLine, as: UTF8.self)),
      isBodySent: exchange.position == exchange.body.count)
  }

  /// A text of the other side, on one line and not long.
  private static func line(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init))
      .trimmingSpaces.prefixText(200)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  fileprivate func prefixText(_ limit: Int) -> String { String(prefix(limit)) }
}
