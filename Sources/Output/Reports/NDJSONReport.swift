import Findings
import JSON

/// Findings and group results, one JSON object a line, each complete in itself.
enum NDJSONReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let result = view.result
    for finding in result.findings {
      write(
        "finding", finding.jsonMembers, finding.rule, finding.location, finding.relatedLocations,
        view, to: &output)
    }
    for group in result.groups {
      write("group", group.jsonMembers, group.rule, nil, [], view, to: &output)
    }
  }

  private static func write(
    _ type: String, _ members: [JSONValue.Member], _ rule: Int, _ location: DataLocation?,
    _ related: [DataLocation], _ view: ReportView, to output: inout ReportOutput
  ) {
    let summary = view.result.rules[rule]
    var line: [JSONValue.Member] = [
      .init("type", .string(type)), .init("rule", .string(summary.id)),
      .init("severity", .string(summary.severity.rawValue)),
    ]
    if let location { line += place(location, view) }
    if !related.isEmpty {
      line.append(.init("related", .array(related.map { .object(place($0, view)) })))
    }
    line += members.filter { !["rule", "location", "relatedLocations"].contains($0.name) }
    output.write(bytes: JSONValue.object(line).bytes() + [0x0A])
  }

  private static func place(_ location: DataLocation, _ view: ReportView) -> [JSONValue.Member] {
    [
      .init("file", .string(view.result.inputs[location.input].path)),
      .init("line", .int(Int64(location.line))),
    ]
  }
}
