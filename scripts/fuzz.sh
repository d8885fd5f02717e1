#!/usr/bin/env bash
# Feeds changed logs to every reader: scripts/fuzz.sh [SECONDS] [SEED]. What breaks one is kept
# under Tests/Corpus/logs and replayed by the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
swift build -c release --product qixian-fuzz
exec python3 scripts/fuzz.py .build/release/qixian-fuzz "${1:-3600}" ${2:+"$2"}
