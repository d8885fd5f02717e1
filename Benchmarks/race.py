#!/usr/bin/env python3
"""race.py BINARY ROWS...: runs qixian and its peers side by side, checks that they agree, measures.

Data, calendar and the peers' programs come from QIXIAN_SHARED/bench (default: ../shared beside the
repository). Work files stay in the folder given by QIXIAN_RACE (default: .build/race).
"""
import datetime
import importlib.metadata
import os
import platform
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SHARED = os.environ.get("QIXIAN_SHARED", os.path.join(os.path.dirname(ROOT), "shared"))
BENCH = os.path.join(SHARED, "bench")
WORK = os.path.abspath(os.environ.get("QIXIAN_RACE", os.path.join(ROOT, ".build", "race")))
REPEATS = int(os.environ.get("QIXIAN_REPEATS", "5"))
AS_OF = "2025-01-20 00:00"
EXPECTED = {  # RULES.md, in order of R1 R2 R3 R4 R5 R8 R9 R10 R11 R12
    30_000: [207, 524, 196, 6, 115, 408, 59, 371, 99, 105],
    1_000_000: [6908, 16007, 7312, 1833, 3991, 13748, 2015, 11741, 7265, 4033],
    10_000_000: [69192, 161958, 73973, 18892, 38601, 137461, 20230, 120153, 80842, 40843],
}
COUNTED = ["R1", "R2", "R3", "R4", "R5", "R8", "R9", "R10", "R11", "R12"]


def run(command):
    """Runs a command to its end: wall seconds, CPU seconds, peak MiB."""
    with open(os.devnull, "w") as nothing:
        start = datetime.datetime.now()
        process = subprocess.Popen(command, stdout=nothing, cwd=WORK)
        _, status, usage = os.wait4(process.pid, 0)
        wall = (datetime.datetime.now() - start).total_seconds()
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):  # 1: qixian found violations
        sys.exit(f"{command[0]} ended with {code}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def data(rows):
    path = os.path.join(WORK, f"cases_{rows}.csv")
    if not os.path.exists(path):
        part = path + ".part"
        subprocess.run([sys.executable, os.path.join(BENCH, "generate.py"), str(rows), part], cwd=WORK, check=True)
        os.rename(part, path)
    return path


def lines(path):
    with open(path, encoding="utf-8") as file:
        return sorted(file.read().splitlines())


def contenders(binary, rows, path):
    out = os.path.join(WORK, str(rows))

    def qixian(threads, rules="race.yaml"):
        return [
            binary, "check", os.path.join(WORK, rules), "--data", f"cases={path}", "--as-of", AS_OF,
            "--threads", str(threads), "--format", f"plain={out}.qixian{threads}.plain.csv",
        ]

    return {
        "qixian, 2 threads": qixian(2),
        "qixian, 1 thread": qixian(1),
        "DuckDB, 2 threads": [
            sys.executable, os.path.join(HERE, "peers.py"), os.path.join(BENCH, "duckdb.sql"), path, f"{out}.duckdb"],
        "Polars, 2 threads": [sys.executable, os.path.join(BENCH, "polars_rules.py"), path, f"{out}.polars"],
        "wc -l": ["wc", "-l", path],
    }


def check(rows):
    """Compares findings line by line; ends the program where they differ."""
    out = os.path.join(WORK, str(rows))
    with open(f"{out}.qixian1.plain.csv", "rb") as one, open(f"{out}.qixian2.plain.csv", "rb") as two:
        if one.read() != two.read():
            sys.exit(f"{rows} rows: one and two threads differ")
    subprocess.run([sys.executable, os.path.join(HERE, "project.py"), f"{out}.qixian2.plain.csv", f"{out}.qixian"], check=True)
    for part in ("violations", "rates"):
        ours = lines(f"{out}.qixian.{part}.csv")
        for peer in ("duckdb", "polars"):
            theirs = lines(f"{out}.{peer}.{part}.csv")
            if ours != theirs:
                odd = sorted(set(ours) ^ set(theirs))[:10]
                sys.exit(f"{rows} rows: {part} differ from {peer}: {odd}")
    ours = lines(f"{out}.qixian.violations.csv")
    found = [sum(1 for line in ours if f",{rule}," in line) for rule in COUNTED]
    if rows in EXPECTED and found != EXPECTED[rows]:
        sys.exit(f"{rows} rows: counts {found}, expected {EXPECTED[rows]}")
    return len(ours) - 1


def prepare():
    os.makedirs(WORK, exist_ok=True)
    for name in ("race.yaml",):
        with open(os.path.join(HERE, "rules", name), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(WORK, name), "w", encoding="utf-8") as file:
            file.write(text)
    source = os.path.join(BENCH, "calendar.csv")
    with open(source, "rb") as file, open(os.path.join(WORK, "calendar.csv"), "wb") as copy:
        copy.write(file.read())
    subprocess.run([sys.executable, os.path.join(HERE, "race_calendar.py"), source, os.path.join(WORK, "calendar.yaml")], check=True)


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"model name\s*:\s*(.*)", file.read())
    return f"{model.group(1) if model else platform.machine()}, {os.cpu_count()} processors, {platform.system()}"


def main():
    binary = os.path.abspath(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2:]] or [30_000, 1_000_000]
    prepare()
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("duckdb", "polars"))
    text = [
        "# The twelve-rule race", "",
        f"Measured on {datetime.date.today()}: {machine()}; qixian {version}, {versions}.",
        f"Medians of {REPEATS} runs in turn, whole processes from a warm file cache, output written.",
        "Before a time is taken the findings of all are compared line by line. Made by `Benchmarks/run.sh`.",
        f"Processes waiting for a processor at the start: {os.getloadavg()[0]:.1f}; where that is above the number of",
        "processors, CPU time and its ratio say more than wall time.", "",
    ]
    for rows in sizes:
        path = data(rows)
        programs = contenders(binary, rows, path)
        for command in programs.values():
            run(command)
        found = check(rows)
        measured = {name: [] for name in programs}
        for _ in range(REPEATS):
            for name, command in programs.items():
                measured[name].append(run(command))
        medians = {name: [statistics.median(column) for column in zip(*runs)] for name, runs in measured.items()}
        wall, cpu, _ = medians["qixian, 2 threads"]
        text += [f"## {rows:,} rows, {found:,} violations", "", "| program | wall s | CPU s | peak MiB | wall ratio | CPU ratio |",
                 "| --- | ---: | ---: | ---: | ---: | ---: |"]
        for name, (w, c, m) in medians.items():
            text.append(f"| {name} | {w:.3f} | {c:.3f} | {m:.0f} | {w / wall:.2f} | {c / cpu:.2f} |")
        text.append("")
        print("\n".join(text[-8:]))
    with open(os.path.join(HERE, "RESULTS.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(text).rstrip() + "\n")


main()
