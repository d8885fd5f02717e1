import CivilTime
import Diagnostics
import RuleSyntax

extension RuleSetChecker {
  /// Reads calendar files.
  mutating func checkCalendars() {
    for index in files.order where files.files[index].document.kind == .calendar {
      let file = files.files[index]
      guard let node = file.document.root?["calendar"], let name = node.text else { continue }
      let isSound = !file.document.diagnostics.contains { $0.severity == .error }
      var calendar: Int?
      if isSound {
        let result = CalendarDefinition.read(file.document)
        diagnostics += result.diagnostics
        if let definition = result.definition {
          calendar = rules.calendars.count
          rules.calendars.append(definition)
        }
      }
      calendars.add(name, file: index, place: file.place(node.ownSpan), index: calendar)
    }
  }

  /// Reads counting profiles.
  mutating func checkProfiles() {
    for index in files.order where files.files[index].document.kind == .rules {
      let file = files.files[index]
      let declarations = file.document.declarations("counting")
      if declarations.isEmpty { continue }
      let read = CountingProfile.read(file.document)
      for declaration in declarations {
        checkDuplicate(declaration, file: index, in: profiles)
        let profile = read.first { $0.name == declaration.name }
        var position: Int?
        if declaration.isSound, let profile {
          position = rules.profiles.count
          rules.profiles.append(profile)
        }
        profiles.add(
          declaration.name, file: index, place: file.place(declaration.nameSpan), index: position)
        if let node = declaration.node["calendar"] { _ = calendar(node, file: index) }
      }
    }
  }

  /// The calendar that a node names; an unknown one is reported.
  mutating func calendar(_ node: YAMLNode, file: Int) -> Int? {
    guard let name = node.text else { return nil }
    switch calendars.find(name, in: scopes[file]) {
    case .found(let index): return index
    case .broken: leftOut("行事曆", "calendar", name, node, file)
    case .unknown:
      report(
        .checkUnknownCalendar, LocalizedText(zh: "沒有行事曆「\(name)」", en: "no calendar '\(name)'"),
        at: files.files[file].place(node.ownSpan),
        help: suggestion(name, calendars.names(in: scopes[file]))
          ?? LocalizedText(zh: "以 use 引用行事曆檔", en: "name the calendar's file in use"))
    }
    return nil
  }

  /// Notes that something is left out because what it names has errors.
  mutating func leftOut(
    _ zh: String, _ en: String, _ name: String, _ node: YAMLNode, _ file: Int
  ) {
    hasBrokenDependency = true
    report(
      .checkLeftOut, .note,
      LocalizedText(
        zh: "\(zh)「\(name)」有錯誤，此處無法採用", en: "\(en) '\(name)' has errors and cannot be used here"),
      at: files.files[file].place(node.ownSpan))
  }
}
