#!/bin/sh
# Runs test programs, three at a time since some only wait, and prints one line for each and the sum: run.sh [-w WRAPPER] PROGRAM…
# A program's whole output is in PROGRAM.log and shown when it fails.
wrapper=
if [ "$1" = -w ]; then
	wrapper=$2
	shift 2
fi
results=$(mktemp)
trap 'rm -f "$results"' EXIT
export wrapper results

printf '%s\n' "$@" | xargs -P "${JOBS:-3}" -I{} sh -c '
	program=$1
	begun=$(date +%s)
	timeout "${TEST_SECONDS:-600}" $wrapper "$program" >"$program.log" 2>&1
	status=$?
	took=$(($(date +%s) - begun))
	passed=$(sed -n "s/^\[  PASSED  \] \([0-9]*\) test.*/\1/p" "$program.log" | tail -1)
	failed=$(sed -n "s/^\[  FAILED  \] \([0-9]*\) test.*/\1/p" "$program.log" | head -1)
	skipped=$(grep -c "^\[  SKIPPED \]" "$program.log")
	[ $status -ne 0 ] && [ -z "$failed" ] && failed=1
	echo "${passed:-0} ${failed:-0} $skipped" >>"$results"
	name=$(basename "$(dirname "$program")")/$(basename "$program")
	if [ $status -ne 0 ]; then
		cat "$program.log"
		echo "FAILED $name (status $status)"
	else
		[ $took -lt 10 ] && took= || took=", in $took s"
		echo "$name: ${passed:-0} passed$took"
	fi
' _ {}

awk '{p += $1; f += $2} END {printf "%d passed, %d failed\n", p, f; exit f > 0}' "$results"
