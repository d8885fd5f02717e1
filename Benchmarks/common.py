"""What the benchmarks share: places, the command, runs measured by the system's own counts."""
import concurrent.futures
import datetime
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SHARED = os.environ.get("QIXIAN_SHARED", os.path.join(os.path.dirname(ROOT), "shared"))
BENCH = os.path.join(SHARED, "bench")
WORK = os.path.abspath(os.environ.get("QIXIAN_RACE", os.path.join(ROOT, ".build", "race")))
AS_OF = "2025-01-20 00:00"


def run(command):
    """Runs a command to its end: wall seconds, CPU seconds, peak MiB."""
    with open(os.devnull, "w") as nothing, open(os.path.join(WORK, "said.txt"), "w") as said:
        start = datetime.datetime.now()
        process = subprocess.Popen(command, stdout=nothing, stderr=said, cwd=WORK)
        _, status, usage = os.wait4(process.pid, 0)
        wall = (datetime.datetime.now() - start).total_seconds()
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):  # 1: qixian found violations
        sys.exit(f"{command[0]} ended with {code}; see said.txt")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def apart(call, *arguments):
    """What a call gives, made by another process.

    The peak of a process is never less than that of the one that starts it, so that what takes much memory
    must not be done here.
    """
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        return pool.submit(call, *arguments).result()


def medians(programs, repeats):
    """Runs programs in turn, a number of times each: name -> median wall, CPU, peak."""
    measured = {name: [] for name in programs}
    for _ in range(repeats):
        for name, command in programs.items():
            measured[name].append(run(command))
    return {name: [statistics.median(column) for column in zip(*runs)] for name, runs in measured.items()}


def data(rows):
    """The log of a number of rows, made where it is not there."""
    path = os.path.join(WORK, f"cases_{rows}.csv")
    if not os.path.exists(path):
        part = path + ".part"
        subprocess.run([sys.executable, os.path.join(BENCH, "generate.py"), str(rows), part], cwd=WORK, check=True)
        os.rename(part, path)
    return path


def qixian(binary, log, reports, threads=2, rules="race.yaml", dataset="cases", more=()):
    """The command that checks a log."""
    command = [
        binary, "check", os.path.join(WORK, rules), "--data", f"{dataset}={log}", "--as-of", AS_OF,
        "--threads", str(threads), *more,
    ]
    for report in reports:
        command += ["--format", report]
    return command


def lines(path):
    with open(path, encoding="utf-8") as file:
        return sorted(file.read().splitlines())


def project(plain, out):
    """Projects a plain report to the race's lines."""
    subprocess.run([sys.executable, os.path.join(HERE, "project.py"), plain, out], check=True)
