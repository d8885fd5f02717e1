import Pipeline
import Platform
import RuleCheck
import TestSupport
import Testing

/// Every obligation of the catalogues is encoded by a rule or listed as undecided, and never both.
@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct ObligationTests {
  /// A catalogue and the folder of packs that answers for it.
  struct Catalogue: CustomTestStringConvertible {
    var file: String
    var folder: String
    var testDescription: String { folder }
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
    let path = "\(SharedData.folder)/obligations/\(catalogue.file).csv"
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    let wanted = Set(csvRows(text).compactMap { $0["id"] })
    #expect(!wanted.isEmpty)
    let folder = "\(Repository.root)/rules/\(catalogue.folder)"
    let loaded = RuleLoading.load(
      RuleLoading.packFiles(in: folder),
      library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(!loaded.hasErrors)
    let encoded = Set(loaded.rules.rules.flatMap(\.obligations))
    let undecided = try Self.undecided(in: "rules/\(catalogue.folder)/undecided.yaml")
    #expect(wanted.subtracting(encoded).subtracting(undecided) == [])
    #expect(encoded.union(undecided).subtracting(wanted) == [])
    #expect(encoded.intersection(undecided) == [])
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
