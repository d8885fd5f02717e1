import Archives
import Diagnostics

extension LetterTemplate {
  /// The program's own letter, in a form that the office program opens for editing.
  static func standard(_ language: Language) throws -> [UInt8] {
    let pieces = Pieces()
    var archive = ArchiveWriter { pieces.add($0) }
    try archive.add("mimetype", isStored: true, Array(type.utf8))
    for part in parts(language) { try archive.add(part.name, part.bytes) }
    try archive.finish()
    return pieces.take().flatMap { $0 }
  }

  /// What the letter's archive holds after its type.
  private static func parts(_ language: Language) -> [(name: String, bytes: [UInt8])] {
    [
      ("META-INF/manifest.xml", Array(manifest.utf8)),
      ("styles.xml", Array(styles(Wording(language)).utf8)),
      ("content.xml", Array(content(Wording(language)).utf8)),
    ]
  }

  /// The program's own letter as a template.
  static func ownTemplate(_ language: Language) throws -> LetterTemplate {
    let (template, _) = read(parts(language), of: SourceText(name: "letter.odt", bytes: []))
    guard let template else { throw ArchiveError.damaged }
    return template
  }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  private static var manifest: String {
    let files = ["content.xml", "styles.xml"].map {
      "<manifest:file-entry manifest:full-path=\"\($0)\" manifest:media-type=\"text/xml\"/>"
    }
    return declaration
      + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
      + "manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" "
      + "manifest:media-type=\"\(type)\"/>" + files.joined() + "</manifest:manifest>"
  }

  private static let namespaces =
    ["office", "table", "text", "style", "meta"]
    .map { " xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\"" }.joined()
    + " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    + " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
    + " office:version=\"1.3\""

  /// The regular script in which official letters in Taiwan are written; readers without it take another.
  private static let fonts =
    "<office:font-face-decls><style:font-face style:name=\"Kai\" "
    + "svg:font-family=\"標楷體\" style:font-family-generic=\"script\" style:font-pitch=\"variable\"/>"
    + "</office:font-face-decls>"

  // MARK: - Styles

  private static func paragraph(
    _ name: String, size: Int, _ properties: String = "", bold: Bool = false
  ) -> String {
    let weight =
      bold
      ? " fo:font-weight=\"bold\" style:font-weight-asian=\"bold\"" : ""
    return "<style:style style:name=\"\(name)\" style:family=\"paragraph\" "
      + "style:parent-style-name=\"Standard\"><style:paragraph-properties \(properties)/>"
      + "<style:text-properties fo:font-size=\"\(size)pt\" style:font-size-asian=\"\(size)pt\"\(weight)/>"
      + "</style:style>"
  }

  private static func styles(_ wording: Wording) -> String {
    let language = wording("zh", "en")
    let country = wording("TW", "GB")
    let page = wording("第", "Page ")
    let after = wording("頁，共", " of ")
    let end = wording("頁", "")
    return declaration + "<office:document-styles\(namespaces)>\(fonts)<office:styles>"
      + "<style:style style:name=\"Standard\" style:family=\"paragraph\">"
      + "<style:paragraph-properties fo:line-height=\"150%\" fo:orphans=\"2\" fo:widows=\"2\"/>"
      + "<style:text-properties style:font-name=\"Kai\" style:font-name-asian=\"Kai\" "
      + "fo:font-size=\"12pt\" style:font-size-asian=\"12pt\" fo:language=\"\(language)\" "
      + "fo:country=\"\(country)\" style:language-asian=\"zh\" style:country-asian=\"TW\"/></style:style>"
      + paragraph("Filing", size: 10, "fo:text-align=\"end\" fo:line-height=\"115%\"")
      + paragraph(
        "Office", size: 20,
        "fo:text-align=\"center\" fo:margin-top=\"0.3cm\" fo:margin-bottom=\"0.5cm\"")
      + paragraph("Recipient", size: 16, "fo:margin-bottom=\"0.2cm\"")
      + paragraph("Detail", size: 12, "fo:line-height=\"120%\"")
      + paragraph(
        "Matter", size: 16,
        "fo:margin-left=\"1.7cm\" fo:text-indent=\"-1.7cm\" fo:margin-top=\"0.4cm\"")
      + paragraph("Heading", size: 16)
      + paragraph("Point", size: 16, "fo:margin-left=\"1.7cm\" fo:text-indent=\"-1.13cm\"")
      + paragraph("Copies", size: 12, "fo:margin-top=\"0.3cm\" fo:line-height=\"120%\"")
      + paragraph(
        "TableTitle", size: 14,
        "fo:margin-top=\"0.6cm\" fo:margin-bottom=\"0.15cm\" fo:keep-with-next=\"always\"",
        bold: true)
      + paragraph("Cell", size: 10, "fo:line-height=\"115%\"")
      + paragraph(
        "HeadCell", size: 10, "fo:line-height=\"115%\" fo:text-align=\"center\"", bold: true)
      + paragraph("Foot", size: 9, "fo:text-align=\"center\"")
      + "</office:styles><office:automatic-styles><style:page-layout style:name=\"Page\">"
      + "<style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" "
      + "style:print-orientation=\"portrait\" fo:margin-top=\"2cm\" fo:margin-bottom=\"1.5cm\" "
      + "fo:margin-left=\"2.2cm\" fo:margin-right=\"2.2cm\"/><style:footer-style>"
      + "<style:header-footer-properties fo:min-height=\"0.8cm\" fo:margin-top=\"0.3cm\"/>"
      + "</style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>"
      + "<style:master-page style:name=\"Standard\" style:page-layout-name=\"Page\"><style:footer>"
      + "<text:p text:style-name=\"Foot\">\(page)<text:page-number text:select-page=\"current\"/>"
      + "\(after)<text:page-count/>\(end)</text:p></style:footer></style:master-page>"
      + "</office:master-styles></office:document-styles>"
  }

  // MARK: - Content

  private static func line(_ style: String, _ text: String) -> String {
    "<text:p text:style-name=\"\(style)\">\(text)</text:p>"
  }

  private static func row(_ style: String, _ cells: [[String]]) -> String {
    "<table:table-row table:style-name=\"Row\">"
      + cells.map { lines in
        "<table:table-cell table:style-name=\"Box\" office:value-type=\"string\">"
          + lines.map { line(style, $0) }.joined() + "</table:table-cell>"
      }.joined() + "</table:table-row>"
  }

  private static func table(_ wording: Wording) -> String {
    let columns: [(String, String)] = [
      (wording("序", "No"), "{{number}}"), (wording("案號", "Case"), "{{case}}"),
      (wording("事項及依據", "Matter and authority"), "{{rule}}"),
      (wording("應完成", "Due"), "{{due}}"),
      (wording("實際完成", "Done"), "{{done}}"),
      (wording("情形", "Standing"), "{{standing}}"),
    ]
    let widths = columns.indices.map {
      "<table:table-column table:style-name=\"Column\($0)\"/>"
    }
    // The article stands with each matter, where it has one.
    let cells = columns.map { $0.1 == "{{rule}}" ? [$0.1, "{{cites}}"] : [$0.1] }
    return "<table:table table:name=\"Cases\" table:style-name=\"Table\">" + widths.joined()
      + "<table:table-header-rows>\(row("HeadCell", columns.map { [$0.0] }))</table:table-header-rows>"
      + row("Cell", [["{{#rows}}"]]) + row("Cell", cells) + row("Cell", [["{{/rows}}"]])
      + "</table:table>"
  }

  private static func content(_ wording: Wording) -> String {
    let widths = ["1.0cm", "2.7cm", "5.1cm", "2.6cm", "2.6cm", "2.6cm"]
    var automatic =
      "<style:style style:name=\"Table\" style:family=\"table\"><style:table-properties "
      + "style:width=\"16.6cm\" table:align=\"margins\"/></style:style>"
      + "<style:style style:name=\"Box\" style:family=\"table-cell\"><style:table-cell-properties "
      + "fo:border=\"0.5pt solid #000000\" fo:padding=\"0.1cm\"/></style:style>"
      + "<style:style style:name=\"Row\" style:family=\"table-row\"><style:table-row-properties "
      + "fo:keep-together=\"always\"/></style:style>"
    for (index, width) in widths.enumerated() {
      automatic +=
        "<style:style style:name=\"Column\(index)\" style:family=\"table-column\">"
        + "<style:table-column-properties style:column-width=\"\(width)\"/></style:style>"
    }
    let body = wording.language == .zhHant ? chinese : english
    return declaration + "<office:document-content\(namespaces)>\(fonts)"
      + "<office:automatic-styles>\(automatic)</office:automatic-styles><office:body><office:text>"
      + body.joined() + line("TableTitle", "{{#tables}}")
      + line(
        "TableTitle",
        wording(
          "附表{{numeral}}　{{title}}（{{count}}件）", "Table {{numeral}}: {{title}} ({{count}})"))
      + table(wording) + line("TableTitle", "{{/tables}}")
      + "</office:text></office:body></office:document-content>"
  }

  private static var chinese: [String] {
    [
      line("Filing", "檔　　號：　　　　　　　"), line("Filing", "保存年限：　　　　　　　"),
      line("Office", "（機關全銜）　函（稿）"), line("Recipient", "受文者：{{recipient}}"),
      line("Detail", "發文日期：中華民國　　　年　　月　　日"), line("Detail", "發文字號：　　　字第　　　　　　　　號"),
      line("Detail", "速別：普通件"), line("Detail", "密等及解密條件或保密期限："),
      line("Detail", "附件：如附表"), line("Matter", "主旨：{{subject}}"), line("Heading", "說明："),
      line("Point", "{{#points}}"), line("Point", "{{numeral}}、{{text}}"),
      line("Point", "{{/points}}"),
      line("Copies", "正本：{{recipient}}"), line("Copies", "副本："),
    ]
  }

  private static var english: [String] {
    [
      line("Office", "(Name of the office) – draft"), line("Recipient", "To: {{recipient}}"),
      line("Detail", "Date:"), line("Detail", "Reference:"),
      line("Detail", "Enclosed: the tables below"),
      line("Matter", "Subject: {{subject}}"), line("Point", "{{#points}}"),
      line("Point", "{{numeral}}. {{text}}"), line("Point", "{{/points}}"),
      line("Copies", "Copies:"),
    ]
  }
}
