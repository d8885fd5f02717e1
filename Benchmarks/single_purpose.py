"""The race's rules as a program for nothing else, built from single-purpose/ where it is missing or older."""
import glob
import os
import subprocess
import sys

from common import HERE, WORK

SOURCES = os.path.join(HERE, "single-purpose")
PROGRAM = os.path.join(WORK, "single")


def build():
    """For this machine's processor, without checks and with all libraries inside: as fast as it can be."""
    sources = sorted(glob.glob(os.path.join(SOURCES, "*.swift")))
    header = os.path.join(SOURCES, "vectors.h")
    newest = max(os.path.getmtime(path) for path in [*sources, header])
    if os.path.exists(PROGRAM) and os.path.getmtime(PROGRAM) >= newest:
        return
    command = [
        "swiftc", "-swift-version", "6", "-Ounchecked", "-wmo", "-enforce-exclusivity=unchecked", "-static-executable",
        "-Xcc", "-march=native", "-import-objc-header", header, *sources, "-o", PROGRAM]
    built = subprocess.run(command, capture_output=True, text=True, cwd=WORK)
    if built.returncode != 0:
        sys.exit(f"the single-purpose program was not built:\n{built.stderr}")


def single_purpose(path, out, threads):
    """The command that judges a log and writes the race's two files."""
    return [
        PROGRAM, path, os.path.join(WORK, "calendar.csv"), str(threads), f"{out}.violations.csv", f"{out}.rates.csv"]
