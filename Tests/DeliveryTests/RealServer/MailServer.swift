import Foundation
import Testing

/// The mail server that `scripts/with-mail-server.sh` starts, where it runs.
enum MailServer {
  static func value(_ name: String) -> String? {
    ProcessInfo.processInfo.environment["QIXIAN_MAIL_\(name)"]
  }

  static let port = value("PORT").flatMap(UInt16.init)
  static let absence: Comment = "there is no mail server; scripts/with-mail-server.sh starts one"

  /// The lines of a project on how mail is sent to the server.
  static var transport: String {
    """
    smtp: localhost, port: \(port ?? 0), user: "\(value("USER") ?? "")", timeout: 20, \
    password-env: QIXIAN_MAIL_PASSWORD, ca-file: "\(value("CA") ?? "")"
    """
  }

  /// The paths of all mails in some boxes.
  static func paths(in boxes: [String]) -> [String] {
    boxes.flatMap { box -> [String] in
      let folder = "\(value("BOXES") ?? "")/\(box)/new"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.map { "\(folder)/\($0)" }
    }
  }

  /// To whom the mails of a box are, once there are so many; their texts are left alone, as thousands
  /// of them would take their time.
  static func recipients(
    _ count: Int, in box: String, besides known: Set<String>
  ) throws -> [String] {
    var found: [String] = []
    var seen = known
    for _ in 0..<600 {
      for path in paths(in: [box]) where seen.insert(path).inserted {
        let head = try FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: 2000)
        let lines = (head ?? Data()).split(separator: 0x0A)
        let line = lines.first { $0.starts(with: "To: ".utf8) } ?? Data()
        found.append(String(decoding: line.dropFirst(4), as: UTF8.self))
      }
      if found.count >= count { break }
      usleep(100_000)
    }
    return found
  }

  /// The mails of some boxes that pass, once there are so many.
  ///
  /// The server delivers a moment after it accepts. Fewer where there are not so many after a minute.
  static func mails(
    _ count: Int, in boxes: [String], besides known: Set<String> = [],
    where passes: (MailText) -> Bool = { _ in true }
  ) throws -> [(box: String, mail: MailText)] {
    var found: [String: (box: String, mail: MailText)] = [:]
    var seen = known
    for _ in 0..<600 {
      for path in paths(in: boxes) where seen.insert(path).inserted {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let mail = MailText(text)
        let parts = path.split(separator: "/")
        if passes(mail) { found[path] = (String(parts[parts.count - 3]), mail) }
      }
      if found.count >= count { break }
      usleep(100_000)
    }
    return Array(found.values)
  }
}
