import TestSupport

/// The modules that Package.swift declares, read from its text.
struct PackageText {
  /// A module and what it may import of the project.
  struct Module: Hashable {
    var name: String
    var imports: Set<String>
  }

  /// The modules in `Sources`, system libraries left out.
  let modules: [Module]

  init() throws {
    let text = try Repository.text("Package.swift")
    var modules: [Module] = []
    for opening in ["    module(", "    .executableTarget("] {
      for part in text.components(after: opening) {
        let quoted = Self.quoted(in: Self.call(part))
        guard let name = quoted.first else { continue }
        modules.append(Module(name: name, imports: Set(quoted.dropFirst())))
      }
    }
    let names = Set(modules.map(\.name))
    self.modules = modules.map { Module(name: $0.name, imports: $0.imports.intersection(names)) }
  }

  /// The text up to the parenthesis that closes the call.
  private static func call(_ text: Substring) -> Substring {
    var depth = 1
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 { return text[..<index] }
    }
    return text
  }

  private static func quoted(in text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }
}

extension String {
  /// What follows each occurrence of a text, to the end.
  func components(after opening: String) -> [Substring] {
    ranges(of: opening).map { self[$0.upperBound...] }
  }
}
