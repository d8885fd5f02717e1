#!/usr/bin/env python3
"""reports.py PROGRAM [FINDINGS]: time and memory of every format over many findings; writes REPORTS.md.

A log is made in which every case is late, open or undetermined, so that every row is a finding.
"""
import datetime
import os
import platform
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = """
qixian: 1
pack: bench
timezone: Asia/Taipei
sources: { s: { title: 行政程序法 } }
datasets:
  cases:
    key: id
    columns:
      id: { type: text }
      name: { type: text, sensitive: name }
      unit: { type: text }
      on: { type: date, optional: true }
      done: { type: date, optional: true }
rules:
  in-time:
    title: { zh-Hant: 十日內辦結, en: done within ten days }
    kind: deadline
    dataset: cases
    from: on
    to: done
    within: 10 days
    counting: apa-48
    owner: unit
    severity: high
    cites: s, 48
"""
FORMATS = ("text json csv plain ndjson markdown html ods xlsx junit sarif tap github letters").split()


def log(path, rows):
    start = datetime.date(2020, 1, 2)
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,name,unit,on,done\n")
        for number in range(rows):
            begun = start + datetime.timedelta(days=number % 300)
            done = begun + datetime.timedelta(days=12 + number % 90)
            kind = number % 20
            on = "" if kind == 19 else begun.isoformat()
            end = "" if kind in (17, 18) else done.isoformat()
            out.write(f"109{number:07d},王小明,第{number % 40 + 1}科,{on},{end}\n")


def run(arguments, folder):
    """Seconds of wall and processor, MiB at most, and the exit code."""
    begun = time.monotonic()
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 3):
        sys.exit(f"{arguments}: {process.returncode}: {said.decode()}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size(path):
    if os.path.isdir(path):
        return sum(os.path.getsize(os.path.join(path, name)) for name in os.listdir(path))
    return os.path.getsize(path)


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    load = os.getloadavg()[0]
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "rules.yaml"), "w", encoding="utf-8") as out:
            out.write(RULES)
        log(os.path.join(folder, "cases.csv"), count)
        library = os.path.join(HERE, "..", "rules")
        check = [program, "check", "rules.yaml", "--data", "cases=cases.csv", "--as-of", "2021-01-31",
                 "--rules", os.path.join(HERE, "..", "rules")]
        for name in FORMATS:
            target = os.path.join(folder, "out-" + name)
            figures = run(check + ["--format", f"{name}={target}"], folder)
            lines.append(("check to " + name, *figures, size(target)))
        result = os.path.join(folder, "out-json")
        page = os.path.join(folder, "again.html")
        figures = run([program, "report", result, "--format", f"html={page}"], folder)
        lines.append(("report of the stored result to html", *figures, size(page)))
        trend = os.path.join(folder, "trend.html")
        figures = run([program, "report", result, result, "--format", f"html={trend}"], folder)
        lines.append(("trend of two", *figures, size(trend)))
    with open(os.path.join(HERE, "REPORTS.md"), "w", encoding="utf-8") as out:
        out.write(f"# Reports over {count:,} findings\n\n")
        out.write(f"Measured on {datetime.date.today()}: {os.cpu_count()} processors, {platform.system()}; "
                  f"{load:.1f} processes waiting at the start, so that processor time says more than wall time "
                  "where that is above the number of processors.\n")
        out.write("Each line is a process of its own, from the log or the stored result to one format. "
                  "Made by `Benchmarks/reports.py`.\n\n")
        out.write("| format | wall s | CPU s | peak MiB | written MB |\n| --- | ---: | ---: | ---: | ---: |\n")
        for name, wall, cpu, peak, written in lines:
            out.write(f"| {name} | {wall:.1f} | {cpu:.1f} | {peak:.0f} | {written / 1e6:.1f} |\n")
    print(open(os.path.join(HERE, "REPORTS.md"), encoding="utf-8").read())


main()
