import Alerts
import Diagnostics
import RuleSyntax

extension AlertSettingsReader {
  /// Roles and stages that are named and do not exist.
  mutating func checkNames(_ node: YAMLNode, _ settings: AlertSettings) {
    let stages = settings.stages.map(\.id)
    for digest in node["digests"]?.elements ?? [] {
      for item in digest["stages"]?.oneOrMore ?? [] {
        guard let text = item.text, !stages.contains(text) else { continue }
        problem(
          .alertsValue, item, zh: "沒有階段「\(text)」", en: "there is no stage '\(text)'",
          help: nearest(to: text, in: stages).map {
            LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
          })
      }
    }
    let places =
      (node["stages"]?.elements ?? []) + (node["digests"]?.elements ?? [])
      + (node["watch"]?.entries ?? []).map(\.value)
    let units = (node["recipients"]?["units"]?.entries ?? []).map(\.value)
    let holders = ([node["recipients"]?["roles"]] + units).flatMap { $0?.entries ?? [] }
      .flatMap(\.value.oneOrMore).filter { $0.text?.hasPrefix("webhook:") == true }
    for item in places.flatMap({ $0["to"]?.oneOrMore ?? [] }) + holders {
      guard let text = item.text else { continue }
      let isKnown: Bool
      if text.hasPrefix("webhook:") {
        isKnown = settings.webhooks.contains { $0.name == text.dropFirst(8) }
      } else if text.contains("@") {
        _ = mailbox(item)
        continue
      } else {
        isKnown =
          settings.recipients.knows(role: text)
          || text == "officer" && settings.recipients.takesOwnerAddresses
      }
      if !isKnown {
        problem(
          .alertsRole, item, zh: "沒有人擔任「\(text)」", en: "nobody holds the role '\(text)'",
          severity: text.hasPrefix("webhook:") ? .error : .warning,
          help: LocalizedText(zh: "寫入 recipients", en: "add it to recipients"))
      }
    }
  }

  /// What is written and would never be told, or would have nobody to tell it to.
  mutating func checkUse(_ node: YAMLNode, _ settings: AlertSettings) {
    checkTwice(node["stages"]?.elements ?? [], LocalizedText(zh: "階段", en: "stage"))
    checkTwice(node["digests"]?.elements ?? [], LocalizedText(zh: "彙整", en: "digest"))
    let everyone = settings.recipients.entries
    if let place = node["recipients"],
      !everyone.contains(where: { $0.role == "operator" && $0.unit == nil })
    {
      problem(
        .alertsRole, place, zh: "沒有系統管理者（operator）", en: "there is no 'operator'",
        help: LocalizedText(
          zh: "無人擔任之角色、無法送達及資料異常皆通知 operator：roles: { operator: 地址 }",
          en: """
            it is told of roles that nobody holds, of mails that cannot be delivered and of broken data: \
            roles: { operator: ADDRESS }
            """))
    }
    let hasMail = everyone.contains { if case .mail = $0.recipient { true } else { false } }
    if settings.transport == nil, hasMail || settings.recipients.takesOwnerAddresses {
      problem(
        .alertsTransport, node["recipients"] ?? node, zh: "有信箱為收件者，但沒有 transport",
        en: "there are mailboxes among the recipients, but no 'transport'", severity: .warning)
    }
    for entry in node["watch"]?.entries ?? [] where !datasets.contains(entry.key) {
      problem(
        .alertsValue, entry.value, zh: "專案沒有資料集「\(entry.key)」的檔案",
        en: "the project has no files of a dataset '\(entry.key)'", severity: .warning,
        help: nearest(to: entry.key, in: datasets).map {
          LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
        })
    }
    let named = Set(settings.stages.flatMap(\.recipients))
    for (digest, written) in zip(settings.digests, node["digests"]?.elements ?? [])
    where digest.content == .changes && digest.id == written["id"]?.text {
      for item in written["to"]?.oneOrMore ?? [] {
        guard let text = item.text, !named.contains(text) else { continue }
        problem(
          .alertsRole, item, zh: "沒有階段通知「\(text)」，此彙整不會寄給它",
          en: "no stage tells '\(text)', so that this digest never writes to it", severity: .warning
        )
      }
    }
    // A digest that cannot be read may be the one that holds a stage.
    guard
      (node["digests"]?.elements ?? []).allSatisfy({ item in
        settings.digests.contains { $0.id == item["id"]?.text }
      })
    else { return }
    let told = settings.digests.filter { $0.content == .changes }
    for item in node["stages"]?.elements ?? [] {
      guard let place = item["id"], let id = place.text,
        !told.contains(where: { $0.stages.isEmpty || $0.stages.contains(id) })
      else { continue }
      problem(
        .alertsValue, place, zh: "沒有彙整包含階段 \(id)，不會通知",
        en: "no digest holds the stage '\(id)', so that it is never told", severity: .warning)
    }
  }

  /// Names that two stages or two digests have; history could not tell them apart.
  private mutating func checkTwice(_ items: [YAMLNode], _ kind: LocalizedText) {
    var seen: Set<String> = []
    for item in items {
      guard let place = item["id"], let id = place.text, !seen.insert(id).inserted else { continue }
      problem(
        .alertsValue, place, zh: "\(kind.zhHant)代號「\(id)」重複",
        en: "there are two \(kind.en)s with the name '\(id)'")
    }
  }
}
