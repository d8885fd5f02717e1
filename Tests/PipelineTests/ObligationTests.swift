import Findings
import Pipeline
import Platform
import RuleCheck
import TestSupport
import Testing

/// Every obligation of the catalogues is encoded by a rule or listed as undecided, never both, and
/// enough of them by rules that are evaluated.
///
/// `Tests/Obligations` lists the obligations of the five documents: id, how firmly the document asks
/// for it, and what kind of thing it asks for.
@Suite struct ObligationTests {
  /// A catalogue and the folder of packs that answers for it.
  struct Catalogue: CustomTestStringConvertible {
    var file: String
    var folder: String
    var testDescription: String { folder }
  }

  /// What a catalogue says of how firmly its document asks for something.
  private enum Strength: String, CaseIterable {
    case indicator
    case explicit
    case soft
    case volume
    case deleted
    case lost

    /// The least share, in percent, that rules encode; `nil` where the document asks for nothing.
    var leastPercent: Int? {
      switch self {
      case .indicator, .explicit: 97
      case .soft: 60
      case .volume, .deleted, .lost: nil
      }
    }
  }

  private struct Tally {
    var all = 0
    var encoded = 0
  }

  private static let catalogues = [
    Catalogue(file: "plan-108-111", folder: "chiayi"),
    Catalogue(file: "administration-104", folder: "chiayi-administration-104"),
    Catalogue(file: "west-district-109", folder: "chiayi-west-district-109"),
    Catalogue(file: "zuozhen-integrity-110", folder: "tainan-zuozhen-110"),
    Catalogue(file: "household-registration-104", folder: "taipei-zhongzheng-104"),
  ]

  @Test(arguments: catalogues)
  func `an obligation is in exactly one of the two places`(catalogue: Catalogue) throws {
    let wanted = Set(try Self.list(catalogue).compactMap { $0["id"] })
    #expect(!wanted.isEmpty)
    let encoded = Set(try Self.rules(catalogue).flatMap(\.obligations))
    let undecided = try Self.undecided(in: "rules/\(catalogue.folder)/undecided.yaml")
    #expect(wanted.subtracting(encoded).subtracting(undecided) == [])
    #expect(encoded.union(undecided).subtracting(wanted) == [])
    #expect(encoded.intersection(undecided) == [])
  }

  @Test(arguments: catalogues)
  func `enough of what a document asks for is encoded by rules`(catalogue: Catalogue) throws {
    let rules = try Self.rules(catalogue).filter { $0.status != .suspended }
    let encoded = Set(rules.flatMap(\.obligations))
    var byStrength: [Strength: Tally] = [:]
    var byKind: [String: Tally] = [:]
    for row in try Self.list(catalogue) {
      let isEncoded = encoded.contains(row["id"] ?? "") ? 1 : 0
      let strength = try #require(Strength(rawValue: row["strength"] ?? ""), "\(row["id"] ?? "")")
      byStrength[strength, default: Tally()].all += 1
      byStrength[strength, default: Tally()].encoded += isEncoded
      byKind[row["kind"] ?? "", default: Tally()].all += 1
      byKind[row["kind"] ?? "", default: Tally()].encoded += isEncoded
    }
    func text(_ name: String, _ tally: Tally) -> String { "\(name) \(tally.encoded)/\(tally.all)" }
    let strengths = Strength.allCases.compactMap { item in
      byStrength[item].map { text(item.rawValue, $0) }
    }
    let kinds = byKind.sorted { $0.key < $1.key }.map { text($0.key, $0.value) }
    print("obligations encoded, \(catalogue.folder): \(strengths.joined(separator: ", "))")
    print("  by kind: \(kinds.joined(separator: ", "))")
    for (strength, tally) in byStrength {
      guard let least = strength.leastPercent else { continue }
      #expect(tally.encoded * 100 >= least * tally.all, "\(text(strength.rawValue, tally))")
    }
  }

  @Test(
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)), arguments: catalogues
  )
  func `the list is that of the catalogue`(catalogue: Catalogue) throws {
    let listed = try Self.list(catalogue).map { [$0["id"], $0["strength"], $0["kind"]] }
    let wanted = try Self.rows(catalogue).map { row in
      [row["id"], Self.strength(of: row)?.rawValue, row["kind"]]
    }
    #expect(listed == wanted)
  }

  private static func list(_ catalogue: Catalogue) throws -> [[String: String]] {
    csvRows(try Repository.text("Tests/Obligations/\(catalogue.file).csv"))
  }

  /// How firm a row is: the remark's first word, or the place in the plan, whose indicators stand in
  /// its tables.
  private static func strength(of row: [String: String]) -> Strength? {
    let remark = row["remark"] ?? ""
    let place = row["locator"] ?? ""
    if let word = remark.split(separator: ":").first, row["actual"] != nil {
      return Strength(rawValue: String(word))
    }
    if place.contains("刪除項") { return .deleted }
    if place.contains("KPI") { return .indicator }
    return remark.lowercased().contains("soft:") ? .soft : .explicit
  }

  private static func rows(_ catalogue: Catalogue) throws -> [[String: String]] {
    let path = "\(SharedData.folder)/obligations/\(catalogue.file).csv"
    return csvRows(String(decoding: try Files.read(path), as: UTF8.self))
  }

  private static func rules(_ catalogue: Catalogue) throws -> [CheckedRule] {
    let folder = "\(Repository.root)/rules/\(catalogue.folder)"
    let loaded = RuleLoading.load(
      RuleLoading.packFiles(in: folder), library: RuleLibrary(folders: [Repository.root + "/rules"])
    )
    #expect(!loaded.hasErrors)
    return loaded.rules.rules
  }

  /// The ids of a file of undecided obligations.
  private static func undecided(in path: String) throws -> Set<String> {
    let mark = "- obligation: "
    return Set(
      try Repository.text(path).split(separator: "\n").compactMap { line in
        line.firstRange(of: mark).map { String(line[$0.upperBound...]) }
      })
  }
}
