import Diagnostics
import Findings

extension SeriesPage {
  /// A line of counts as a drawing; the numbers beside it say the same.
  func trend(_ values: [Int?]) -> String {
    let most = max(1, values.compactMap { $0 }.max() ?? 1)
    let step = values.count > 1 ? 108 / (values.count - 1) : 0
    func place(_ index: Int, _ value: Int) -> String {
      "\(6 + index * step),\(24 - value * 20 / most)"
    }
    // A run without a value parts the line.
    var pieces: [[String]] = [[]]
    for (index, value) in values.enumerated() {
      if let value {
        pieces[pieces.count - 1].append(place(index, value))
      } else {
        pieces.append([])
      }
    }
    let lines = pieces.filter { $0.count > 1 }.map {
      "<polyline points=\"\($0.joined(separator: " "))\" fill=\"none\" stroke=\"var(--bar-line)\" stroke-width=\"2\"/>"
    }
    let dots = pieces.flatMap { $0 }.map { point -> String in
      let parts = point.split(separator: ",")
      return "<circle cx=\"\(parts[0])\" cy=\"\(parts[1])\" r=\"2\" fill=\"var(--bar-line)\"/>"
    }
    return
      "<td><svg width=\"120\" height=\"28\" viewBox=\"0 0 120 28\" aria-hidden=\"true\">"
      + lines.joined() + dots.joined() + "</svg></td>"
  }

  /// New and persisting violations of each run as a stack, resolved ones below the line.
  func writeChart(to output: inout ReportOutput) {
    let series = view.series
    let wording = view.wording
    let changes = series.changes
    let shown = view.shown
    let stacks = shown.map { index -> (kept: Int, new: Int, gone: Int) in
      guard let change = changes[index] else { return (series.runs[index].totals.violated, 0, 0) }
      return (change.persisting, change.new, change.resolved)
    }
    let most = max(1, stacks.map { $0.kept + $0.new }.max() ?? 1, stacks.map(\.gone).max() ?? 1)
    let pitch = 680 / max(1, stacks.count)
    let width = min(48, pitch - 8)
    let label = wording("各期新增、持續、已解除之違反件數", "New, persisting and resolved violations by run")
    output.line(
      "<figure><svg class=\"ageing\" preserveAspectRatio=\"xMinYMid\" viewBox=\"0 0 720 250\" role=\"img\" aria-label=\"\(label)\">"
    )
    output.line(
      "<line x1=\"20\" y1=\"140\" x2=\"700\" y2=\"140\" stroke=\"var(--soft)\"/>")
    for (offset, stack) in stacks.enumerated() {
      let x = 24 + offset * pitch + (pitch - width) / 2
      let kept = stack.kept * 110 / most
      let new = stack.new * 110 / most
      let gone = stack.gone * 60 / most
      func bar(_ style: String, _ y: Int, _ height: Int, _ count: Int) -> String {
        guard count > 0 else { return "" }
        return
          "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(max(2, height))\"/>"
      }
      output.write(bar("f-done", 140 - kept, kept, stack.kept))
      output.write(bar("f-open", 140 - kept - new, new, stack.new))
      output.write(bar("f-compliant", 141, gone, stack.gone))
      let middle = x + width / 2
      let total = Wording.grouped(stack.kept + stack.new)
      output.write(
        "<text x=\"\(middle)\" y=\"\(134 - kept - new)\" text-anchor=\"middle\">\(total)</text>")
      if stack.gone > 0 {
        output.write(
          "<text x=\"\(middle)\" y=\"\(156 + gone)\" text-anchor=\"middle\">−\(Wording.grouped(stack.gone))</text>"
        )
      }
      let name = Escape.xml(view.label(series.runs[shown.lowerBound + offset]))
      output.line("<text x=\"\(middle)\" y=\"238\" text-anchor=\"middle\">\(name)</text>")
    }
    output.line("</svg>")
    output.line(
      "<figcaption><span class=\"key f-open\"></span>\(wording("新增", "new")) "
        + "<span class=\"key f-done\"></span>\(wording("持續（首期為全部）", "persisting (all, in the first run)")) "
        + "<span class=\"key key-gone\"></span>\(wording("已解除", "resolved"))</figcaption></figure>")
  }
}
