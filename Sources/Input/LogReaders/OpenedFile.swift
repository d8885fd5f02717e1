import Columns
import Diagnostics

/// A file of a log whose header was read and matched.
struct OpenedFile {
  /// Where a file's columns and records lie.
  struct Layout: Sendable {
    /// The number of fields of a record.
    var fieldCount: Int
    /// The field of each of the schema's columns; `nil` where the file lacks it.
    var fields: [Int?]
    /// The scanner of delimited text.
    var scanner: RecordScanner
    /// The line, from 1, on which data starts.
    var dataLine: Int
    /// The columns that the file lacks, though they may be in it under another heading.
    var doubtfulColumns: Set<Int> = []
    /// Those of them of whose cells nothing is known.
    var unknownColumns: Set<Int> = []
  }

  var info: InputFile
  var layout: Layout
  /// Starts to read the data from its beginning, in blocks of about the size that the pool says.
  var makeSource: (_ pool: BufferPool) throws -> any BlockSource
  /// What is known only when the data was read through.
  var finish: (inout InputFile) -> Void = { _ in }
}

/// A file of a log, as the result names it.
public struct InputFile: Sendable, Hashable {
  /// The path as given.
  public var path: String
  /// The format.
  public var format: LogFormat
  /// The encoding that was detected or told; `nil` for formats that have their own.
  public var encoding: TextEncoding?
  /// The delimiter of CSV that was detected or told.
  public var delimiter: UInt8?
  /// Whether the file is gzip-compressed.
  public var isCompressed: Bool
  /// The size of the file in bytes; 0 where it is not a file.
  public var bytes: Int
  /// The number of data rows that were read; of an event log the number of events.
  public var rows: Int
  /// The line of the header, from 1; of one in two rows the lower.
  public var headerLine: Int
  /// The headings as written; empty for a file without a record.
  public var headings: [String]
  /// The two rows that the header is read from; `nil` where that is one.
  var headerPair: HeaderPair?
  /// Two rows that the header may stand in, but is not read from.
  var likelyHeaderPair: HeaderPair?

  /// The encoding's name, with the format's own for formats that carry one.
  public var encodingName: String { encoding?.rawValue ?? "UTF-8" }
  /// The format's name, such as `csv` or `csv.gz`.
  public var formatName: String { format.rawValue + (isCompressed ? ".gz" : "") }

  init(path: String, format: LogFormat) {
    self.path = path
    self.format = format
    isCompressed = false
    bytes = 0
    rows = 0
    headerLine = 1
    headings = []
  }
}
