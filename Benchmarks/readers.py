#!/usr/bin/env python3
"""How fast logs are read that are no delimited text, on one core, against readers in wide use.

usage: readers.py PROGRAM [EVENTS [ROWS [ROUNDS]]]

Makes an XES log of a million events and a workbook of 100,000 rows (the same bytes every time), lets
`qixian check` read them with a rule that looks at every row, and reads the same cells with the peers
that are installed: lxml and pm4py for XES, openpyxl for XLSX. Each runs five times in turn
with the others, bound to one core; what counts is the fastest. Writes READERS.md beside this file.
"""
import json, os, pathlib, random, resource, subprocess, sys, tempfile, time, zipfile

here = pathlib.Path(__file__).resolve().parent
program = sys.argv[1]
EVENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
ROWS = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 5
folder = pathlib.Path(os.environ.get("QIXIAN_RACE", here.parent / ".build/race"))
folder.mkdir(parents=True, exist_ok=True)


def moment(minute):
    day, minute = divmod(minute, 1440)
    return f"2021-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}", f"{minute // 60:02}:{minute % 60:02}"


def make_xes(path):
    rng = random.Random(5)
    activities = ["收件", "分文", "審查", "通知補正", "補正", "核定", "發文"]
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
                  '\t<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n')
        done = case = 0
        while done < EVENTS:
            case += 1
            out.write(f'\t<trace>\n\t\t<string key="concept:name" value="case-{case}"/>\n')
            minute = rng.randrange(300_000)
            for _ in range(min(EVENTS - done, rng.randrange(3, 12))):
                minute += rng.randrange(600)
                day, clock = moment(minute)
                out.write(
                    f'\t\t<event>\n\t\t\t<string key="org:resource" value="Resource{rng.randrange(40):02}"/>\n'
                    f'\t\t\t<string key="concept:name" value="{rng.choice(activities)}"/>\n'
                    f'\t\t\t<date key="time:timestamp" value="{day}T{clock}:00.000+08:00"/>\n'
                    '\t\t\t<string key="lifecycle:transition" value="complete"/>\n\t\t</event>\n')
                done += 1
            out.write("\t</trace>\n")
        out.write("</log>\n")


def make_xlsx(path):
    """A sheet as Excel writes it: shared texts, real dates, references on every cell."""
    rng = random.Random(6)
    words = ["一般", "急件", "補正", "結案", "退件"] + [f"第{n}股" for n in range(200)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                         'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
                         '<sheet name="案件" sheetId="1" r:id="rId1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                         '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
                         '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
                         '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>')
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                         '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                         '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                         '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                         '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
                         '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>')
        archive.writestr("xl/styles.xml", '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                         '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
                         '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>')
        heads = ["案號", "類別", "承辦", "受理時間", "結案時間", "金額"]
        texts = heads + words + [f"A{n:07}" for n in range(ROWS)]
        place = {text: n for n, text in enumerate(texts)}
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{len(texts)}" uniqueCount="{len(texts)}">'
                         + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as out:
            out.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            out.write(('<row r="1">' + "".join(f'<c r="{"ABCDEF"[n]}1" t="s"><v>{place[h]}</v></c>' for n, h in enumerate(heads)) + "</row>").encode())
            for n in range(ROWS):
                start = 44197 + rng.random() * 300
                out.write((f'<row r="{n + 2}" spans="1:6"><c r="A{n + 2}" t="s"><v>{place[f"A{n:07}"]}</v></c>'
                           f'<c r="B{n + 2}" t="s"><v>{place[rng.choice(words[:5])]}</v></c>'
                           f'<c r="C{n + 2}" t="s"><v>{place[rng.choice(words[5:])]}</v></c>'
                           f'<c r="D{n + 2}" s="1"><v>{start:.8f}</v></c><c r="E{n + 2}" s="1"><v>{start + rng.random() * 20:.8f}</v></c>'
                           f'<c r="F{n + 2}"><v>{rng.randrange(100000)}</v></c></row>').encode())
            out.write(b"</sheetData></worksheet>")


PACK = """qixian: 1
pack: bench.readers
title: readers
timezone: Asia/Taipei
sources: { basis: { title: x } }
datasets:
  log:
    columns:
%s
rules:
  filled: { title: filled, kind: assert, dataset: log, required: [%s], cites: basis }
"""
XES_COLUMNS = {"case": ("text", "case:concept:name"), "activity": ("text", "concept:name"),
               "at": ("timestamp", "time:timestamp"), "resource": ("text", "org:resource")}
XLSX_COLUMNS = {"id": ("text", "案號"), "kind": ("text", "類別"), "office": ("text", "承辦"),
                "received": ("timestamp", "受理時間"), "closed": ("timestamp", "結案時間"), "amount": ("integer", "金額")}


def pack(columns):
    lines = "\n".join(f'      {name}: {{ type: {kind}, header: ["{head}"] }}' for name, (kind, head) in columns.items())
    return PACK % (lines, ", ".join(columns))


PEERS = {
    "lxml": ("xes", """
import sys
from lxml import etree
ns = "{http://www.xes-standard.org/}"
rows = 0
for _, trace in etree.iterparse(sys.argv[1], tag=ns + "trace"):
    case = {a.get("key"): a.get("value") for a in trace if a.tag != ns + "event"}
    for event in trace.iterchildren(ns + "event"):
        cells = {a.get("key"): a.get("value") for a in event}
        assert cells["concept:name"] and cells["time:timestamp"] and cells["org:resource"] and case["concept:name"]
        rows += 1
    trace.clear()
    while trace.getprevious() is not None:
        del trace.getparent()[0]
print(rows)
"""),
    "pm4py": ("xes", """
import sys, pm4py
print(len(pm4py.read_xes(sys.argv[1], variant="iterparse", show_progress_bar=False)))
"""),
    "openpyxl": ("xlsx", """
import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]
rows = 0
for row in sheet.iter_rows(min_row=2, values_only=True):
    assert all(cell is not None for cell in row)
    rows += 1
print(rows)
"""),
}


def run(arguments):
    """Seconds, peak memory in MiB and output of a program bound to the first core."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}))
    out = process.stdout.read()
    err = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime, out, err, status


def main():
    files = {"xes": folder / f"events-{EVENTS}.xes", "xlsx": folder / f"rows-{ROWS}.xlsx"}
    if not files["xes"].exists():
        make_xes(files["xes"])
    if not files["xlsx"].exists():
        make_xlsx(files["xlsx"])
    units = {"xes": (EVENTS, "events"), "xlsx": (ROWS, "rows")}
    commands = []
    for kind, columns in (("xes", XES_COLUMNS), ("xlsx", XLSX_COLUMNS)):
        rules = folder / f"readers-{kind}.yaml"
        rules.write_text(pack(columns), encoding="utf-8")
        commands.append((kind, "qixian", [program, "check", str(rules), "--data", f"log={files[kind]}",
                                          "--as-of", "2021-12-31", "--threads", "1", "--format", "json"]))
    for name, (kind, text) in PEERS.items():
        probe = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True)
        if probe.returncode == 0:
            commands.append((kind, name, [sys.executable, "-c", text, str(files[kind])]))
        else:
            print(f"{name} is not installed and left out")
    best = {}
    for round in range(ROUNDS):
        for kind, name, command in commands:
            wall, peak, cpu, out, err, status = run(command)
            if name == "qixian":
                result = json.loads(out)
                assert sum(i["rows"] for i in result["inputs"]) == units[kind][0], err
            else:
                assert out.split() and int(out.split()[-1]) == units[kind][0], err.decode()
            known = best.get((kind, name))
            if known is None or cpu < known[1]:
                best[kind, name] = (wall, cpu, peak)
    lines = ["# Reading XES and XLSX", "",
             f"Written by `readers.py`: the fastest of {ROUNDS} runs, each program bound to one core and run in turn with the",
             "others, so that ratios hold on a busy machine. Seconds are of the processor; `qixian check` also judges a rule",
             "over every row and writes the result. Memory is the most that was resident.", "",
             "| file | program | seconds | a second | memory | against qixian |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    for (kind, name), (wall, cpu, peak) in sorted(best.items(), key=lambda item: (item[0][0], item[1][1])):
        count, unit = units[kind]
        size = files[kind].stat().st_size / 1e6
        ratio = cpu / best[kind, "qixian"][1]
        lines.append(f"| {kind.upper()}, {count:,} {unit}, {size:.0f} MB | {name} | {cpu:.2f} | {count / cpu:,.0f} {unit} | {peak:.0f} MiB | {ratio:.1f} × |")
    text = "\n".join(lines) + "\n"
    (here / "READERS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
