import Glibc

/// What the rules ask of a category.
enum Kind: UInt8 {
  case none, protection, family, petition, document, legal, supplied, purchase
}

/// Categories by their first eight bytes, which differ, and their length.
struct Categories {
  private static let names: [(Kind, [String])] = [
    (.protection, ["家庭暴力保護", "性侵害防治", "兒少保護", "老人保護"]),
    (.family, ["脆弱家庭"]),
    (.petition, ["路燈故障", "道路坑洞", "噪音檢舉", "違規停車"]),
    (.document, ["一般公文", "人民陳情案", "監察案件", "議員質詢", "首長信箱"]),
    (.legal, ["訴願案件", "國家賠償", "行政救濟"]),
    (.supplied, ["建築執照", "營業登記"]),
    (.purchase, ["小額採購"]),
  ]
  private let slots = zeroed(256, of: (word: UInt64, length: UInt32, kind: Kind).self)
  private let factor: UInt64

  init() {
    let all = Categories.names.flatMap { kind, names in
      names.map { (kind, zeroTerminated($0), UInt32($0.utf8.count)) }
    }
    var factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    while Set(all.map { (word_at($0.1) &* factor) >> 56 }).count < all.count { factor &+= 2 }
    self.factor = factor
    for (kind, name, length) in all {
      let word = word_at(name)
      slots[Int((word &* factor) >> 56)] = (word, length, kind)
    }
  }

  @inline(__always) func kind(_ text: Bytes, _ length: UInt32) -> Kind {
    let word = word_at(text)
    let slot = slots[Int(truncatingIfNeeded: (word &* factor) >> 56)]
    return slot.word == word && slot.length == length ? slot.kind : .none
  }
}

func zeroTerminated(_ text: String) -> Bytes {
  let memory = zeroed(text.utf8.count + 8, of: UInt8.self)
  for (i, byte) in text.utf8.enumerated() { memory[i] = byte }
  return Bytes(memory)
}

/// Cases and those which met their due, by a name and a small number.
struct Rates {
  static let places = 4096
  private static let none: StaticString = "-"
  private let names = zeroed(places, of: short_text.self)
  private let lengths = zeroed(places, of: UInt32.self)
  /// For each place which group it is, from 1; 0 where it is free.
  private let groups = zeroed(places, of: UInt16.self)
  /// All in the low, met in the high half.
  private let counts: UnsafeMutablePointer<UInt64>
  private let bits: Int
  private var used = 0

  /// For numbers of so many bits.
  init(bits: Int) {
    self.bits = bits
    counts = zeroed(Rates.places << bits, of: UInt64.self)
  }

  @inline(__always)
  mutating func count(_ name: Bytes, _ length: Int, _ part: Int, met: Bool) {
    guard length <= 32 else { stop("a name is longer than 32 bytes") }
    let short = read_short(name, UInt32(truncatingIfNeeded: length))
    let more: UInt64 = met ? 1 << 32 | 1 : 1
    let place = Int(short_place(short))
    let group = Int(groups[place])
    if group != 0, same_short(names + place, short) {
      counts[group << bits | part] &+= more
    } else {
      add(short, UInt32(truncatingIfNeeded: length), part, more)
    }
  }

  @inline(never)
  private mutating func add(_ name: short_text, _ length: UInt32, _ part: Int, _ more: UInt64) {
    var place = Int(short_place(name))
    while groups[place] != 0, !same_short(names + place, name) {
      place = (place + 1) & (Rates.places - 1)
    }
    if groups[place] == 0 {
      used += 1
      guard used < Rates.places / 2 else { stop("too many names") }
      groups[place] = UInt16(used)
      names[place] = name
      lengths[place] = length
    }
    counts[Int(groups[place]) << bits | part] += more
  }

  mutating func merge(_ other: Rates) {
    for place in 0..<Rates.places where other.groups[place] != 0 {
      for part in 0..<1 << bits {
        let more = other.counts[Int(other.groups[place]) << bits | part]
        if more != 0 { add(other.names[place], other.lengths[place], part, more) }
      }
    }
  }

  /// A line for each name and number; `when` writes the number, `isKept` judges all and met.
  func report(
    _ lines: inout Lines, _ rule: StaticString, when: (inout Lines, Int) -> Void,
    isKept: (Int, Int) -> Bool
  ) {
    for place in 0..<Rates.places where groups[place] != 0 {
      for part in 0..<1 << bits {
        let both = counts[Int(groups[place]) << bits | part]
        if both == 0 { continue }
        let (all, met) = (Int(both & 0xFFFF_FFFF), Int(both >> 32))
        let length = Int(lengths[place])
        lines.begin(rule.utf8Start, rule.utf8CodeUnitCount)
        (names + place).withMemoryRebound(to: UInt8.self, capacity: 32) {
          lines.put(length == 0 ? Rates.none.utf8Start : Bytes($0), max(length, 1))
        }
        lines.put(",")
        when(&lines, part)
        for number in [all, met, met * 10000 / all] {
          lines.put(",")
          lines.number(number)
        }
        lines.put(isKept(all, met) ? ",1\n" : ",0\n")
      }
    }
  }
}

/// A list whose memory is reserved for as many items as a file can bring, so that it never moves.
struct Growing<T> {
  private static var most: Int { 1 << 28 }
  let items = zeroed(most, of: T.self)
  private(set) var count = 0

  @inline(__always) mutating func append(_ item: T) {
    guard count < Growing.most else { stop("more rows than the program was written for") }
    items[count] = item
    count &+= 1
  }
}
