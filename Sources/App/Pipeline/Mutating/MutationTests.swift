import CivilTime
import Diagnostics
import Digests
import Dispatch
public import Platform
import RuleCheck
import RuleSyntax
import Synchronization

/// Changes the rules of packs one at a time and sees whether the tests beside them notice.
public enum MutationTests {
  /// Which rules and parameters are changed.
  public struct Choice: Sendable {
    /// Their short names; any where empty.
    public var names: Set<String>
    /// How many of a hundred are taken, 1 to 100: always the same ones for the same seed.
    public var percent: Int
    /// What picks the sample.
    public var seed: UInt32

    /// Creates a choice, of everything by default.
    public init(names: Set<String> = [], percent: Int = 100, seed: UInt32 = 1) {
      self.names = names
      self.percent = percent
      self.seed = seed
    }

    /// Whether a rule or parameter of a pack file is taken; the folder that the file lies in does
    /// not matter, so that the sample is the same everywhere.
    public func takes(_ name: String, of pack: String) -> Bool {
      guard names.isEmpty || names.contains(name) else { return false }
      guard percent < 100 else { return true }
      let file = pack.split(separator: "/").suffix(2).joined(separator: "/")
      let digest = Fingerprint.of(["\(seed)", file, name])
      return Int(digest.prefix(6), radix: 16).map { $0 % 100 < percent } ?? true
    }
  }

  /// Tries the changes of all packs that tests stand beside, or that lie in a folder.
  ///
  /// - Parameters:
  ///   - tests: files of tests.
  ///   - packs: pack files besides those that the tests name, which may have no test at all.
  ///   - library: where standard profiles and calendars are.
  ///   - threads: how many changes are tried at a time.
  ///   - choice: which rules and parameters are changed.
  ///   - suggests: whether cases are looked for that would notice what no test notices.
  public static func run(
    tests: [String], packs: [String], library: RuleLibrary, threads: Int,
    choice: Choice = Choice(), suggests: Bool = false
  ) -> MutationReport {
    var documents: [String: [TestDocument]] = [:]
    var order: [String] = []
    func note(_ pack: String) {
      if documents.updateValue(documents[pack] ?? [], forKey: pack) == nil { order.append(pack) }
    }
    for path in tests {
      guard let bytes = try? Files.read(path) else { continue }
      for test in RuleDocument.parse(SourceText(name: path, bytes: bytes)).testDocuments {
        let pack = RulePath.normalized(RuleTests.packPath(of: test, beside: path))
        note(pack)
        documents[pack]?.append(test)
      }
    }
    for pack in packs { note(RulePath.normalized(pack)) }
    let subjects = order.sorted().compactMap { pack in
      MutationSubject(
        pack: pack, tests: documents[pack] ?? [], library: library, choice: choice,
        suggests: suggests)
    }
    return run(subjects, threads: threads)
  }

  private static func run(_ subjects: [MutationSubject], threads: Int) -> MutationReport {
    let units = subjects.enumerated().flatMap { index, subject in
      subject.targets.map { (subject: index, target: $0) }
    }
    let outcomes = Mutex<[Int: MutationReport.Pack]>([:])
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, units.count))) { _ in
      while true {
        let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard unit < units.count else { return }
        let outcome = subjects[units[unit].subject].run(units[unit].target)
        outcomes.withLock { $0[unit] = outcome }
      }
    }
    let found = outcomes.withLock { $0 }
    var packs = subjects.map { MutationReport.Pack(source: $0.file.original) }
    for (unit, place) in units.enumerated() {
      if let outcome = found[unit] { packs[place.subject].add(outcome) }
    }
    return MutationReport(packs: packs.filter { $0.total > 0 || !$0.diagnostics.isEmpty })
  }
}

extension MutationReport.Pack {
  fileprivate mutating func add(_ other: MutationReport.Pack) {
    noticed += other.noticed
    survivors += other.survivors
    equivalents.merge(other.equivalents, uniquingKeysWith: +)
    diagnostics += other.diagnostics
  }
}
