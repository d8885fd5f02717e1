import Foundation
import JSON
import Platform
import TestSupport
import Testing

/// A folder of one test, removed with it.
private final class Folder {
  let path: String

  init() throws {
    path = try TemporaryFile.folder()
  }

  deinit { TemporaryFile.remove(path) }

  var names: [String] { Files.names(in: path) }
}

@Suite struct AtomicFileTests {
  @Test func `a file that is not committed leaves the old one and nothing else`() throws {
    let folder = try Folder()
    let path = folder.path + "/report.json"
    let first = try AtomicFile(path)
    try first.write(Array("old".utf8))
    try first.commit()
    do {
      let second = try AtomicFile(path)
      try second.write(Array("half".utf8))
    }
    #expect(try Files.read(path) == Array("old".utf8))
    #expect(folder.names == ["report.json"])
  }

  @Test func `a committed file replaces the old one, and missing folders are made`() throws {
    let folder = try Folder()
    let path = folder.path + "/a/b/report.json"
    for text in ["one", "two"] {
      let file = try AtomicFile(path)
      try file.write(Array(text.utf8))
      try file.commit()
    }
    #expect(try Files.read(path) == Array("two".utf8))
    #expect(Files.names(in: folder.path + "/a/b") == ["report.json"])
  }

  private static let program = Repository.root + "/.build/debug/qixian"

  @Test(
    .enabled(
      if: Files.isFile(AtomicFileTests.program), "the program is not built beside the tests"))
  func `a run that is killed at any moment leaves a whole report or none`() throws {
    let folder = try Folder()
    let path = folder.path + "/result.json"
    for milliseconds in stride(from: 20, through: 420, by: 50) {
      try? FileManager.default.removeItem(atPath: path)
      let process = Process()
      process.executableURL = URL(filePath: Self.program)
      process.arguments = [
        "check", "--project", Repository.root + "/rules/samples/qixian.yaml", "--period", "110-01",
        "--as-of", "110-01-31 24:00", "--format", "json=" + path,
      ]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(milliseconds) * 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if Files.isFile(path) {
        let result = try JSONValue.parse(try Files.read(path))
        #expect(result["findings"] != nil)
      }
    }
  }
}
