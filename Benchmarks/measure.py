#!/usr/bin/env python3
"""measure.py BINARY ROWS...: runs everything and writes RESULTS.md.

Data, calendar and the peers' programs come from QIXIAN_SHARED/bench (default: ../shared beside the
repository). Work files stay in the folder given by QIXIAN_RACE (default: .build/race).
"""
import datetime
import importlib.metadata
import os
import platform
import re
import subprocess
import sys

from common import HERE
from race import prepare, race
from shapes import events, forms, growth, start


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"model name\s*:\s*(.*)", file.read())
    return f"{model.group(1) if model else platform.machine()}, {os.cpu_count()} processors, {platform.system()}"


def main():
    binary = os.path.abspath(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2:]] or [30_000, 1_000_000]
    repeats = int(os.environ.get("QIXIAN_REPEATS", "5"))
    prepare()
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("duckdb", "polars", "pandas")]
    lite = subprocess.run(["sqlite3", "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
    text = [
        "# The twelve-rule race", "",
        f"Measured on {datetime.date.today()}: {machine()}; qixian {version}, {', '.join(versions)}, SQLite {lite}.",
        f"Medians of {repeats} runs in turn, whole processes from a warm file cache, output written.",
        "Before a time is taken the findings of all are compared line by line. Made by `Benchmarks/run.sh`.",
        f"Processes waiting for a processor at the start: {os.getloadavg()[0]:.1f}; where that is above the number of",
        "processors, CPU time and its ratio say more than wall time.",
        "`single purpose` is a program for these rules and this form of file alone (`single-purpose/`).",
        "A peak is never less than that of the measuring program, which `wc -l` shows (about 20 MiB).", "",
    ]

    def add(part):
        print("\n".join(part), flush=True)
        text.extend(part)
        with open(os.path.join(HERE, "RESULTS.md"), "w", encoding="utf-8") as file:
            file.write("\n".join(text).rstrip() + "\n")

    for rows in sizes:
        add(race(binary, rows, repeats if rows < 5_000_000 else min(repeats, 3)))
    add(start(binary, repeats))
    middle = max([rows for rows in sizes if rows <= 1_000_000], default=sizes[0])
    add(growth(binary, middle, repeats))
    add(forms(binary, middle, min(repeats, 3)))
    add(events(binary, min(repeats, 3)))


if __name__ == "__main__":
    main()
