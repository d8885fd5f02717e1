#!/usr/bin/env bash
# Runs a command with QIXIAN_MAIL_... naming a mail server of its own on loopback (Postfix, TLS of an
# own authority, AUTH), started before and removed after:
#   scripts/with-mail-server.sh swift test --filter DeliveryTests
# Needs Debian's packages of scripts/apt-packages-test.txt. Postfix is started by root only: others
# need sudo without a password; the command itself runs as whoever calls.
set -euo pipefail

# serve FOLDER PORT UID GID PASSWORD: as root, writes the settings into the folder and starts the server.
serve() {
  local dir=$1 port=$2 uid=$3 gid=$4 password=$5 sasl box
  # Postfix never writes to mailboxes as root.
  if [ "$uid" = 0 ]; then uid=$(id -u mail) gid=$(id -g mail); fi
  chmod 755 "$dir"
  mkdir "$dir/etc" "$dir/spool" "$dir/data" "$dir/mail"
  chown postfix "$dir/data"
  chown "$uid:$gid" "$dir/mail"
  for box in a b c head operator chief officer ethics; do
    echo "$box@city.example $box/"
  done >"$dir/boxes"
  # One mailbox for everybody of one more domain.
  echo '@many.example many/' >>"$dir/boxes"
  printf '%s' "$password" | saslpasswd2 -p -c -f "$dir/sasldb2" -u localhost qixian
  chown postfix "$dir/sasldb2"
  # Debian's Postfix looks for the settings of logins beside its own.
  sasl=$dir/etc/sasl/qixian-test.conf
  mkdir -p "${sasl%/*}"
  cat >"$sasl" <<CONF
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: $dir/sasldb2
mech_list: PLAIN LOGIN
CONF
  cat >"$dir/etc/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $dir/spool
data_directory = $dir/data
myhostname = localhost
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = $dir/maillog
maillog_file_prefixes = $dir
virtual_mailbox_domains = city.example, many.example
virtual_mailbox_base = $dir/mail
virtual_mailbox_maps = texthash:$dir/boxes
virtual_minimum_uid = 1
virtual_uid_maps = static:$uid
virtual_gid_maps = static:$gid
virtual_mailbox_limit = 0
message_size_limit = 2000000
smtpd_tls_cert_file = $dir/server.pem
smtpd_tls_key_file = $dir/server.key
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_path = qixian-test
smtpd_sasl_local_domain = localhost
smtpd_delay_reject = no
smtpd_sender_restrictions = check_sender_access inline:{refused@city.example=REJECT}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
CONF
  cat >"$dir/etc/master.cf" <<CONF
127.0.0.1:$port inet n - n - - smtpd
127.0.0.1:$((port + 1)) inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
virtual unix - n n - - virtual
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
smtp unix - - n - - smtp
postlog unix-dgram n - n - 1 postlogd
CONF
  # It must not hold on to the files of whoever reads this script's output.
  postfix -c "$dir/etc" start >"$dir/start" 2>&1 </dev/null || { cat "$dir/start" >&2; return 1; }
}

# remove FOLDER: as root, stops the server and removes what it left.
remove() {
  postfix -c "$1/etc" stop >/dev/null 2>&1 || true
  rm -rf "$1"
}

# Debian keeps what only root starts where the PATH of others does not lead.
PATH=$PATH:/usr/sbin:/sbin
case ${1:-} in
  --serve) shift; serve "$@"; exit ;;
  --remove) remove "$2"; exit ;;
  '') echo "usage: scripts/with-mail-server.sh COMMAND..." >&2; exit 2 ;;
esac

for program in postfix saslpasswd2 openssl; do
  command -v "$program" >/dev/null || {
    echo "there is no $program; scripts/setup.sh --tests installs it" >&2
    exit 2
  }
done
as_root=()
if [ "$(id -u)" != 0 ]; then
  as_root=(sudo -n)
  sudo -n true 2>/dev/null || { echo "Postfix is started by root only, or with sudo" >&2; exit 2; }
fi
self=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/with-mail-server.sh
# In memory where there is room: the server waits for the disk at every mail.
base=${TMPDIR:-/tmp}
room=$(df --output=avail /dev/shm 2>/dev/null | tail -1) || room=0
if [ -w /dev/shm ] && [ "${room:-0}" -gt 200000 ]; then base=/dev/shm; fi
dir=$(mktemp -d "$base/qixian-mail-XXXXXX")
trap '"${as_root[@]}" "$self" --remove "$dir"' EXIT

# An authority, a certificate for localhost, and an authority that signed nothing.
for name in ca other; do
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=test $name" \
    -keyout "$dir/$name.key" -out "$dir/$name.pem" 2>/dev/null
done
openssl req -newkey rsa:2048 -nodes -subj /CN=localhost \
  -keyout "$dir/server.key" -out "$dir/server.csr" 2>/dev/null
openssl x509 -req -in "$dir/server.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial \
  -days 2 -extfile <(echo 'subjectAltName=DNS:localhost') -out "$dir/server.pem" 2>/dev/null
chmod 600 "$dir/server.key"

# Two ports beside each other that nobody listens on: STARTTLS, and TLS from the first byte.
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((20000 + $$ % 12000 / 2 * 2))
until is_free "$port" && is_free $((port + 1)); do port=$((port + 2)); done
password=$(openssl rand -hex 12)
"${as_root[@]}" "$self" --serve "$dir" "$port" "$(id -u)" "$(id -g)" "$password"
for _ in $(seq 100); do
  is_free "$port" || break
  sleep 0.1
done

export QIXIAN_MAIL_PORT=$port QIXIAN_MAIL_TLS_PORT=$((port + 1))
export QIXIAN_MAIL_CA=$dir/ca.pem QIXIAN_MAIL_OTHER_CA=$dir/other.pem
export QIXIAN_MAIL_USER=qixian@localhost QIXIAN_MAIL_PASSWORD=$password
export QIXIAN_MAIL_BOXES=$dir/mail QIXIAN_MAIL_WRONG_PASSWORD=wrong QIXIAN_MAIL_LOG=$dir/maillog
"$@"
