import Glibc

typealias Bytes = UnsafePointer<UInt8>

/// Ends the program: what it was not written for must never become a verdict.
func stop(_ reason: StaticString) -> Never {
  let text = "single purpose: \(reason)\n"
  _ = write(2, text, text.utf8.count)
  exit(2)
}

/// Zeroed memory for the life of the program; what is not touched costs nothing.
func zeroed<T>(_ count: Int, of _: T.Type) -> UnsafeMutablePointer<T> {
  let bytes = count * MemoryLayout<T>.stride
  let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
  guard let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED
  else { stop("no memory") }
  return memory.bindMemory(to: T.self, capacity: count)
}

func wholeFile(_ path: String) -> UnsafeBufferPointer<UInt8> {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { stop("a file cannot be read") }
  let size = Int(lseek(file, 0, SEEK_END))
  let memory = zeroed(size + 64, of: UInt8.self)
  guard pread(file, memory, size, 0) == size else { stop("a file cannot be read") }
  close(file)
  return UnsafeBufferPointer(start: memory, count: size)
}

/// A day as the year from 2020, 5 bits of month, 6 bits of day: in the order of dates, and an
/// index of tables.
typealias DayKey = Int

/// Everything that the rules ask of a day, by its key.
///
/// 0 where the calendar does not say it.
struct Calendar {
  static let keys = 7 << 11
  /// Ordinal of the day, from 1.
  let number = zeroed(keys, of: UInt16.self)
  /// Working days up to and including the day.
  let working = zeroed(keys, of: UInt16.self)
  /// The n-th working day.
  let workingDay = zeroed(8192, of: UInt16.self)
  let nextDay = zeroed(keys, of: UInt16.self)
  let thirdDay = zeroed(keys, of: UInt16.self)
  /// The first working day from 30 days, 3 months, 5 months later.
  let in30Days = zeroed(keys, of: UInt16.self)
  let in3Months = zeroed(keys, of: UInt16.self)
  let in5Months = zeroed(keys, of: UInt16.self)
  /// The date as text, in the first 10 of 16 bytes.
  let text = zeroed(keys * 16, of: UInt8.self)

  init(path: String) {
    let file = wholeFile(path)
    var days: [UInt16] = []
    var rest: [Bool] = []
    var at = 12  // the line feed of the header, `date,is_work`
    var works = 0
    while at + 13 < file.count {
      let line = file.baseAddress.unsafelyUnwrapped + at + 1
      let key = Calendar.key(line)
      days.append(UInt16(key))
      number[key] = UInt16(days.count)
      let isWork = line[11] == UInt8(ascii: "1")
      rest.append(!isWork)
      if isWork {
        works += 1
        workingDay[works] = UInt16(key)
      }
      working[key] = UInt16(works)
      (text + key * 16).update(from: line, count: 10)
      at += 13
    }
    guard at == file.count - 1, works > 0 else { stop("the calendar is not of the known form") }
    derive(days, rest)
  }

  private func derive(_ days: [UInt16], _ rest: [Bool]) {
    var rolled = [UInt16](repeating: 0, count: days.count + 64)
    for i in days.indices.reversed() { rolled[i] = rest[i] ? rolled[i + 1] : days[i] }
    for (i, day) in days.enumerated() {
      let key = Int(day)
      if i + 1 < days.count { nextDay[key] = days[i + 1] }
      if i + 3 < days.count { thirdDay[key] = days[i + 3] }
      in30Days[key] = rolled[i + 30]
      for (months, table) in [(3, in3Months), (5, in5Months)] {
        let month = (key >> 6 & 31) - 1 + months
        var later = (key >> 11 + month / 12) << 11 | (month % 12 + 1) << 6 | key & 63
        guard later < Calendar.keys, number[later & ~63 | 1] != 0 else { continue }
        while number[later] == 0 { later -= 1 }
        table[key] = rolled[Int(number[later]) - 1]
      }
    }
  }

  /// The key of `YYYY-MM-DD`.
  static func key(_ date: Bytes) -> DayKey {
    func digits(_ at: Int) -> Int { Int(date[at] &- 48) * 10 + Int(date[at + 1] &- 48) }
    let key = (digits(2) - 20) << 11 | digits(5) << 6 | digits(8)
    guard digits(0) == 20, key >= 0, key < keys else { stop("a day is not in 2020...2026") }
    return key
  }
}
