import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import TemporaryFiles

@Suite struct NamelessFileTests {
  @Test(
    arguments: [
      (nil, "/tmp"), ("", "/tmp"), ("/var/tmp", "/var/tmp"), ("here", "here"),
    ] as [(String?, String)])
  func `TMPDIR names the folder unless it is empty`(value: String?, folder: String) {
    #expect(TemporaryFolder.path(named: value) == folder)
  }

  @Test(arguments: [false, true])
  func `what was added is read back, and nothing is left in the folder`(isReopened: Bool) throws {
    let folder = try TestSupport.TemporaryFile.folder()
    defer { TestSupport.TemporaryFile.remove(folder) }
    do {
      let file = try NamelessFile(folder: folder, isReopened: isReopened)
      #expect(try file.append([1, 2, 3]) == 0)
      #expect(try file.append([4]) == 3)
      #expect(try file.read(at: 1, count: 3) == [2, 3, 4])
      #expect(try file.read(at: 1, upTo: 9) == [2, 3, 4])
      #expect(try file.read(at: 4, upTo: 9) == [])
      #expect(throws: TemporaryFileError.self) { try file.read(at: 1, count: 4) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }

  @Test func `a file that is written by its path is read back`() throws {
    let folder = try TestSupport.TemporaryFile.folder()
    defer { TestSupport.TemporaryFile.remove(folder) }
    let file = try NamelessFile(folder: folder, isReopened: true)
    let writer = try #require(fopen(file.path, "wb"))
    #expect(fputs("workbook", writer) >= 0)
    fclose(writer)
    #expect(try file.read(at: 0, upTo: 99) == Array("workbook".utf8))
  }

  @Test func `a folder that is not there is told`() throws {
    let error = #expect(throws: TemporaryFileError.self) {
      try NamelessFile(folder: "no/such/folder")
    }
    #expect(error?.folder == "no/such/folder")
    #expect(
      error?.text.en
        == "the folder of temporary files no/such/folder cannot be used: No such file or directory")
  }
}
