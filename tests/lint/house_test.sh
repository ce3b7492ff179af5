#!/bin/sh
# What scripts/lint-house and `make lint` must find: a small sound tree, then each fault put into it by itself. A check that
# was never seen to fail proves nothing. Counts as cmocka's programs do, so that scripts/tally can add it up.
# Backticks in quotes are those of pages.
# shellcheck disable=SC2016
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

lines() { # N: so many lines that do nothing
	awk -v n="$1" 'BEGIN { while (n-- > 0) print ";" }'
}

begin() {
	rm -rf "${tree:?}"/*
	put templates/text/word.h '/* A word. */' 'int word(void);'
	put templates/text/word.c '#include "templates/text/word.h"' 'int word(void)' '{' '	return sizeof(int);' '}'
	put handlers/read/span.h '/* A span,' ' * for this wing' ' * alone. */' '#include "templates/text/word.h"'
	put handlers/read/span.c '#include "handlers/read/span.h"' '/* sizeof x */' 'const char *s = "sizeof x"; // sizeof x'
	put handlers/read/read.h '/* Reading. For others. */'
	put handlers/read/read.c '#include "handlers/read/read.h"' '#include "handlers/read/span.h"'
	put db/store/store.h '#include "handlers/read/read.h"'
	put gateway/road/take_mo.c '#include "db/store/store.h"'
	put gateway/verbs/verb_list.c '#include <stdio.h>'
	put gateway/main.c '#include "db/store/store.h"'
	put tests/handlers/read/read_test.c '#include "handlers/read/span.h"'
}

# expect NAME STATUS MESSAGE: what was just run must have exited so and said that; an empty message: nothing at all.
expect() {
	if [ "$status" = "$2" ] && case $3 in '') [ -z "$said" ] ;; *) case $said in *"$3"*) ;; *) false ;; esac ;; esac; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	printf '[  FAILED  ] %s: exits %d, and does not say "%s", but:\n%s\n' "$1" "$status" "$3" "$said"
}

# finds NAME MESSAGE: in the tree as it is now; then begins anew.
finds() {
	said=$("$here/scripts/lint-house" "$tree" 2>&1)
	status=$?
	expect "$1" "$([ -n "$2" ] && echo 1 || echo 0)" "$2"
	begin
}

begin
finds 'a sound tree has no fault' ''

# ---- floors, wings, circles

put handlers/read/read.c '#include "handlers/read/read.h"' '' '#include "db/store/store.h"'
finds 'an include from a floor above' 'handlers/read/read.c:3: error: handlers lies below db and must not include it'

put templates/text/word.c '#include "tests/handlers/read/read_test.c"'
finds 'an include of a test' 'templates/text/word.c:1: error: templates lies below tests'

put handlers/model/flow.h '#include "handlers/read/read.h"'
put handlers/read/read.h '/* Reading. */' '#include "handlers/model/flow.h"'
finds 'two wings that include each other' 'handlers/model/flow.h:1: error: wings include one another in a circle'

put db/a/one.h '#include "db/b/two.h"'
put db/b/two.h '#include "db/c/three.h"'
put db/c/three.h '/* Three. */'
put db/c/four.h '#include "db/a/five.h"'
put db/a/five.h '/* Five. */'
finds 'three wings in a circle' '    db/b/two.h:1: db/b includes db/c'

put gateway/main.c '#include "gateway/verbs/verb.h"'
put gateway/verbs/verb.h '/* A verb. */' '#include "gateway/main.h"'
put gateway/main.h '/* Main. */'
finds 'a file of the floor itself is a wing' 'gateway/verbs/verb.h:2: error: wings include one another in a circle'

# span.h does not include read.h, but span.c does, and read.h span.h.
put handlers/read/read.h '#include "handlers/read/span.h"'
put handlers/read/span.c '#include "handlers/read/span.h"' '#include "handlers/read/read.h"'
finds 'two files that include each other' 'handlers/read/span.c:2: error: files include one another in a circle'

put gateway/road/take_dlr.c '#include "db/store/store.h"' '#include "store.h"'
finds 'an include from its own folder' 'gateway/road/take_dlr.c:2: error: there is no store.h from the root'

put gateway/main.c '#include "handlers/read/span.h"'
finds 'a header of another wing alone' 'gateway/main.c:1: error: handlers/read/span.h is for its own wing alone'

# ---- what one wing alone knows

put gateway/mqtt/transport_mqtt.c '#include <mosquitto.h>' 'int mosq = MOSQ_ERR_SUCCESS;'
put gateway/transport/transport.h '#define TRANSPORT_ROWS(X) X(mqtt)'
put gateway/main.c '/* MQTT by mosquitto. */' 'const char *s = "mqtt"; /* MOSQ_ERR_SUCCESS */'
put tests/handlers/read/read_test.c '#include <mosquitto.h>' 'int mosq;'
finds 'the wing of MQTT, its row in the table, words and tests' ''

put gateway/road/take_mo.c '#include <stdio.h>' '#include <mosquitto.h>'
finds 'mosquitto.h elsewhere' 'gateway/road/take_mo.c:2: error: mosquitto.h is for gateway/mqtt alone'

put gateway/transport/transport.h '#include <mqtt_protocol.h>'
finds 'mqtt_protocol.h beside the table' 'gateway/transport/transport.h:1: error: mqtt_protocol.h is for gateway/mqtt alone'

put db/store/store.h '#include <jansson.h>'
finds 'jansson.h elsewhere' 'db/store/store.h:1: error: jansson.h is for gateway/wire alone'

put gateway/road/take_mo.c '/* As the' ' * library has it. */' 'int ok = MQTT_RC_SUCCESS;'
finds 'a reason of MQTT on the road' 'gateway/road/take_mo.c:3: error: only gateway/mqtt knows MQTT'

put templates/zh/words.yaml 'comma: 、'
put handlers/read/read.c '#include "handlers/read/read.h"' '/* Of zh, in Chinese. */' 'const char *s = "zhe"; /* zh */'
put tests/handlers/read/read_test.c 'const char *s = "出发";' 'int zh = ZH;'
finds 'languages in comments and in tests' ''

put templates/zh/words.yaml 'comma: 、'
put handlers/read/read.c '#include "handlers/read/read.h"' 'int is_it(int l) { return l == ZH; }'
finds 'a language by its name' 'handlers/read/read.c:2: error: a language by its name; let its words.yaml say it'

put templates/ru/words.yaml 'comma: ","'
put handlers/read/read.c '#include "handlers/read/read.h"' 'const char *s = "{ru: ...}";'
finds 'a language in a string' 'handlers/read/read.c:2: error: a language by its name'

put handlers/read/read.c '#include "handlers/read/read.h"' 'const char *s = "write Chinese characters";'
finds 'a language by its English name' 'handlers/read/read.c:2: error: a language by its name'

put handlers/read/read.c '#include "handlers/read/read.h"' 'const char *s = "send 出发"; /* x */'
finds 'a word of Han' 'handlers/read/read.c:2: error: a character of Han; let the folder of a language say it'

for floor in templates handlers db gateway; do
	put $floor/text/mark.h '/* A mark,' ' * as in 出发. */'
	finds "a word of Han in a comment: $floor" "$floor/text/mark.h:2: error: a character of Han"
done

put handlers/read/read.c '#include "handlers/read/read.h" /* 出发 */'
finds 'a word of Han behind an include' 'handlers/read/read.c:1: error: a character of Han'

put handlers/read/read.c '#include "handlers/read/read.h"' 'int n; // 出发'
finds 'a word of Han to the end of the line' 'handlers/read/read.c:2: error: a character of Han'

put handlers/read/read.c '#include "handlers/read/read.h"' 'const char *s = "、。「";'
finds 'punctuation that is no Han' ''

put gateway/main.c 'extern int transport_mqtt; /* a row */'
finds 'a transport by its name' 'gateway/main.c:1: error: only gateway/mqtt knows MQTT'

# ---- names

put db/store/word.h '/* Another word. */'
finds 'a name in two wings' 'templates/text/word.c: error: there is a word in db/store too'

put tests/handlers/read/store.c ''
finds 'a name in a floor and in tests' 'tests/handlers/read/store.c: error: there is a store in db/store too'

put db/store/sql.c ''
finds 'a file without a header' 'db/store/sql.c: error: no header db/store/sql.h'

put gateway/transport_http.c ''
finds 'a transport in no wing' 'gateway/transport_http.c: error: no header'

put gateway/road/verb_list.c ''
finds 'a verb elsewhere than among the verbs' 'gateway/road/verb_list.c: error: no header'

# ---- the store

engine() { # a sound one, behind its face
	put db/store/rows.h '/* Rows. */'
	put db/sqlite/sql.h '#include <sqlite3.h>'
	put db/sqlite/tables/rows.c '#include "db/store/rows.h"' '#include "db/sqlite/sql.h"' \
		'const char *s = "SELECT 1 FROM event";'
}

engine
put gateway/main.c '/* "SELECT 1" */' 'const char *s = "SELECTED UPDATE FROM"; // "SELECT 1"' 'const char *t = "put \"by\"";'
put tests/db/rows_test.c '#include <sqlite3.h>' '#include "db/sqlite/sql.h"' 'const char *s = "SELECT 1";'
finds 'an engine behind its face, and tests that look at it' ''

engine
put db/store/events.c '#include "db/store/events.h"' '#include <sqlite3.h>'
put db/store/events.h '/* Events. */'
finds 'sqlite3.h elsewhere in db' 'db/store/events.c:2: error: sqlite3.h is for db/sqlite alone'

put gateway/main.c '#  include <sqlite3.h>'
finds 'sqlite3.h in the gateway' 'gateway/main.c:1: error: sqlite3.h is for db/sqlite alone'

engine
put gateway/main.c '#include "db/sqlite/sql.h"'
finds 'a header of the engine in the gateway' 'gateway/main.c:1: error: db/sqlite/sql.h belongs to db/sqlite'

engine
put db/ledger/audit.h '/* Audit. */' '#include "db/sqlite/sql.h"'
finds 'a header of the engine elsewhere in db' 'db/ledger/audit.h:2: error: db/sqlite/sql.h belongs to db/sqlite'

for statement in 'SELECT 1' 'INSERT INTO meta VALUES (1)' 'INSERT OR IGNORE INTO meta' 'UPDATE person SET name = 1' \
	'DELETE FROM part' 'a = 1 WHERE b' 'PRAGMA data_version' 'SAVEPOINT mark' 'BEGIN IMMEDIATE' 'DROP TABLE person'; do
	put gateway/main.c 'int n;' "const char *s = \"$statement\";"
	finds "SQL in the gateway: $statement" 'gateway/main.c:2: error: SQL in a string; it belongs to db/sqlite'
done

engine
put db/sqlite/messages/rows.c '#include "db/store/rows.h"'
finds 'two files of the engine that answer one header' \
	'db/sqlite/tables/rows.c: error: db/sqlite/messages/rows.c answers db/store/rows.h too'

engine
put db/sqlite/tables/more.c ''
finds 'a file of the engine that answers no header' 'db/sqlite/tables/more.c: error: no header db/sqlite/tables/more.h'

engine
put gateway/road/rows.h ''
finds 'a name of the store elsewhere' 'gateway/road/rows.h: error: there is a rows in db/store too'

# ---- kinds of argument

put handlers/kind/kind_time.c 'const int kind_time = 1;'
finds 'a row of the kinds needs no header' ''

put handlers/kind/kind_time.c 'const int kind_time = 1;'
put gateway/main.c '/* kind_time */' 'if (k->kind == &kind_time)'
finds 'a kind of argument told from others' 'gateway/main.c:2: error: kind_time is a row of the table in handlers/kind'

put handlers/read/read.c '#include "handlers/read/read.h"' 'if (strcmp(k->kind->name, word) == 0)'
finds 'a kind of argument compared by its name' 'handlers/read/read.c:2: error: a kind of argument is compared by its name'

put handlers/read/read.c '#include "handlers/read/read.h"' '	switch (k->kind->brings) {'
finds 'a switch over kinds of argument' 'handlers/read/read.c:2: error: a kind may bring several things'

put handlers/read/read.c '#include "handlers/read/read.h"' 'if (k->kind->brings == BRINGS_TIME)'
finds 'a kind of argument known by what it brings' 'handlers/read/read.c:2: error: a kind may bring several things'

# ---- sizes

for n in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
	put "db/store/part$n.h" ''
done
finds 'twenty-five files in a folder' ''

for n in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
	put "db/store/part$n.h" ''
done
finds 'twenty-six files in a folder' 'db/store: error: more than 25 C files'

put gateway/main.c "$(lines 499)" 'int last;'
finds 'five hundred lines' ''

put gateway/main.c "$(lines 500)" 'int last;'
finds 'five hundred and one lines' 'gateway/main.c:501: error: more than 500 lines'

put gateway/main.c 'int main(void)' '{' "$(lines 47)" '	return 0;' '}'
finds 'a function of forty-eight lines' ''

put gateway/main.c 'int main(void)' '{' "$(lines 48)" '	return 0;' '}'
finds 'a function of forty-nine lines' 'gateway/main.c:2: error: a function of 49 lines'

# ---- the dialect

put gateway/main.c '/* sizeof x' ' * sizeof x */' 'int n = sizeof n;'
finds 'sizeof without parentheses' 'gateway/main.c:3: error: sizeof has no parentheses'

put tests/handlers/read/read_test.c 'int n = sizeof (n);'
finds 'sizeof with a blank, in a test' 'tests/handlers/read/read_test.c:1: error: sizeof has no parentheses'

put empty/here ''
said=$("$here/scripts/lint-house" "$tree/empty" 2>&1)
status=$?
expect 'a folder without floors' 3 'there are no C files'

# ---- what pages name

put ./CONTRIBUTING.md 'Run `make lint`, add `gateway/verbs/verb_NAME.c` and `take_*.c` in `gateway/road`.' \
	'`word()` in `word.c`, `build/lint/FILE.clean`, `a/b or so`, `handlers/read/{span,read}.h`, a `TAKE_...`.'
put handlers/README.md '`read/` has `read/span.c`, from here `templates/text/word.h`; see `CONTRIBUTING.md` and `read`.'
finds 'pages that name what is there' ''

put ./CONTRIBUTING.md 'One.' 'Write `handlers/read/doubt.c`.'
finds 'a page that names no file' 'CONTRIBUTING.md:2: error: there is no handlers/read/doubt.c; name what is there now'

put ./CONTRIBUTING.md 'Write `read.c`, then `doubt.c`.'
finds 'a file without its folder' 'CONTRIBUTING.md:1: error: there is no doubt.c'

put handlers/README.md '`read/`, and `sound/`'
finds 'a folder that is not there' 'handlers/README.md:1: error: there is no sound/'

put handlers/README.md '`read/{span,doubt}.c`'
finds 'one of two names in braces' 'handlers/README.md:1: error: there is no read/doubt.c'

put ./CONTRIBUTING.md '`gateway/sound/verb_NAME.c`'
finds 'a name with a part left open' 'CONTRIBUTING.md:1: error: there is no gateway/sound/verb_NAME.c'

put handlers/README.md '`word()`, then `words()`'
finds 'a function that is not there' 'handlers/README.md:1: error: there is no words()'

# The compiler's part. What formats and what reads along paths is not asked, and need not be installed.
begin
cp -R Makefile .clang-format .clang-tidy "$tree"
cp tests/.clang-tidy "$tree/tests"
mkdir -p "$tree/db/sqlite/migrations" "$tree/bin"
for tool in clang-format clang-tidy; do
	printf '#!/bin/sh\n' >"$tree/bin/$tool"
	chmod +x "$tree/bin/$tool"
done
for at in db/store/late tests/handlers/read/late; do
	put $at.c 'int late(int n);' 'int late(int n)' '{' '	n++;' '	int m = n;' '	return m;' '}'
	said=$(unset MAKEFLAGS MFLAGS && PATH=$tree/bin:$PATH LC_ALL=C make -s --no-print-directory -C "$tree" build/lint/$at.c.clean 2>&1)
	status=$?
	case $at in
	db/*) expect 'a declaration behind a statement' 2 'db/store/late.c:5:9: error: ISO C90 forbids mixed declarations' ;;
	*) expect 'tests may declare where they like' 0 '' ;;
	esac
done

printf '[  PASSED  ] %d test(s).\n' $passed
[ $failed = 0 ] || printf '[  FAILED  ] %d test(s), listed below:\n' $failed
[ $failed = 0 ]
