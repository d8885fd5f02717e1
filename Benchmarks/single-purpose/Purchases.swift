/// Small purchases by officer, for their sums in 30 days (R11).
struct Purchases {
  struct Purchase {
    var officer: UInt32
    var code: UInt32
    var amount: Int32
    var day: Int32
  }

  private var all = Growing<Purchase>()
  /// Officers by their bytes, which are at most 8.
  private var officers = Growing<UInt64>()
  private var slots = zeroed(1 << 12, of: UInt32.self)
  private var size = 1 << 12

  @inline(__always)
  mutating func add(_ officer: Bytes, _ length: Int, amount: Int, day: Int, code: UInt32) {
    guard length <= 8 else { stop("an officer has more than 8 bytes") }
    let word = word_at(officer) & (UInt64.max >> UInt64(64 &- 8 &* length))
    all.append(
      Purchase(officer: index(word), code: code, amount: Int32(amount), day: Int32(day)))
  }

  @inline(__always) private mutating func index(_ officer: UInt64) -> UInt32 {
    var at = place(officer)
    while slots[at] != 0 {
      if officers.items[Int(slots[at]) &- 1] == officer { return slots[at] &- 1 }
      at = (at &+ 1) & (size &- 1)
    }
    officers.append(officer)
    slots[at] = UInt32(officers.count)
    if officers.count &* 2 > size { grow() }
    return UInt32(officers.count &- 1)
  }

  @inline(__always) private func place(_ officer: UInt64) -> Int {
    Int(truncatingIfNeeded: (officer &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size &- 1)
  }

  private mutating func grow() {
    size *= 4
    slots = zeroed(size, of: UInt32.self)
    for i in 0..<officers.count {
      var at = place(officers.items[i])
      while slots[at] != 0 { at = (at + 1) & (size - 1) }
      slots[at] = UInt32(i + 1)
    }
  }

  /// For each thread's officers a number that is the same for all threads, and how many there are.
  static func officers(_ all: [Purchases]) -> (maps: [[UInt32]], count: Int) {
    var known = Purchases()
    let maps = all.map { one in
      (0..<one.officers.count).map { known.index(one.officers.items[$0]) }
    }
    return (maps, known.officers.count)
  }

  /// One line for each purchase with which its officer passes 150,000 in 30 days; a share of the
  /// officers.
  static func report(
    _ all: [Purchases], _ officers: (maps: [[UInt32]], count: Int), share: Int, of shares: Int,
    _ lines: inout Lines, _ others: [[[UInt8]]]
  ) {
    let kept = (officers.count - share + shares - 1) / shares
    let first = zeroed(kept + 2, of: Int.self)
    for (one, map) in zip(all, officers.maps) {
      for i in 0..<one.all.count {
        let officer = Int(map[Int(one.all.items[i].officer)])
        if officer % shares == share { first[officer / shares + 2] += 1 }
      }
    }
    for officer in 0..<kept { first[officer + 2] += first[officer + 1] }
    let ordered = zeroed(first[kept + 1] + 1, of: Purchase.self)
    inTurn(all) { thread, purchase in
      let officer = Int(officers.maps[thread][Int(purchase.officer)])
      if officer % shares != share { return }
      let place = officer / shares + 1
      ordered[first[place]] = purchase
      ordered[first[place]].officer = UInt32(thread)
      first[place] += 1
    }
    for officer in 0..<kept {
      let part = UnsafeMutableBufferPointer(
        start: ordered + first[officer], count: first[officer + 1] - first[officer])
      byDay(part)
      report(part, &lines, others)
    }
  }

  /// Calls with the threads' purchases by day, as far as each thread has them so.
  private static func inTurn(_ all: [Purchases], _ body: (Int, Purchase) -> Void) {
    var next = all.map { _ in 0 }
    func head(_ thread: Int) -> Int32 {
      next[thread] < all[thread].all.count ? all[thread].all.items[next[thread]].day : Int32.max
    }
    while true {
      let heads = all.indices.map { (head($0), $0) }.sorted { $0 < $1 }
      if heads[0].0 == Int32.max { return }
      let until = heads.count > 1 ? heads[1].0 : Int32.max - 1
      let thread = heads[0].1
      let list = all[thread].all
      var at = next[thread]
      while at < list.count, list.items[at].day <= until {
        body(thread, list.items[at])
        at += 1
      }
      next[thread] = at
    }
  }

  /// Puts one officer's purchases in order; they are nearly so.
  private static func byDay(_ part: UnsafeMutableBufferPointer<Purchase>) {
    for i in stride(from: 1, to: part.count, by: 1) {
      let moved = part[i]
      var at = i
      while at > 0, part[at - 1].day > moved.day {
        part[at] = part[at - 1]
        at -= 1
      }
      part[at] = moved
    }
  }

  private static func report(
    _ part: UnsafeMutableBufferPointer<Purchase>, _ lines: inout Lines, _ others: [[[UInt8]]]
  ) {
    var sum = 0
    var oldest = 0
    var i = 0
    while i < part.count {
      let day = part[i].day
      var next = i
      while next < part.count, part[next].day == day {
        sum += Int(part[next].amount)
        next += 1
      }
      while part[oldest].day < day - 29 {
        sum -= Int(part[oldest].amount)
        oldest += 1
      }
      if sum > 150_000 {
        for k in i..<next {
          lines.begin(part[k].code, others[Int(part[k].officer)])
          lines.put(",R11,150000,")
          lines.number(sum)
          lines.put(",\n")
        }
      }
      i = next
    }
  }
}
