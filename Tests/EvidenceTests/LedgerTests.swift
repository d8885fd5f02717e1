import Evidence
import JSON
import Pipeline
import Platform
import Signatures
import TestSupport
import Testing

@Suite struct LedgerTests {
  static func ledger(_ count: Int, key: SigningKey? = nil) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var last: (Int, String)?
    for number in 0..<count {
      let facts: [JSONValue.Member] = [
        .init("user", "承辦人"), .init("run", .int(Int64(number))),
        .init("result", .string("digest-\(number)")),
      ]
      let line = try LedgerLine(facts, after: last, key: key)
      last = (line.number, line.hash)
      bytes += line.bytes
    }
    return bytes
  }

  @Test(arguments: [0, 1, 2, 30])
  func `a ledger that nobody touched is whole`(count: Int) throws {
    let check = LedgerCheck(try Self.ledger(count))
    #expect(check.verification.complaints == [])
    #expect(check.count == count)
  }

  @Test(arguments: [false, true])
  func `a change of any byte of a ledger names its line`(isSigned: Bool) throws {
    let bytes = try Self.ledger(4, key: isSigned ? try SigningKey(pem: SealedRun.pem) : nil)
    var line = 1
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= UInt8(1 << (index % 7))
      let complaints = LedgerCheck(changed).verification.complaints
      #expect(complaints.first?.hasPrefix("line \(line) ") ?? false, "byte \(index)")
      if bytes[index] == 0x0A { line += 1 }
    }
  }

  @Test func `lines that are removed, repeated or swapped break the chain`() throws {
    let lines = try Self.ledger(5).split(separator: 0x0A).map { Array($0) + [0x0A] }
    let cases: [[Int]] = [[1, 2, 3, 4], [0, 2, 3, 4], [0, 1, 1, 2, 3, 4], [0, 2, 1, 3, 4]]
    for order in cases {
      #expect(!LedgerCheck(order.flatMap { lines[$0] }).verification.isSound, "\(order)")
    }
  }

  @Test func `a ledger that was cut is told by a hash noted earlier`() throws {
    let whole = LedgerCheck(try Self.ledger(5))
    let cut = try Self.ledger(4)
    #expect(LedgerCheck(cut).verification.isSound)
    #expect(!LedgerCheck(cut, noted: whole.head).verification.isSound)
    #expect(LedgerCheck(try Self.ledger(6), noted: whole.head).verification.isSound)
  }

  @Test func `every line must be signed where a key is given`() throws {
    let key = try SigningKey(pem: SealedRun.pem)
    #expect(
      LedgerCheck(try Self.ledger(3, key: key), key: key.verificationKey).verification.isSound)
    #expect(!LedgerCheck(try Self.ledger(3), key: key.verificationKey).verification.isSound)
  }

  @Test func `results are found by their digest`() throws {
    let check = LedgerCheck(try Self.ledger(4))
    #expect(check.lines(ofResult: "digest-2") == [3])
    #expect(check.lines(ofResult: "digest-9") == [])
  }

  @Test func `many writers leave one chain`() async throws {
    let folder = try TemporaryFile.folder()
    defer { TemporaryFile.remove(folder) }
    let path = folder + "/new/runs.jsonl"
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          try LedgerFile.append(to: path) { last, _ in
            let before = last.flatMap { LedgerLine($0) }.map { ($0.number, $0.hash) }
            return try LedgerLine([.init("run", .int(Int64(number)))], after: before).bytes
          }
        }
      }
      try await group.waitForAll()
    }
    let check = LedgerCheck(try Files.read(path))
    #expect(check.verification.complaints == [])
    #expect(check.count == 40)
  }

  @Test func `a line that was not written whole stays, is named, and does not stop the ledger`()
    throws
  {
    let torn = try Self.ledger(2).dropLast(20)
    let path = try TemporaryFile.write(Array(torn), ending: ".jsonl")
    defer { TemporaryFile.remove(path) }
    try LedgerFile.append(to: path) { last, count in
      let bytes = try #require(last)
      #expect(LedgerLine(bytes) == nil && count == 2)
      return try LedgerLine([], after: (count, LedgerLine.link(ofBroken: bytes))).bytes
    }
    let check = LedgerCheck(try Files.read(path))
    #expect(check.count == 3)
    #expect(check.verification.complaints.count == 1)
    #expect(check.verification.complaints.first?.hasPrefix("line 2 ") ?? false)
  }
}
