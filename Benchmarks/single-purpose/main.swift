import Glibc

// The twelve rules of the race, written for this one form of file: what a general engine is held
// against. What it was not written for ends it with a reason, without a verdict.
// single CASES.csv CALENDAR.csv THREADS VIOLATIONS.csv RATES.csv

/// What the threads share: the file, and the words by which they take blocks in turn.
struct Shared {
  let file: Int32
  let size: Int
  /// The next block to take.
  let next = zeroed(1, of: UInt64.self)
  /// How much of the output is written.
  let end = zeroed(1, of: UInt64.self)
  /// For each block whether it starts outside quotes (2) or within (3); 0: not known yet.
  let quotes: UnsafeMutablePointer<UInt8>

  init(file: Int32) {
    self.file = file
    size = Int(lseek(file, 0, SEEK_END))
    quotes = zeroed(size / Worker.block + 2, of: UInt8.self)
    quotes[0] = 2
  }
}

/// A thread: takes blocks until there is none.
struct Worker {
  /// A multiple of 64; the bytes and their separators fit into the second level of cache.
  static let block = 1 << 18
  static let piece = 1 << 14
  /// How long a row may be beyond its block.
  static let longest = 1 << 13
  static let margin = 64

  let shared: Shared
  let buffer = zeroed(margin + block + longest + 128, of: UInt8.self)
  /// For counting the quotes of a block that another thread has.
  let spare = zeroed(block, of: UInt8.self)
  let ends = zeroed(piece + longest + 256, of: UInt32.self)
  var judge: Judge

  init(_ shared: Shared, _ calendar: Calendar, _ categories: Categories, output: Int32) {
    self.shared = shared
    judge = Judge(calendar, categories, Lines(file: output, end: shared.end))
  }

  mutating func work() {
    while true {
      let number = Int(add_shared(shared.next, 1))
      let offset = number * Worker.block
      if offset >= shared.size { break }
      let length = min(shared.size - offset, Worker.block + Worker.longest)
      let text = buffer + Worker.margin
      guard pread(shared.file, text, length, offset) == length
      else { stop("the cases cannot be read") }
      var full = length
      if offset + length == shared.size, text[length - 1] != UInt8(ascii: "\n") {
        text[length] = UInt8(ascii: "\n")
        full += 1
      }
      memset(text + full, 0, 64)
      let own = min(full, Worker.block)
      rows(own: own, full: full, inside: startsInside(number, own))
    }
  }

  /// All ones if the block's start is within quotes; tells the same of the next block.
  ///
  /// Where the thread with the block before it is not there in time (another program may have its
  /// processor), its quotes are counted here.
  private func startsInside(_ number: Int, _ own: Int) -> UInt64 {
    let text = buffer + Worker.margin
    let odd = UInt8(count_quotes(text, UInt64(own + 63) & ~63) & 1)
    var patience = 1000
    while load_shared(shared.quotes + number) == 0, patience > 0 {
      pause_briefly()
      patience -= 1
    }
    var known = number
    while load_shared(shared.quotes + known) == 0 { known -= 1 }
    while known < number {
      guard pread(shared.file, spare, Worker.block, known * Worker.block) == Worker.block
      else { stop("the cases cannot be read") }
      let more = UInt8(count_quotes(spare, UInt64(Worker.block)) & 1)
      store_shared(shared.quotes + known + 1, load_shared(shared.quotes + known) ^ more)
      known += 1
    }
    let start = load_shared(shared.quotes + number)
    store_shared(shared.quotes + number + 1, start ^ odd)
    return start == 2 ? 0 : UInt64.max
  }

  /// Judges the rows that begin after a line feed among the block's own bytes.
  private mutating func rows(own: Int, full: Int, inside: UInt64) {
    let margin = UInt32(Worker.margin)
    let last = margin + UInt32(own + 63) & ~63
    let text = Bytes(buffer)
    var inside = inside
    var from = margin
    var limit = ends  // behind the last end
    var row = ends  // the end before the row
    var begun = false
    while from < last {
      let to = min(last, from + UInt32(Worker.piece))
      limit = find_ends(text, from, to, &inside, limit)
      from = to
      if !begun {
        while row < limit, text[Int(row.pointee)] != UInt8(ascii: "\n") { row += 1 }
        begun = row < limit
      }
      while limit - row > Column.count {
        judge.row(text, row + 1)
        row += Column.count
      }
      let left = limit - row
      memmove(ends, row, left * 4)
      row = ends
      limit = ends + left
    }
    if !begun { stop("a row is too long") }
    // At most one row is left, which goes on among the bytes behind.
    let end = margin + UInt32(full)
    while limit - row <= Column.count, from < end {
      limit = find_ends(text, from, from + 64, &inside, limit)
      from += 64
    }
    if limit - row > Column.count {
      judge.row(text, row + 1)
    } else if row.pointee + 1 != end {
      stop("a row is too long or the last one is not whole")
    }
  }
}

func writeRates(_ judges: [Judge], to path: String) {
  var (units, agencies) = (judges[0].units, judges[0].agencies)
  for judge in judges.dropFirst() {
    units.merge(judge.units)
    agencies.merge(judge.agencies)
  }
  let file = create(path)
  var lines = Lines(file: file, end: zeroed(1, of: UInt64.self))
  lines.put("rule,g1,g2,n,met,bp,ok\n")
  units.report(&lines, "R6,") { lines, part in
    lines.number(2020 + part >> 5)
    lines.put(part & 31 < 10 ? "-0" : "-")
    lines.number(part & 31)
  } isKept: { all, met in
    met * 100 >= 98 * all
  }
  agencies.report(&lines, "R7,") { lines, part in
    lines.number(2020 + part)
  } isKept: { all, met in
    all == met
  }
  lines.flush()
}

/// A new file; an old one goes first, as emptying it would wait for its bytes to be on the disk.
func create(_ path: String) -> Int32 {
  unlink(path)
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard file >= 0 else { stop("cannot write") }
  return file
}

func openCases(_ path: String) -> Shared {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { stop("the cases cannot be read") }
  let header: StaticString = """
    case_id,agency,unit,category,priority,subject_age,disabled,received_at,dispatched_at,\
    first_reply_at,supplement_requested_at,supplement_received_at,extended_until,\
    extension_notified_at,closed_at,result,public_use,officer,amount

    """
  let start = zeroed(256, of: UInt8.self)
  guard pread(file, start, header.utf8CodeUnitCount, 0) == header.utf8CodeUnitCount,
    memcmp(start, header.utf8Start, header.utf8CodeUnitCount) == 0
  else { stop("the cases have other columns") }
  return Shared(file: file)
}

/// Runs a body once for each number, each in a thread of its own, the first in this one.
func inThreads(_ count: Int, _ body: (Int) -> Void) {
  typealias Part = (number: Int, body: (Int) -> Void)
  withoutActuallyEscaping(body) { body in
    let parts = UnsafeMutablePointer<Part>.allocate(capacity: count)
    var threads: [pthread_t] = []
    for i in 0..<count {
      (parts + i).initialize(to: (i, body))
      if i == 0 { continue }
      var thread = pthread_t()
      let failed = pthread_create(
        &thread, nil,
        { pointer in
          let part = pointer.unsafelyUnwrapped.assumingMemoryBound(to: Part.self)
          part.pointee.body(part.pointee.number)
          return nil
        }, parts + i)
      guard failed == 0 else { stop("no thread") }
      threads.append(thread)
    }
    body(0)
    for thread in threads { pthread_join(thread, nil) }
    parts.deinitialize(count: count)
    parts.deallocate()
  }
}

func run() {
  let arguments = CommandLine.arguments
  guard arguments.count == 6, let threads = Int(arguments[3]), 1...64 ~= threads
  else { stop("usage: single CASES.csv CALENDAR.csv THREADS VIOLATIONS.csv RATES.csv") }
  let shared = openCases(arguments[1])
  let calendar = Calendar(path: arguments[2])
  let categories = Categories()
  let output = create(arguments[4])
  // Each on pages of its own: what one thread counts must not be in another's cache line.
  let workers = (0..<threads).map { _ in zeroed(1, of: Worker.self) }
  for worker in workers {
    worker.initialize(to: Worker(shared, calendar, categories, output: output))
  }
  workers[0].pointee.judge.lines.put("case_id,rule,due,actual,days_late\n")
  inThreads(threads) { workers[$0].pointee.work() }

  // What needs all rows: each thread takes a share of the days and of the officers.
  let judges = workers.map(\.pointee.judge)
  let cases = judges.map(\.cases)
  let purchases = judges.map(\.purchases)
  let officers = Purchases.officers(purchases)
  inThreads(threads) { share in
    var lines = judges[share].lines
    CaseNumbers.report(cases, share: share, of: threads, &lines)
    Purchases.report(
      purchases, officers, share: share, of: threads, &lines, cases.map(\.others))
    lines.flush()
    if share == threads - 1 { writeRates(judges, to: arguments[5]) }
  }
}

run()
