#!/bin/sh
# What scripts/page-files makes of a folder. Counts as cmocka's programs do, so that scripts/tally can add it up.
set -u
cd "$(dirname "$0")/../.." || exit 3
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# holds NAME COMMAND...: the command does what it should.
holds() {
	name=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '[  FAILED  ] %s\n' "$name"
	fi
}

# bytes N: those of the N-th array, as they are.
bytes() {
	# Each number is an escape of printf.
	# shellcheck disable=SC2059
	awk -v begin="page_$1[]" 'index($0, begin) { on = 1; next } /^}/ { on = 0 } on' "$work/pages.c" | tr -d '\n' |
		tr ',' '\n' | while read -r byte; do printf "\\$(printf %03o "$byte")"; done
}

site=$work/site
mkdir -p "$site/parts"
printf '<!doctype html>' >"$site/index.html"
seq 1 2000 >"$site/app.js"
printf 'a??/b\0c\377' >"$site/parts/chunk-ABCDEFGH.js"
: >"$site/empty.css"
scripts/page-files "$site" >"$work/pages.c"

sum=$(sha256sum <"$site/app.js" | cut -c 1-16)
holds 'what shrinks is compressed' grep -q "{\"app.js\", \"text/javascript; charset=utf-8\", \"$sum\", page_0, [0-9]*, true}" "$work/pages.c"
bytes 0 | gzip -dc >"$work/again"
holds 'nothing of it is lost' cmp -s "$work/again" "$site/app.js"
holds 'an empty file has no byte' grep -q '"empty.css".*, 0, false}' "$work/pages.c"
holds 'what is short is as it was' grep -q '"index.html", "text/html; charset=utf-8", .* 15, false}' "$work/pages.c"
holds 'a folder is part of the name' grep -q '"parts/chunk-ABCDEFGH.js"' "$work/pages.c"
bytes 3 >"$work/again"
holds 'any byte may be in it' cmp -s "$work/again" "$site/parts/chunk-ABCDEFGH.js"
holds 'it is C11' "${CC:-cc}" -std=c11 -Wall -Wextra -pedantic -Werror -I. -c -o "$work/pages.o" "$work/pages.c"
# Of these, the inner shell expands.
# shellcheck disable=SC2016
holds 'the same again' sh -c 'scripts/page-files "$1" | cmp -s - "$2"' - "$site" "$work/pages.c"
scripts/page-files "$work/none" >"$work/pages.c"
# shellcheck disable=SC2016
holds 'no desk is one page' sh -c '[ "$(grep -c "\", page_" "$1")" = 1 ]' - "$work/pages.c"
holds 'which is C11' "${CC:-cc}" -std=c11 -Wall -Wextra -pedantic -Werror -I. -c -o "$work/pages.o" "$work/pages.c"
: >"$site/a b.js"
# shellcheck disable=SC2016
holds 'a name that no address has is refused' sh -c '! scripts/page-files "$1" >/dev/null 2>&1' - "$site"

echo "[==========] $((passed + failed)) test(s) run."
echo "[  PASSED  ] $passed test(s)."
[ "$failed" -eq 0 ] || echo "[  FAILED  ] $failed test(s), listed below:"
[ "$failed" -eq 0 ]
