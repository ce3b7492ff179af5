#!/bin/sh
# What `make install` puts where, and that it compiles nothing. Counts as cmocka's programs do, so that scripts/tally can
# add it up.
set -u
cd "$(dirname "$0")/../.." || exit 3
passed=0 failed=0
dir=$(mktemp -d) || exit 3
trap 'rm -rf "$dir"' EXIT

# good NAME COMMAND...: the command must succeed.
good() {
	name=$1
	shift
	if said=$("$@" 2>&1); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '[  FAILED  ] %s: %s\n' "$name" "$said"
	fi
}

# The program that is there already, of whatever mode the tests are run in.
program=${FIELDGATE:-build/fieldgate}
mode=$(basename "$(dirname "$program")")
[ "$mode" != build ] || mode=release
to() { make --no-print-directory MODE="$mode" DESTDIR="$dir/to" "$@" >"$dir/said" 2>&1 || { cat "$dir/said" && return 1; }; }
compiles_nothing() {
	touch "$dir/before"
	to PREFIX=/opt/field install && [ -z "$(find build -newer "$dir/before" -name '*.[oa]' -path "*/obj/$mode/*")" ] &&
		! grep -E '^  (compile|link)' "$dir/said"
}
at=$dir/to/opt/field
has() {
	for file; do
		[ -f "$at/$file" ] || { echo "there is no $file" && return 1; }
	done
}
names_its_prefix() {
	! grep -rn /usr/local "$at/share/man" "$at/lib" && grep -q /opt/field/share/fieldgate "$at/share/man/man7/fieldgate.7" &&
		grep -q '^ExecStart=/opt/field/bin/fieldgate ' "$at/lib/systemd/system/fieldgate.service"
}
finds_what_it_copies() { "$at/bin/fieldgate" init "$dir/new" && "$at/bin/fieldgate" -c "$dir/new/fieldgate.yaml" check; }
sample_names_its_prefix() { grep -q '^templates: /opt/field/share/fieldgate/templates' "$at/share/doc/fieldgate/examples/sample/fieldgate.yaml"; }
says_its_version() {
	version=$(sed -n '1s/.*(\(.*\)).*/\1/p' scripts/debian/changelog)
	[ -n "$version" ] && [ "$("$at/bin/fieldgate" --version)" = "fieldgate $version" ]
}
may_take_minutes() { grep -qx 'TimeoutStartSec=infinity' "$at/lib/systemd/system/fieldgate.service"; }
a_folder_of_units() { to PREFIX=/usr UNITS=/lib/systemd/system install && [ -f "$dir/to/lib/systemd/system/fieldgate.service" ]; }
takes_all_away() {
	to PREFIX=/opt/field uninstall && to PREFIX=/usr UNITS=/lib/systemd/system uninstall &&
		left=$(find "$dir/to" -type f) && [ -z "$left" ] || { echo "left: $left" && return 1; }
}

good 'install compiles nothing after make, under another prefix either' compiles_nothing
good 'program, pages, unit, user and data are there' has bin/fieldgate share/man/man1/fieldgate.1 share/man/man5/fieldgate.5 \
	share/man/man7/fieldgate.7 lib/systemd/system/fieldgate.service lib/sysusers.d/fieldgate.conf \
	share/fieldgate/handlers/repair.yaml share/fieldgate/templates/en/lexicon.yaml share/fieldgate/channels/kannel.yaml \
	share/fieldgate/mosquitto/acl share/fieldgate/holidays/holidays-2026-cn.ics
good 'pages and unit name the prefix' names_its_prefix
good 'an upgrade of a large database was broken off after 90 s, and begun again for ever' may_take_minutes
good 'the sample names the prefix' sample_names_its_prefix
good 'init finds what it copies, though it lies elsewhere than it was built for' finds_what_it_copies
good 'the version is that of the changelog' says_its_version
good 'units may lie elsewhere' a_folder_of_units
good 'uninstall takes all of it away' takes_all_away

echo "[==========] $((passed + failed)) test(s) run."
echo "[  PASSED  ] $passed test(s)."
[ "$failed" -eq 0 ] || echo "[  FAILED  ] $failed test(s), listed below:"
[ "$failed" -eq 0 ]
