import Alerts
import CivilTime
import Delivery
import Diagnostics
import Findings
import Glibc
import Synchronization

/// An invented office whose three late cases belong to three officers.
enum Office {
  static let taipei = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)
  static let today = CivilDate(dayNumber: CivilDate.dayNumber(year: 2021, month: 1, day: 29))
  static let calendar = WorkCalendar(
    definition: CalendarDefinition(
      identifier: "test", title: CalendarName(zh: "測試", en: "test"), timeZone: "Asia/Taipei",
      years: 2020...2021, days: []))

  /// A clock that tests move.
  final class Hands: Sendable {
    private let time = Mutex(taipei.start(of: today).milliseconds + 9 * 3_600_000)
    var now: Instant { Instant(milliseconds: time.withLock { $0 }) }
    func move(minutes: Int64) { time.withLock { $0 += minutes * 60_000 } }
  }

  static func settings(port: UInt16, security: MailTransport.Security = .none) -> AlertSettings? {
    guard let sender = Mailbox(name: "期限通知", address: "qixian@city.example") else { return nil }
    var settings = AlertSettings(sender: sender)
    var transport = MailTransport(host: "127.0.0.1", port: Int(port), security: security)
    transport.timeoutSeconds = 3
    settings.transport = transport
    for unit in ["a", "b", "c", "operator"] {
      guard let mailbox = Mailbox(address: "\(unit)@city.example") else { return nil }
      settings.recipients.add(
        RecipientTable.Entry(
          unit: unit == "operator" ? nil : unit, role: unit == "operator" ? unit : "officer",
          recipient: .mail(mailbox)))
    }
    guard let moment = StageMoment("1 working day after due") else { return nil }
    settings.stages = [AlertStage(id: "late", moment: moment, to: ["officer"])]
    settings.digests = [Digest(id: "daily", schedule: DigestSchedule(.daily, minute: 510))]
    return settings
  }

  static let result: CheckResult = {
    let moment = StatedTime(
      local: LocalTime(date: today, hour: 8, minute: 0), instant: taipei.start(of: today),
      precision: .minute)
    var result = CheckResult(
      toolVersion: "0", title: LocalizedText(zh: "測試市", en: "Test City"), asOf: moment,
      observedThrough: moment, knownOn: nil, zoneName: "Asia/Taipei")
    result.rules = [
      RuleSummary(
        id: "test/limit", title: LocalizedText(zh: "辦結", en: "done"), kind: "deadline",
        severity: .high)
    ]
    let due = CivilDate(dayNumber: today.dayNumber - 10)
    result.findings = FindingList(
      ["a", "b", "c"].map { unit in
        var finding = Finding(
          rule: 0, subject: .row(key: [NamedValue("case", "case-\(unit)")]), verdict: .violated,
          reason: LocalizedText(zh: "逾期", en: "late"), owner: unit, fingerprint: "f-\(unit)")
        finding.due = StatedTime(
          local: LocalTime(date: due, millisecondOfDay: 86_400_000), instant: taipei.end(of: due),
          precision: .day, isEndOfDay: true)
        return finding
      })
    return result
  }()

  static func pass(
    _ settings: AlertSettings, _ store: AlertStore, _ hands: Hands
  ) -> AlertPass {
    AlertPass(
      settings: settings, calendar: calendar, title: LocalizedText(zh: "測試市", en: "Test City"),
      zone: taipei, store: store, clock: { hands.now })
  }

  static func run(
    _ pass: AlertPass, _ carrier: inout some MailCarrier, over result: CheckResult = result
  ) throws -> AlertPass.Report {
    try pass.run(
      digests: try pass.dueDigests(now: pass.now), result: result, inputs: [], carrier: &carrier)
  }

  /// Where tests keep files: in memory where that is to be had, as states wait for the disk at each mail.
  static let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"

  /// A path for a state that no other test has; removed with its folder by `remove`.
  static func statePath() -> String {
    var template = Array("\(base)/qixian-delivery-XXXXXX".utf8CString)
    return template.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, mkdtemp(base) != nil else { return "" }
      return String(cString: base) + "/state.sqlite"
    }
  }

  static func remove(_ path: String) {
    for suffix in ["", "-journal", ".lock", "-wal", "-shm"] { unlink(path + suffix) }
    rmdir(String(path.dropLast("/state.sqlite".count)))
  }
}

/// A carrier in the test's own memory.
struct Recorder: MailCarrier {
  var outcomes: [String: DeliveryOutcome] = [:]
  var taken: [(recipient: String, messageID: String)] = []

  mutating func deliver(_ entry: OutboxEntry) -> DeliveryOutcome {
    if let outcome = outcomes[entry.recipient.key], outcome != .accepted { return outcome }
    taken.append((entry.recipient.key, entry.messageID))
    return .accepted
  }
}
