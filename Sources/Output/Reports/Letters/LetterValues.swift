import CivilTime
import Diagnostics
import Findings

/// What a letter says: the values of its template.
struct LetterValues {
  /// How many authorities the first point names.
  private static let mostCitations = 8

  let view: ReportView
  private let owner: String
  let matters: LetterBook.Matters
  var wording: Wording { view.wording }
  var result: CheckResult { view.result }

  init(_ view: ReportView, _ owner: String, _ matters: LetterBook.Matters) {
    self.view = view
    self.owner = owner
    self.matters = matters
  }

  /// What templates of letters are given.
  static let shape: TemplateValue = {
    let row = names(
      "number", "case", "rule", "period", "start", "due", "done", "standing", "late", "days",
      "reason", "cites", "remedy", "place")
    let rows: TemplateValue = .list([.object(row)])
    var all = names(
      "recipient", "title", "subject", "asOf", "dataThrough", "dueWithin", "program", "openCount",
      "lateCount", "otherCount", "dueCount", "unknownCount", "targetCount", "waivedCount")
    for name in ["open", "late", "other", "due", "unknown", "targets"] { all[name] = rows }
    all["points"] = .list([.object(names("numeral", "text"))])
    all["tables"] = .list([
      .object(names("numeral", "title", "count").merging(["rows": rows]) { $1 })
    ])
    return .object(all)
  }()

  private static func names(_ list: String...) -> [String: TemplateValue] {
    Dictionary(uniqueKeysWithValues: list.map { ($0, .text("")) })
  }

  private var recipient: String {
    switch owner {
    case "": wording("（未載明承辦單位）", "(no owner)")
    case Subject.unreadable: wording("（承辦單位無法讀取）", "(owner unreadable)")
    default: SafeText.cut(owner, toLength: 80, wording)
    }
  }

  var value: TemplateValue {
    let lists = lists
    var all: [String: TemplateValue] = [
      "recipient": .text(recipient), "title": .text(wording[result.title]),
      "subject": .text(subject), "asOf": .text(wording.moment(result.asOf)),
      "dataThrough": .text(wording.moment(result.observedThrough)),
      "dueWithin": .text(String(view.options.dueWithin)),
      "program": .text("qixian " + result.toolVersion),
      "waivedCount": .text(Wording.grouped(matters.waived)),
      "points": .list(
        points.enumerated().map { index, text in
          .object(["numeral": .text(numeral(index)), "text": .text(text)])
        }),
    ]
    for list in lists {
      all[list.name] = .list(list.rows)
      let count = list.name == "targets" ? "targetCount" : list.name + "Count"
      all[count] = .text(Wording.grouped(list.rows.count))
    }
    all["tables"] = .list(
      lists.filter { !$0.rows.isEmpty }.enumerated().map { index, list in
        .object([
          "numeral": .text(numeral(index)), "title": .text(list.title),
          "count": .text(Wording.grouped(list.rows.count)), "rows": .list(list.rows),
        ])
      })
    return .object(all)
  }

  private func numeral(_ index: Int) -> String {
    wording(ChineseNumeral.text(index + 1), String(index + 1))
  }

  // MARK: - Sentences

  private var subject: String {
    let title = SafeText.cut(wording[result.title], toLength: 100, wording)
    if !matters.open.isEmpty {
      return wording(
        "貴單位承辦案件計有 \(matters.open.count) 件逾期未辦結（\(title)），請儘速辦結並查復，請查照。",
        "\(matters.open.count) of your cases are overdue and not done (\(title)): please finish them "
          + "and report back")
    }
    return wording(
      "檢送貴單位承辦案件期限查核應處理事項（\(title)），請查照辦理。",
      "Cases of yours that need attention (\(title))")
  }

  private var points: [String] {
    var points = [basis, summary]
    if !matters.open.isEmpty {
      points.append(
        wording(
          "逾期未辦結案件，請儘速辦結，並就逾期原因及預定辦結日期查復。",
          "Please finish the overdue cases, and tell why they are late and when they will be done.")
      )
    }
    if !matters.late.isEmpty || !matters.other.isEmpty {
      points.append(
        wording(
          "已辦結而逾期或其他不符規定案件，請敘明原因及改善措施。",
          "For cases done late or otherwise against the rules, please give the reasons and remedies."
        ))
    }
    if !matters.due.isEmpty {
      points.append(
        wording(
          "將屆期案件請依限辦結；依規定得展延者，應於期限屆滿前辦理。",
          "Please finish the cases that are due soon in time; extend, where that is allowed, before they "
            + "are due."))
    }
    if !matters.unknown.isEmpty {
      points.append(
        wording(
          "資料不足而無法判定之案件，請補正紀錄後送請重新查核；未補正前不得視為符合規定。",
          "Please complete the records of the cases that could not be judged; until then they do not "
            + "count as in order."))
    }
    if matters.waived > 0 {
      points.append(
        wording(
          "已核准豁免之 \(matters.waived) 件未列入。",
          "\(matters.waived) violations for which a waiver was approved are left out."))
    }
    return points
  }

  private var basis: String {
    var cites: [String] = []
    let cases = matters.open + matters.late + matters.other + matters.due
    var seen: Set<Int> = []
    let rules = cases.map(\.rule) + matters.groups.map { result.groups[$0].rule }
    for rule in rules where seen.insert(rule).inserted {
      for title in result.rules[rule].citations.map(Self.shortTitle) where !cites.contains(title) {
        cites.append(title)
      }
    }
    let named = cites.prefix(Self.mostCitations).joined(separator: wording("、", ", "))
    let more = cites.count > Self.mostCitations ? wording("等規定", " and others") : ""
    let (through, asOf) = (
      wording.moment(result.observedThrough), wording.moment(result.asOf)
    )
    let basis = cites.isEmpty ? "" : wording("依\(named)\(more)，", "Under \(named)\(more), ")
    return wording(
      "\(basis)以截至\(through)之資料、\(asOf)為基準查核。",
      "\(basis)the data through \(through) was checked as of \(asOf).")
  }

  /// An authority's title without its date of amendment, which stands with the cases.
  private static func shortTitle(_ citation: Citation) -> String {
    let title = String(citation.title.prefix { $0 != "（" && $0 != "(" })
    return title.isEmpty ? citation.title : title
  }

  private var summary: String {
    let parts: [(Int, String)] = [
      (matters.open.count, wording("逾期未辦結", "overdue and not done")),
      (matters.late.count, wording("逾期辦結", "done late")),
      (matters.other.count, wording("其他不符規定", "otherwise against the rules")),
      (
        matters.due.count,
        wording("\(view.options.dueWithin)日內屆期", "due within \(view.options.dueWithin) days")
      ),
      (matters.unknown.count, wording("資料不足無法判定", "not decidable from the data")),
    ].filter { $0.0 > 0 }
    var sentences = parts.map { count, name in
      wording("\(name)\(Wording.grouped(count))件", "\(Wording.grouped(count)) \(name)")
    }
    if !matters.groups.isEmpty {
      let count = Wording.grouped(matters.groups.count)
      let noun = matters.groups.count == 1 ? "target" : "targets"
      sentences.append(wording("未達目標\(count)項", "\(count) \(noun) missed"))
    }
    let list = sentences.joined(separator: wording("、", ", "))
    return wording("查核結果：\(list)，詳如附表。", "Found: \(list); see the tables.")
  }
}
