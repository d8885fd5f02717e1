import Foundation
import Testing

/// The built program, run as its users run it.
struct Program {
  /// A folder of its own, empty at first, in which the program runs.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("qixian-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// What a run gave.
  struct Outcome {
    let status: Int32
    let output: String
    let complaints: String
  }

  /// Writes a file into the folder.
  func write(_ name: String, _ content: String) throws {
    try Data(content.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// What a file of the folder holds; `nil` where there is none.
  func read(_ name: String) -> String? {
    (try? Data(contentsOf: folder.appendingPathComponent(name))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Runs the program to its end.
  func run(
    _ arguments: [String], locale: String = "C", environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["LANG": locale, "PATH": "/usr/bin:/bin"]
      .merging(environment) { $1 }
    // Files, not pipes: a full pipe would wait for a reader.
    let (output, complaints) = (
      folder.appendingPathComponent(".output"), folder.appendingPathComponent(".complaints")
    )
    for file in [output, complaints] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      complaints: String(decoding: try Data(contentsOf: complaints), as: UTF8.self))
  }

  /// The program that was built with the tests: it lies beside the test bundle.
  private static let executable = URL(fileURLWithPath: "/proc/self/exe")
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("qixian")
}
