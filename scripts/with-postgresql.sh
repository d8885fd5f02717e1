#!/usr/bin/env bash
# Runs a command with QIXIAN_TEST_POSTGRESQL naming a server of its own, started before and stopped
# and removed after: scripts/with-postgresql.sh swift test --filter PostgreSQL
# Needs Debian's package postgresql; the server never runs as root.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "no PostgreSQL server is installed (apt-get install postgresql)" >&2; exit 2; }
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
port=$((49152 + $$ % 16000))
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m fast stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
(
  cd "$folder"
  "${as[@]}" "$bin/initdb" -D "$folder/data" -U qixian -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
    -o "-p $port -k $folder -c listen_addresses=127.0.0.1" start >/dev/null
)
QIXIAN_TEST_POSTGRESQL="postgresql://qixian@127.0.0.1:$port/postgres" "$@"
