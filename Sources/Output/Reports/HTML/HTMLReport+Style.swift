extension HTMLReport {
  /// The style of the page on screens and on paper; every pair of colours has a contrast of 4.5:1.
  static let styleSheet = """
    :root { --ink: #1b1f24; --soft: #4d5661; --paper: #ffffff; --line: #c9d0d8; --panel: #f3f5f8;
      --link: #0b4f9c; --bad: #a4161a; --bad-soft: #fbe5e5; --doubt: #7a4b00; --doubt-soft: #fdf0d5;
      --good: #14592b; --good-soft: #e0f2e5; --bar: #5b8bc4; --bar-line: #35618f; --rest: #b9c2cd;
      --stop: #e0b64c; --late: #d4484d; --low: #3f4a57; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --soft: #aeb7c2; --paper: #14181d;
      --line: #3b444f; --panel: #1d232a; --link: #8dbdf5; --bad: #ff9a9a; --bad-soft: #43191b;
      --doubt: #f3c877; --doubt-soft: #3d2c0c; --good: #8fd6a5; --good-soft: #16351f;
      --bar: #4a7db8; --bar-line: #8ab4e4; --rest: #56606c; --stop: #a8842c; --late: #c9484d;
      --low: #c3ccd6; } }
    * { box-sizing: border-box; }
    html { font-size: 16px; scroll-behavior: smooth; }
    body { margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 68rem; color: var(--ink);
      background: var(--paper); line-height: 1.65;
      font-family: "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif; }
    a { color: var(--link); }
    h1 { font-size: 1.9rem; line-height: 1.3; margin: 0 0 1rem; }
    h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem;
      border-bottom: 2px solid var(--line); }
    h3 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
    h4 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
    small, .hint, figcaption, .kicker { color: var(--soft); font-size: .875rem; }
    .kicker { margin: 1.5rem 0 .2rem; letter-spacing: .1em; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
    .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
      gap: .5rem 1.5rem; margin: 0 0 1rem; }
    .facts dt { color: var(--soft); font-size: .8125rem; }
    .facts dd { margin: 0; overflow-wrap: anywhere; }
    nav ul { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; list-style: none; margin: 0;
      padding: .6rem 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
    .outcome { padding: .75rem 1rem; border-left: .3rem solid var(--line); background: var(--panel); }
    .outcome.bad { border-color: var(--bad); background: var(--bad-soft); }
    .outcome.doubtful { border-color: var(--doubt); background: var(--doubt-soft); }
    .outcome.good { border-color: var(--good); background: var(--good-soft); }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem;
      list-style: none; padding: 0; margin: 1rem 0; }
    .tiles li { background: var(--panel); padding: .6rem .9rem; border-radius: .3rem; }
    .tiles b { display: block; font-size: 1.7rem; line-height: 1.25;
      font-variant-numeric: tabular-nums; }
    .bad { color: var(--bad); } .doubtful { color: var(--doubt); } .good { color: var(--good); }
    .outcome.bad, .outcome.doubtful, .outcome.good { color: var(--ink); }
    .scroll { overflow-x: auto; margin: .75rem 0; }
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
    caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .25rem; }
    th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
      vertical-align: top; }
    thead th { background: var(--panel); white-space: nowrap; }
    tbody th { font-weight: normal; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .zero { color: var(--soft); }
    td.bad { font-weight: bold; }
    .path, code { font-family: "Noto Sans Mono CJK TC", ui-monospace, Consolas, monospace;
      font-size: .8125rem; overflow-wrap: anywhere; }
    .badge { display: inline-block; padding: 0 .45rem; border-radius: .25rem; font-size: .8125rem;
      border: 1px solid currentColor; white-space: nowrap; }
    .v-violated, .s-critical, .s-high { color: var(--bad); background: var(--bad-soft); }
    .s-critical { font-weight: bold; border-width: 2px; }
    .v-undetermined, .s-medium { color: var(--doubt); background: var(--doubt-soft); }
    .v-compliant { color: var(--good); background: var(--good-soft); }
    .v-pending, .v-not-applicable, .s-low, .s-info { color: var(--low); }
    cite { font-style: normal; }
    .interval text { font-size: 11px; fill: var(--soft); }
    .remedy { background: var(--panel); padding: .6rem 1rem; }
    .list { border-top: 1px solid var(--line); font-size: .9375rem; }
    .row { display: grid; grid-template-columns: minmax(0, 2.2fr) minmax(0, 1.5fr)
      minmax(0, 1.5fr) minmax(0, 1.3fr) minmax(0, 1fr); gap: .25rem .9rem;
      padding: .4rem .5rem .4rem 1.4rem; }
    .row.head { color: var(--soft); font-size: .8125rem; background: var(--panel); }
    details.pack { border: 1px solid var(--line); border-radius: 4px; margin: 6px 0; padding: 0 12px; }
    details.pack > summary { cursor: pointer; padding: 8px 0; }
    details.finding { border-bottom: 1px solid var(--line); }
    summary { cursor: pointer; }
    summary.row { list-style: none; position: relative; }
    summary.row::-webkit-details-marker { display: none; }
    summary.row::before { content: "▸"; position: absolute; left: .3rem; color: var(--soft); }
    details[open] > summary.row::before { content: "▾"; }
    summary.row:hover, details[open] > summary.row { background: var(--panel); }
    .case { font-weight: 600; overflow-wrap: anywhere; }
    .row .why { grid-column: 1 / -1; color: var(--soft); }
    details[open] > .row .why { display: none; }
    .members { min-width: 8rem; }
    .row > span { overflow-wrap: anywhere; }
    .keep { white-space: nowrap; }
    .late { color: var(--bad); }
    .body { padding: .25rem 1.4rem 1rem; }
    .reason { font-size: 1rem; overflow-wrap: anywhere; }
    .trace { padding-left: 1.5rem; }
    p.rest { background: var(--doubt-soft); padding: .5rem 1rem; }
    p.total { text-align: right; }
    figure { margin: .75rem 0; }
    svg text { fill: var(--ink); font-size: 13px; }
    .timeline svg, .ageing { width: 100%; max-width: 45rem; height: auto; }
    .interval { display: block; }
    .track { fill: var(--line); }
    .target { stroke: var(--ink); stroke-width: 2; }
    .f-violated, .f-open, .late rect, rect.late { fill: var(--late); }
    .f-compliant { fill: var(--good); } .f-pending, .f-done { fill: var(--bar); }
    .f-undetermined { fill: var(--stop); }
    rect.counted { fill: var(--bar); } rect.rest { fill: url(#hatch); }
    rect.stopped { fill: var(--stop); } rect.open { fill: url(#late-hatch); }
    line.day { stroke: var(--paper); stroke-opacity: .55; }
    .m-start, .m-due, .m-actual, .m-asof { stroke: var(--ink); stroke-width: 2; }
    .m-due { stroke: var(--bad); } .m-asof { stroke-dasharray: 3 2; }
    .key { display: inline-block; width: .9em; height: .9em; margin: 0 .3em 0 .8em;
      border: 1px solid var(--soft); vertical-align: -.1em; }
    .key.counted, .key.f-done { background: var(--bar); } .key.rest { background: var(--rest); }
    .key-gone { background: var(--good); } .key.stopped { background: var(--stop); } .key.late, .key.f-open { background: var(--late); }
    #tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
    #tools input { font: inherit; padding: .3rem .6rem; min-width: 16rem; color: inherit;
      background: var(--paper); border: 1px solid var(--soft); border-radius: .25rem; }
    #tools button { font: inherit; color: inherit; background: var(--panel);
      border: 1px solid var(--line); border-radius: .25rem; padding: .25rem .8rem; cursor: pointer; }
    th span[role=button] { cursor: pointer; text-decoration: underline dotted; }
    footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--soft);
      font-size: .8125rem; }
    @media (max-width: 45rem) { .row { grid-template-columns: 1fr 1fr; } .row.head { display: none; }
      tbody th { min-width: 11rem; } }
    @media print {
      :root { --ink: #000; --soft: #333; --paper: #fff; --line: #999; --panel: #f2f2f2;
        --link: #000; --bad: #8a0f13; --bad-soft: #fff; --doubt: #5c3900; --doubt-soft: #fff;
        --good: #0d4420; --good-soft: #fff; --low: #333; }
      html { font-size: 10.5pt; } body { max-width: none; padding: 0; }
      nav, #tools, .skip, footer { display: none; }
      a { text-decoration: none; } .scroll { overflow: visible; }
      h2, h3, h4, caption, .row.head, .reason { break-after: avoid; }
      .tiles { grid-template-columns: repeat(6, 1fr); gap: .4rem; } .tiles li { padding: .4rem .6rem; }
      .interval { width: 11rem; height: auto; }
      th span[role=button] { text-decoration: none; }
      tr, details, .row, .tiles, figure, .issue h3 { break-inside: avoid; }
      thead { display: table-header-group; }
      .badge, rect, .key, .tiles li, thead th { print-color-adjust: exact;
        -webkit-print-color-adjust: exact; }
    }

    """

  /// The size of the paper with the run's title and moment at the head and page numbers at the foot.
  static func pageStyle(left: String, right: String) -> String {
    """
    @page { size: A4; margin: 20mm 15mm 18mm;
      @top-left { content: \(cssString(left)); font: 8.5pt sans-serif; color: #333; }
      @top-right { content: \(cssString(right)); font: 8.5pt sans-serif; color: #333; }
      @bottom-center { content: counter(page) " / " counter(pages); font: 8.5pt sans-serif; color: #333; } }
    """
  }

  /// What stands before the cells of a finding's row on small screens, where its head is hidden.
  static func rowLabels(_ wording: Wording) -> String {
    let names = [
      (2, wording("應完成", "due")), (3, wording("實際", "done")), (4, wording("逾期", "late by")),
      (5, wording("承辦", "owner")),
    ]
    let rules = names.map { place, name in
      "summary.row > span:nth-child(\(place)):not(.why):not(:empty)::before "
        + "{ content: \(cssString(name + " ")); color: var(--soft); font-size: .8125rem; }"
    }
    return "@media (max-width: 45rem) { " + rules.joined(separator: "\n") + " }"
  }

  /// A text as a CSS string in which only letters, digits and spaces stand unescaped.
  static func cssString(_ text: String) -> String {
    var output = "\""
    for scalar in SafeText.cut(text, toWidth: 80).unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == " " {
        output.unicodeScalars.append(scalar)
      } else {
        output += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return output + "\""
  }

  /// Patterns that drawings share, so that nothing is told by colour alone.
  static let sharedDrawings = """
    <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="6" height="6" style="fill:var(--paper)"/><rect width="3" height="6" style="fill:var(--rest)"/>
    </pattern>
    <pattern id="late-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
    <rect width="8" height="8" style="fill:var(--late)"/><rect width="2" height="8" style="fill:var(--paper)"/>
    </pattern></defs></svg>
    """
}
