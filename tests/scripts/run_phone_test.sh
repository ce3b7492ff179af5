#!/bin/sh
# What scripts/run says of a phone that it cannot use, before it does anything. Counts as cmocka's programs do, so that
# scripts/tally can add it up.
set -u
cd "$(dirname "$0")/../.." || exit 3
passed=0 failed=0

# refuses NAME MESSAGE ARGUMENT...: the script ends with 2 and says that.
refuses() {
	name=$1 message=$2
	shift 2
	said=$(scripts/run "$@" 2>&1 </dev/null)
	status=$?
	case $said in
	*"$message"*) [ $status = 2 ] && passed=$((passed + 1)) && return ;;
	esac
	failed=$((failed + 1))
	printf '[  FAILED  ] %s: %s, not 2: %s\n' "$name" "$status" "$said"
}

app=http://192.168.1.20:8080
refuses 'an unknown option' 'run --phone URL NUMBER' --fone
refuses 'no address' 'is no address of the app' --phone
refuses 'an address without its scheme' '`192.168.1.20:8080` is no address' --phone 192.168.1.20:8080 +8613912345678
refuses 'no number' 'is no full number' --phone $app
refuses 'a number without its country' '`13912345678` is no full number' --phone $app 13912345678
refuses 'a number with blanks' 'is no full number' --phone $app '+86 139 1234 5678'
refuses 'a callback that the app would not call' 'is not https' --phone $app +8613912345678 http://example.com
refuses 'one argument too many' 'run --phone URL NUMBER' --phone $app +8613912345678 https://example.com more

echo "[==========] $((passed + failed)) test(s) run."
echo "[  PASSED  ] $passed test(s)."
[ "$failed" -eq 0 ] || echo "[  FAILED  ] $failed test(s), listed below:"
[ "$failed" -eq 0 ]
