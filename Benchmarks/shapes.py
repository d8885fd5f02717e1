"""How time and memory grow: start, rules, rows, columns, threads; other forms of the same log."""
import glob
import gzip
import os
import re
import shutil
import sys

from common import HERE, SHARED, WORK, apart, data, lines, medians, project, qixian, run


def table(title, result, base):
    """The rows of a table, with ratios to one of them."""
    text = [f"## {title}", "", "| run | wall s | CPU s | peak MiB | CPU ratio |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, (wall, cpu, peak) in result.items():
        text.append(f"| {name} | {wall:.3f} | {cpu:.3f} | {peak:.0f} | {cpu / result[base][1]:.2f} |")
    return text + [""]


def start(binary, repeats):
    """From a cold start to reports."""
    log = data(30_000)
    reports = [f"json={WORK}/month.json", f"text={WORK}/month.txt"]
    programs = {
        "--version": [binary, "--version"],
        "a month to JSON and text": qixian(binary, log, reports),
        "a month to plain": qixian(binary, log, [f"plain={WORK}/month.csv"]),
    }
    return table("Start: 30,000 rows, whole process", medians(programs, repeats * 2), "--version")


def twice(path):
    """The rules, and each of them once more under another name."""
    with open(os.path.join(HERE, "rules", "race.yaml"), encoding="utf-8") as file:
        head, rules = file.read().split("\nrules:\n")
    again = re.sub(r"^  (r[0-9][a-z0-9-]*):$", r"  \1-again:", rules, flags=re.M)
    again = re.sub(r"^    of: (r[0-9]+)$", r"    of: \1-again", again, flags=re.M)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{head}\nrules:\n{rules}\n{again}")


def narrow(rows):
    """The log with three more columns of text that no rule asks for."""
    path = os.path.join(WORK, f"wide_{rows}.csv")
    if not os.path.exists(path):
        with open(data(rows), encoding="utf-8", newline="") as source, open(path + ".part", "w", encoding="utf-8") as wide:
            for number, line in enumerate(source):
                # A record that goes on in the next line keeps its fields: the new ones stand first.
                new = "note_a,note_b,note_c," if number == 0 else "x" * 8 + "," + "y" * 8 + "," + "z" * 8 + ","
                wide.write((new if not carried(line, number) else "") + line)
        os.rename(path + ".part", path)
    return path


_open = [False]


def carried(line, number):
    """Whether a line goes on with the record of the one before it."""
    before = _open[0] if number else False
    _open[0] = before ^ (line.count('"') % 2 == 1)
    return before


def growth(binary, rows, repeats):
    log = data(rows)
    twice(os.path.join(WORK, "race24.yaml"))
    plain = [f"plain={WORK}/growth.csv"]
    some = [word for rule in ("r1", "r2", "r3", "r4", "r5", "r6") for word in ("--select", rule)]
    programs = {
        "12 rules, 2 threads": qixian(binary, log, plain),
        "12 rules, 1 thread": qixian(binary, log, plain, threads=1),
        "24 rules": qixian(binary, log, plain, rules="race24.yaml"),
        "R1 to R6": qixian(binary, log, plain, more=some),
        "R1": qixian(binary, log, plain, more=["--select", "r1"]),
        "12 rules, a log of 22 columns": qixian(binary, narrow(rows), plain),
        "30,000 rows": qixian(binary, data(30_000), plain),
    }
    return table(f"Growth: {rows:,} rows", medians(programs, repeats), "12 rules, 2 threads")


def pieces(rows, count):
    """The log as a number of files, cut where records end."""
    folder = os.path.join(WORK, f"pieces_{rows}")
    if not os.path.isdir(folder):
        part = folder + ".part"
        shutil.rmtree(part, ignore_errors=True)
        os.makedirs(part)
        with open(data(rows), encoding="utf-8", newline="") as source:
            header = next(source)
            size, file, row = -(-rows // count), None, 0
            _open[0] = False
            for line in source:
                if not carried(line, 1):
                    if row % size == 0:
                        if file:
                            file.close()
                        file = open(os.path.join(part, f"{row // size:03}.csv"), "w", encoding="utf-8", newline="")
                        file.write(header)
                    row += 1
                file.write(line)
            file.close()
        os.rename(part, folder)
    return os.path.join(folder, "*.csv")


def packed(path):
    """The log as gzip."""
    if not os.path.exists(path + ".gz"):
        with open(path, "rb") as source, gzip.open(path + ".gz.part", "wb", compresslevel=6) as target:
            shutil.copyfileobj(source, target, 1 << 20)
        os.rename(path + ".gz.part", path + ".gz")
    return path + ".gz"


def compare(paths):
    """Ends the program where the findings of a file differ from those of the first."""
    first = None
    for path in paths:
        project(path, path + ".out")
        found = lines(path + ".out.violations.csv") + lines(path + ".out.rates.csv")
        first = first or found
        if found != first:
            sys.exit(f"{path}: findings differ from those of one file")


def forms(binary, rows, repeats):
    """The same log in other forms gives the same findings."""
    log = data(rows)
    programs = {}
    for name, form in (("one file", log), ("gzip", packed(log)), ("120 files", pieces(rows, 120))):
        for threads in (2, 1):
            out = os.path.join(WORK, f"form-{len(programs)}.csv")
            programs[f"{name}, {threads} threads"] = qixian(binary, form, [f"plain={out}"], threads=threads)
    result = medians(programs, repeats)
    apart(compare, sorted(glob.glob(os.path.join(WORK, "form-?.csv"))))
    return table(f"Forms of one log: {rows:,} rows, the same findings", result, "one file, 2 threads")


def write_events(source, sorted_log, mixed):
    """The log as it was published, and in disorder."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        header, *rest = file.readlines()
    with open(sorted_log, "w", encoding="utf-8", newline="") as file:
        file.writelines([header] + rest)
    # The events of a case far from each other, those of one case still in order of the file.
    rest = [line for offset in range(997) for line in rest[offset::997]]
    with open(mixed, "w", encoding="utf-8", newline="") as file:
        file.writelines([header] + rest)


def events(binary, repeats):
    """Road traffic fines: a log with a row an event, as published and in disorder."""
    source = os.path.join(SHARED, "logs", "traffic_fines.csv.gz")
    rules = os.path.join(os.path.dirname(HERE), "Tests", "PipelineTests", "Packs", "traffic-fines.yaml")
    if not os.path.exists(source):
        return []
    shutil.copy(rules, os.path.join(WORK, "fines.yaml"))
    sorted_log, mixed = os.path.join(WORK, "fines.csv"), os.path.join(WORK, "fines-mixed.csv")
    apart(write_events, source, sorted_log, mixed)
    programs = {}
    for name, log in (("as published", sorted_log), ("in disorder", mixed), ("gzip", source)):
        for threads in (2, 1):
            command = qixian(binary, log, [f"plain={WORK}/fines-out.csv"], threads, "fines.yaml", "fines")
            programs[f"{name}, {threads} threads"] = command
    for limit in (32, 4):
        programs[f"in disorder, limit {limit} MiB, 2 threads"] = qixian(
            binary, mixed, [f"plain={WORK}/fines-out.csv"], 2, "fines.yaml", "fines", ["--memory-limit", str(limit)])
    for command in programs.values():
        run(command)
    return table("Events: 561,470 of 150,370 road traffic fines", medians(programs, repeats), "as published, 2 threads")
