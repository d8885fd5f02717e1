#!/usr/bin/env bash
# Keeps the output that the READMEs show: what the command above each mark prints.
#
#   readme.sh           fails where a README shows something else
#   readme.sh --write   writes what the commands print now
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# renew FILE: prints the file with every block below an output mark filled anew.
renew() {
  local line command='' block='' state=text
  while IFS= read -r line; do
    case $state in
    skipping) # the old block, to its closing fence
      [ "$line" = '```' ] && state=text
      continue
      ;;
    fence) # the opening fence, which replaces itself
      printf '```\n'
      bash -c "$block" </dev/null 2>&1 | sed 's/[[:space:]]*$//' || true
      printf '```\n'
      state=skipping
      continue
      ;;
    esac
    printf '%s\n' "$line"
    case $line in
    '    '*) command+=${line#    }$'\n' ;;
    '<!-- output -->') block=$command state=fence ;;
    '') ;;
    *) command='' ;;
    esac
  done <"$1"
}

stale=0
for file in README.md README.zh-Hant.md; do
  new=$(mktemp)
  renew "$file" >"$new"
  if ! cmp -s "$file" "$new"; then
    if [ "${1:-}" = --write ]; then
      cat "$new" >"$file"
      echo "readme: $file renewed"
    else
      stale=1
      diff -u "$file" "$new" | head -n 30 >&2 || true
      echo "readme: $file does not show what the program prints (make docs)" >&2
    fi
  fi
  rm -f "$new"
done
exit $stale
