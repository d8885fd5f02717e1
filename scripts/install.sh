#!/usr/bin/env bash
# Installs the program, the rules and the shell completions under a prefix, or removes them.
#
#   install.sh PROGRAM PREFIX
#   install.sh --remove PREFIX
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$1
prefix=$2
completions=(
  bash:share/bash-completion/completions/qixian
  zsh:share/zsh/site-functions/_qixian
  fish:share/fish/vendor_completions.d/qixian.fish
)

if [ "$program" = --remove ]; then
  rm -f "$prefix/bin/qixian"
  rm -rf "$prefix/share/qixian"
  for completion in "${completions[@]}"; do rm -f "$prefix/${completion#*:}"; done
  echo "install: removed from $prefix"
  exit 0
fi

install -D -m 755 "$program" "$prefix/bin/qixian"
rm -rf "$prefix/share/qixian"
mkdir -p "$prefix/share/qixian"
cp -R rules "$prefix/share/qixian/rules"
for completion in "${completions[@]}"; do
  file=$prefix/${completion#*:}
  mkdir -p "$(dirname "$file")"
  "$program" --generate-completion-script "${completion%%:*}" >"$file"
done
echo "install: $("$prefix/bin/qixian" --version) in $prefix/bin/qixian, rules in $prefix/share/qixian/rules"
