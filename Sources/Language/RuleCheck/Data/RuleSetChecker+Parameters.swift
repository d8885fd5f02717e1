import CivilTime
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  /// Checks the parameters of all files.
  mutating func checkParameters() {
    for index in files.order where files.files[index].document.kind == .rules {
      for declaration in files.files[index].document.declarations("parameters") {
        let before = errorCount
        checkDuplicate(declaration, file: index, in: parameters)
        let parameter = parameter(declaration, file: index)
        var position: Int?
        if declaration.isSound, errorCount == before {
          position = rules.parameters.count
          rules.parameters.append(parameter)
        }
        let place = files.files[index].place(declaration.nameSpan)
        parameters.add(declaration.name, file: index, place: place, index: position)
      }
    }
  }

  private mutating func parameter(
    _ declaration: RuleDocument.Declaration, file: Int
  ) -> CheckedParameter {
    let node = declaration.node
    let pack = files.files[file].document.root?["pack"]?.text
    var values: [(dated: CheckedParameter.Dated, node: YAMLNode)] = []
    if let value = node["value"]?.decimal {
      let dated = CheckedParameter.Dated(
        from: CivilDate(dayNumber: CivilDate.dayNumber(year: 1, month: 1, day: 1)), adopted: nil,
        value: Ratio(value), reason: nil)
      values = [(dated, node)]
    }
    for element in node["values"]?.elements ?? [] {
      guard let from = element["from"]?.date, let value = element["value"]?.decimal else {
        continue
      }
      let dated = CheckedParameter.Dated(
        from: from, adopted: element["adopted"]?.date, value: Ratio(value),
        reason: element["reason"]?.localized)
      values.append((dated, element))
      _ = citations(element["cites"], file: file)
    }
    checkOrder(values, file: file)
    let earliest = CivilDate(dayNumber: .min)
    let sorted = values.map(\.dated).sorted {
      ($0.from, $0.adopted ?? earliest) < ($1.from, $1.adopted ?? earliest)
    }
    return CheckedParameter(
      name: pack.map { "\($0)/\(declaration.name)" } ?? declaration.name,
      unit: node["unit"]?.text ?? "", values: sorted,
      combination: node["combine"]?.text.flatMap(CheckedParameter.Combination.init(rawValue:)),
      citations: citations(node["cites"], file: file))
  }

  /// Values with the same `from` and `adopted` overlap; earlier ones after later ones are suspect.
  private mutating func checkOrder(
    _ values: [(dated: CheckedParameter.Dated, node: YAMLNode)], file: Int
  ) {
    for (index, value) in values.enumerated() {
      let same = values[..<index].first {
        $0.dated.from == value.dated.from && $0.dated.adopted == value.dated.adopted
      }
      if let same {
        report(
          .checkDatedValues,
          LocalizedText(
            zh: "\(value.dated.from) 起已有一個值",
            en: "there is a value from \(value.dated.from) already"),
          at: files.files[file].place(value.node.ownSpan),
          labels: [
            .init(
              files.files[file].place(same.node.ownSpan),
              LocalizedText(zh: "前一個值", en: "the other value"))
          ],
          help: LocalizedText(
            zh: "修正後的值加上 adopted（核定日）與 reason",
            en: "give an amendment its adopted date and a reason"))
      } else if index > 0, value.dated.from < values[index - 1].dated.from {
        report(
          .checkDatedValues, .warning,
          LocalizedText(
            zh: "\(value.dated.from) 排在較晚的日期之後", en: "\(value.dated.from) stands after a later date"
          ),
          at: files.files[file].place(value.node.ownSpan),
          help: LocalizedText(zh: "請依適用日排列", en: "write values in the order of their dates"))
      }
    }
  }

  /// The citations of `cites`; a source that is not declared is reported.
  mutating func citations(_ node: YAMLNode?, file: Int) -> [Citation] {
    (node?.oneOrMore ?? []).compactMap { element in
      guard let text = element.text else { return nil }
      let comma = text.firstIndex { $0 == "," || $0 == "，" }
      let name = Self.trimmed(comma.map { text[..<$0] } ?? text[...])
      let place = comma.map { Self.trimmed(text[text.index(after: $0)...]) }
      for other in scopes[file] {
        guard let source = files.files[other].document.root?["sources"]?[name] else { continue }
        let title = source.text ?? source["title"]?.localized?.zhHant ?? name
        return Citation(title: title, place: place ?? source["article"]?.text)
      }
      let names = scopes[file].flatMap {
        files.files[$0].document.declarations("sources").map(\.name)
      }
      report(
        .checkUnknownSource, LocalizedText(zh: "沒有法源「\(name)」", en: "no source '\(name)'"),
        at: files.files[file].place(element.ownSpan),
        help: suggestion(name, names)
          ?? LocalizedText(
            zh: "在 sources 宣告法源，cites 寫「法源, 條次」",
            en: "declare it under sources; cites is 'source, place'"))
      return nil
    }
  }

  static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
