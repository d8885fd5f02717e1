import Diagnostics

/// Diagnostics in the order found, with the number of errors among them.
struct DiagnosticList {
  private(set) var all: [Diagnostic] = []
  private(set) var errorCount = 0

  mutating func append(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    all.append(diagnostic)
  }

  static func += (list: inout DiagnosticList, more: [Diagnostic]) {
    for diagnostic in more { list.append(diagnostic) }
  }
}
