import CivilTime
import Diagnostics
import Findings

/// A finding's days as a drawing: start, counted days, rest days, stops, due and actual moment.
struct Timeline {
  private let finding: Finding
  private let view: ReportView
  private let due: LocalTime
  private let start: LocalTime
  /// The actual moment, or the as-of moment of an open case.
  private let end: LocalTime
  private let isOpen: Bool

  private static let width = 720
  private static let margin = 12

  /// A drawing of a finding whose start and due moment are known, at most about ten years.
  init?(_ finding: Finding, _ view: ReportView) {
    guard let start = finding.start?.local, let due = finding.due?.local, start < due else {
      return nil
    }
    self.finding = finding
    self.view = view
    self.start = start
    self.due = due
    isOpen = finding.actual == nil
    end = finding.actual?.local ?? view.result.asOf.local
    guard max(due, end).date.days(since: start.date) <= 3660 else { return nil }
  }

  private var wording: Wording { view.wording }
  private var first: Double { value(start) }
  private var last: Double { max(value(due), value(end)) }

  /// A local time in days.
  private func value(_ time: LocalTime) -> Double {
    Double(time.date.dayNumber) + Double(time.millisecondOfDay) / 86_400_000
  }

  private func x(_ day: Double) -> Int {
    let share = (min(max(day, first), last) - first) / (last - first)
    return Self.margin + Int((share * Double(Self.width - 2 * Self.margin)).rounded())
  }

  /// The drawing as SVG with a text that says the same.
  var svg: String {
    var parts = [
      "<figure class=\"timeline\"><svg viewBox=\"0 0 \(Self.width) 74\" preserveAspectRatio=\"xMinYMid\" role=\"img\" "
        + "aria-label=\"\(Escape.xml(summary))\">"
    ]
    parts.append(bar("counted", value(start), value(due)))
    for rest in restDays {
      parts.append(bar("rest", Double(rest.dayNumber), Double(rest.dayNumber) + 1))
    }
    for (from, to) in stops { parts.append(bar("stopped", from, to)) }
    if value(end) > value(due) {
      parts.append(bar(isOpen ? "late open" : "late", value(due), value(end)))
    }
    if last - first <= 100 { parts += dayLines }
    parts += markers
    parts.append("</svg>")
    parts.append("<figcaption>\(legend)</figcaption></figure>")
    return parts.joined()
  }

  private func bar(_ style: String, _ from: Double, _ to: Double) -> String {
    let left = x(from)
    return
      "<rect class=\"\(style)\" x=\"\(left)\" y=\"28\" width=\"\(max(1, x(to) - left))\" height=\"20\"/>"
  }

  private var dayLines: [String] {
    guard last - first > 1 else { return [] }
    return (Int(first.rounded(.down)) + 1...Int(last.rounded(.up))).filter { Double($0) < last }.map
    { day in
      "<line class=\"day\" x1=\"\(x(Double(day)))\" y1=\"28\" x2=\"\(x(Double(day)))\" y2=\"48\"/>"
    }
  }

  private var markers: [String] {
    let endName =
      isOpen ? wording("查核基準 ", "as of ") : wording("實際 ", "done ")
    return [
      marker("start", value(start), wording("起算 ", "start ") + short(start), isAbove: true, 0),
      marker("due", value(due), wording("應完成 ", "due ") + short(due), isAbove: false, 1),
      marker(isOpen ? "asof" : "actual", value(end), endName + short(end), isAbove: true, 2),
    ]
  }

  /// A line with its label; `side` 0 puts the text right of the line, 1 around it, 2 left of it.
  private func marker(
    _ style: String, _ day: Double, _ label: String, isAbove: Bool, _ side: Int
  ) -> String {
    let place = x(day)
    var anchor = ["start", "middle", "end"][side]
    if side == 1, place < 90 { anchor = "start" }
    if side == 1, place > Self.width - 90 { anchor = "end" }
    if side == 2, place < 300 { anchor = "start" }
    // The end's label would lie on the start's where both are near the left edge.
    let y = isAbove ? (side == 2 && place < 300 ? 66 : 16) : 66
    let shift = side == 2 && place < 300 && abs(x(value(due)) - place) < 200 ? 170 : 0
    return "<line class=\"m-\(style)\" x1=\"\(place)\" y1=\"22\" x2=\"\(place)\" y2=\"54\"/>"
      + "<text x=\"\(place + shift)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(Escape.xml(label))</text>"
  }

  /// Month and day, with the time where it matters.
  private func short(_ time: LocalTime) -> String {
    let isWhole = time.millisecondOfDay % 86_400_000 == 0
    let clock = isWhole ? "" : " " + time.clockText(seconds: false)
    return wording("\(time.date.month)月\(time.date.day)日", time.date.isoText) + clock
  }

  private var summary: String {
    var parts = [wording("起算 ", "start ") + short(start), wording("應完成 ", "due ") + short(due)]
    parts.append((isOpen ? wording("查核基準 ", "as of ") : wording("實際 ", "done ")) + short(end))
    if !restDays.isEmpty {
      parts.append(wording("休息日 \(restDays.count) 日", "\(restDays.count) rest days"))
    }
    return parts.joined(separator: wording("，", ", "))
  }

  private var legend: String {
    var keys = [("counted", wording("期間", "period"))]
    if !restDays.isEmpty { keys.append(("rest", wording("休息日", "rest days"))) }
    if !stops.isEmpty { keys.append(("stopped", wording("停止計算", "stopped"))) }
    if value(end) > value(due) { keys.append(("late", wording("逾期", "overdue"))) }
    return keys.map { "<span class=\"key \($0.0)\"></span>\($0.1)" }.joined(separator: " ")
  }

  /// Rest days that the trace names.
  private var restDays: [CivilDate] {
    var days: [CivilDate] = []
    for step in finding.trace?.steps ?? [] {
      switch step {
      case .countedWorkingDays(_, _, let rest), .restDaysInside(let rest),
        .rolledOver(_, let rest, _):
        days += rest.days.map(\.date)
      case .staysOnRestDay(let status): days.append(status.date)
      default: break
      }
    }
    return days
  }

  private var stops: [(Double, Double)] {
    (finding.trace?.steps ?? []).compactMap { step in
      switch step {
      case .suspended(let range, _, _):
        (Double(range.first.dayNumber), Double(range.last.dayNumber) + 1)
      case .suspendedTime(let from, let to, _, _): (value(from), value(to))
      default: nil
      }
    }
  }
}
