import CivilTime
import Diagnostics
import FoundationEssentials
import RuleCheck
import TestSupport

/// Checks rule files that tests write, or those of the repository.
enum RuleSet {
  /// The zones that tests use.
  static let zones: [String: TimeZoneRules] = [
    "UTC": .utc, "Asia/Taipei": TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800),
    "Europe/Amsterdam": TimeZoneRules(name: "Europe/Amsterdam", firstOffset: 3600),
    "Europe/Rome": TimeZoneRules(name: "Europe/Rome", firstOffset: 3600),
  ]

  /// Checks files by name; names that are not among them are looked for in the repository's rules.
  static func check(
    _ files: [String: [UInt8]], roots: [String], standard: [String] = []
  ) -> (rules: CheckedRules, diagnostics: [Diagnostic]) {
    let environment = RuleEnvironment(
      read: { path in
        if let bytes = files[path] ?? (try? Repository.bytes(path)) { return .success(bytes) }
        return .failure(FileProblem(LocalizedText(zh: "沒有檔案", en: "no such file")))
      }, zone: { zones[$0] }, standardFiles: standard)
    return RuleSetChecker.check(roots, in: environment)
  }

  /// The pack files of the repository: what is neither a test nor a file that others use.
  static let packs: [String] = Repository.files(below: "rules", ending: ".yaml").filter {
    !$0.hasSuffix(".test.yaml") && ((try? Repository.text($0))?.contains("\npack:") ?? false)
  }
}
