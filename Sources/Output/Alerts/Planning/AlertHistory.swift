public import CivilTime

/// That a recipient was told of a stage of a case.
public struct ToldRecord: Sendable, Hashable {
  /// The recipient's key.
  public var recipient: String
  /// The case's fingerprint.
  public var caseID: String
  /// The stage with what makes it unique, such as `late@2021-01-07`.
  public var stage: String
  /// The day of telling.
  public var day: CivilDate
  /// The rule's id.
  public var ruleID: String
  /// The case as it was named, masked.
  public var label: String
  /// The due day.
  public var dueDay: CivilDate?

  /// Creates a record.
  public init(
    recipient: String, caseID: String, stage: String, day: CivilDate, ruleID: String,
    label: String, dueDay: CivilDate?
  ) {
    self.recipient = recipient
    self.caseID = caseID
    self.stage = stage
    self.day = day
    self.ruleID = ruleID
    self.label = label
    self.dueDay = dueDay
  }

  /// Whether it tells that the case was resolved.
  public var isResolution: Bool { stage.hasPrefix("resolved#") }

  /// Whether it brings the case up again.
  public var isReminder: Bool { stage.hasPrefix("remind-") }
}

/// What was told to whom; each stage of a case at most once to each recipient.
public struct AlertHistory: Sendable {
  /// Records by recipient and case, in order of telling.
  public private(set) var records: [String: [String: [ToldRecord]]] = [:]

  /// Creates a history; the order of records is that of telling.
  public init(_ records: some Sequence<ToldRecord> = []) {
    for record in records { add(record) }
  }

  /// Adds a record; one that is known already is left out.
  public mutating func add(_ record: ToldRecord) {
    if told(record.recipient, record.caseID, record.stage) { return }
    records[record.recipient, default: [:]][record.caseID, default: []].append(record)
  }

  /// Whether a recipient was told of a stage of a case.
  public func told(_ recipient: String, _ caseID: String, _ stage: String) -> Bool {
    records[recipient]?[caseID]?.contains { $0.stage == stage } ?? false
  }

  /// The records of a recipient and a case.
  public func records(_ recipient: String, _ caseID: String) -> [ToldRecord] {
    records[recipient]?[caseID] ?? []
  }

  /// Whether the last that a recipient heard of a case is not that it was resolved.
  public func isOpen(_ recipient: String, _ caseID: String) -> Bool {
    records(recipient, caseID).last.map { !$0.isResolution } ?? false
  }
}
