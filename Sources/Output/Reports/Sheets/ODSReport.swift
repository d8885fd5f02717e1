import Archives
import CivilTime
import Diagnostics
import Findings

/// An OpenDocument spreadsheet with real dates and numbers; cells from data are never formulas.
enum ODSReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) throws {
    let workbook = Workbook(view)
    let pieces = Pieces()
    var archive = ArchiveWriter { pieces.bytes.append($0) }
    func add(_ name: String, isStored: Bool = false, _ text: String) throws {
      try archive.add(name, isStored: isStored, Array(text.utf8))
    }
    let type = "application/vnd.oasis.opendocument.spreadsheet"
    // Readers know the format by this entry: it comes first and is not compressed.
    try add("mimetype", isStored: true, type)
    try add("META-INF/manifest.xml", manifest(type))
    try add("meta.xml", meta(view))
    try add("settings.xml", settings(workbook))
    try add("styles.xml", styles(workbook))
    try archive.add("content.xml") { take in
      for piece in content(workbook) { try take(piece) }
    }
    try archive.finish()
    for piece in pieces.bytes { output.write(bytes: piece) }
  }

  private final class Pieces {
    var bytes: [[UInt8]] = []
  }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  static let namespaces =
    [
      ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
      ("number", "datastyle"), ("meta", "meta"), ("config", "config"),
    ].map { " xmlns:\($0.0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0.1):1.0\"" }.joined()
    + " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\""

  private static func manifest(_ type: String) -> String {
    let files = ["content.xml", "styles.xml", "meta.xml", "settings.xml"].map {
      "<manifest:file-entry manifest:full-path=\"\($0)\" manifest:media-type=\"text/xml\"/>"
    }
    return declaration
      + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
      + "manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" "
      + "manifest:media-type=\"\(type)\"/>" + files.joined() + "</manifest:manifest>"
  }

  private static func meta(_ view: ReportView) -> String {
    // The moment judged stands for the time of writing, so that equal results give equal bytes.
    let moment = TimeZoneRules.utc.isoText(of: view.result.asOf.instant)
    return declaration
      + "<office:document-meta\(namespaces)><office:meta><meta:generator>qixian</meta:generator>"
      + "<dc:title>\(Escape.xml(SafeText.oneLine(view.wording[view.result.title])))</dc:title>"
      + "<dc:date>\(moment)</dc:date></office:meta></office:document-meta>"
  }

  /// Freezes the header row of every sheet.
  private static func settings(_ workbook: Workbook) -> String {
    func item(_ name: String, _ type: String, _ value: String) -> String {
      "<config:config-item config:name=\"\(name)\" config:type=\"\(type)\">\(value)</config:config-item>"
    }
    let sheets = workbook.sheets.map { sheet in
      "<config:config-item-map-entry config:name=\"\(Escape.xml(sheet.name))\">"
        + item("VerticalSplitMode", "short", "2") + item("VerticalSplitPosition", "int", "1")
        + item("ActiveSplitRange", "short", "2") + item("PositionBottom", "int", "1")
        + "</config:config-item-map-entry>"
    }
    return declaration
      + "<office:document-settings\(namespaces)><office:settings>"
      + "<config:config-item-set config:name=\"ooo:view-settings\">"
      + "<config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>"
      + "<config:config-item-map-named config:name=\"Tables\">" + sheets.joined()
      + "</config:config-item-map-named></config:config-item-map-entry>"
      + "</config:config-item-map-indexed></config:config-item-set></office:settings>"
      + "</office:document-settings>"
  }

  private static func hexadecimal(_ colour: UInt32) -> String {
    let digits = String(colour, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }

  /// The common styles: page, header, and the colours of verdicts.
  private static func styles(_ workbook: Workbook) -> String {
    // Headings, texts and numbers keep the same distance from the edges of their cells.
    let padding = "fo:padding-left=\"0.12cm\" fo:padding-right=\"0.12cm\""
    func header(_ name: String, _ align: String) -> String {
      "<style:style style:name=\"\(name)\" style:family=\"table-cell\">"
        + "<style:table-cell-properties fo:background-color=\"#e3e8ef\" fo:wrap-option=\"wrap\" "
        + "\(padding) style:vertical-align=\"top\" style:text-align-source=\"fix\" "
        + "fo:border-bottom=\"0.5pt solid #4d5661\"/>"
        + "<style:paragraph-properties fo:text-align=\"\(align)\"/>"
        + "<style:text-properties fo:font-weight=\"bold\"/></style:style>"
    }
    var cells =
      header("Header", "start") + header("NumberHeader", "end")
      + "<style:style style:name=\"Top\" style:family=\"table-cell\">"
      + "<style:table-cell-properties style:vertical-align=\"top\" \(padding)/></style:style>"
      + "<style:style style:name=\"Wrapped\" style:family=\"table-cell\">"
      + "<style:table-cell-properties style:vertical-align=\"top\" fo:wrap-option=\"wrap\" "
      + "\(padding)/></style:style>"
    for (index, colour) in workbook.verdictColours.enumerated() {
      cells +=
        "<style:style style:name=\"Verdict\(index)\" style:family=\"table-cell\" "
        + "style:parent-style-name=\"Top\">"
        + "<style:table-cell-properties fo:background-color=\"\(hexadecimal(colour.paper))\"/>"
        + "<style:text-properties fo:color=\"\(hexadecimal(colour.ink))\"/></style:style>"
    }
    return declaration
      + "<office:document-styles\(namespaces)><office:styles>\(cells)</office:styles>"
      + "<office:automatic-styles>"
      + page
      + "</office:automatic-styles>"
      + "<office:master-styles><style:master-page style:name=\"Default\" "
      + "style:page-layout-name=\"Page\"><style:footer><text:p><text:sheet-name/>　"
      + "<text:page-number/> / <text:page-count/></text:p></style:footer></style:master-page>"
      + "</office:master-styles></office:document-styles>"
  }

  /// A page of A4, landscape: sheets are printed one page wide and as many long as they need, with the
  /// sheet's name and the number of the page at the foot.
  private static let page =
    "<style:page-layout style:name=\"Page\">"
    + "<style:page-layout-properties fo:page-width=\"29.7cm\" fo:page-height=\"21cm\" "
    + "style:print-orientation=\"landscape\" style:scale-to-X=\"1\" style:scale-to-Y=\"0\" "
    + "fo:margin=\"1cm\"/><style:footer-style><style:header-footer-properties "
    + "fo:min-height=\"0.6cm\" fo:margin-top=\"0.2cm\"/></style:footer-style></style:page-layout>"

  // MARK: Content

  private static func content(_ workbook: Workbook) -> AnyIterator<[UInt8]> {
    var writer = ODSContent(workbook)
    return AnyIterator { writer.next() }
  }
}
