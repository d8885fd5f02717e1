/// The rows of a small CSV file of the tests, by column name; quoting as RFC 4180 has it.
public func csvRows(_ text: String) -> [[String: String]] {
  var records: [[String]] = [[]]
  var field = ""
  var isQuoted = false
  var wasQuote = false
  for character in text {
    if isQuoted {
      if wasQuote {
        wasQuote = false
        if character == "\"" {
          field.append("\"")
          continue
        }
        isQuoted = false
      } else if character == "\"" {
        wasQuote = true
        continue
      } else {
        field.append(character)
        continue
      }
    }
    switch character {
    case "\"": isQuoted = true
    case ",":
      records[records.count - 1].append(field)
      field = ""
    case "\n", "\r\n":
      records[records.count - 1].append(field)
      field = ""
      records.append([])
    default: field.append(character)
    }
  }
  if !field.isEmpty || records.last?.isEmpty == false { records[records.count - 1].append(field) }
  let filled = records.filter { !$0.isEmpty }
  guard let names = filled.first else { return [] }
  return filled.dropFirst().map { cells in
    Dictionary(zip(names, cells), uniquingKeysWith: { first, _ in first })
  }
}
