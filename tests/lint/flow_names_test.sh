#!/bin/sh
# What scripts/lint-flow-names must find: a small tree with two flows, then each fault put into it by itself. Counts as cmocka's
# programs do, so that scripts/tally can add it up.
set -u
cd "$(dirname "$0")/../.." || exit 3
here=$(pwd)
tree=$(mktemp -d) || exit 3
trap 'rm -rf "$tree"' EXIT
passed=0 failed=0

put() { # FILE LINE...
	mkdir -p "$tree/${1%/*}"
	file=$tree/$1
	shift
	printf '%s\n' "$@" >"$file"
}

begin() {
	rm -rf "${tree:?}"/*
	put handlers/repair.yaml 'flow: repair' 'states:' '  on_site: {zh: 现场, en: on site}' 'nodes:' \
		'  arrived: {zh: 到达, en: arrived}' 'fields:' '  planned: {is: time}' 'codes:' '  wait:' '    by: [agent]' \
		'    takes:' '      details: {is: words}' '    tells:' '      customer: waiting.customer'
	put handlers/lending.yaml 'flow: lending' 'states:' '  lent: {zh: 已借, en: lent}'
	put handlers/read/read.c 'const char *s = "wait customer agent on site";'
	put tests/read_test.c 'const char *s = "on_site";'
}

# finds NAME STATUS MESSAGE: in the tree as it is now; an empty message: nothing at all. Then begins anew.
finds() {
	said=$("$here/scripts/lint-flow-names" "$tree" 2>&1)
	status=$?
	if [ "$status" = "$2" ] && case $3 in '') [ -z "$said" ] ;; *) case $said in *"$3"*) ;; *) false ;; esac ;; esac; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '[  FAILED  ] %s: exits %d, and does not say "%s", but:\n%s\n' "$1" "$status" "$3" "$said"
	fi
	begin
}

begin
finds 'codes, audiences and tests may use their words' 0 ''

for name in on_site arrived planned details lending lent; do
	put handlers/read/read.c '/* A name. */' "if (strcmp(name, \"$name\") == 0)"
	finds "the name $name in C" 1 "handlers/read/read.c:2: error: \`$name\` is a name of a flow in handlers"
done

put handlers/model/change_word.c '{"planned", read_old},'
finds 'a word that is one of the ledger, too' 0 ''

put handlers/model/change_word.c 'int none;'
# shellcheck disable=SC2016
finds 'an exception that nothing needs' 1 'handlers/model/change_word.c: error: `planned` stands here no more'

rm "$tree"/handlers/*.yaml
finds 'a folder without flows' 3 'no names in'

echo "[  PASSED  ] $passed test(s)."
[ "$failed" -eq 0 ] || echo "[  FAILED  ] $failed test(s), listed below:"
[ "$failed" -eq 0 ]
