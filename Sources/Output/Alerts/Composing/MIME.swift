/// The parts of a mail as MIME writes them; every body is base64, so no byte of it can end it.
enum MIME {
  /// A body with its type.
  struct Part {
    var type: String
    var fileName: String?
    var bytes: [UInt8]
  }

  /// A multipart body with its headers; the boundary holds `=_`, which base64 cannot.
  static func multipart(
    _ subtype: String, _ parts: [[UInt8]], boundary: String, to output: inout [UInt8]
  ) {
    let line = "=_\(boundary)"
    output += "Content-Type: multipart/\(subtype);\r\n boundary=\"\(line)\"\r\n\r\n".utf8
    for part in parts {
      output += "--\(line)\r\n".utf8
      output += part
    }
    output += "--\(line)--\r\n".utf8
  }

  /// A body that is no multipart.
  static func leaf(_ part: Part) -> [UInt8] {
    var output = Array("Content-Type: \(part.type)\r\n".utf8)
    if let name = part.fileName {
      output += "Content-Disposition: attachment; filename=\"\(name)\"\r\n".utf8
    }
    output += "Content-Transfer-Encoding: base64\r\n\r\n".utf8
    Base64.appendLines(part.bytes, to: &output)
    return output
  }
}
