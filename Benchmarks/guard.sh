#!/usr/bin/env bash
# guard.sh [--record]: counts the instructions of three small runs of the release build (callgrind) and
# fails where one takes over 10 % more than Benchmarks/instructions.txt has.
#
# Another compiler, processor or C library takes other instructions: where the record is of others, the
# change is told and nothing fails. So it is without valgrind.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
program=$(realpath "${QIXIAN:-$root/.build/release/qixian}")
record=$here/instructions.txt
command -v valgrind >/dev/null || {
  echo "guard: there is no valgrind (scripts/setup.sh --tests installs it); nothing was counted"
  exit 0
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The same every time: no seed, and no rule files but the race's own, however the shipped ones grow.
export SWIFT_DETERMINISTIC_HASHING=1
mkdir "$work/rules"
cd "$work"
python3 "$here/small.py" 200 "$work/few.csv"
python3 "$here/small.py" 20000 "$work/many.csv"

count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
check() {
  count "$program" check "$here/rules/race.yaml" --rules "$work/rules" \
    --data "cases=$work/$1.csv" --as-of '2025-01-20 00:00' \
    --threads 1 --lang en --format "$2=$work/out"
}
machine() {
  swift --version 2>/dev/null | sed -n 's/.*\(Swift version [0-9.]*\).*/\1/p' | head -n 1
  uname -m
  getconf GNU_LIBC_VERSION
}

{
  echo "# $(machine | paste -sd, | sed 's/,/, /g')"
  echo "version $(count "$program" --version)"
  echo "200-rows-json $(check few json)"
  echo "20000-rows-plain $(check many plain)"
} >"$work/now.txt"
if [ "${1:-}" = --record ]; then
  cp "$work/now.txt" "$record"
  cat "$record"
  exit
fi
isSame=1
if [ "$(head -n 1 "$record")" != "$(head -n 1 "$work/now.txt")" ]; then
  isSame=0
  echo "guard: recorded with $(sed -n '1s/^# //p' "$record"), counted with $(sed -n '1s/^# //p' "$work/now.txt")"
fi
awk -v isSame="$isSame" '
  /^#/ { next }
  NR == FNR { before[$1] = $2; next }
  {
    change = ($2 / before[$1] - 1) * 100
    printf "%-18s %14d -> %14d  %+.1f %%\n", $1, before[$1], $2, change
    if (change > 10) slower = 1
  }
  END { exit slower && isSame }' "$record" "$work/now.txt"
