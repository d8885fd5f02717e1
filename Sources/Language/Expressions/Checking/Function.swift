/// A function of the language, by its name; methods and free functions of a name are one function.
public enum Function: String, Sendable, CaseIterable {
  // Sizes, types and conversions.
  case size, type, dyn, bool, int, uint, double, decimal, string, bytes, timestamp, duration, date
  // Text.
  case contains, startsWith, endsWith, matches, charAt, indexOf, lastIndexOf, join, lowerAscii
  case upperAscii, replace, split, substring, trim, format, reverse
  case quote = "strings.quote"
  // Time.
  case getFullYear, getMonth, getDate, getDayOfMonth, getDayOfWeek, getDayOfYear, getHours
  case getMinutes, getSeconds, getMilliseconds
  // Dates.
  case year, rocYear, month, day, weekday, addDays, addMonths, daysBetween, ageOn, isWorkingDay
  case addWorkingDays, workingDaysBetween
  // Numbers.
  case greatest = "math.greatest"
  case least = "math.least"
  case ceil = "math.ceil"
  case floor = "math.floor"
  case round = "math.round"
  case trunc = "math.trunc"
  case abs = "math.abs"
  case sign = "math.sign"
  case sqrt = "math.sqrt"
  case isNaN = "math.isNaN"
  case isInf = "math.isInf"
  case isFinite = "math.isFinite"
  case bitAnd = "math.bitAnd"
  case bitOr = "math.bitOr"
  case bitXor = "math.bitXor"
  case bitNot = "math.bitNot"
  case bitShiftLeft = "math.bitShiftLeft"
  case bitShiftRight = "math.bitShiftRight"
  // Optional values.
  case optionalOf = "optional.of"
  case optionalNone = "optional.none"
  case optionalOfNonZeroValue = "optional.ofNonZeroValue"
  case hasValue, value, or, orValue

  /// The words before the point of names such as `math.abs`.
  static let namespaces: Set<String> = ["math", "strings", "optional", "cel"]

  /// The names of the macros, which the checker writes out.
  static let macros: Set<String> = [
    "has", "all", "exists", "exists_one", "existsOne", "map", "filter", "transformList",
    "transformMap", "transformMapEntry", "optMap", "optFlatMap", "cel.bind",
  ]
}
