#!/usr/bin/env bash
# Runs a command with the servers that the tests talk to, each started before and removed after:
#   scripts/with-servers.sh swift test
# A server that cannot be started here is left out with a word, unless QIXIAN_TEST_SERVERS=required.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
run=("$@")

leave_out() {
  echo "with-servers: without $1: $2" >&2
  if [ "${QIXIAN_TEST_SERVERS:-}" = required ]; then exit 1; fi
}

if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
  leave_out PostgreSQL "no server is installed (scripts/setup.sh --tests)"
elif [ "$(id -u)" = 0 ] && ! command -v runuser >/dev/null; then
  leave_out PostgreSQL "the server never runs as root, and there is no runuser"
else
  run=(scripts/with-postgresql.sh "${run[@]}")
fi
if ! PATH=$PATH:/usr/sbin:/sbin command -v postfix >/dev/null; then
  leave_out "the mail server" "Postfix is not installed (scripts/setup.sh --tests)"
elif [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
  leave_out "the mail server" "Postfix is started by root only, or with sudo"
else
  run=(scripts/with-mail-server.sh "${run[@]}")
fi
exec "${run[@]}"
