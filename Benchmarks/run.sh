#!/usr/bin/env bash
# run.sh [ROWS...]: makes the data, builds the release, runs qixian and its peers, writes RESULTS.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=${QIXIAN_RACE:-$root/.build/race}
mkdir -p "$work"
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet numpy polars duckdb pandas
fi
swift build --package-path "$root" -c release --product qixian
binary=$(swift build --package-path "$root" -c release --show-bin-path)/qixian
exec "$work/venv/bin/python" "$here/measure.py" "$binary" "$@"
