import CivilTime
import Diagnostics

extension MailComposer {
  /// The mail as a page without scripts, pictures or anything that is fetched.
  func htmlBody(_ mail: PlannedMail, at instant: Instant) -> String {
    let wording = AlertWording(language: mail.language)
    var page = """
      <!DOCTYPE html><html lang="\(wording("zh-Hant-TW", "en"))"><head><meta charset="utf-8">\
      <title>\(html(wording[title]))</title></head>\
      <body style="font-family:sans-serif;line-height:1.5;color:#1a1a1a">
      <h1 style="font-size:1.2em">\(html(wording[title]))</h1>
      <p>\(html(wording.asOf(zone.localTime(of: instant))))</p>

      """
    if !mail.notices.isEmpty {
      let items = mail.notices.map { "<li>\(html(wording[$0]))</li>" }
      page += "<ul>\(items.joined())</ul>\n"
    }
    page += table(wording.newTitle, mail.new, mail.new.count, wording)
    page += table(wording.resolvedTitle, mail.resolved, mail.resolved.count, wording)
    page += table(wording.stillTitle, mail.still, mail.stillCount, wording)
    if let link = settings.reportLink {
      let isLink = link.hasPrefix("https://") || link.hasPrefix("http://")
      let text = html(link)
      let shown = isLink ? "<a href=\"\(text)\">\(text)</a>" : text
      page += "<p>\(wording("報告：", "Report: "))\(shown)</p>\n"
    }
    return page
      + "<hr><p style=\"font-size:.85em;color:#555\">\(html(wording.footer))</p></body></html>\r\n"
  }

  private func table(
    _ title: String, _ items: [AlertLine], _ count: Int, _ wording: AlertWording
  ) -> String {
    guard !items.isEmpty else { return "" }
    let cell = "style=\"border:1px solid #bbb;padding:4px 8px;vertical-align:top;text-align:left\""
    let columns = [
      wording("案件", "Case"), wording("規定", "Rule"), wording("期限與狀態", "Due and state"),
      wording("說明", "Details"),
    ]
    let heads = columns.map { "<th scope=\"col\" \(cell)>\($0)</th>" }.joined()
    let heading = wording("\(title)：\(count) 件", "\(title) (\(count))")
    var page = "<h2 style=\"font-size:1em\">\(html(heading))</h2>\n"
    page += "<table style=\"border-collapse:collapse\"><thead><tr>\(heads)</tr></thead><tbody>\n"
    for item in items {
      let state = self.state(item, wording).map { html($0) }.joined(separator: "<br>")
      let details = self.details(item, wording).map { html($0) }.joined(separator: "<br>")
      // A short key stays on its line.
      let label = wording[item.label]
      let key =
        label.count <= 20 ? "<span style=\"white-space:nowrap\">\(html(label))</span>" : html(label)
      page += "<tr><td \(cell)>\(key)</td><td \(cell)>\(html(wording[item.ruleTitle]))</td>"
      page += "<td \(cell)>\(state)</td><td \(cell)>\(details)</td></tr>\n"
    }
    page += "</tbody></table>\n"
    if count > items.count { page += "<p>\(html(wording.rest(count - items.count)))</p>\n" }
    return page
  }

  /// A text from data, literal in a page and its attributes.
  private func html(_ text: String) -> String {
    var output: [UInt8] = []
    for byte in safe(text).utf8 {
      switch byte {
      case 0x26: output += "&amp;".utf8
      case 0x3C: output += "&lt;".utf8
      case 0x3E: output += "&gt;".utf8
      case 0x22: output += "&quot;".utf8
      case 0x27: output += "&#39;".utf8
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
