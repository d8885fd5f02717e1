#!/usr/bin/env bash
# Delivers to a real mail server on loopback (Postfix of Debian, TLS of an own authority, AUTH) and
# reads the mails back. Needs root, for the server's own accounts; everything else lies in a
# temporary folder. Usage: scripts/test-mail.sh [PORT]
set -euo pipefail
cd "$(dirname "$0")/.."
port=${1:-20525}

if ! command -v postfix >/dev/null || ! command -v saslpasswd2 >/dev/null; then
  echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    postfix sasl2-bin libsasl2-modules libsasl2-modules-db >/dev/null
fi

dir=$(mktemp -d)
# Debian's Postfix looks for the settings of logins beside its own.
sasl=$dir/etc/sasl/qixian-test.conf
stop() {
  postfix -c "$dir/etc" stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap stop EXIT
chmod 755 "$dir"

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

# Boxes of the domain city.example, and one account.
password=$(openssl rand -hex 12)
mkdir "$dir/etc" "$dir/spool" "$dir/data" "$dir/mail"
chown postfix "$dir/data"
chown mail "$dir/mail"
for box in a b c head operator chief officer ethics; do
  echo "$box@city.example $box/"
done >"$dir/boxes"
printf '%s' "$password" | saslpasswd2 -p -c -f "$dir/sasldb2" -u localhost qixian
chown postfix "$dir/sasldb2"
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
virtual_mailbox_domains = city.example
virtual_mailbox_base = $dir/mail
virtual_mailbox_maps = texthash:$dir/boxes
virtual_minimum_uid = 1
virtual_uid_maps = static:$(id -u mail)
virtual_gid_maps = static:$(id -g mail)
virtual_mailbox_limit = 0
message_size_limit = 0
smtpd_tls_cert_file = $dir/server.pem
smtpd_tls_key_file = $dir/server.key
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_path = qixian-test
smtpd_sasl_local_domain = localhost
smtpd_delay_reject = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
CONF
cat >"$dir/etc/master.cf" <<CONF
127.0.0.1:$port inet n - n - - smtpd
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
postfix -c "$dir/etc" start >"$dir/start" 2>&1 || { cat "$dir/start"; exit 1; }
for _ in $(seq 50); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  sleep 0.1
done

export QIXIAN_MAIL_PORT=$port QIXIAN_MAIL_CA=$dir/ca.pem QIXIAN_MAIL_OTHER_CA=$dir/other.pem
export QIXIAN_MAIL_USER=qixian@localhost QIXIAN_MAIL_PASSWORD=$password
export QIXIAN_MAIL_BOXES=$dir/mail QIXIAN_MAIL_WRONG_PASSWORD=wrong QIXIAN_MAIL_LOG=$dir/maillog
if [ -n "${QIXIAN_MAIL_COMMAND:-}" ]; then
  bash -c "$QIXIAN_MAIL_COMMAND"
else
  swift test --filter DeliveryTests
fi
