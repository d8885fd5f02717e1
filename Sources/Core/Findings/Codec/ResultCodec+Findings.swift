import CivilTime
import Diagnostics
import JSON

/// The tables of members that the stored result consists of.
enum ResultCodec {
  static let namedValue = ObjectCodec<NamedValue>(
    "NamedValue", "A named value as text.", blank: { NamedValue("", "") },
    fields: [
      .field("name", \.name, .string, "The column's name in the rule language."),
      .field("value", \.value, .string, "The value; masked where the column is sensitive."),
    ])

  static let statedTime = ObjectCodec<StatedTime>(
    "StatedTime", "A moment with its local time and how exactly it is known.",
    blank: {
      StatedTime(
        local: LocalTime(date: CivilDate(dayNumber: 0), millisecondOfDay: 0),
        instant: Instant(milliseconds: 0), precision: .day)
    },
    fields: [
      .field("local", \.local, .localTime, "The local time in the run's zone."),
      .field("instant", \.instant, .instant, "The same moment in UTC."),
      .field("precision", \.precision, .precision, "How exactly it is known."),
      .field("endOfDay", \.isEndOfDay, .bool, "Whether the end of the day is meant (a due day)."),
    ])

  static let location = ObjectCodec<DataLocation>(
    "DataLocation", "A place in an input.", blank: { DataLocation(input: 0, line: 1) },
    fields: [
      .field("input", \.input, .integer, "The index in inputs, from 0."),
      .field("line", \.line, .integer, "The line or sheet row, from 1."),
    ])

  static let lateness = ObjectCodec<Lateness>(
    "Lateness", "How late something was; negative where early.",
    blank: { Lateness(minutes: 0, days: 0) },
    fields: [
      .field("minutes", \.minutes, .integer64, "Whole minutes."),
      .field("days", \.days, .integer, "Civil days: the actual day less the due day."),
      .optional("workingDays", \.workingDays, .integer, "Working days."),
    ])

  static let finding = ObjectCodec<Finding>(
    "Finding", "A violated, pending or undetermined verdict about a row or a member.",
    blank: { Finding(rule: 0, subject: .row(key: []), verdict: .undetermined, reason: noText) },
    fields: [
      .field("rule", \.rule, .integer, "The index in rules, from 0."),
      .field("verdict", \.verdict, .words(), "The verdict."),
      .field("subject", \.subject, subject, "What the verdict is about."),
      .field("reason", \.reason, .localizedText, "Why, with the values that decided it."),
      .optional("owner", \.owner, .string, "Who answers for it."),
      .optional("location", \.location, location.value, "Where in the data it comes from."),
      .list("relatedLocations", \.relatedLocations, location.value, "Further rows of it."),
      .optional("start", \.start, statedTime.value, "The moment from which the period ran."),
      .optional("due", \.due, statedTime.value, "The due moment."),
      .optional("actual", \.actual, statedTime.value, "When it was done."),
      .optional("lateness", \.lateness, lateness.value, "How late, at the as-of moment if open."),
      .list("cells", \.cells, namedValue.value, "The cells that decided it."),
      .optional("trace", \.trace, trace.value, "How the due moment came about."),
      .list("explanation", \.explanation, .localizedText, "Further lines of explanation."),
      .optional("waiver", \.waiver, .string, "The id of the waiver that covers it."),
      .field("fingerprint", \.fingerprint, .string, "A hash over rule, subject and period."),
      .list("taints", \.taints, .string, "Codes of data issues in the row."),
    ])

  static let noText = LocalizedText(verbatim: "")

  static let period = ObjectCodec<Period>(
    "Period", "A civil period.",
    blank: { Period(.day, holding: CivilDate(dayNumber: 0)) },
    fields: [
      .field("unit", \.unit, .words(), "The kind of period."),
      .field("first", \.first, .date, "The first day."),
      .field("last", \.last, .date, "The last day."),
    ])

  static let subject: ValueCodec<Subject> = {
    let values = namedValue.value.list
    return ValueCodec(schema: ["$ref": "#/$defs/Subject"]) { subject in
      let (kind, list, span) = subject.stored
      return .object([
        "kind": .string(kind), "values": values.encode(list),
        "period": span.map(period.value.encode),
      ])
    } write: { subject, output in
      let (kind, list, span) = subject.stored
      output.put(#"{"kind":"#)
      JSONValue.write(kind, to: &output)
      output.put(#","values":"#)
      values.write(list, &output)
      if let span {
        output.put(#","period":"#)
        period.write(span, to: &output)
      }
      output.put(UInt8(ascii: "}"))
    } decode: { (json) throws(ResultFormatError) -> Subject in
      let list = try values.decode(json["values"] ?? .null)
      var span: Period?
      if let json = json["period"] { span = try period.decode(json) }
      switch json["kind"]?.stringValue {
      case "row" where span == nil: return .row(key: list)
      case "group": return .group(values: list, period: span)
      case "member": return .member(key: list, period: span)
      default: throw .expected("row、group 或 member", "row, group or member")
      }
    }
  }()

  static let subjectSchema: JSONValue = [
    "type": "object", "additionalProperties": false, "required": ["kind", "values"],
    "description": "What a verdict is about: a row, a group and period, or a register's member.",
    "properties": [
      "kind": ["enum": ["row", "group", "member"]],
      "values": ["type": "array", "items": ["$ref": "#/$defs/NamedValue"]],
      "period": ["$ref": "#/$defs/Period"],
    ],
  ]
}

extension Subject {
  /// The kind, the values and the period under which the subject is stored.
  fileprivate var stored: (kind: String, values: [NamedValue], period: Period?) {
    switch self {
    case .row(let key): ("row", key, nil)
    case .group(let values, let period): ("group", values, period)
    case .member(let key, let period): ("member", key, period)
    }
  }
}
