import CivilTime
import Findings

/// Lines of fields parted by commas, in memory that is used again.
struct PlainLine {
  private var bytes = ByteBuffer(capacity: 1 << 16)
  private var isFirst = true
  private let days = DayTexts()

  /// Ends the line.
  mutating func end() {
    bytes.write(atMost: 1) { $0.put(0x0A) }
    isFirst = true
  }

  /// The bytes of the lines, which are forgotten.
  mutating func takenLines() -> [UInt8] {
    defer { bytes.truncate(to: 0) }
    return bytes.withBytes { Array($0) }
  }

  /// The bytes of the fields written since the last line, a comma after each, which are forgotten.
  mutating func takenFields() -> [UInt8] {
    separate()
    isFirst = true
    return takenLines()
  }

  mutating func skip(_ count: Int) {
    for _ in 0..<count { separate() }
  }

  mutating func field(_ text: String?) {
    separate()
    if let text { append(text) }
  }

  mutating func field(_ number: Int?) {
    separate()
    guard let number else { return }
    bytes.write(atMost: 20) { $0.put(decimal: number) }
  }

  /// A day, or a moment as exactly as it is known.
  mutating func field(_ time: StatedTime?) {
    separate()
    guard let time else { return }
    append(time.local, time.isEndOfDay ? .day : time.precision)
  }

  /// The values of a key, parted by a space.
  mutating func values(_ values: [NamedValue]) {
    separate()
    if values.count == 1 { return append(values[0].value) }
    append(values.map(\.value).joined(separator: " "))
  }

  mutating func pairs(_ values: [NamedValue]) {
    separate()
    guard !values.isEmpty else { return }
    append(values.map { "\($0.name)=\($0.value)" }.joined(separator: ";"))
  }

  private mutating func separate() {
    if isFirst { isFirst = false } else { bytes.write(atMost: 1) { $0.put(0x2C) } }
  }

  private mutating func append(_ time: LocalTime, _ precision: Precision) {
    if DayTexts.covers(time.date) {
      bytes.write(atMost: DayTexts.mostBytes) {
        days.put(time.date, time.millisecondOfDay, precision, &$0)
      }
    } else {
      append(time.isoText(precision: precision, separator: " "))
    }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    let marks = FieldMarks(of: text)
    if marks.contains(.suspect) {
      let string = String(decoding: text, as: UTF8.self)
      if string.unicodeScalars.contains(where: Self.isHidden) { return append(Self.shown(string)) }
    }
    guard marks.contains(.quoted) else { return bytes.append(text) }
    bytes.write(atMost: text.count * 2 + 2) { writer in
      writer.put(0x22)
      for byte in text {
        if byte == 0x22 { writer.put(byte) }
        writer.put(byte)
      }
      writer.put(0x22)
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar != "\r" && scalar != "\t" && SafeText.isHidden(scalar)
  }

  /// The text with the replacement character for what cannot be seen.
  private static func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isHidden($0) ? "\u{FFFD}" : $0 }))
  }
}

extension PlainLine {
  /// The whole line of a finding of a row.
  ///
  /// - Parameter head: The fields before the key, a comma after each.
  mutating func line(_ record: borrowing RowRecord, head: [UInt8]) {
    var marks = FieldMarks(of: record.key)
    var size = head.count + record.key.count
    record.cells.forEach { name, text in
      marks.formUnion(FieldMarks(of: name))
      marks.formUnion(FieldMarks(of: text))
      size += name.count + text.count + 2
    }
    guard marks.isEmpty, record.due.map({ DayTexts.covers($0.day) }) ?? true,
      record.actual.map({ DayTexts.covers($0.day) }) ?? true
    else { return fields(record, head: head) }
    // Two moments, a number of days and the commas besides.
    bytes.write(atMost: size + DayTexts.mostBytes * 2 + 32) { writer in
      head.withUnsafeBufferPointer { writer.put($0) }
      writer.put(record.key)
      writer.put(",,")
      if let due = record.due { days.put(due.day, due.millisecondOfDay, due.precision, &writer) }
      writer.put(0x2C)
      if let done = record.actual {
        days.put(done.day, done.millisecondOfDay, done.precision, &writer)
      }
      writer.put(0x2C)
      if let days = record.daysLate { writer.put(decimal: days) }
      writer.put(",,,,,,,,")
      var isFirst = true
      record.cells.forEach { name, text in
        if !isFirst { writer.put(0x3B) }
        isFirst = false
        writer.put(name)
        writer.put(0x3D)
        writer.put(text)
      }
    }
    end()
  }

  /// The same line where a field needs care.
  private mutating func fields(_ record: borrowing RowRecord, head: [UInt8]) {
    head.withUnsafeBufferPointer { bytes.append($0) }
    append(record.key)
    isFirst = false
    skip(1)
    for time in [record.due, record.actual] {
      separate()
      guard let time else { continue }
      append(
        LocalTime(date: time.day, millisecondOfDay: time.millisecondOfDay), time.precision)
    }
    field(record.daysLate)
    skip(7)
    var cells: [NamedValue] = []
    record.cells.forEach { name, text in
      cells.append(
        NamedValue(
          String(decoding: name, as: UTF8.self), String(decoding: text, as: UTF8.self)))
    }
    pairs(cells)
    end()
  }
}
