import CivilTime
public import Diagnostics

/// One small change of a rule, which a test beside the rule should notice.
public struct Mutant: Sendable {
  /// How the change is made.
  enum Edit: Sendable {
    /// Bytes of the pack file are replaced by a text.
    case text(SourceSpan, String)
    /// An arm (by index) of a deadline, or of its version, gets a changed counting profile.
    case profile(version: Int?, arm: Int, CountingProfile)
  }

  /// The short name of the rule, or of the parameter, that is changed.
  public var name: String
  /// What kind of change it is.
  public var operation: MutationOperation
  /// Where in the pack file.
  public var span: SourceSpan
  /// What stands there.
  public var before: String
  /// What stands there instead.
  public var after: String
  /// How the change is made.
  var edit: Edit
}

/// The kinds of change, each with the test that would notice it.
public enum MutationOperation: String, Sendable, CaseIterable {
  /// A limit of time is one unit longer or shorter.
  case limit
  /// A number in the rule, or the day of a schedule, is one more or less.
  case number
  /// A target is met by the bound itself, or no longer.
  case targetComparison = "target-comparison"
  /// A value of a parameter is one more or less.
  case parameter
  /// `<` for `<=`, and the like, in a condition.
  case comparison
  /// A part of a condition that must also hold is left out.
  case droppedTerm = "dropped-term"
  /// A condition, or a part of it, says the contrary.
  case negation
  /// `&&` for `||`, or the other way round.
  case connective
  /// A number or date in a condition is one more or less.
  case literal
  /// A value of a list is left out.
  case droppedValue = "dropped-value"
  /// A stated month is left out.
  case droppedMonth = "dropped-month"
  /// The first day of a period counts, or no longer.
  case profileStart = "profile-start"
  /// A last day that is a rest day moves, or no longer.
  case profileEnd = "profile-end"
  /// Working days are counted for calendar days, or the other way round.
  case profileCount = "profile-count"
  /// A date or time is taken from another column.
  case column
  /// An extension, suspension, restart or transit is left out.
  case droppedFact = "dropped-fact"
  /// Equal times are in order, or no longer.
  case sameTime = "same-time"
  /// A day more or less early or late still counts.
  case tolerance
  /// Every member needs another number of events.
  case eventCount = "event-count"
  /// A word of the rule is exchanged for another: the rest day's rule, the clock, the weekday.
  case word

  /// The test that would notice the change.
  public var missingTest: LocalizedText {
    switch self {
    case .limit:
      LocalizedText(
        zh: "末日（末時）完成與逾一單位各一例", en: "a case done at the last moment, and one a unit later")
    case .number, .literal:
      LocalizedText(zh: "恰為該值與相鄰值各一例", en: "a case at the value, and one next to it")
    case .targetComparison: LocalizedText(zh: "恰為目標值之組別", en: "a group exactly at the target")
    case .parameter:
      LocalizedText(
        zh: "該值適用期間內，恰為目標與差一單位各一例",
        en: "in the days of this value, a case at it and one next to it")
    case .comparison: LocalizedText(zh: "恰為該值之列", en: "a row with exactly this value")
    case .droppedTerm: LocalizedText(zh: "僅此條件不成立之列", en: "a row that fails this condition only")
    case .negation:
      LocalizedText(
        zh: "此條件成立與不成立各一列", en: "a row for which it holds, and one for which it does not")
    case .connective:
      LocalizedText(
        zh: "僅其中一條件成立之列", en: "a row that meets one of the conditions and not the other")
    case .droppedValue: LocalizedText(zh: "具此值之列", en: "a row with this value")
    case .droppedMonth:
      LocalizedText(zh: "僅缺該月之年度", en: "a year in which only this month is missing")
    case .profileStart:
      LocalizedText(zh: "末日及翌日完成各一例", en: "a case done on the last day, and one the day after")
    case .profileEnd: LocalizedText(zh: "末日為休息日之案件", en: "a case whose last day is a rest day")
    case .profileCount: LocalizedText(zh: "期間內有休息日之案件", en: "a period with rest days inside")
    case .column: LocalizedText(zh: "兩欄日期不同之案件", en: "a case in which the two columns differ")
    case .droppedFact: LocalizedText(zh: "具此事實而依原期限已逾期之案件", en: "a case that is late without it")
    case .sameTime: LocalizedText(zh: "兩者同時之案件", en: "a case in which both are at the same time")
    case .tolerance:
      LocalizedText(zh: "容許範圍末日與其翌日各一例", en: "records on the last day allowed and the day after")
    case .eventCount:
      LocalizedText(
        zh: "恰為所需次數與少一次之成員", en: "a member with as many events as needed, and one with one fewer")
    case .word: LocalizedText(zh: "兩種規定結果不同之案件", en: "a case on which the two words differ")
    }
  }
}

/// Why a change that no test noticed is not counted.
public enum MutationEquivalence: String, Sendable, CaseIterable {
  /// The condition is true, false or unknown for the same rows, by its truth table.
  case sameCondition = "same-condition"
  /// The value cannot pass the bound: a share lies between 0 and 100, a number is not negative.
  case unreachableBound = "unreachable-bound"
  /// The key has no effect on this kind of schedule or order.
  case withoutEffect = "without-effect"
  /// The value is in force on no day on which a rule that uses it is.
  case neverInForce = "never-in-force"

  /// The reason in words.
  public var text: LocalizedText {
    switch self {
    case .sameCondition: LocalizedText(zh: "真值表相同", en: "the truth tables are equal")
    case .unreachableBound: LocalizedText(zh: "數值不可能越過此界", en: "no value can lie beyond the bound")
    case .withoutEffect: LocalizedText(zh: "此鍵於此種規則無作用", en: "the key has no effect here")
    case .neverInForce:
      LocalizedText(zh: "施行期間內從不適用此值", en: "the value is in force on no day of its rules")
    }
  }
}
