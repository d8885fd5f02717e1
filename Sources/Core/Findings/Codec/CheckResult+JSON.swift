import Diagnostics
public import JSON

extension CheckResult {
  /// The name and version of the stored form; a reader refuses any other.
  public static let schemaName = "qixian-result/1"

  /// Writes the result as JSON, piece by piece; equal results give equal bytes.
  ///
  /// Lists stand one element a line. Only some elements are held at a time, so memory does not grow
  /// with the number of findings.
  ///
  /// - Parameters:
  ///   - work: How the pieces of lists are made.
  ///   - emit: Takes the pieces in order; one of findings is up to some hundred kilobytes.
  public func writeJSON<Failure: Error>(
    by work: any PieceWork = OneByOne(), to emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var buffer = Array("{\n  \"schema\": ".utf8) + JSONValue.string(Self.schemaName).bytes()
    for field in ResultCodec.result.fields {
      if let pieces = field.pieces?(self) {
        Self.startMember(field.name, in: &buffer)
        buffer.append(UInt8(ascii: "["))
        var isFirst = true
        try work.run(pieces.count, make: pieces.bytes) { (piece) throws(Failure) in
          // No comma stands before the first element.
          try emit(isFirst ? buffer + piece.dropFirst() : piece)
          buffer = []
          isFirst = false
        }
        buffer += (isFirst ? "]" : "\n  ]").utf8
      } else if let value = field.encode(self) {
        Self.startMember(field.name, in: &buffer)
        buffer += value.bytes()
      }
    }
    buffer += "\n}\n".utf8
    try emit(buffer)
  }

  /// The result as JSON in one piece.
  public func jsonBytes() -> [UInt8] {
    var all: [UInt8] = []
    writeJSON { all += $0 }
    return all
  }

  private static func startMember(_ name: String, in buffer: inout [UInt8]) {
    buffer += ",\n  ".utf8
    buffer += JSONValue.string(name).bytes()
    buffer += ": ".utf8
  }

  /// Reads a stored result; the inverse of `writeJSON`.
  ///
  /// Source texts of diagnostics are not stored, so their places come back as names and positions.
  public init(json: JSONValue) throws(ResultFormatError) {
    guard case .object(var members) = json else { throw .expected("物件", "an object") }
    guard let index = members.firstIndex(where: { $0.name == "schema" }),
      members[index].value == .string(Self.schemaName)
    else {
      throw ResultFormatError(
        LocalizedText(
          zh: "不是「\(Self.schemaName)」格式的結果檔", en: "not a result of the form '\(Self.schemaName)'"))
    }
    members.remove(at: index)
    self = try ResultCodec.result.decode(.object(members))
    try checkIndices()
  }

  /// Refuses indices that point outside the result's lists, which reports rely on.
  private func checkIndices() throws(ResultFormatError) {
    let problem = ResultFormatError(LocalizedText(zh: "索引超出清單範圍", en: "an index outside its list"))
    func holds(_ rule: Int) -> Bool { rules.indices.contains(rule) }
    func holds(_ location: DataLocation?) -> Bool {
      location.map { inputs.indices.contains($0.input) } ?? true
    }
    for (index, finding) in findings.enumerated() {
      guard holds(finding.rule), holds(finding.location),
        finding.relatedLocations.allSatisfy({ holds($0) })
      else { throw problem.inside("findings[\(index)]") }
    }
    for (index, group) in groups.enumerated() where !holds(group.rule) {
      throw problem.inside("groups[\(index)]")
    }
    for (index, issue) in dataIssues.enumerated() {
      guard issue.taintedRules.allSatisfy(holds),
        issue.examples.allSatisfy({ holds($0.location) })
      else { throw problem.inside("dataIssues[\(index)]") }
    }
    for (index, card) in scorecards.enumerated() {
      guard card.lines.allSatisfy({ $0.rule.map(holds) ?? true }) else {
        throw problem.inside("scorecards[\(index)]")
      }
    }
  }

  /// The JSON Schema (2020-12) of the stored form, made from the tables that write and read it.
  public static var jsonSchema: JSONValue {
    guard case .object(let root) = ResultCodec.result.schema else { return .null }
    var members: [JSONValue.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("title", .string(schemaName)),
    ]
    for member in root {
      switch (member.name, member.value) {
      case ("required", .array(let names)):
        members.append(.init("required", .array(["schema"] + names)))
      case ("properties", .object(let properties)):
        let schema = JSONValue.Member("schema", ["const": .string(schemaName)])
        members.append(.init("properties", .object([schema] + properties)))
      default: members.append(member)
      }
    }
    members.append(.init("$defs", .object(ResultCodec.definitions)))
    return .object(members)
  }
}

extension ResultCodec {
  /// The schemas that others refer to.
  static var definitions: [JSONValue.Member] {
    func entry<Root>(_ codec: ObjectCodec<Root>) -> JSONValue.Member {
      .init(codec.name, codec.schema)
    }
    return [
      .init("LocalizedText", ValueCodec<LocalizedText>.localizedTextSchema),
      .init("Subject", subjectSchema), entry(namedValue), entry(statedTime), entry(location),
      entry(lateness), entry(finding), entry(period), entry(ratio), entry(counts), entry(citation),
      entry(rule), entry(group), entry(outlook), entry(scorecardLine), entry(subtotal),
      entry(scorecard), entry(ruleFile),
      entry(input), entry(columnHeading), entry(example), entry(dataIssue), entry(waiver),
      entry(calendarName),
      entry(dayStatus), entry(restDays), entry(length), entry(storedStep), entry(trace),
      entry(dataSource), entry(parameters),
    ] + diagnosticSchemas
  }
}

extension Finding {
  /// The members of the finding in the stored form.
  public var jsonMembers: [JSONValue.Member] { ResultCodec.finding.members(of: self) }
}

extension GroupResult {
  /// The members of the group's result in the stored form.
  public var jsonMembers: [JSONValue.Member] { ResultCodec.group.members(of: self) }
}
