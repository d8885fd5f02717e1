/// A log to read: a file, standard input, or a table of a database, and what is told about it.
public struct LogSource: Sendable, Hashable {
  /// The path; `-` for standard input; the address of a PostgreSQL database.
  public var path: String
  /// The format; `nil` decides by name and first bytes.
  public var format: LogFormat?
  /// The encoding of text; `nil` detects it.
  public var encoding: TextEncoding?
  /// The delimiter of CSV, one ASCII character; `nil` detects it.
  public var delimiter: UInt8?
  /// The sheet of a spreadsheet or the table of a database; `nil` takes the only or first one.
  public var table: String?
  /// The SQL query of a database.
  public var query: String?
  /// The name by which people know the source, where it is not the path.
  public var name: String?
  /// The bytes themselves, for rows that are in no file; `path` is then only a name.
  public var content: [UInt8]?

  /// Creates a source.
  public init(
    path: String, format: LogFormat? = nil, encoding: TextEncoding? = nil,
    delimiter: UInt8? = nil, table: String? = nil, query: String? = nil
  ) {
    self.path = path
    self.format = format
    self.encoding = encoding
    self.delimiter = delimiter
    self.table = table
    self.query = query
  }

  /// Creates a source of delimited UTF-8 text that is held in memory.
  public init(name: String, content: [UInt8]) {
    self.init(path: name, format: .csv, encoding: .utf8)
    self.content = content
  }

  /// Creates a source as `--data` writes it: a path, `sqlite:FILE?table=T` (or `?query=SQL`),
  /// `postgresql://HOST/DB?query=SQL`, or `FILE.xlsx!SHEET`.
  public init(argument: String) {
    self.init(path: argument)
    if argument.hasPrefix("sqlite:") {
      format = .sqlite
      path = String(argument.dropFirst("sqlite:".count))
      takeParameters()
    } else if argument.hasPrefix("postgresql://") || argument.hasPrefix("postgres://") {
      format = .postgresql
      takeParameters()
    } else if let mark = argument.lastIndex(of: "!") {
      let name = argument[..<mark].lowercased()
      if name.hasSuffix(".xlsx") || name.hasSuffix(".ods") {
        table = String(argument[argument.index(after: mark)...])
        path = String(argument[..<mark])
      }
    }
  }

  /// An argument such as a project file has it, whose files are named from the project's folder, as
  /// it reads from here.
  public static func argument(_ argument: String, from folder: String) -> String {
    if folder == "." || argument.hasPrefix("postgresql://") || argument.hasPrefix("postgres://") {
      return argument
    }
    let scheme = argument.hasPrefix("sqlite:") ? "sqlite:" : ""
    let path = argument.dropFirst(scheme.count)
    return path.hasPrefix("/") ? argument : scheme + folder + "/" + path
  }

  /// The name by which people know the source; a database's password is left out.
  public var displayName: String {
    if let name { return name }
    guard format == .postgresql, let at = path.lastIndex(of: "@"),
      let slashes = path.firstRange(of: "://"), slashes.upperBound < at
    else { return path }
    let user = path[slashes.upperBound..<at].prefix { $0 != ":" }
    return String(path[..<slashes.upperBound] + user + path[at...])
  }

  /// Moves `table=` and `query=` out of the path's query part; other parameters stay.
  private mutating func takeParameters() {
    guard let mark = path.firstIndex(of: "?") else { return }
    var kept: [Substring] = []
    let text = path[path.index(after: mark)...]
    for (index, part) in text.split(separator: "&").enumerated() {
      if part.hasPrefix("table=") {
        table = percentDecoded(part.dropFirst("table=".count))
      } else if part.hasPrefix("query=") {
        // A query is the last parameter, so that it may hold `&`.
        let rest = text.split(separator: "&", maxSplits: index)[index]
        query = percentDecoded(rest.dropFirst("query=".count))
        break
      } else {
        kept.append(part)
      }
    }
    path = String(path[..<mark]) + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
  }
}

/// The formats of logs.
public enum LogFormat: String, Sendable, Hashable, CaseIterable {
  /// Text with delimiters: CSV, TSV.
  case csv
  /// One JSON object a line.
  case jsonl
  /// Office Open XML workbook.
  case xlsx
  /// OpenDocument spreadsheet.
  case ods
  /// Event log of IEEE 1849.
  case xes
  /// SQLite database file.
  case sqlite
  /// PostgreSQL server.
  case postgresql
}

/// The encodings of text.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  /// UTF-8, with or without byte-order mark.
  case utf8 = "UTF-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// Big5 in Microsoft's form, code page 950.
  case big5 = "Big5"

  /// Finds an encoding by one of its usual names.
  public init?(name: String) {
    switch name.lowercased().filter({ $0 != "-" && $0 != "_" }) {
    case "utf8", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "unicode": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "big5", "cp950", "ms950", "windows950", "big5eten": self = .big5
    default: return nil
    }
  }
}

/// The text with `%XX` and `+` of an address decoded; a broken escape stays as it is.
func percentDecoded(_ text: some StringProtocol) -> String {
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
      let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
    {
      result.append(value)
      index += 3
    } else {
      result.append(bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}
