import CivilTime
public import Findings

/// What each owner is written about, in the order of their names.
struct LetterBook {
  /// The matters of one owner, by their places in the result.
  struct Matters {
    /// Violated and not yet done, the longest overdue first.
    var open: [Case] = []
    /// Done, but late.
    var late: [Case] = []
    /// Violated in another way than by a due moment.
    var other: [Case] = []
    /// Not yet done and due soon, the soonest first.
    var due: [Case] = []
    /// Not decidable from the data.
    var unknown: [Case] = []
    /// Groups whose requirement was missed, by their places in the list of groups.
    var groups: [Int] = []
    /// How many violations are waived, and so not listed.
    var waived = 0

    var isEmpty: Bool {
      open.isEmpty && late.isEmpty && other.isEmpty && due.isEmpty && unknown.isEmpty
        && groups.isEmpty
    }
  }

  /// A finding by its place in the result, with what it is sorted and cited by.
  struct Case {
    var index: Int
    var rule: Int
    var due: Int64
  }

  let view: ReportView
  /// The owners that are written to; the empty name is for cases that have none.
  private(set) var owners: [(name: String, matters: Matters)] = []

  init(_ view: ReportView) {
    self.view = view
    let end = view.result.asOf.instant.milliseconds + Int64(view.options.dueWithin) * 86_400_000
    var index: [String: Int] = [:]
    var all: [(name: String, matters: Matters)] = []
    func place(_ owner: String?) -> Int {
      let name = owner ?? ""
      if let known = index[name] { return known }
      index[name] = all.count
      all.append((name, Matters()))
      return all.count - 1
    }
    for (number, finding) in view.result.findings.enumerated() {
      guard finding.verdict != .pending || (finding.due?.instant.milliseconds ?? .max) <= end else {
        continue
      }
      Self.add(finding, number, to: &all[place(finding.owner)].matters)
    }
    for (number, group) in view.result.groups.enumerated() where group.verdict == .violated {
      let owner = place(group.owner)
      if group.waiver == nil {
        all[owner].matters.groups.append(number)
      } else {
        all[owner].matters.waived += 1
      }
    }
    owners = all.filter { !$0.matters.isEmpty }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for owner in owners.indices { sort(&owners[owner].matters) }
  }

  private static func add(_ finding: Finding, _ number: Int, to matters: inout Matters) {
    let item = Case(
      index: number, rule: finding.rule, due: finding.due?.instant.milliseconds ?? .max)
    switch finding.verdict {
    case .violated where finding.waiver != nil: matters.waived += 1
    case .violated where finding.due == nil || finding.lateness == nil:
      matters.other.append(item)
    case .violated where finding.actual == nil: matters.open.append(item)
    case .violated: matters.late.append(item)
    case .pending: matters.due.append(item)
    case .undetermined: matters.unknown.append(item)
    case .compliant, .notApplicable: break
    }
  }

  private func sort(_ matters: inout Matters) {
    func moments(_ list: [Case]) -> [Case] {
      list.sorted { ($0.due, $0.index) < ($1.due, $1.index) }
    }
    matters.open = moments(matters.open)
    matters.late = moments(matters.late)
    matters.due = moments(matters.due)
  }
}

/// The letters of a result.
///
/// A letter is made when it is asked for, so that one at a time is in memory.
public struct Letters {
  private let book: LetterBook
  private let template: LetterTemplate

  /// Prepares the letters of a result.
  public init(_ result: CheckResult, _ options: ReportOptions) throws {
    try self.init(ReportView(result, options))
  }

  init(_ view: ReportView) throws {
    book = LetterBook(view)
    template = try view.options.templates.letter ?? .ownTemplate(view.language)
  }

  /// The names of the files, one an owner, in order.
  public var names: [String] { book.owners.indices.map(name) }

  /// A letter's bytes.
  public func bytes(_ index: Int) throws -> [UInt8] {
    let owner = book.owners[index]
    return try template.letter(LetterValues(book.view, owner.name, owner.matters).value)
  }

  /// A file's name from its number and the owner's name, made harmless.
  private func name(_ index: Int) -> String {
    let digits = String(index + 1)
    let width = max(3, String(book.owners.count).utf8.count)
    let number = String(repeating: "0", count: width - digits.utf8.count) + digits
    let wording = book.view.wording
    let owner =
      switch book.owners[index].name {
      case "": wording("未載明承辦單位", "no-owner")
      case Subject.unreadable: wording("承辦單位無法讀取", "owner-unreadable")
      case let name: name
      }
    let plain = owner
      .unicodeScalars.prefix(40).map { scalar -> Character in
        let isPlain =
          scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-"
        return isPlain ? Character(scalar) : "_"
      }
    return "\(number)-\(String(plain)).odt"
  }
}

/// All letters of a result in one archive.
enum LetterReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) throws {
    let letters = try Letters(view)
    let pieces = Pieces()
    var archive = LetterArchive(pieces)
    for (index, name) in letters.names.enumerated() {
      try archive.add(name, try letters.bytes(index))
      for piece in pieces.take() { output.write(bytes: piece) }
    }
    try archive.finish()
    for piece in pieces.take() { output.write(bytes: piece) }
  }
}
