import ArgumentParser
import Diagnostics
import Evidence
import FoundationEssentials
import Pipeline
import Platform
import Signatures

/// `qixian verify`: a stored result, a bundle of evidence or a ledger, and whether it was changed.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say(
      "驗證結果、證據包或帳冊有無變動。", "Checks a result, a bundle of evidence or a ledger for changes."),
    discussion: """
      qixian verify result.json --ledger runs.jsonl
      qixian verify evidence.zip --public-key office.pub.pem
      qixian verify runs.jsonl --head HASH


      """
        + say(
          """
          證據包亦可為解開後之資料夾。規則與資料在手邊者，重新評估，結果須逐位元組相同。\
          結束代碼 0：未變動；1：有變動；3：無可比對，或缺驗簽之程式庫。
          """,
          """
          A bundle may also be given as the folder that it was unpacked to. Where rules and data are \
          at hand, the run is done again and must give the same bytes. Exit code 0: nothing was \
          changed; 1: something was; 3: nothing could be looked at, or signatures could not be tested \
          for want of a library.
          """))

  @Argument(
    help: .say("結果、證據包、資料夾或帳冊。", "The result, bundle, folder or ledger.", valueName: "file"))
  var file: String

  @Option(
    help: .say(
      "應以之簽章之公鑰（PEM）。", "The key with which it must be signed (PEM).", valueName: "key.pem"))
  var publicKey: String?

  @Option(
    help: .say("應記有此檔之帳冊。", "The ledger that must have recorded it.", valueName: "file"))
  var ledger: String?

  @Option(
    help: .say(
      "先前抄錄之帳冊雜湊值。", "A hash of the ledger's last line, noted earlier.", valueName: "hash"))
  var head: String?

  @OptionGroup var threadsOption: ThreadsOption

  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    var anchors = EvidenceFile.Anchors(noted: head)
    anchors.key = try publicKey.map { path in
      try LedgerOptions.key(path, language, ifUnavailable: .dataMissing) { (pem) throws(KeyError) in
        try VerificationKey(pem: pem)
      }
    }
    anchors.ledger = try ledger.map { try StoredResult.bytes($0, language) }
    let verification: Verification
    do throws(FileError) {
      verification = try EvidenceFile(file, anchors, threads: threadsOption.count).verify()
    } catch {
      Terminal.complain(error.message[language])
      throw ExitCode.dataMissing
    }
    for step in verification.steps {
      try Terminal.print(Self.mark(step.outcome, language) + step.text[language])
    }
    try Terminal.print(Self.conclusion(verification)[language])
    if !verification.isSound { throw ExitCode(1) }
    if !verification.isComplete || !verification.hasProof { throw ExitCode.dataMissing }
  }

  private static func mark(_ outcome: Verification.Outcome, _ language: Language) -> String {
    let word =
      switch outcome {
      case .sound: LocalizedText(zh: "相符　", en: "sound   ")
      case .broken: LocalizedText(zh: "不符　", en: "BROKEN  ")
      case .open, .untested: LocalizedText(zh: "未驗　", en: "open    ")
      }
    return word[language]
  }

  private static func conclusion(_ verification: Verification) -> LocalizedText {
    if !verification.isSound {
      return LocalizedText(zh: "驗證不通過。", en: "Verification failed.")
    }
    guard verification.isComplete else {
      return LocalizedText(
        zh: "驗證未完成：請安裝所缺之程式庫後再驗。",
        en: "The verification is not complete: install the library and repeat it.")
    }
    return verification.hasProof
      ? LocalizedText(zh: "驗證通過；標示「未驗」者不在驗證範圍。", en: "Verified, but for what is open.")
      : LocalizedText(zh: "沒有可供比對之資料，無法驗證。", en: "There is nothing to verify it against.")
  }
}
