#!/usr/bin/env bash
# Installs what the build needs, or with --tests what the tests' servers need; says nothing and does
# nothing where it is all there. Servers that cannot be installed are left out of the tests, unless
# QIXIAN_TEST_SERVERS=required.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
oldest_swift=6.2

list=apt-packages.txt
[ "${1:-}" = --tests ] && list=apt-packages-test.txt
mapfile -t packages < <(grep -Ev '^[[:space:]]*(#|$)' "$root/scripts/$list")

fail() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_packages() {
  local missing=() package as_root=()
  for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail \
      "these packages are missing, and there is no sudo to install them: ${missing[*]}" \
      "run as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  echo "setup: installing ${missing[*]}"
  local log
  log=$(mktemp)
  # The tests set up a mail server for themselves; the machine as such gets none.
  if ! {
    if [[ " ${missing[*]} " = *" postfix "* ]]; then
      echo 'postfix postfix/main_mailer_type select No configuration' |
        "${as_root[@]}" debconf-set-selections
    fi
    "${as_root[@]}" apt-get update &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"
  } </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "apt-get could not install ${missing[*]}"
  fi
  rm -f "$log"
}

# Elsewhere than on Debian and Ubuntu: enough if the libraries are found.
check_libraries() {
  local library missing=()
  for library in $(sed -n 's/^ *\(system\|lazy\)("[^"]*", "\([^"]*\)".*/\2/p' "$root/Package.swift"); do
    pkg-config --exists "$library" 2>/dev/null || missing+=("$library")
  done
  [ ${#missing[@]} -eq 0 ] && return
  fail "this system has no apt-get, and pkg-config does not find ${missing[*]}" \
    "install what these Debian packages hold, then try again: ${packages[*]}"
}

check_swift() {
  local version
  command -v swift >/dev/null || fail \
    "there is no Swift; install $oldest_swift or later from swift.org and put it on the PATH"
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] || fail "'swift --version' does not say which Swift this is"
  if [ "$(printf '%s\n' "$oldest_swift" "$version" | sort -V | head -n 1)" != "$oldest_swift" ]; then
    fail "Swift $version is too old; Qixian needs $oldest_swift or later"
  fi
}

if [ "${1:-}" = --tests ]; then
  if command -v apt-get >/dev/null && ! (install_packages) &&
    [ "${QIXIAN_TEST_SERVERS:-}" = required ]; then
    exit 1
  fi
  exit 0
fi
if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
  install_packages
else
  check_libraries
fi
check_swift
