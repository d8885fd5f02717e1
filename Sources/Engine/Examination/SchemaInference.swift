public import CivilTime
public import Columns

/// Makes a dataset from what the columns of a log look like.
public struct SchemaInference: Sendable {
  /// The columns, in order of the file.
  public let profiles: [ColumnProfile]

  /// Creates an inference from the profile of each column.
  public init(profiles: [ColumnProfile]) { self.profiles = profiles }

  /// The dataset.
  ///
  /// A type is taken where 90% of a column's cells have it; a date that does not exist is one that
  /// was written wrongly, not another type. The key is the first column whose
  /// heading says that it is a number by which cases are known, where the log has no activities.
  public func schema(named name: String, zone: TimeZoneRules) -> DatasetSchema {
    var used = Set<String>()
    let columns = profiles.enumerated().map { index, profile in
      column(profile, index, &used)
    }
    return DatasetSchema(
      name: name, key: key.map { [columns[$0].name] } ?? [], columns: columns, zone: zone)
  }

  /// The index of the column that identifies rows.
  var key: Int? {
    guard !profiles.contains(where: { HeadingWords.isActivity($0.heading) }) else { return nil }
    return profiles.firstIndex { profile in
      HeadingWords.isIdentifier(profile.heading) && profile.filled > 0
        && profile.filled >= profile.empty && HeadingWords.sensitivity(profile.heading) == nil
    }
  }

  private func column(
    _ profile: ColumnProfile, _ index: Int, _ used: inout Set<String>
  ) -> ColumnSchema {
    let type = type(of: profile)
    var column = ColumnSchema(
      name: ColumnNaming.name(for: profile.heading, type: type, index: index, used: &used),
      headers: [profile.heading], type: type, isOptional: profile.empty > 0 || profile.filled == 0)
    column.sensitivity = sensitivity(of: profile)
    if type == .date || type == .timestamp { column.dateForms = forms(of: profile) }
    if type == .text, index != key, column.sensitivity == nil, profile.isCategory,
      !profile.isTimeOfDay
    {
      column.values = profile.values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
    return column
  }

  private func type(of profile: ColumnProfile) -> ColumnType {
    let isIdentifier = HeadingWords.isIdentifier(profile.heading)
    let isPersonal = sensitivity(of: profile) != nil
    if profile.filled == 0 || isPersonal { return .text }
    if profile.isDate,
      !profile.has(profile.compactDates, percent: 50) || HeadingWords.isDate(profile.heading)
    {
      return profile.has(profile.times, percent: 5) ? .timestamp : .date
    }
    if isIdentifier || profile.isTimeOfDay { return .text }
    let words = Set(profile.values.keys)
    let pairs: [Set<String>] = [["是", "否"], ["Y", "N"], ["true", "false"], ["TRUE", "FALSE"]]
    if !words.isEmpty, pairs.contains(where: { words.isSubset(of: $0) }) { return .boolean }
    guard profile.leadingZeros == 0 else { return .text }
    if profile.has(profile.integers, percent: 98) { return .integer }
    return profile.has(profile.integers + profile.decimals, percent: 98) ? .decimal : .text
  }

  private func sensitivity(of profile: ColumnProfile) -> Sensitivity? {
    if let named = HeadingWords.sensitivity(profile.heading) { return named }
    if profile.has(profile.nationalIDs, percent: 50) { return .nationalID }
    if profile.has(profile.mobileNumbers, percent: 50) { return .phone }
    return profile.has(profile.emails, percent: 50) ? .email : nil
  }

  /// The forms of nearly all dates; none are stated where they are mixed.
  private func forms(of profile: ColumnProfile) -> [String] {
    let all = profile.dates + profile.impossibleDates
    if profile.isoDates == all { return ["iso"] }
    if profile.rocDates == all, profile.compactDates == 0 { return ["roc"] }
    if profile.compactDates == all, profile.rocDates == 0 { return ["compact"] }
    return []
  }
}
