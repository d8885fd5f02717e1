"""The race: qixian and its peers side by side, once all agree line by line."""
import os
import subprocess
import sys

from common import AS_OF, BENCH, HERE, WORK, apart, data, lines, medians, project, qixian, run
from single_purpose import build, single_purpose

EXPECTED = {  # RULES.md, in order of R1 R2 R3 R4 R5 R8 R9 R10 R11 R12
    30_000: [207, 524, 196, 6, 115, 408, 59, 371, 99, 105],
    1_000_000: [6908, 16007, 7312, 1833, 3991, 13748, 2015, 11741, 7265, 4033],
    10_000_000: [69192, 161958, 73973, 18892, 38601, 137461, 20230, 120153, 80842, 40843],
}
COUNTED = ["R1", "R2", "R3", "R4", "R5", "R8", "R9", "R10", "R11", "R12"]
# Slow, and more memory than small machines have: they agree at the sizes up to this one.
SLOW_PEERS_UP_TO = 1_000_000


def sqlite(path, out):
    """The shell's command for the rules in SQL."""
    script = f"{out}.sqlite.sql"
    with open(os.path.join(HERE, "peers", "sqlite.sql"), encoding="utf-8") as file:
        text = file.read().replace("$CSV", path).replace("$OUT", f"{out}.sqlite")
    with open(script, "w", encoding="utf-8") as file:
        file.write(text)
    return ["sqlite3", ":memory:", f".read {script}"]


def contenders(binary, rows, path):
    out = os.path.join(WORK, str(rows))
    fast = {
        "qixian, 2 threads": qixian(binary, path, [f"plain={out}.qixian2.plain.csv"]),
        "qixian, 1 thread": qixian(binary, path, [f"plain={out}.qixian1.plain.csv"], threads=1),
        "single purpose, 2 threads": single_purpose(path, f"{out}.single2", 2),
        "single purpose, 1 thread": single_purpose(path, f"{out}.single1", 1),
        "DuckDB, 2 threads": [
            sys.executable, os.path.join(HERE, "peers.py"), os.path.join(BENCH, "duckdb.sql"), path, f"{out}.duckdb"],
        "Polars, 2 threads": [sys.executable, os.path.join(BENCH, "polars_rules.py"), path, f"{out}.polars"],
        "wc -l": ["wc", "-l", path],
    }
    slow = {}
    if rows <= SLOW_PEERS_UP_TO:
        slow = {
            "pandas": [sys.executable, os.path.join(HERE, "peers", "pandas_rules.py"), path, f"{out}.pandas"],
            "SQLite": sqlite(path, out),
        }
    return fast, slow


def check(rows, peers):
    """Compares findings line by line; ends the program where they differ. Gives their number."""
    out = os.path.join(WORK, str(rows))
    with open(f"{out}.qixian1.plain.csv", "rb") as one, open(f"{out}.qixian2.plain.csv", "rb") as two:
        if one.read() != two.read():
            sys.exit(f"{rows} rows: one and two threads differ")
    project(f"{out}.qixian2.plain.csv", f"{out}.qixian")
    for part in ("violations", "rates"):
        ours = lines(f"{out}.qixian.{part}.csv")
        for peer in peers:
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
    """Puts rules and calendar where the peers look for them, and builds the program for these rules alone."""
    os.makedirs(WORK, exist_ok=True)
    build()
    for source, name in ((os.path.join(HERE, "rules"), "race.yaml"), (BENCH, "calendar.csv")):
        with open(os.path.join(source, name), "rb") as file, open(os.path.join(WORK, name), "wb") as copy:
            copy.write(file.read())
    calendar = [os.path.join(WORK, name) for name in ("calendar.csv", "calendar.yaml")]
    subprocess.run([sys.executable, os.path.join(HERE, "race_calendar.py"), *calendar], check=True)


def race(binary, rows, repeats):
    """The table of one size."""
    path = data(rows)
    fast, slow = contenders(binary, rows, path)
    for command in fast.values():
        run(command)
    once = {name: list(run(command)) for name, command in slow.items()}
    peers = ["single2", "single1", "duckdb", "polars"] + [name.lower() for name in slow]
    found = apart(check, rows, peers)
    result = medians(fast, repeats) | once
    wall, cpu, _ = result["qixian, 2 threads"]
    text = [
        f"## {rows:,} rows, {found:,} violations", "",
        "| program | wall s | CPU s | peak MiB | wall ratio | CPU ratio |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, (w, c, m) in result.items():
        mark = " (once)" if name in once else ""
        text.append(f"| {name}{mark} | {w:.3f} | {c:.3f} | {m:.0f} | {w / wall:.2f} | {c / cpu:.2f} |")
    return text + [""]
