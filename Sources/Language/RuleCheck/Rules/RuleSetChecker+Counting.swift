import CivilTime
import Columns
import Diagnostics
import RuleSyntax

extension RuleSetChecker {
  /// The counting profile of an arm; by default the one of the limit's unit.
  mutating func profile(
    _ node: YAMLNode?, unit: PeriodLength.Unit?, arm: YAMLNode, _ context: inout RuleContext
  ) -> Int? {
    let index: Int
    if let node, let name = node.text {
      guard let found = namedProfile(name, node, context) else { return nil }
      index = found
    } else if let unit {
      guard let found = defaultProfile(unit, arm, context) else { return nil }
      index = found
    } else {
      return writtenProfile()
    }
    let profile = rules.profiles[index]
    if let unit { checkUnit(unit, profile, node ?? arm, context) }
    if let name = profile.calendar,
      case .found(let calendar) = calendars.find(name, in: scopes[context.file])
    {
      context.profileCalendar = calendar
    }
    let isClock = unit?.isClock ?? true
    if !isClock,
      profile.endOnRestDay == .nextWorkingDay || profile.count == .workingDays
        || unit == .workingDay
    {
      context.needsCalendar = true
    }
    return index
  }

  private mutating func namedProfile(
    _ name: String, _ node: YAMLNode, _ context: RuleContext
  ) -> Int? {
    switch profiles.find(name, in: scopes[context.file]) {
    case .found(let index): return index
    case .broken: leftOut("計算方式", "profile", name, node, context.file)
    case .unknown:
      report(
        .checkUnknownProfile,
        LocalizedText(zh: "沒有計算方式「\(name)」", en: "no counting profile '\(name)'"),
        at: files.files[context.file].place(node.ownSpan),
        help: suggestion(name, profiles.names(in: scopes[context.file]))
          ?? LocalizedText(
            zh: "以 use 引用 taiwan/counting.yaml", en: "name taiwan/counting.yaml in use"))
    }
    return nil
  }

  private mutating func defaultProfile(
    _ unit: PeriodLength.Unit, _ arm: YAMLNode, _ context: RuleContext
  ) -> Int? {
    let name = CountingProfile.defaultName(for: unit)
    if case .found(let index) = profiles.find(name, in: scopes[context.file]) { return index }
    report(
      .checkUnknownProfile,
      LocalizedText(
        zh: "期限未指定計算方式，而沒有預設的「\(name)」",
        en: "the limit names no profile, and the default '\(name)' is not there"),
      at: files.files[context.file].place(
        arm["limit"]?.ownSpan ?? arm["within"]?.ownSpan ?? arm.ownSpan),
      help: LocalizedText(
        zh: "以 use 引用 taiwan/counting.yaml，或寫 counting",
        en: "name taiwan/counting.yaml in use, or write 'counting'"))
    return nil
  }

  /// The profile of limits that a column states: the day is taken as it is written.
  private mutating func writtenProfile() -> Int {
    let name = "as-written"
    if let index = rules.profiles.firstIndex(where: { $0.name == name && $0.article == nil }) {
      return index
    }
    rules.profiles.append(CountingProfile(name: name, start: .excluded, endOnRestDay: .stays))
    return rules.profiles.count - 1
  }

  /// Whether a unit can be counted by a profile.
  private mutating func checkUnit(
    _ unit: PeriodLength.Unit, _ profile: CountingProfile, _ node: YAMLNode, _ context: RuleContext
  ) {
    let unitName = PeriodLength(2, unit).description.dropFirst(2)
    let message: LocalizedText
    if unit.isClock, profile.start != .instant {
      message = LocalizedText(
        zh: "\(unitName) 即時起算，計算方式「\(profile.name)」以日計",
        en: "\(unitName) run from the instant; profile '\(profile.name)' counts days")
    } else if !unit.isClock, profile.start == .instant {
      message = LocalizedText(
        zh: "計算方式「\(profile.name)」即時起算，不能計算 \(unitName)",
        en: "profile '\(profile.name)' runs from the instant and cannot count \(unitName)")
    } else if unit == .workingDay, profile.count != .workingDays {
      message = LocalizedText(
        zh: "計算方式「\(profile.name)」計算日曆天，期限是工作天",
        en: "profile '\(profile.name)' counts calendar days, the limit working days")
    } else if profile.count == .workingDays, unit == .month || unit == .year {
      message = LocalizedText(
        zh: "計算方式「\(profile.name)」計算工作天，不能計算 \(unitName)",
        en: "profile '\(profile.name)' counts working days and cannot count \(unitName)")
    } else {
      return
    }
    report(
      .checkLimitUnit, message, at: files.files[context.file].place(node.ownSpan),
      help: LocalizedText(
        zh: "預設為 \(CountingProfile.defaultName(for: unit))",
        en: "the default is \(CountingProfile.defaultName(for: unit))"))
  }

  /// Warns where a limit in hours meets columns that hold only days.
  mutating func checkClock(
    _ unit: PeriodLength.Unit?, _ start: StartSource?, _ end: EndSource?, _ node: YAMLNode,
    _ context: RuleContext
  ) {
    guard let unit, unit.isClock else { return }
    var used: [Int] = []
    if case .column(let column)? = start { used.append(column) }
    switch end {
    case .any(let columns)?, .all(let columns)?: used += columns
    case nil: break
    }
    let columns = context.schema?.allColumns ?? []
    let days = used.map { columns[$0] }.filter { $0.type == .date }.map(\.name)
    if days.isEmpty { return }
    report(
      .checkPrecision, .warning,
      LocalizedText(
        zh: "期限以時分秒計，而欄位只有日期：\(days.joined(separator: "、"))",
        en:
          "the limit needs the time of day, but these columns hold days: \(days.joined(separator: ", "))"
      ),
      at: files.files[context.file].place(node.ownSpan))
  }

  /// The calendar of a rule: its own, its profile's, its file's, or the only one visible.
  mutating func calendar(_ node: YAMLNode, _ context: inout RuleContext) -> Int? {
    let file = context.file
    if let own = node["calendar"] { return calendar(own, file: file) }
    if let calendar = context.profileCalendar { return calendar }
    if let root = files.files[file].document.root?["calendar"] { return calendar(root, file: file) }
    let own = calendars.names(in: ownScopes[file])
    let visible = own.isEmpty ? calendars.names(in: scopes[file]) : own
    if visible.count == 1 {
      if case .found(let only) = calendars.find(visible[0], in: scopes[file]) { return only }
      hasBrokenDependency = true
      return nil
    }
    guard context.needsCalendar else { return nil }
    report(
      .checkUnknownCalendar,
      visible.isEmpty
        ? LocalizedText(zh: "此規則需要行事曆而沒有", en: "the rule needs a calendar and there is none")
        : LocalizedText(zh: "有數個行事曆而未指定", en: "several calendars and none is named"),
      at: files.files[file].place(drafts[context.draft].declaration.nameSpan),
      help: visible.isEmpty
        ? LocalizedText(
          zh: "以 use 引用 calendars/tw-government.yaml",
          en: "name calendars/tw-government.yaml in use")
        : suggestion("", visible))
    return nil
  }
}
