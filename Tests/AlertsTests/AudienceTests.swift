import Alerts
import CivilTime
import Diagnostics
import Findings
import Testing

@Suite struct AudienceTests {
  @Test func `a role that nobody holds goes to the operator, and is said`() {
    let cases = [
      Office.Case(key: "X", due: Office.day(2021, 1, 29), done: nil, owner: "無此單位")
    ]
    let plan = Office.plan(Office.settings, cases, on: Office.day(2021, 1, 29))
    #expect(plan.mails.map(\.recipient.key) == ["operator@city.example"])
    #expect(plan.mails.first?.new.first?.missingRoles == ["officer", "section-chief"])
    #expect(plan.missingRoles["officer"] == 1)
  }

  @Test func `addresses from data are written to only in stated domains`() {
    var settings = Office.settings
    settings.stages = [Office.stage("due", "at due", ["officer"])]
    settings.recipients = RecipientTable(takesOwnerAddresses: true, domains: ["city.example"])
    let cases = ["in@city.example", "out@evil.example", "in@city.example.evil.example"].map {
      Office.Case(key: $0, due: Office.day(2021, 1, 4), done: nil, owner: $0)
    }
    let plan = Office.plan(settings, cases, on: Office.day(2021, 1, 29))
    #expect(plan.mails.map(\.recipient.key) == ["in@city.example"])
    settings.recipients.domains = []
    #expect(Office.plan(settings, cases, on: Office.day(2021, 1, 29)).mails.isEmpty)
  }

  @Test func `ten thousand cases of one recipient are spread over mails, none left out`() {
    var settings = Office.settings
    settings.stages = [Office.stage("late", "1 working day after due", ["head"])]
    settings.limit = 1000
    let cases = (1...10_000).map {
      Office.Case(key: "C\($0)", due: Office.day(2021, 1, 4), done: nil)
    }
    let plan = Office.plan(settings, cases, on: Office.day(2021, 1, 29))
    #expect(plan.mails.count == 20)
    #expect(plan.mails.allSatisfy { $0.new.count == 500 && $0.told.count == 500 })
    let told = Set(plan.mails.flatMap(\.told).map(\.label))
    #expect(told.count == 10_000)
    let composer = Office.composer(settings)
    let composed = plan.mails.map { composer.compose($0, at: Instant(milliseconds: 0)) }
    #expect(Set(composed.map(\.messageID)).count == 20)
    #expect(composed.allSatisfy { $0.bytes.count < 1_000_000 })
  }

  @Test func `five thousand recipients get a mail each, within the limit of a run`() {
    var settings = Office.settings
    settings.stages = [Office.stage("due", "at due", ["officer"])]
    settings.limit = 3000
    var cases: [Office.Case] = []
    for number in 1...5000 {
      settings.recipients.add(
        .init(
          unit: "u\(number)", role: "officer", recipient: Office.box("u\(number)@city.example")))
      cases.append(
        Office.Case(
          key: "C\(number)", due: Office.day(2021, 1, 29), done: nil, owner: "u\(number)"))
    }
    var history = AlertHistory()
    let day = Office.day(2021, 1, 29)
    let first = Office.plan(settings, cases, on: day)
    #expect(first.mails.count == 3000)
    #expect(first.deferredCount == 2000)
    for record in first.mails.flatMap(\.told) { history.add(record) }
    let second = Office.plan(settings, cases, on: day, history: history)
    #expect(second.mails.count == 2000)
    #expect(second.deferredCount == 0)
    let all = Set((first.mails + second.mails).map(\.recipient.key))
    #expect(all.count == 5000)
  }

  @Test func `a waived case is not told, and is told as resolved where it was known`() {
    let day = Office.day(2021, 1, 29)
    let planner = AlertPlanner(settings: Office.settings, calendar: Office.calendar)
    let now = LocalTime(date: day, hour: 9, minute: 0)
    var result = Office.result(
      [Office.Case(key: "A", due: Office.day(2021, 1, 4), done: nil)], on: day)
    func plan(_ history: AlertHistory) -> AlertPlan {
      planner.plan(
        Office.settings.digests[0], occurrence: now, result: result, now: now, history: history)
    }
    var history = AlertHistory()
    for record in plan(history).mails.flatMap(\.told) { history.add(record) }
    result.findings[0].waiver = "W-1"
    #expect(plan(AlertHistory()).mails.isEmpty)
    let mails = plan(history).mails
    #expect(mails.count == 4)
    #expect(mails.allSatisfy { $0.new.isEmpty && $0.resolved.map(\.occasion.en) == ["waived"] })
  }
}
