#!/usr/bin/env bash
# The house rules that the compiler does not keep; prints every breach and fails if there is one.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

breaches=0

# complain TITLE: shows what standard input lists, if anything, under the title.
complain() {
  local found
  found=$(cat)
  [ -z "$found" ] && return
  breaches=$((breaches + 1))
  printf 'lint: %s\n%s\n' "$1" "$(sed 's/^/  /' <<<"$found")" >&2
}

# Tables of data, which are as long as the data are.
mapfile -t exempt < <(grep -Ev '^[[:space:]]*(#|$)' scripts/lint-exempt.txt)
mapfile -t swift_files < <(git ls-files --cached --others --exclude-standard \
  'Package.swift' 'Sources/*.swift' 'Tests/*.swift' 'Benchmarks/*.swift' | while read -r f; do [ -f "$f" ] && echo "$f"; done)

limited_files() {
  printf '%s\n' "${swift_files[@]}" | grep -vxFf <(printf '%s\n' "${exempt[@]}")
}

swift format lint --strict --parallel "${swift_files[@]}" </dev/null 2>&1 |
  grep -E ': (warning|error): ' | complain 'formatting (make format)'

limited_files | xargs wc -l | awk '$1 > 400 && $2 != "total" { print $2 ": " $1 " lines" }' |
  complain 'files of more than 400 lines'

# The sources are formatted, so that a function ends at the first brace in its own column.
limited_files | xargs awk '
  FNR == 1 { depth = -1 }
  depth < 0 && /^ *([a-z@][a-zA-Z()@]* )*(func|init|subscript)[ (?<`]/ {
    match($0, /^ */); depth = RLENGTH; start = FNR; name = $0; sub(/^ */, "", name)
    opens = ($0 ~ /[{]$/)
    if ($0 ~ /[}]$/) depth = -1
    next
  }
  depth >= 0 {
    match($0, /^ */)
    if (!opens && $0 ~ /[{]$/) opens = 1
    if (!opens && RLENGTH == depth && $0 ~ /^ *($|[^ )])/ && $0 !~ /^ *(where|->)/) depth = -1
    else if (opens && RLENGTH == depth && $0 ~ /^ *}/) {
      if (FNR - start + 1 > 60)
        print FILENAME ":" start ": " FNR - start + 1 " lines: " substr(name, 1, 60)
      depth = -1
    }
  }' | complain 'functions of more than 60 lines'

# The formatter checks public declarations only.
grep -nE '^ *package (static |final |indirect )*(func|let|var|struct|enum|actor|class|protocol|init|typealias)' \
  -B1 "${swift_files[@]}" |
  awk '/^--$/ { next } /:[0-9]+: *package / { if (before !~ /\/\/\/|@/) print $0 } { before = $0 }' |
  complain 'package declarations without a doc comment'

grep -nE '//.*\b(TODO|FIXME)\b|\bfatalError\(|\btry!|\bas! ' "${swift_files[@]}" |
  grep -v '^Tests/HouseTests/' | complain 'left-over marks and hard stops'

git ls-files --cached --others --exclude-standard | while read -r f; do [ -f "$f" ] && echo "$f"; done |
  grep -vE '^(scripts/lint\.sh|Tests/.*/Golden/|reports/)' |
  xargs grep -nIE '(^|[^A-Za-z0-9_.$}/-])/(home|root|Users|work|opt)/[A-Za-z]|/tmp/(wt|brief|mini)\b' |
  complain 'absolute paths of one machine'

git ls-files --cached --others --exclude-standard -- Package.swift scripts Makefile .ci '*.sh' |
  while read -r f; do [ -f "$f" ] && echo "$f"; done | grep -v '^scripts/lint\.sh$' |
  xargs grep -nIE 'https?://' | grep -vE 'https://github\.com/[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"' |
  complain 'hosts of package registries'

# Package.swift names the Debian package of each C library.
sed -n 's/^ *\(system\|lazy\)(.*"\([^"]*\)"),$/\2/p' Package.swift | grep -vxFf scripts/apt-packages.txt |
  complain 'C libraries that scripts/apt-packages.txt does not name'

if [ "$breaches" -gt 0 ]; then
  echo "lint: $breaches kinds of breach" >&2
  exit 1
fi
echo "lint: ${#swift_files[@]} Swift files are in order"
