import Reports
import TestSupport
import Testing

/// What documents and scripts say of the code, compared with the code.
@Suite struct HouseTests {
  @Test func `the page on architecture lists what Package.swift allows`() throws {
    var described: [String: Set<String>] = [:]
    var module: String?
    for line in try Repository.text("docs/architecture.md").split(separator: "\n") {
      if line.hasPrefix("### ") { module = String(line.dropFirst(4)) }
      if line.hasPrefix("May import: "), let name = module {
        let list = line.dropFirst("May import: ".count)
        described[name] = list == "–" ? [] : Set(list.split(separator: ", ").map(String.init))
      }
    }
    let modules = try PackageText().modules
    #expect(modules.count > 15)
    for module in modules { #expect(described[module.name] == module.imports, "\(module.name)") }
    #expect(Set(described.keys) == Set(modules.map(\.name)))
  }

  @Test func `imports go one way`() throws {
    let modules = try PackageText().modules
    var left = Set(modules)
    var settled: Set<String> = []
    while let next = left.first(where: { $0.imports.isSubset(of: settled) }) {
      settled.insert(next.name)
      left.remove(next)
    }
    #expect(left.isEmpty, "a cycle: \(left.map(\.name).sorted())")
  }

  @Test func `the sample month is written in every format`() throws {
    let script = try Repository.text("scripts/check-sample.sh")
    for format in ReportFormat.allCases {
      let isWritten = script.contains(" \(format.rawValue)=")
      #expect(isWritten, "\(format.rawValue) is not in scripts/check-sample.sh")
    }
  }

  @Test(arguments: ["README.md", "README.zh-Hant.md"])
  func `the readme names every verdict as reports do`(path: String) throws {
    let text = try Repository.text(path)
    for verdict in ["符合", "違反", "進行中", "不適用", "無法判定"] { #expect(text.contains(verdict)) }
  }

  @Test func `the changelog has a line a change, module first, in known sections`() throws {
    let sections = ["Breaking", "Added", "Changed", "Fixed"]
    let lines = try Repository.text("CHANGELOG.md").split(separator: "\n")
    #expect(lines.first == "# Changelog")
    for line in lines.dropFirst() {
      if line.hasPrefix("### ") {
        #expect(sections.contains(String(line.dropFirst(4))), "\(line)")
      } else if line.hasPrefix("- ") {
        let words = line.dropFirst(2).split(separator: " ", maxSplits: 1)
        let isWhole = words.first?.hasSuffix(":") == true && line.hasSuffix(".")
        #expect(isWhole, "\(line)")
      }
    }
  }

  @Test func `every folder of tests is a target`() throws {
    let package = try Repository.text("Package.swift").filter { !$0.isWhitespace }
    let folders = try Repository.names(in: "Tests").filter { $0.hasSuffix("Tests") }
    #expect(!folders.isEmpty)
    for folder in folders {
      let isTarget = package.contains("tests(\"\(folder.dropLast(5))\"")
      #expect(isTarget, "Tests/\(folder) is no target")
    }
  }

  @Test func `decisions are listed`() throws {
    let list = try Repository.text("docs/decisions/README.md")
    let records = try Repository.names(in: "docs/decisions").filter { $0 != "README.md" }
    #expect(!records.isEmpty)
    for record in records { #expect(list.contains("(\(record))"), "\(record) is not listed") }
  }

  @Test(arguments: [
    "README.md", "README.zh-Hant.md", "docs/architecture.md", "docs/decisions/README.md",
  ])
  func `links lead to files of the repository`(path: String) throws {
    let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    for part in try Repository.text(path).components(after: "](") {
      let target = part.prefix { $0 != ")" && $0 != "#" }
      guard !target.isEmpty, !target.contains("://") else { continue }
      #expect(Repository.has(folder + target), "\(path) links to \(target)")
    }
  }
}
