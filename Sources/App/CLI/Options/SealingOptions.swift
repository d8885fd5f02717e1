import ArgumentParser
import Diagnostics
import Evidence
import Findings
import FoundationEssentials
import Pipeline
import Platform
import Reports
import Signatures

/// The ledger in which runs are recorded.
struct LedgerOptions: ParsableArguments {
  /// What the option of the ledger means.
  static let ledgerHelp = ArgumentHelp.say(
    "將本次執行記入只增不減之帳冊：何人、何時、何事、顯示何項個人資料。",
    "Records the run in a ledger that only grows: who, when, what, what was revealed.",
    valueName: "file")

  /// What the option of the key means.
  static let signKeyHelp = ArgumentHelp.say(
    "以 Ed25519 金鑰（PEM）簽章證據包與帳冊之列。",
    "Signs evidence and the ledger's line with an Ed25519 key (PEM).", valueName: "key.pem")

  @Option(help: ledgerHelp)
  var ledger: String?

  @Option(help: signKeyHelp)
  var signKey: String?

  /// The key; a bad one ends the command.
  func key(_ language: Language) throws -> SigningKey? {
    guard let signKey else { return nil }
    return try Self.key(signKey, language, ifUnavailable: .deliveryFailed) {
      (pem) throws(KeyError) in try SigningKey(pem: pem)
    }
  }

  /// Reads a key from a file; a bad one, or none for want of libcrypto, ends the command.
  static func key<Key>(
    _ path: String, _ language: Language, ifUnavailable code: ExitCode,
    _ read: ([UInt8]) throws(KeyError) -> Key
  ) throws -> Key {
    let pem = try StoredResult.bytes(path, language)
    do throws(KeyError) {
      return try read(pem)
    } catch {
      let problem =
        switch error {
        case .otherKind:
          LocalizedText(zh: "\(path) 不是 Ed25519 金鑰", en: "\(path) is no Ed25519 key")
        case .unreadable, .notSigned:
          LocalizedText(
            zh: "\(path) 不是未加密之 PEM 金鑰", en: "\(path) is no key in PEM without a passphrase")
        case .missingLibrary: LocalizedText.missingLibrary("libcrypto", package: "libssl3")
        }
      Terminal.complain(problem[language])
      throw error == .missingLibrary ? code : ExitCode.wrongUsage
    }
  }

  /// Appends a line; without a ledger, what is revealed is told on standard error.
  func record(
    _ facts: LedgerFacts, of result: CheckResult, _ language: Language
  ) throws {
    guard let ledger else {
      guard !facts.reveals.isEmpty else { return }
      Terminal.complain(
        LocalizedText(
          zh: "注意：--reveal 未經 --ledger 記錄（\(facts.reveals.joined(separator: "、"))）",
          en:
            "note: --reveal is not recorded without --ledger (\(facts.reveals.joined(separator: ", ")))"
        )[
          language])
      return
    }
    let key = try key(language)
    do {
      try LedgerFile.append(to: ledger) { last, count in
        let before = last.map { bytes in
          LedgerLine(bytes).map { ($0.number, $0.hash) }
            ?? (count, LedgerLine.link(ofBroken: bytes))
        }
        return try LedgerLine(facts.members(of: result), after: before, key: key).bytes
      }
    } catch {
      let reason = (error as? FileError)?.message[language] ?? "\(error)"
      Terminal.complain(
        LocalizedText(
          zh: "無法記入帳冊，未產生任何報表：\(reason)",
          en: "the run could not be recorded, so nothing is reported: \(reason)")[language])
      throw ExitCode.deliveryFailed
    }
  }
}

/// Evidence and ledger of a check; the options of `LedgerOptions` stand here by themselves, as in
/// `RunOptions`.
struct SealingOptions: ParsableArguments {
  @Option(
    help: .say(
      "將結果、規則、行事曆、資料檔之 SHA-256 與逐案說明封存為壓縮檔。",
      "Seals result, rules, calendars, digests of inputs and explanations in an archive.",
      valueName: "file.zip"))
  var evidence: String?

  @Flag(help: .say("證據包一併收納資料檔本身。", "Puts the data files themselves into the evidence, too."))
  var evidenceInputs = false

  @Option(help: LedgerOptions.ledgerHelp)
  var ledger: String?

  @Option(help: LedgerOptions.signKeyHelp)
  var signKey: String?

  /// Whether digests are needed.
  var isWanted: Bool { evidence != nil || ledger != nil }

  /// Seals and records a run before anything of it is shown.
  func seal(
    _ outcome: Check.Outcome, _ check: PreparedCheck, _ requests: [ReportRequest],
    _ style: ReportOptions
  ) throws {
    let language = style.language
    var options = LedgerOptions()
    (options.ledger, options.signKey) = (ledger, signKey)
    var facts = LedgerFacts(
      command: "check", at: Clock.now(), user: CurrentUser.name, host: CurrentUser.host)
    facts.reveals = style.reveal.sorted()
    facts.reports = requests.map { $0.format.rawValue + ($0.path.map { "=" + $0 } ?? "") }
    var sealed: SealedFile?
    if let evidence {
      do {
        sealed = try SealedFile(
          evidence, outcome.result, check, withInputs: evidenceInputs,
          key: try options.key(language), language)
      } catch let error as ExitCode {
        throw error
      } catch {
        Terminal.complain(Self.reason(error, evidence)[language])
        throw ExitCode.deliveryFailed
      }
      facts.evidence = sealed.map { (evidence, $0.sha256) }
    }
    if ledger != nil { facts.result = Sealing.digest(of: outcome.result) }
    try options.record(facts, of: outcome.result, language)
    do throws(FileError) {
      try sealed?.commit()
    } catch {
      Terminal.complain(error.message[language])
      throw ExitCode.deliveryFailed
    }
  }

  private static func reason(_ error: any Error, _ path: String) -> LocalizedText {
    switch error {
    case let error as FileError: error.message
    case let error as ChangedInput:
      LocalizedText(
        zh: "資料檔 \(error.path) 於查核期間變動，未產生證據包",
        en: "the data file \(error.path) changed during the check, so no evidence was sealed")
    default:
      LocalizedText(zh: "無法產生證據包 \(path)：\(error)", en: "cannot seal \(path): \(error)")
    }
  }
}
