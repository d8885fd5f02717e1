public import CivilTime
public import Diagnostics
public import Platform
import RuleCheck
import RuleSyntax

/// The counting profiles and one calendar of a rule library, ready for computing.
public struct CountingLibrary: Sendable {
  /// The profiles in the order of their file.
  public let profiles: [CountingProfile]
  /// The calendar, as known on the day asked for.
  public let calendar: WorkCalendar
  /// The zone of its days.
  public let zone: TimeZoneRules

  /// Creates a library.
  public init(profiles: [CountingProfile], calendar: WorkCalendar, zone: TimeZoneRules) {
    self.profiles = profiles
    self.calendar = calendar
    self.zone = zone
  }

  /// The profile of a name; underscores count as hyphens.
  public func profile(_ name: String) -> CountingProfile? {
    let name = String(name.map { $0 == "_" ? "-" : $0 })
    return profiles.first { $0.name == name }
  }

  /// The profile of a mode of the worked examples, or of that name; by the unit where it is empty.
  public func profile(
    mode: String, for unit: PeriodLength.Unit
  ) throws(DueProblem) -> CountingProfile {
    let name =
      switch mode.lowercased() {
      case "": CountingProfile.defaultName(for: unit)
      case "calendar": "apa-48"
      case "adverse": "apa-48-adverse"
      case let other: other
      }
    guard let profile = profile(name) else { throw .mode(mode) }
    let fits =
      switch unit {
      case .second, .minute, .hour: profile.start == .instant
      case .workingDay: profile.count == .workingDays
      case .day, .week, .month, .year: true
      }
    guard fits else { throw .contradiction(unit: unit.rawValue, mode: mode) }
    return profile
  }

  /// Reads the profiles and a calendar; `nil`, with the reasons, where that fails.
  public static func load(
    from library: RuleLibrary, calendar name: String, knownOn: CivilDate? = nil,
    places: Set<String> = []
  ) -> (library: CountingLibrary?, diagnostics: [Diagnostic]) {
    let (definition, calendarProblems) = calendar(name, in: library)
    let (profiles, profileProblems) = countingProfiles(in: library)
    let problems = calendarProblems + profileProblems
    guard let definition, !profiles.isEmpty else { return (nil, problems) }
    guard let zone = ZoneDatabase().zone(named: definition.timeZone) else {
      let problem = Diagnostic(
        .calendarUnknown,
        LocalizedText(
          zh: "沒有時區「\(definition.timeZone)」", en: "there is no time zone '\(definition.timeZone)'"))
      return (nil, problems + [problem])
    }
    let calendar = WorkCalendar(definition: definition, knownOn: knownOn, places: places)
    return (CountingLibrary(profiles: profiles, calendar: calendar, zone: zone), problems)
  }

  /// Reads a calendar by its name or its file's path.
  public static func calendar(
    _ name: String, in library: RuleLibrary
  ) -> (definition: CalendarDefinition?, diagnostics: [Diagnostic]) {
    guard let path = library.calendarPath(name) else {
      let known = library.calendarNames.joined(separator: ", ")
      let problem = Diagnostic(
        .calendarUnknown,
        LocalizedText(zh: "沒有行事曆「\(name)」", en: "there is no calendar '\(name)'"),
        help: known.isEmpty
          ? LocalizedText(zh: "以 --rules 指定規則資料夾", en: "name the rules folder with --rules")
          : LocalizedText(zh: "可用：\(known)", en: "known: \(known)"))
      return (nil, [problem])
    }
    do throws(FileError) {
      let source = SourceText(name: path, bytes: try Files.read(path))
      return CalendarDefinition.read(RuleDocument.parse(source))
    } catch {
      return (nil, [Diagnostic(.calendarUnknown, error.message)])
    }
  }

  private static func countingProfiles(
    in library: RuleLibrary
  ) -> (profiles: [CountingProfile], diagnostics: [Diagnostic]) {
    let file = "taiwan/counting.yaml"
    guard let path = library.path(of: file) else {
      let problem = Diagnostic(
        .calendarUnknown,
        LocalizedText(zh: "找不到期間計算檔 \(file)", en: "there is no counting file \(file)"),
        help: LocalizedText(zh: "以 --rules 指定規則資料夾", en: "name the rules folder with --rules"))
      return ([], [problem])
    }
    do throws(FileError) {
      let source = SourceText(name: path, bytes: try Files.read(path))
      let document = RuleDocument.parse(source)
      return (CountingProfile.read(document), document.diagnostics)
    } catch {
      return ([], [Diagnostic(.calendarUnknown, error.message)])
    }
  }
}
