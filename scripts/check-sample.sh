#!/usr/bin/env bash
# Checks the sample month with the program given and writes reports/ in every format.
#
# The month has planted violations and a planted shifted row, so that the outcome expected of the
# program is exit code 3: violations are reported, and the data breaks its contract.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=${1:-.build/release/qixian}
expected=3
reports=(
  text=txt json=json csv=csv ndjson=ndjson markdown=md html=html ods=ods xlsx=xlsx
  junit=junit.xml sarif=sarif tap=tap github=github.txt plain=plain.csv letters=letters
)

mkdir -p reports
# Letters are not written beside those of another run.
rm -rf reports/110-01.letters
arguments=()
for report in "${reports[@]}"; do
  arguments+=(--format "${report%%=*}=reports/110-01.${report#*=}")
done

said=$(mktemp)
trap 'rm -f "$said"' EXIT
code=0
"$program" check --project rules/samples/qixian.yaml --period 110-01 --as-of 110-01-31 \
  --rules rules --lang zh-Hant "${arguments[@]}" </dev/null 2>"$said" || code=$?

if [ "$code" -ne "$expected" ]; then
  cat "$said" >&2
  echo "check: the sample month ended with exit code $code; $expected was expected" >&2
  exit 1
fi
for report in "${reports[@]}"; do
  if [ ! -s "reports/110-01.${report#*=}" ]; then
    echo "check: reports/110-01.${report#*=} is missing or empty" >&2
    exit 1
  fi
done

tail -n 3 reports/110-01.txt
echo "check: exit code $code, as expected of the sample month: violations were found (1), and"
echo "check: a planted shifted row leaves verdicts missing (3). Wrong usage would be 2."
echo "check: reports written to reports/110-01.*"
