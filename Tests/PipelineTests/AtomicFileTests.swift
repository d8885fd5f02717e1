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

  @Test func `nothing has a name until it is whole`() throws {
    let folder = try Folder()
    let file = try AtomicFile(folder.path + "/report.json")
    try file.write(Array("half".utf8))
    let begun = folder.names
    // Where the file system knows no files without names, one that a later run removes.
    #expect(begun.allSatisfy { $0.hasPrefix(".qixian-") }, "\(begun)")
    try file.commit()
    #expect(folder.names == ["report.json"])
  }

  @Test func `what killed runs left is removed, and nothing else`() throws {
    let folder = try Folder()
    let old = Date(timeIntervalSinceNow: -3600)
    // Left behind; begun a moment ago; held by another; of other names.
    let names = [
      ".qixian-4711-0", ".qixian-4711-1", ".qixian-4711-2", ".qixian-notes-1", ".qixian-1",
      "qixian-4711-0",
    ]
    for name in names {
      let path = folder.path + "/" + name
      try Data("half".utf8).write(to: URL(filePath: path))
      if name != ".qixian-4711-1" {
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
      }
    }
    let holder = open(folder.path + "/.qixian-4711-2", O_RDONLY)
    defer { close(holder) }
    #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
    try Files.write(Array("whole".utf8), to: folder.path + "/report.json")
    #expect(folder.names == (names.dropFirst() + ["report.json"]).sorted())
  }

  @Test func `a folder of unpacked data that a killed run left is removed by the next`() throws {
    let base = try Folder()
    let old = Date(timeIntervalSinceNow: -3600)
    for name in [
      "qixian-run-killed", "qixian-run-holder", "qixian-run-begun1", "qixian-run-longer1",
    ] {
      let path = base.path + "/" + name
      try FileManager.default.createDirectory(
        atPath: path + "/0", withIntermediateDirectories: true)
      try Data("1,王大明".utf8).write(to: URL(filePath: path + "/0/cases.csv"))
      if name != "qixian-run-begun1" {
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
      }
    }
    let holder = open(base.path + "/qixian-run-holder", O_RDONLY)
    defer { close(holder) }
    #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
    let made = try Files.makeTemporaryFolder(in: base.path)
    let name = String(made.dropFirst(base.path.count + 1))
    #expect(
      base.names
        == ["qixian-run-begun1", "qixian-run-holder", "qixian-run-longer1", name].sorted())
    // This run's own is locked as long as it is there.
    let other = open(made, O_RDONLY)
    #expect(flock(other, LOCK_EX | LOCK_NB) != 0)
    close(other)
    Files.remove(folder: made)
    #expect(!Files.isFolder(made))
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
