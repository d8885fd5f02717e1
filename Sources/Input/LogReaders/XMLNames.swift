/// The elements that readers look for; all others are `other`.
enum XMLName: String, CaseIterable {
  case other = ""
  // Event logs.
  case log, trace, event, string, date, int, float, boolean, id
  // Workbooks.
  case sheet, workbookPr, numFmt, cellXfs, xf, si, rPh, row, c, v, f, t, mergeCell
  case relationship = "Relationship"
  // OpenDocument.
  case table, annotation, p, s, tab
  case tableRow = "table-row"
  case tableCell = "table-cell"
  case coveredTableCell = "covered-table-cell"
  case lineBreak = "line-break"
}

/// The attributes that readers look for, by their qualified names; all others are left out.
enum XMLAttribute: String, CaseIterable {
  case other = ""
  // Event logs.
  case key, value
  // Workbooks.
  case name, r, s, t, ref, date1904, numFmtId, formatCode, state
  case relation = "r:id"
  case id = "Id"
  case target = "Target"
  // OpenDocument.
  case tableName = "table:name"
  case rowsRepeated = "table:number-rows-repeated"
  case columnsRepeated = "table:number-columns-repeated"
  case valueType = "office:value-type"
  case calculatedType = "calcext:value-type"
  case officeValue = "office:value"
  case dateValue = "office:date-value"
  case booleanValue = "office:boolean-value"
  case spaceCount = "text:c"
}
