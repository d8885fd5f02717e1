import Diagnostics
import JSON
public import Signatures

/// A ledger read through: whether every line is as it was written, and which results it knows.
public struct LedgerCheck {
  /// What was looked at.
  public private(set) var verification = Verification()
  /// The number of lines.
  public private(set) var count = 0
  /// The hash of the last line, which stands for the whole ledger.
  public private(set) var head = LedgerLine.origin
  private var lines: [LedgerLine] = []

  /// Reads a ledger.
  ///
  /// - Parameters:
  ///   - key: the key with which every line must be signed; `nil` accepts lines without signature.
  ///   - noted: a hash noted earlier, which must be that of one of the lines.
  public init(_ bytes: [UInt8], key: VerificationKey? = nil, noted: String? = nil) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A)
      count += 1
      check(Array(rest[..<(end ?? rest.endIndex)]), hasEnd: end != nil, key)
      rest = end.map { rest[($0 + 1)...] } ?? []
    }
    if let noted, noted != LedgerLine.origin, !lines.contains(where: { $0.hash == noted }) {
      verification.add(
        .broken, zh: "沒有雜湊值為 \(noted) 的列：帳冊遭截短或改寫",
        en: "no line has the hash \(noted): the ledger was cut or rewritten")
    }
    if verification.isSound {
      verification.add(
        .sound, zh: "帳冊 \(count) 列，鏈結完整；末列雜湊值 \(head)",
        en: "\(counted(count, "line")), the chain is whole; the last hash is \(head)")
    }
  }

  private mutating func check(_ bytes: [UInt8], hasEnd: Bool, _ key: VerificationKey?) {
    let number = count
    guard let line = LedgerLine(bytes) else {
      verification.add(
        .broken, zh: "第 \(number) 列不是帳冊紀錄", en: "line \(number) is no line of a ledger")
      head = LedgerLine.link(ofBroken: bytes)
      return
    }
    func complain(_ zh: String, _ en: String) {
      verification.add(.broken, zh: "第 \(number) 列\(zh)", en: "line \(number) \(en)")
    }
    if !line.isWhole || line.bytes != bytes + [0x0A] {
      complain("內容與其雜湊值不符：遭竄改", "does not match its own hash: it was changed")
    }
    if !hasEnd { complain("沒有換行：未寫完或遭截斷", "has no line end: it was not written whole, or cut") }
    if line.previous != head {
      complain(
        "與前一列不相連：其間有列遭刪除、插入或竄改",
        "does not follow the line before: one was removed, inserted or changed")
    }
    if line.number != number {
      complain("編號為 \(line.number)", "says that it is line \(line.number)")
    }
    do throws(KeyError) {
      if try line.isSigned() == false {
        complain("簽章不符", "has a signature that does not match")
      }
    } catch {
      if verification.isComplete { verification.addUntestedSignature() }
    }
    if let key, line.key != LedgerLine.text(of: key) {
      complain("未以指定之金鑰簽章", "is not signed with the key given")
    }
    head = line.hash
    lines.append(line)
  }

  /// The numbers of the lines that record a result, by the digest of its bytes.
  public func lines(ofResult digest: String) -> [Int] {
    numbers { $0["result"] == .string(digest) }
  }

  /// The numbers of the lines that record a bundle, by the digest of its bytes.
  public func lines(ofEvidence digest: String) -> [Int] {
    numbers { $0["evidence"]?["sha256"] == .string(digest) }
  }

  private func numbers(where isMeant: (LedgerLine) -> Bool) -> [Int] {
    lines.filter(isMeant).map(\.number)
  }
}
