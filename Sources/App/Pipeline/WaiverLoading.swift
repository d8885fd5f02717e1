import CivilTime
public import Diagnostics
public import RuleCheck
import RuleSyntax

/// Loads waivers from their files, in YAML or as tables.
public enum WaiverLoading {
  /// A waiver as written, and where.
  struct Written {
    var document: WaiverDocument
    var place: DiagnosticPlace
  }

  /// Loads the waivers of files and tells what is wrong with them.
  ///
  /// A waiver that cannot be applied as written is an error and is left out. A name that ends in
  /// `.csv` or `.tsv` is a table.
  public static func load(
    _ sources: [SourceText], _ rules: CheckedRules
  ) -> (waivers: [Waiver], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var sound: [Written] = []
    for source in sources {
      let (written, problems) =
        isTable(source) ? WaiverTable.read(source) : document(source, rules)
      diagnostics += problems
      for item in written {
        let own = check(item, rules)
        diagnostics += own
        guard own.isEmpty else { continue }
        if let problem = merge(item, into: &sound) { diagnostics.append(problem) }
      }
    }
    return (sound.map { Waiver($0.document) }, diagnostics)
  }

  private static func isTable(_ source: SourceText) -> Bool {
    let name = source.name.lowercased()
    return name.hasSuffix(".csv") || name.hasSuffix(".tsv")
  }

  private static func document(
    _ source: SourceText, _ rules: CheckedRules
  ) -> ([Written], [Diagnostic]) {
    let document = RuleDocument.parse(source)
    var problems = document.diagnostics
    if let kind = document.kind, kind != .waivers {
      problems.append(
        Diagnostic(
          .rulesMissingKey, LocalizedText(zh: "此檔不是豁免檔", en: "this is no waivers file"),
          at: .file(source.name),
          help: LocalizedText(zh: "最上層須有 waivers", en: "its top level needs 'waivers'")))
    }
    let sound = document.waivers
    // What can be said of the others is said in the same run.
    for node in document.root?["waivers"]?.elements ?? [] {
      guard let rule = node["rule"], let name = rule.text,
        !sound.contains(where: { $0.ruleSpan == rule.ownSpan })
      else { continue }
      let place = DiagnosticPlace.source(source, rule.ownSpan)
      problems += check(rule: name, id: node["id"]?.text ?? name, at: place, rules)
      if let approvedOn = node["approved-on"]?.date, let until = node["until"]?.date {
        problems += check(until: until, approvedOn: approvedOn, at: place)
      }
    }
    return (sound.map { Written(document: $0, place: .source(source, $0.ruleSpan)) }, problems)
  }

  private static func check(_ written: Written, _ rules: CheckedRules) -> [Diagnostic] {
    let waiver = written.document
    return check(rule: waiver.rule, id: waiver.id, at: written.place, rules)
      + check(until: waiver.until, approvedOn: waiver.approvedOn, at: written.place)
  }

  /// Whether a waiver names one rule.
  private static func check(
    rule: String, id: String, at place: DiagnosticPlace, _ rules: CheckedRules
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let ids = rules.rules.map(\.id)
    let named = (ids + rules.failedRules).filter { Waiver.names(rule, $0) }
    if named.isEmpty {
      found.append(
        Diagnostic(
          .unknownWaiverRule,
          LocalizedText(zh: "沒有規則「\(rule)」可豁免", en: "no rule '\(rule)' to waive"),
          at: place,
          help: nearest(to: rule, in: ids + ids.map(Self.shortName)).map {
            LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
          }))
    }
    if named.count > 1 {
      found.append(
        Diagnostic(
          .ambiguousWaiver,
          LocalizedText(
            zh: "豁免「\(id)」所指「\(rule)」有 \(named.count) 個規則",
            en: "the waiver '\(id)' may mean \(named.count) rules named '\(rule)'"),
          at: place,
          help: LocalizedText(
            zh: "請寫其一：\(named.joined(separator: "、"))",
            en: "write one of \(named.joined(separator: ", "))")))
    }
    return found
  }

  /// Whether a waiver ends before it was approved.
  private static func check(
    until: CivilDate, approvedOn: CivilDate, at place: DiagnosticPlace
  ) -> [Diagnostic] {
    guard until < approvedOn else { return [] }
    return [
      Diagnostic(
        .waiverEndsEarly,
        LocalizedText(
          zh: "豁免末日 \(until) 早於核准日 \(approvedOn)",
          en: "the waiver ends on \(until), before it was approved on \(approvedOn)"), at: place)
    ]
  }

  private static func shortName(_ id: String) -> String {
    String(id.split(separator: "/").last ?? "")
  }

  /// Adds a waiver; one of the same id is more of the same where all but its scope agrees, and
  /// otherwise a problem.
  private static func merge(_ new: Written, into all: inout [Written]) -> Diagnostic? {
    guard let index = all.firstIndex(where: { $0.document.id == new.document.id }) else {
      all.append(new)
      return nil
    }
    if let scope = all[index].document.scope.joined(new.document.scope),
      all[index].document.agrees(with: new.document)
    {
      all[index].document.scope = scope
      return nil
    }
    return Diagnostic(
      .waiverAgain,
      LocalizedText(
        zh: "豁免「\(new.document.id)」與先前同代號者內容不同",
        en: "the waiver '\(new.document.id)' is there already and says something else"),
      at: new.place,
      labels: [Diagnostic.Label(all[index].place, LocalizedText(zh: "已寫於此", en: "written here"))])
  }
}

extension WaiverDocument {
  /// Whether all but the scope is the same.
  fileprivate func agrees(with other: WaiverDocument) -> Bool {
    rule == other.rule && reason == other.reason && approvedBy == other.approvedBy
      && approvedOn == other.approvedOn && until == other.until
  }
}

extension WaiverDocument.Scope {
  /// Both together; `nil` where they are of different kinds.
  fileprivate func joined(_ other: WaiverDocument.Scope) -> WaiverDocument.Scope? {
    switch (self, other) {
    case (.cases(let left), .cases(let right)): .cases(left + right)
    case (.groups(let left), .groups(let right)): .groups(left + right)
    case (.cases, .groups), (.groups, .cases): nil
    }
  }
}
