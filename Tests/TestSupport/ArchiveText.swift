import Foundation

/// The texts inside an archive, for tests of formats that are archives.
public enum ArchiveText {
  /// The parts of an archive, of the archives in it too, that are texts.
  public static func parts(of bytes: [UInt8]) throws -> [String] {
    let path = try TemporaryFile.write(bytes, ending: ".zip")
    defer { TemporaryFile.remove(path) }
    let script = """
      import io, sys, zipfile, xml.dom.minidom
      def show(data):
          archive = zipfile.ZipFile(io.BytesIO(data))
          assert archive.testzip() is None
          for name in archive.namelist():
              part = archive.read(name)
              if part[:2] == b"PK": show(part); continue
              if name.endswith((".xml", ".rels")): xml.dom.minidom.parseString(part)
              sys.stdout.buffer.write(part + b"\\x1e")
      show(open(sys.argv[1], "rb").read())
      """
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, path]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Unsound() }
    return String(decoding: data, as: UTF8.self).split(separator: "\u{1E}").map(String.init)
  }

  /// The archive is damaged, or one of its parts is no well-formed XML.
  public struct Unsound: Error {}
}
