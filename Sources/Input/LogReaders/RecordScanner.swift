import Columns
import Glibc

/// Splits delimited text into records and fields.
///
/// Fields may be quoted as in RFC 4180. A quote that opens a field and does not close it rightly
/// breaks its record: the record then ends with the line on which that field starts, so that one
/// stray quote costs one row and never swallows those after it.
struct RecordScanner {
  /// The longest field in bytes; a longer quoted one counts as never closed.
  static let longestField = 1 << 20

  /// How a scan ended.
  struct Result {
    /// The offset at which the next record starts.
    var end: Int
    /// Whether the text ended within a record, which then starts at `end`.
    var isIncomplete: Bool
  }

  /// How a record ended.
  private enum RecordEnd {
    /// With a line end or the end of the text; `next` is where the next record starts.
    case complete(fields: Int, lineBreaks: Int, next: Int)
    /// With the line of a quoted field that is not closed rightly.
    case broken(ReadIssue.Kind, fields: Int, next: Int)
    /// The text given ends before the record does.
    case incomplete
  }

  /// How a quoted field ended.
  private enum QuoteEnd {
    case closed(lineBreaks: Int)
    case broken(ReadIssue.Kind)
    case incomplete
  }

  let delimiter: UInt8
  /// The byte that ends lines: LF (also after CR), or CR in texts without LF.
  let lineEnd: UInt8

  /// Adds the records that start from an offset on and before `limit` to a table.
  ///
  /// - Parameters:
  ///   - start: the offset in the table's bytes at which a record starts.
  ///   - limit: the first offset at which no more record is started.
  ///   - isFinal: whether the text ends where the table's bytes end.
  ///   - rowLimit: the number of rows after which to stop.
  func scan(
    into table: FieldTable, from start: Int, limit: Int, isFinal: Bool, rowLimit: Int = .max
  ) -> Result {
    let end = min(limit, table.byteCount)
    var places = StructuralBits(
      table.bytes, count: table.byteCount, from: start, delimiter: delimiter, lineEnd: lineEnd)
    var recordStart = start
    var line = table.lineCount
    while recordStart < end, table.rowCount < rowLimit {
      // Most records are plain; what is not, be it one in a hundred or every one, is looked at closely.
      let rowsBefore = table.rowCount
      recordStart = table.addPlainRecords(
        from: recordStart, limit: end, line: line, most: rowLimit - rowsBefore,
        delimiter: delimiter, lineEnd: lineEnd)
      line &+= table.rowCount &- rowsBefore
      guard recordStart < end, table.rowCount < rowLimit else { break }
      let row = table.nextRow()
      row[0] = Int32(truncatingIfNeeded: recordStart &- 1)
      places.seek(recordStart)
      switch record(&places, table, row, from: recordStart, isFinal: isFinal) {
      case .complete(let fields, let lineBreaks, let next):
        if fields != table.fieldCount {
          if fields == 1, row[1] == row[0] &+ 1 {
            // An empty line is counted and gives no row.
            line &+= 1
            recordStart = next
            continue
          }
          table.addFault(fields < table.fieldCount ? .tooFewFields : .tooManyFields)
        }
        table.finishRow(line: line, filledFields: fields)
        line &+= 1 &+ lineBreaks
        recordStart = next
      case .broken(let kind, let fields, let next):
        table.addFault(kind)
        table.finishRow(line: line, filledFields: fields)
        line &+= 1
        recordStart = next
        places.seek(next)
      case .incomplete:
        table.lineCount = line
        return Result(end: recordStart, isIncomplete: true)
      }
    }
    table.lineCount = line
    return Result(end: recordStart, isIncomplete: false)
  }

  /// Finds the fields of the record that starts at an offset, whatever it is like.
  private func record(
    _ places: inout StructuralBits, _ table: FieldTable, _ row: UnsafeMutablePointer<Int32>,
    from start: Int, isFinal: Bool
  ) -> RecordEnd {
    let (base, count, fieldCount) = (table.bytes, table.byteCount, table.fieldCount)
    var fields = 0
    var fieldStart = start
    var lineBreaks = 0
    while true {
      let place = places.next()
      let byte = place < count ? base[place] : lineEnd
      if byte == delimiter {
        fields &+= 1
        if fields <= fieldCount { row[fields] = Int32(truncatingIfNeeded: place) }
        fieldStart = place &+ 1
      } else if byte == lineEnd {
        if place == count, !isFinal { return .incomplete }
        fields &+= 1
        if fields <= fieldCount {
          let hasReturn = place > fieldStart && base[place &- 1] == 0x0D
          row[fields] = Int32(truncatingIfNeeded: hasReturn ? place &- 1 : place)
        }
        return .complete(fields: fields, lineBreaks: lineBreaks, next: min(place &+ 1, count))
      } else if place == fieldStart {
        switch closeQuote(&places, table, opening: place, isFinal: isFinal) {
        case .closed(let breaks): lineBreaks &+= breaks
        case .incomplete: return .incomplete
        case .broken(let kind):
          let next = nextLine(table, after: place)
          if next == nil, !isFinal { return .incomplete }
          return .broken(kind, fields: min(fields, fieldCount), next: next ?? count)
        }
      }
    }
  }

  /// Goes behind the quote that closes a field.
  private func closeQuote(
    _ places: inout StructuralBits, _ table: FieldTable, opening: Int, isFinal: Bool
  ) -> QuoteEnd {
    let (base, count) = (table.bytes, table.byteCount)
    let quote = UInt8(ascii: "\"")
    var lineBreaks = 0
    while true {
      let place = places.next()
      if place - opening > Self.longestField { return .broken(.unclosedQuote) }
      guard place < count else { return isFinal ? .broken(.unclosedQuote) : .incomplete }
      if base[place] == lineEnd { lineBreaks += 1 }
      guard base[place] == quote else { continue }
      guard place + 1 < count else {
        return isFinal ? .closed(lineBreaks: lineBreaks) : .incomplete
      }
      switch base[place + 1] {
      case quote: _ = places.next()
      case delimiter, lineEnd: return .closed(lineBreaks: lineBreaks)
      case 0x0D:
        guard place + 2 < count else {
          return isFinal ? .closed(lineBreaks: lineBreaks) : .incomplete
        }
        return base[place + 2] == lineEnd
          ? .closed(lineBreaks: lineBreaks) : .broken(.strayQuote)
      default: return .broken(.strayQuote)
      }
    }
  }

  /// The start of the line after an offset; `nil` where the text ends first.
  private func nextLine(_ table: FieldTable, after offset: Int) -> Int? {
    guard let found = memchr(table.bytes + offset, Int32(lineEnd), table.byteCount - offset) else {
      return nil
    }
    return UnsafeRawPointer(table.bytes).distance(to: UnsafeRawPointer(found)) + 1
  }
}
