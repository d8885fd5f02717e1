import CivilTime
import Diagnostics
import Findings

/// The mails of one digest while they are put together.
struct PlanDraft {
  /// What one recipient gets.
  struct Share {
    var recipient: Recipient
    var new: [AlertLine] = []
    var resolved: [AlertLine] = []
    var still: [AlertLine] = []
    var told: [String: [ToldRecord]] = [:]
    /// The place of a case in `new`.
    var places: [String: Int] = [:]
  }

  let settings: AlertSettings
  let calendar: WorkCalendar
  let digest: Digest
  let occurrence: LocalTime
  let today: CivilDate
  let result: CheckResult
  let history: AlertHistory
  let cases: [AlertCase]
  /// Whether any fatal defect of the data makes it unsafe to call a case resolved.
  let isDataWhole: Bool
  var shares: [String: Share] = [:]
  var missingRoles: [String: Int] = [:]

  init(
    settings: AlertSettings, calendar: WorkCalendar, digest: Digest, occurrence: LocalTime,
    today: CivilDate, result: CheckResult, history: AlertHistory
  ) {
    self.settings = settings
    self.calendar = calendar
    self.digest = digest
    self.occurrence = occurrence
    self.today = today
    self.result = result
    self.history = history
    cases = AlertCase.all(in: result)
    isDataWhole = !result.dataIssues.contains(where: \.isFatal)
  }

  // MARK: - Stages

  /// Adds every stage that has come and was not told.
  mutating func addStages() {
    let stages = settings.stages.filter { digest.stages.isEmpty || digest.stages.contains($0.id) }
    for item in cases where accepts(item) {
      if item.isUnseen {
        addUnseen(item)
        continue
      }
      for stage in stages where stage.filter.accepts(result.rules[item.rule]) {
        guard let key = stageKey(stage, item) else { continue }
        for (recipient, missing) in audience(stage.recipients, item.owner) {
          add(
            item, key: key, occasion: occasion(stage.moment, item), to: recipient, missing: missing)
        }
      }
      addReminders(item)
    }
  }

  /// The name under which a stage of a case is kept, where it has come.
  ///
  /// It holds the due day, so that a case whose due day moves is told again.
  private func stageKey(_ stage: AlertStage, _ item: AlertCase) -> String? {
    switch stage.moment {
    case .found: return item.isFound(settings) ? stage.id : nil
    case .undetermined: return item.isUndecided(settings) ? stage.id : nil
    case .before, .atDue, .after:
      guard item.isOpen(settings), let due = item.due?.local.date,
        let day = stage.moment.day(due: due, calendar: calendar), day <= today
      else { return nil }
      // What is late by the calendar alone but not by its verdict is told when it is.
      if case .after = stage.moment, !item.isViolated || day > reach(item) { return nil }
      return "\(stage.id)@\(due.isoText)"
    }
  }

  /// A stage in words; one of before the due day that is told after it is said to be so.
  private func occasion(_ moment: StageMoment, _ item: AlertCase) -> LocalizedText {
    switch moment {
    case .before where item.isViolated, .atDue where item.isViolated:
      LocalizedText(zh: "補行「\(moment.text.zhHant)」之通知", en: "\(moment.text.en), told late")
    default: moment.text
    }
  }

  /// Brings an overdue case up again to those who were told of it; not the value of a period that is
  /// over, which nobody can mend by working on.
  private mutating func addReminders(_ item: AlertCase) {
    guard let every = settings.remindEvery, item.isViolated, item.isOpen(settings), !item.isOver
    else { return }
    for (recipient, missing) in knowing(item) {
      let records = history.records(recipient.key, item.id)
      guard shares[recipient.key]?.places[item.id] == nil, let last = records.last,
        !last.isResolution
      else { continue }
      let count = records.reversed().prefix { !$0.isResolution }.count { $0.isReminder } + 1
      let day =
        every.isWorking
        ? calendar.adding(workingDays: every.count, to: last.day)
        : calendar.rolledForward(last.day.adding(days: every.count))
      guard count <= settings.remindAtMost, day <= reach(item) else { continue }
      add(
        item, key: "remind-\(count)@\(item.due?.local.date.isoText ?? "")",
        occasion: LocalizedText(zh: "第\(count)次催辦", en: "reminder \(count)"), to: recipient,
        missing: missing)
    }
  }

  /// The recipients of a case's stages who have heard of it.
  private func knowing(_ item: AlertCase) -> [(Recipient, [String])] {
    let words = settings.stages.flatMap(\.recipients)
    return audience(words, item.owner).filter { history.isOpen($0.0.key, item.id) }
  }

  mutating func add(
    _ item: AlertCase, key: String, occasion: LocalizedText, to recipient: Recipient,
    missing: [String]
  ) {
    let generation = history.records(recipient.key, item.id).count { $0.isResolution }
    let key = generation == 0 ? key : "\(key)+\(generation)"
    if history.told(recipient.key, item.id, key) { return }
    // Taken out while it is changed, or every change would copy it.
    var share = shares.removeValue(forKey: recipient.key) ?? Share(recipient: recipient)
    if let place = share.places[item.id] {
      // Of several stages at once the last one is named; all are kept as told.
      share.new[place].occasion = occasion
      for role in missing where !share.new[place].missingRoles.contains(role) {
        share.new[place].missingRoles.append(role)
        missingRoles[role, default: 0] += 1
      }
    } else {
      for role in missing { missingRoles[role, default: 0] += 1 }
      share.places[item.id] = share.new.count
      share.new.append(line(item, occasion: occasion, missing: missing))
    }
    let record = record(item, key: key, recipient)
    if share.told[item.id]?.contains(record) != true {
      share.told[item.id, default: []].append(record)
    }
    shares[recipient.key] = share
  }

  /// Those meant by roles; the operator in place of roles that nobody holds.
  func audience(_ words: [String], _ owner: String?) -> [(Recipient, [String])] {
    var found: [(Recipient, [String])] = []
    var missing: [String] = []
    var seen: Set<String> = []
    for word in words where digest.recipients.isEmpty || digest.recipients.contains(word) {
      let recipients = settings.recipients.recipients(of: word, owner: owner)
      if recipients.isEmpty { missing.append(word) }
      for recipient in recipients where seen.insert(recipient.key).inserted {
        found.append((recipient, []))
      }
    }
    if !missing.isEmpty {
      for operatorBox in settings.recipients.recipients(of: "operator", owner: owner)
      where seen.insert(operatorBox.key).inserted {
        found.append((operatorBox, missing))
      }
    }
    return found
  }

  // MARK: - Resolved, still open, all open

  /// Tells those who heard of a case that it is no longer open.
  ///
  /// Nothing is called resolved where its rule was not evaluated or data are missing.
  mutating func addResolutions() {
    guard isDataWhole else { return }
    // A period that the data no longer reach is not met for that.
    let groups = Dictionary(
      result.groups.filter { result.rules.indices.contains($0.rule) }.map {
        (AlertLine.caseID(of: $0, in: result), AlertCase($0, in: result))
      }, uniquingKeysWith: { first, _ in first })
    let open = Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rules = Dictionary(
      result.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Dictionary(
      settings.recipients.entries.map { ($0.recipient.key, $0.recipient) },
      uniquingKeysWith: { first, _ in first })
    for (key, told) in history.records.sorted(by: { $0.key < $1.key }) {
      guard let recipient = recipient(key, known) else { continue }
      for (caseID, records) in told.sorted(by: { $0.key < $1.key }) {
        guard let last = records.last, !last.isResolution, let rule = rules[last.ruleID],
          result.rules[rule].wasEvaluated, digest.filter.accepts(result.rules[rule])
        else { continue }
        let item = open[caseID] ?? groups[caseID]
        if let item, item.isOpen(settings) || item.verdict == .undetermined { continue }
        if caseID.hasPrefix(AlertLine.groupMark), item == nil { continue }
        if shares[key]?.places[caseID] != nil { continue }
        var share = shares.removeValue(forKey: key) ?? Share(recipient: recipient)
        let number = records.count { $0.isResolution } + 1
        share.resolved.append(resolution(last, item, rule))
        var record = last
        record.stage = "resolved#\(number)"
        record.day = today
        share.told[caseID] = [record]
        shares[key] = share
      }
    }
  }

  private func recipient(_ key: String, _ known: [String: Recipient]) -> Recipient? {
    let found =
      known[key]
      ?? (key.hasPrefix("webhook:")
        ? .webhook(String(key.dropFirst(8))) : Mailbox(address: key).map { .mail($0) })
    return found.flatMap { settings.recipients.allows($0) ? $0 : nil }
  }

  /// Adds what a recipient who is written to anyway was told before and is still open.
  mutating func addStill() {
    let open = Dictionary(
      cases.filter { $0.isOpen(settings) && !$0.isOver }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let occasion = LocalizedText(zh: "先前已通知", en: "told before")
    for (key, share) in shares {
      let known = history.records[key]?.keys.sorted() ?? []
      let still = known.compactMap { caseID -> AlertLine? in
        guard share.places[caseID] == nil, history.isOpen(key, caseID) else { return nil }
        return open[caseID].map { line($0, occasion: occasion, missing: []) }
      }
      shares[key]?.still = still
    }
  }

  /// Adds all open cases for the recipients of the digest; of the values of periods that are over those
  /// that the digest has not listed to them yet.
  mutating func addOpen() {
    let words =
      digest.recipients.isEmpty ? settings.stages.flatMap(\.recipients) : digest.recipients
    let stage = "\(digest.id)@\(occurrence.date.isoText)"
    for item in cases where accepts(item) && item.isOpen(settings) {
      for (recipient, missing) in audience(words, item.owner)
      where !history.told(recipient.key, "*", stage) {
        if shares[recipient.key]?.places[item.id] != nil { continue }
        let listed = "listed-\(digest.id)"
        if item.isOver, history.told(recipient.key, item.id, listed) { continue }
        var share = shares.removeValue(forKey: recipient.key) ?? Share(recipient: recipient)
        share.places[item.id] = share.new.count
        let occasion =
          item.isOver
          ? LocalizedText(zh: "期間已屆滿", en: "its period is over")
          : LocalizedText(zh: "未結清單", en: "open cases")
        share.new.append(line(item, occasion: occasion, missing: missing))
        if share.told["*"] == nil {
          share.told["*"] = [
            ToldRecord(
              recipient: recipient.key, caseID: "*", stage: stage, day: today, ruleID: "*",
              label: digest.id, dueDay: nil)
          ]
        }
        // With the record of the listing, so that a cut run lists the same cases again.
        if item.isOver { share.told["*"]?.append(record(item, key: listed, recipient)) }
        shares[recipient.key] = share
      }
    }
  }

  private func accepts(_ item: AlertCase) -> Bool {
    if let since = settings.since, let last = item.lastDay, last < since { return false }
    return digest.filter.accepts(result.rules[item.rule])
  }
}
