import CivilTime
import Diagnostics
import JSON

extension ResultCodec {
  static let ruleFile = ObjectCodec<RuleFileSummary>(
    "RuleFile", "A file of rules, calendars or waivers.",
    blank: { RuleFileSummary(path: "", sha256: "") },
    fields: [
      .field("path", \.path, .string, "The path as given or found."),
      .field("sha256", \.sha256, .string, "The SHA-256 digest in hexadecimal."),
      .optional("pack", \.pack, .string, "The id of the pack that it is."),
      .optional("title", \.title, .localizedText, "The pack's title."),
    ])

  static let input = ObjectCodec<InputSummary>(
    "Input", "A data file.",
    blank: {
      InputSummary(
        dataset: "", path: "", sha256: "", bytes: 0, rows: 0, encoding: "", format: "")
    },
    fields: [
      .field("dataset", \.dataset, .string, "The dataset's name."),
      .field("path", \.path, .string, "The path as given."),
      .field("sha256", \.sha256, .string, "The SHA-256 digest in hexadecimal."),
      .field("bytes", \.bytes, .integer, "The size in bytes."),
      .field("rows", \.rows, .integer, "The number of data rows."),
      .field("encoding", \.encoding, .string, "The encoding."),
      .field("format", \.format, .string, "The format."),
      .optional(
        "observedThrough", \.observedThrough, statedTime.value,
        "How far it is complete, where known of it alone."),
    ])

  static let columnHeading = ObjectCodec<ColumnHeading>(
    "ColumnHeading", "The heading under which people know a column.",
    blank: { ColumnHeading(dataset: "", name: "", heading: "") },
    fields: [
      .field("dataset", \.dataset, .string, "The dataset's name."),
      .field("name", \.name, .string, "The column's name in rules."),
      .field("heading", \.heading, .string, "The heading that exports have."),
    ])

  static let example = ObjectCodec<DataIssue.Example>(
    "DataIssueExample", "One place of a defect.",
    blank: { DataIssue.Example(location: DataLocation(input: 0, line: 1), column: nil, found: "") },
    fields: [
      .field("location", \.location, location.value, "Where."),
      .optional("column", \.column, .string, "The column."),
      .field("found", \.found, .string, "What was found; empty for sensitive columns."),
    ])

  static let dataIssue = ObjectCodec<DataIssue>(
    "DataIssue", "A kind of defect of the data.",
    blank: { DataIssue(code: "", isFatal: false, dataset: "", message: noText, count: 0) },
    fields: [
      .field("code", \.code, .string, "The defect's stable name."),
      .field("fatal", \.isFatal, .bool, "Whether verdicts are missing because of it."),
      .field("dataset", \.dataset, .string, "The dataset's name."),
      .field("message", \.message, .localizedText, "What is wrong."),
      .field("count", \.count, .integer, "How many cells or rows."),
      .list("examples", \.examples, example.value, "The first places."),
      .list("taintedRules", \.taintedRules, .integer, "Indices of rules it may taint."),
    ])

  static let waiver = ObjectCodec<WaiverUse>(
    "Waiver", "A waiver and what it did in this run.",
    blank: {
      WaiverUse(id: "", rule: "", reason: "", approvedBy: "", until: nil, state: .unused)
    },
    fields: [
      .field("id", \.id, .string, "Its id."),
      .field("rule", \.rule, .string, "The rule it names."),
      .field("reason", \.reason, .string, "The reason given."),
      .field("approvedBy", \.approvedBy, .string, "Who approved it."),
      .optional("until", \.until, .date, "Its last day."),
      .field("state", \.state, .words(), "What became of it."),
    ])

  static let result = ObjectCodec<CheckResult>(
    "Result", "Everything that one run found.",
    blank: {
      let start = statedTime.blank()
      return CheckResult(
        toolVersion: "", title: noText, asOf: start, observedThrough: start, knownOn: nil,
        zoneName: "")
    },
    fields: [
      .field("toolVersion", \.toolVersion, .string, "The program's version."),
      .field("title", \.title, .localizedText, "The title of the run."),
      .field("asOf", \.asOf, statedTime.value, "The moment judged."),
      .field(
        "observedThrough", \.observedThrough, statedTime.value, "How far the data is complete."),
      .optional("knownOn", \.knownOn, .date, "The date whose knowledge of amendments was used."),
      .field("zone", \.zoneName, .string, "The zone's name."),
      .field("failOn", \.failOn, .words(), "The severity from which violations fail the run."),
      .optional(
        "parameters", \.parameters, parameters.value,
        "What the run was asked to do, so that it can be done again."),
      .list("ruleFiles", \.ruleFiles, ruleFile.value, required: true, "Rules, calendars, waivers."),
      .list("inputs", \.inputs, input.value, required: true, "The data files."),
      .list(
        "columns", \.columns, columnHeading.value, "Headings of columns, other than their names."),
      .list("rules", \.rules, rule.value, required: true, "The rules in order of files."),
      .findings("findings", \.findings, finding.value, "Verdicts about rows."),
      .list("groups", \.groups, group.value, required: true, "Results over groups and periods."),
      .list("scorecards", \.scorecards, scorecard.value, required: true, "Weighted scores."),
      .list("dataIssues", \.dataIssues, dataIssue.value, required: true, "Defects of the data."),
      .list("waivers", \.waivers, waiver.value, required: true, "Waivers and their use."),
      .list("diagnostics", \.diagnostics, diagnostic, required: true, "Problems of the run."),
    ])
}
