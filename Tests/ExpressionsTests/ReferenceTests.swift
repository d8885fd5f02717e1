import TestSupport
import Testing

@testable import Expressions

@Suite struct ReferenceTests {
  @Test func `every function and macro is on the language's page`() throws {
    let page = try Repository.text("docs/expressions.md")
    for name in Function.allCases.map(\.rawValue) + Function.macros {
      #expect(page.contains(name), "\(name)")
    }
  }

  @Test func `every function has a form, and every form a function`() {
    let special: Set<Function> = [.greatest, .least]
    for function in Function.allCases where !special.contains(function) {
      #expect(Signature.byName[function.rawValue]?.isEmpty == false, "\(function.rawValue)")
    }
    for name in Signature.byName.keys {
      #expect(Function(rawValue: name) != nil || "+-*/%!".contains(name), "\(name)")
    }
  }
}
