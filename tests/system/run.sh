#!/bin/sh
# The whole program as people and machines call it: run.sh PROGRAM [--golden]. Each test is a function test_…; what `same NAME` is given
# is compared with golden/NAME, or written there. Nothing needs a terminal, a locale or a home.
program=$1
golden=$2
here=$(dirname "$0")
scratch=$(mktemp -d)
trap 'umount "$scratch/small" 2>/dev/null; chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
passed=0
failed=0
unset LANG LC_ALL LC_MESSAGES LANGUAGE XDG_CONFIG_HOME XDG_DATA_HOME SSH_CONNECTION
export HOME="$scratch"

# Told by a file: half of what can fail stands at the end of a pipe, in a shell of its own.
fail() {
	printf '    %s\n' "$*"
	: >"$scratch/broken"
}

# The program on the test's own store, its two outputs and its exit status.
run() {
	printf '$ forvalta %s\n' "$*"
	"$program" --store "$store" --today 2026-11-22 --lang en "$@" 2>&1
	printf '= %s\n' $?
}

quiet() {
	"$program" --store "$store" --today 2026-11-22 --lang en "$@" >"$scratch/out" 2>"$scratch/err"
}

# STATUS WORDS COMMAND…: the exit status, and words in either output ('' for any).
gives() {
	wanted=$1
	words=$2
	shift 2
	quiet "$@"
	status=$?
	[ $status = "$wanted" ] || fail "status $status, not $wanted: forvalta $* : $(head -3 "$scratch/err")"
	cat "$scratch/out" "$scratch/err" | grep -qF -- "$words" || fail "no \"$words\": forvalta $* : $(head -3 "$scratch/out" "$scratch/err")"
}

same() {
	sed -e "s|$scratch|DIR|g" -e 's/[0-9]\{4\}-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]\(:[0-9][0-9]\)\{0,1\}/MOMENT/g' >"$scratch/same"
	if [ -n "$golden" ]; then
		cp "$scratch/same" "$here/golden/$1"
	else
		diff -u "$here/golden/$1" "$scratch/same" >"$scratch/difference" || fail "golden/$1 differs: $(cat "$scratch/difference")"
	fi
}

new_store() {
	store=$scratch/$1
	quiet init --name 'Anna Berg' || fail "init: $(cat "$scratch/err")"
}

commands() {
	"$program" --lang en --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

test_help_of_every_command() {
	for command in $(commands); do
		for lang in en sv; do
			"$program" "$command" --help --lang $lang >"$scratch/$lang" 2>&1 || fail "$command --help --lang $lang: status $?"
			grep -q "forvalta $command" "$scratch/$lang" || fail "$command --help does not name it"
		done
		cmp -s "$scratch/en" "$scratch/sv" && fail "$command --help is the same in Swedish"
	done
	[ "$(commands | wc -l)" -gt 15 ] || fail 'commands are missing'
}

test_wrong_usage() {
	new_store usage
	gives 64 'is no command' lits
	gives 64 'has no option --colour' list --colour red
	gives 64 'needs a value' list system --where
	gives 64 'takes no value' verify --help=yes
	gives 64 'usage: forvalta show CODE' show
	gives 64 'usage: forvalta verify' verify now
	gives 64 'is no kind of record' list castle
	gives 64 'no language "xx"' list system --lang xx
	cp "$program" "$scratch/alone"
	"$scratch/alone" --lang sv stat >"$scratch/out" 2>"$scratch/err"
	[ $? = 2 ] && grep -q 'neither beside the program nor installed' "$scratch/err" ||
		grep -qs . /usr/local/share/locale/sv/LC_MESSAGES/forvalta.mo || fail "no word of the missing translation: $(cat "$scratch/err")"
	gives 64 'none of table' list system --format yaml
	gives 64 'is no count' list system --limit many
	gives 2 'is not a day' list system --today 2026-02-30
	"$program" --frob 2>"$scratch/err"
	[ $? = 64 ] || fail '--frob alone'
}

test_a_day_with_the_register() {
	new_store day
	{
		run add unit name=Socialförvaltningen kind=department
		run add system name=Procapita unit=Socialförvaltningen criticality=3 in_use_from=2019-01-01
		run add system name=Procapita
		run add system name=
		run add system colour=red
		run set SYS-0001 criticality=4 --why 'ny bedömning'
		run set SYS-0001 unit=UNI-0009
		run set SYS-0099 name=x
		run show SYS-0001
		run list system
		run list system --where 'criticality >= 4' --columns code,name,unit.name --format csv
		run list system --where 'criticality >>= 4'
		run list system --format json
		run list system --format jsonl --columns name,criticality
		run remove UNI-0001
		run history SYS-0001
		run undo
		run list system --columns name,criticality
		run undo 99
		run undo x
		run verify
	} | same day
}

test_swedish() {
	new_store swedish
	quiet add unit namn=Skolan slag=nämnd
	quiet add system namn=Lex 'ansvarig enhet=Skolan' verksamhetskritiskhet=3 || fail "$(cat "$scratch/err")"
	{
		run --lang sv list system --where 'verksamhetskritiskhet >= 3 och ansvarig_enhet = "Skolan"' --columns namn,ansvarig_enhet.namn
		run --lang sv list system --where 'enhet = "Skolan" och inte (leverantör är ifylld)' --columns namn,enhet,enhet.slag
		run list --lang sv system --where 'verksamhetskritiskhet >>'
		run --lang sv set SYS-0001 namn=
		run --lang sv visa SYS-0001
	} | same swedish
	env -i LANG=sv_SE.UTF-8 "$program" --store "$store" show SYS-0099 2>"$scratch/err"
	[ $? = 2 ] || fail 'status of show'
	grep -q 'SYS-0099' "$scratch/err" || fail 'nothing about SYS-0099'
	env -i LANG=sv_SE.UTF-8 "$program" lits 2>&1 | grep -q 'inget kommando' || fail "LANG=sv_SE.UTF-8 does not speak Swedish: $(env -i LANG=sv_SE.UTF-8 "$program" lits 2>&1)"
}

test_options_stand_anywhere() {
	new_store anywhere
	quiet add unit name=A
	for words in "--store $store list unit" "list --store $store unit" "list unit --store=$store" "list unit --limit 1 --store $store"; do
		# shellcheck disable=SC2086
		"$program" $words | grep -q UNI-0001 || fail "forvalta $words"
	done
	"$program" --store "$store" list -- unit | grep -q UNI-0001 || fail 'list -- unit'
}

test_audit_without_anything() {
	new_store audited
	quiet import "$here/../../conf/sample/"*.csv || fail "$(head -3 "$scratch/err")"
	env -i "$program" --store "$store" --today 2026-11-22 audit <'/dev/null' >"$scratch/first" 2>"$scratch/err"
	first=$?
	env -i "$program" --store "$store" --today 2026-11-22 audit <'/dev/null' >"$scratch/second" 2>"$scratch/err"
	[ $? = $first ] || fail 'the second audit has another status'
	[ $first = 1 ] || fail "status $first: $(cat "$scratch/err")"
	cmp -s "$scratch/first" "$scratch/second" || fail "two audits differ: $(diff "$scratch/first" "$scratch/second" | head -5)"
	gives 0 '' audit --fail-on critical --rule OWN
	gives 64 '' audit --fail-on often
	gives 64 '' audit --format yaml
	quiet audit --format json --no-write
	python3 -m json.tool "$scratch/out" >/dev/null || fail 'audit --format json is no JSON'
	quiet list system --format json
	python3 -m json.tool "$scratch/out" >/dev/null || fail 'list --format json is no JSON'
	gives 0 'can be left from' show SYS-0045 --why # it has no day to decide: the working stands below the state
	quiet show SYS-0001 --format json
	python3 -m json.tool "$scratch/out" >/dev/null || fail 'show --format json is no JSON'
	quiet list system --format jsonl
	while IFS= read -r line; do
		printf '%s\n' "$line"
	done <"$scratch/out" | python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' || fail 'jsonl'
	env -i "$program" --store "$store" --today 2026-11-22 --lang sv audit --no-write </dev/null >"$scratch/sv" 2>/dev/null
	cmp -s "$scratch/first" "$scratch/sv" && fail 'the audit does not speak Swedish'
	gives 0 'all is well' verify
	gives 0 'copied and verified' backup "$scratch/copy"
	gives 2 '' backup "$scratch/copy"
	original=$store
	store=$scratch/copy
	gives 0 'all is well' verify
	store=$original
}

# What a monitor reads: every sample belongs to a family that is declared before it, and counts what the other formats list.
test_openmetrics() {
	new_store monitored
	quiet import "$here/../../conf/sample/"*.csv || fail "$(head -3 "$scratch/err")"
	quiet audit --format jsonl
	cp "$scratch/out" "$scratch/findings"
	quiet audit --format openmetrics
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$here python3 - "$scratch/out" "$scratch/findings" <<-'END' || fail 'openmetrics'
		import collections, json, sys
		import openmetrics
		samples = openmetrics.read(sys.argv[1])
		found = collections.Counter()
		for line in open(sys.argv[2], encoding="utf-8"):
		    finding = json.loads(line)
		    if finding.get("state") in ("open", "acknowledged", "reopened"):
		        found[finding["severity"]] += 1
		assert sum(found.values()) > 50, found
		for severity in ("critical", "high", "medium", "low", "info"):
		    assert samples['forvalta_findings{severity="%s"}' % severity] == found[severity], (severity, found)
		assert samples["forvalta_audit_run"] == 2 and samples["forvalta_audit_day_seconds"] == 1795305600, samples
	END
}

test_import_and_export() {
	new_store exchange
	printf 'code,name,kind\nA,Alfa,department\nB,Beta,castle\nA,Alfa,committee\n' >"$scratch/unit.csv"
	printf 'name;anställda\nGamma;tolv\n' >"$scratch/enhet.csv"
	{
		run import "$scratch/unit.csv"
		run import "$scratch/unit.csv" --rejects "$scratch/rejects.csv" --dry-run
		run import "$scratch/unit.csv" --rejects "$scratch/rejects.csv"
		cat "$scratch/rejects.csv"
		run import "$scratch/unit.csv" --rejects "$scratch/rejects.csv"
		run --lang sv import "$scratch/enhet.csv"
		run import "$scratch/missing.csv"
		run import "$scratch/unit.csv" --entity castle
		run import "$scratch/unit.csv" --map "$scratch/unit.csv" --entity unit
		run import "$scratch/unit.csv" --map "$scratch/unit.csv"
		run import "$scratch/unit.csv" --rejects "$scratch/unit.csv"
		run history --limit 1
		run export unit
	} | same import
	printf 'name\nFrån röret\n' | "$program" --store "$store" import - --entity unit >/dev/null || fail 'standard input'
	gives 0 'Från röret' export unit
	printf '{"schema_version":"1.2.0","generated_at":"2026-10-01T00:00:00+00:00","total":1,"result":[{"name":"rowan","releases":[{"name":"1"}]}]}' |
		"$program" --store "$store" --lang en catalogue import - >"$scratch/out" 2>&1
	grep -q '^catalogue of 2026-10-01: 1 product with 1 release; 2 records added$' "$scratch/out" || fail "a catalogue from a pipe: $(cat "$scratch/out")"
	quiet add unit 'name==1+1'
	gives 0 "'=1+1" export unit --defuse
	quiet export unit
	grep -q "'=1+1" "$scratch/out" && fail 'defused without being asked'
	gives 2 '' import "$scratch"
}

# Everything out and in again: the same bytes, for those who may read all of it, and into no register that is somebody's.
# What is no file of ours: accounts from a pipe, a parts list.
test_ways_in() {
	new_store ways
	quiet add system name=Butik
	map=$here/../../conf/import/getent-passwd.conf
	printf 'root:x:0:0:root:/root:/bin/sh\nanna:x:1000:1::/:/bin/sh\nbo:x:1001:1:Bo Ek,:/:/bin/sh\n' >"$scratch/passwd"
	"$program" --store "$store" --lang en import --map "$map" - <"$scratch/passwd" >"$scratch/out" 2>&1
	grep -q '^3 rows read: 2 records added$' "$scratch/out" || fail "accounts: $(cat "$scratch/out")"
	gives 0 'Bo Ek' list person --where 'source = "getent passwd"' --columns name,login
	head -2 "$scratch/passwd" >"$scratch/less"
	gives 2 'the list has 1 of 2 no more, which would end: more than 5 %' import --map "$map" "$scratch/less"
	gives 0 '2 rows read: 0 records added, 1 as it was, 1 ended' import --map "$map" --allow-shrink "$scratch/less"
	gives 0 '2026-11-22' list person --where 'login = "bo"' --columns login,active_to
	about='{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"name":"butik"}},"components":['
	printf '%s{"name":"a","version":"1"},{"name":"b","type":"file"}],"services":[{"name":"betala"}]}' "$about" >"$scratch/1.json"
	printf '%s{"name":"a","version":"2"},{"name":"c"}]}' "$about" >"$scratch/2.json"
	gives 64 'usage: forvalta bom import FILE… --system CODE' bom import "$scratch/1.json"
	gives 0 '+ a 1' bom import "$scratch/1.json" --system Butik --dry-run
	gives 0 '2 parts read: 1 record added' bom import "$scratch/1.json" --system Butik
	gives 0 '1 service is left out' bom import "$scratch/1.json" --system Butik
	gives 0 '~ a 1 → 2' bom import "$scratch/2.json" --system Butik --dry-run
	gives 0 '2 parts read: 1 record added, 1 changed' bom import "$scratch/2.json" --system SYS-0001
	gives 1 '1 row rejected' bom import - --system Butik --rejects "$scratch/rejects.csv" <<-END
		$about{"name":"a","version":"2"},{"name":"c"},{"version":"9"}]}
	END
	grep -q '^2,,product,,product: must be filled in,,9,,$\|^1,,product,,product: must be filled in,,9,,$' "$scratch/rejects.csv" ||
		fail "rejected parts: $(cat "$scratch/rejects.csv")"
	gives 0 '' verify
}

test_export_and_restore_of_everything() {
	new_store whole
	printf 'name\nA\nB\nC\n' >"$scratch/unit.csv"
	quiet import "$scratch/unit.csv"
	quiet add system name=Gammalt unit=UNI-0001 criticality=3 in_use_from=2019-01-01
	quiet set SYS-0001 name=Nytt
	quiet audit
	gives 0 '' export --format jsonl
	cp "$scratch/out" "$scratch/whole.jsonl"
	gives 2 'holds a register already' restore "$scratch/whole.jsonl"
	[ "$(id -u)" != 0 ] || {
		quiet add person name=Läsaren login=nobody
		gives 2 'may not read everything' export --format jsonl --as nobody
		gives 2 'only an administrator' restore "$scratch/whole.jsonl" --as nobody
	}
	for target in made new; do
		store=$scratch/restored-$target
		[ $target = new ] || quiet init
		gives 0 'restored and verified' restore "$scratch/whole.jsonl"
		quiet export --format jsonl
		cmp -s "$scratch/out" "$scratch/whole.jsonl" || fail "$target: other bytes"
		gives 0 'all is well' verify
		gives 0 '' undo
	done
	store=$scratch/restored-pipe
	"$program" --store "$store" restore - <"$scratch/whole.jsonl" >/dev/null || fail 'from a pipe'
	store=$scratch/not-restored
	head -c 9000 "$scratch/whole.jsonl" >"$scratch/cut.jsonl"
	gives 2 'cut.jsonl:' restore "$scratch/cut.jsonl"
	sed 's/Nytt/Gammalt/' "$scratch/whole.jsonl" >"$scratch/changed.jsonl"
	gives 2 'changed.jsonl:' restore "$scratch/changed.jsonl"
	gives 2 'missing.jsonl' restore "$scratch/missing.jsonl"
	[ ! -e "$store" ] || fail 'something was left of what could not be restored'
}

test_backup_and_restore() {
	new_store kept
	printf 'backup_keep = 2;\nbackup_directory = "%s/kept-copies";\n' "$scratch" >"$scratch/kept.conf"
	for name in A B C; do
		quiet add unit name=$name
		gives 0 'copied and verified' backup --config "$scratch/kept.conf"
	done
	grep -q '1 old backup removed' "$scratch/out" || fail "nothing was removed: $(cat "$scratch/out")"
	set -- "$scratch/kept-copies/"*
	[ $# = 2 ] || fail "$# backups are kept, not 2"
	gives 0 'copied and verified' backup
	ls "$store/backups" | grep -q '^forvalta-' || fail 'no backup in the directory of the store'
	[ "$(id -u)" != 0 ] || {
		quiet add person name=Läsaren login=nobody
		gives 2 'may not read everything' backup --as nobody
		gives 2 'only an administrator' restore "$1" --replace --as nobody
	}
	gives 2 '--replace' restore "$1"
	gives 0 'restored and verified' restore "$1" --replace
	quiet list unit
	grep -q 'UNI-0002' "$scratch/out" || fail 'the second unit is not back'
	grep -q 'UNI-0003' "$scratch/out" && fail 'the third unit is there still'
	gives 0 'all is well' verify
	head -c 30000 /dev/urandom | dd of="$store/data.mdb" conv=notrunc 2>/dev/null
	gives 2 '' list unit
	gives 2 'cannot be read; say --replace' restore "$2"
	gives 0 'restored and verified' restore "$2" --replace
	gives 0 'UNI-0003' list unit
	[ "$(id -u)" != 0 ] || {
		chown -R 65534:65534 "$store"
		gives 0 'restored and verified' restore "$2" --replace
		[ "$(stat -c %u:%g:%a "$store/data.mdb")" = 65534:65534:600 ] || fail 'what root has put back is not the owner'"'"'s'
		chown -R 0:0 "$store"
	}
	gives 0 'has format 2 already, nothing was done' upgrade
	original=$store
	store=$scratch/elsewhere
	gives 2 'forvalta init' upgrade
	[ ! -e "$store" ] || fail 'upgrade has made something where there is nothing'
	gives 0 'restored and verified' restore "$2"
	gives 0 'UNI-0003' list unit
	store=$original
	head -c 60000 /dev/urandom | dd of="$1/data.mdb" bs=1000 seek=40 conv=notrunc 2>/dev/null
	gives 2 '' restore "$1" --replace
	gives 0 'UNI-0003' list unit
	gives 2 '' restore "$scratch" --replace
	gives 0 'all is well' verify
}

# What is beyond its limit is told with what to do, and monitoring is told the same.
# WORDS: in no byte of the store's files.
nowhere() {
	! grep -qai -- "$1" "$store/data.mdb" "$store/lock.mdb" || fail "\"$1\" stands in the store's files"
}

test_erasure_and_disposal() {
	new_store people
	quiet add unit name=Nämnden kind=committee
	quiet add person name='Sixten Utplånad' login=sixten.u email=sixten.u@example.se
	quiet set PRS-0002 title=Chef
	gives 0 'copied and verified' backup
	gives 64 'or --compact alone' erase
	gives 64 'or --compact alone' erase PRS-0002 --compact
	gives 2 '--why names whom' erase PRS-0002 --why 'Sixten Utplånad bad om det'
	grep -qai sixten "$store/data.mdb" || fail 'there is nothing to erase'
	mkfifo "$scratch/held"
	sleep 300 >"$scratch/held" &
	keeper=$!
	"$program" --store "$store" --lang en import --entity unit - <"$scratch/held" >/dev/null 2>&1 &
	reader=$!
	tries=0
	until [ -e "/proc/$reader/map_files" ] && grep -q "$store/data.mdb" "/proc/$reader/maps" 2>/dev/null || [ $tries = 600 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	gives 1 'When nobody is signed in: forvalta erase --compact' erase PRS-0002 --why 'Beslut 2026-17'
	grep -q 'Backups that still hold it' "$scratch/out" || fail 'the backup is not named'
	grep -q 'is in use by process' "$scratch/err" || fail "who has it open is not said: $(cat "$scratch/err")"
	gives 1 'run forvalta erase --compact' doctor
	kill $keeper
	wait $keeper $reader 2>/dev/null
	gives 0 'nothing of what is gone is left' erase --compact
	nowhere sixten
	nowhere Utpl
	gives 0 'all is well' verify
	quiet doctor
	grep -q 'erase --compact' "$scratch/out" && fail 'doctor still asks for it'

	later=$(date -d '+2 days' +%F)
	quiet add person name='Gammal Titel' login=gammal.t
	quiet set PRS-0003 title=Registrator
	quiet set PRS-0003 title=
	gives 2 'there is no decision number 1' dispose --before "$later" --decision 1 --today "$later"
	quiet add decision kind=committee unit=UNI-0001 date=2020-01-01 outcome=approved title=Gallring text=Gallras reason=Gammalt
	gives 64 '--before' dispose --decision 1
	gives 64 '--decision' dispose --before "$later"
	gives 0 'would be disposed of: 2 former images' dispose --before "$later" --decision 1 --today "$later" --dry-run
	gives 0 'disposed of: 2 former images' dispose --before "$later" --decision 1 --today "$later"
	nowhere Registrator
	gives 0 'disposed of: decision 1 (DEC-0001), before' history PRS-0003
	gives 0 'There is no personal history as old as that' dispose --before "$later" --decision 1 --today "$later"
	gives 0 'all is well' verify
	[ "$(id -u)" != 0 ] || {
		quiet add person name=Läsaren login=nobody
		gives 2 'only an administrator may erase' erase PRS-0003 --why x --as nobody
		gives 2 'only an administrator may have the data file' erase --compact --as nobody
		gives 2 'only an administrator may dispose' dispose --before 2020-01-01 --decision 1 --as nobody
	}
	"$program" --store "$store" export --format jsonl >"$scratch/people.jsonl" || fail 'no export'
	quiet restore "$scratch/people.jsonl" --store "$scratch/people-again" || fail "restore: $(cat "$scratch/err")"
	"$program" --store "$scratch/people-again" export --format jsonl | cmp -s - "$scratch/people.jsonl" || fail 'not the same register'
}

test_disclosure() {
	new_store disclosed
	quiet add person name='Hemlig Person' login=hemlig.p code=HEMLIG
	quiet add system name=Skyddat secrecy_ground='OSL 18:8'
	quiet add system name=Öppet notes='Ring Hemlig Person' purpose='<script>alert(1)</script>'
	quiet add system name=Friat secrecy_ground='OSL 19:1' secrecy_until=2026-11-21
	quiet add component system=SYS-0001 product=Dolt version=7
	gives 0 'disclosure' report
	gives 64 'is no report; there are: disclosure' report all
	gives 64 'is none of text, html, csv, json, jsonl' report disclosure --format pdf
	gives 64 'no kind of record' report disclosure systm
	gives 64 '--where is about the records of one kind' report disclosure --where 'criticality > 1'
	gives 64 'leave --as-of out' report disclosure --as-of '#3'
	for format in text html csv json jsonl; do
		gives 0 'OSL 18:8' report disclosure --format $format
		grep -qi -e 'hemlig' -e 'skyddat' -e 'dolt' "$scratch/out" && fail "$format tells what is masked"
		grep -q 'Friat' "$scratch/out" || fail "$format masks what has run out"
		grep -q '<script' "$scratch/out" && [ $format = html ] && fail 'a script in a page'
		"$program" --store "$store" --today 2026-11-22 --lang en report disclosure --format $format --output "$scratch/masked" ||
			fail "no file of $format"
		cmp -s "$scratch/masked" "$scratch/out" || fail "the file of $format is another"
		[ "$(stat -c %a "$scratch/masked")" = 600 ] || fail 'others may read the copy'
	done
	gives 0 'Hemlig Person' report disclosure person --personal
	gives 2 '' report disclosure --output "$scratch/nowhere/copy"
}

test_doctor() {
	new_store ill
	today=$(date +%F)
	printf 'limits = { disk_free = 0; };\n' >"$scratch/roomy.conf" # whatever the machine has
	doctor() {
		"$program" --config "$scratch/roomy.conf" --store "$store" --lang en "$@" >"$scratch/out" 2>"$scratch/err"
	}
	wrong() {
		doctor "$@" doctor
		[ $? = 1 ] || fail "doctor $*: not 1: $(cat "$scratch/out" "$scratch/err")"
		doctor "$@" stat --format openmetrics || fail "stat: $(cat "$scratch/err")"
		sed -n 's/^forvalta_well{check="\([a-z]*\)"} 0$/\1/p' "$scratch/out" | tr '\n' ' '
	}
	[ "$(wrong)" = 'audit backup verify ' ] || fail "a new register: $(wrong)"
	doctor audit
	doctor backup
	doctor verify
	doctor doctor || fail "all is well and yet: $(cat "$scratch/out")"
	grep -q '^all is well$' "$scratch/out" || fail 'nothing says that all is well'
	[ "$(wrong --today "$(date -d "$today + 4 days" +%F)")" = 'audit backup ' ] || fail 'after four days'
	[ "$(wrong --today "$(date -d "$today + 40 days" +%F)")" = 'audit backup verify ' ] || fail 'after forty days'
	printf 'limits = { disk_free = 100000000; };\nfreshness = { backup = 9; audit = 9; };\n' >"$scratch/ill.conf"
	[ "$(wrong --config "$scratch/ill.conf" --today "$(date -d "$today + 4 days" +%F)")" = 'disk ' ] || fail 'limits of the configuration'
	doctor --config "$scratch/ill.conf" doctor
	grep -q '^!  disk .*make room' "$scratch/out" || fail "it does not say what to do: $(cat "$scratch/out")"
	chmod o+rx "$store"
	[ "$(wrong)" = 'files ' ] || fail 'everybody may look'
	chmod o= "$store"
	gives 64 'none of text, openmetrics' stat --format json
	doctor stat --format openmetrics
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$here python3 - "$scratch/out" <<-'END' || fail 'stat --format openmetrics'
		import sys
		import openmetrics
		samples = openmetrics.read(sys.argv[1])
		assert samples['forvalta_store_records{kind="person"}'] == 1 and samples['forvalta_store_backed_up_seconds'] > 1e9
	END
}

test_hostile_words() {
	new_store hostile
	escape=$(printf '\033]0;x\007')
	gives 2 'control character' add unit "name=$escape"
	gives 64 '' "$escape"
	gives 2 '' show "$escape"
	gives 2 '' list unit --where "name = \"$escape\" och"
	printf 'name,%s\nA,b\n' "$escape" >"$scratch/unit.csv"
	gives 2 '' import "$scratch/unit.csv"
	printf 'name\n%s\n' "$escape" >"$scratch/unit.csv"
	gives 2 'control character' import "$scratch/unit.csv"
	cp "$scratch/unit.csv" "$scratch/unit.$escape.csv" 2>/dev/null && gives 2 '' import "$scratch/unit.$escape.csv"
	for out in "$scratch/out" "$scratch/err"; do
		LC_ALL=C grep -q "$(printf '\033')" "$out" && fail 'an escape character reached the terminal'
	done
	gives 64 '' add unit name
	gives 2 '' list unit --where "$(printf '%04000d' 0 | tr 0 '(')"
	true
}

escape_free() {
	LC_ALL=C grep -q "$(printf '\033')" "$scratch/out" "$scratch/err" && fail "an escape character reached the terminal: $*"
}

test_no_escape_character_comes_out() {
	new_store escapes
	escape=$(printf '\033[31m')
	printf 'name,%s\nA,b\n' "$escape" >"$scratch/unit.csv"
	printf '%s = 1;\n' "$escape" >"$scratch/bad.conf"
	quiet "$escape"; escape_free command
	quiet list "--$escape"; escape_free option
	quiet show "$escape"; escape_free show
	quiet list "$escape"; escape_free list
	quiet list unit --where "$escape"; escape_free where
	quiet list unit --columns "$escape"; escape_free columns
	quiet list unit --format "$escape"; escape_free format
	quiet list unit --limit "$escape"; escape_free limit
	quiet list unit --today "$escape"; escape_free today
	quiet list unit --lang "$escape"; escape_free lang
	quiet add unit "$escape=1"; escape_free add
	quiet undo "$escape"; escape_free undo
	quiet import "$escape"; escape_free import
	quiet import "$scratch/unit.csv" --entity "$escape"; escape_free entity
	quiet import "$scratch/unit.csv" --map "$escape"; escape_free map
	quiet import "$scratch/unit.csv" --map "$scratch/bad.conf"; escape_free mapping
	quiet import "$scratch/unit.csv"; escape_free header
	quiet list unit --config "$scratch/bad.conf"; escape_free config
	quiet list unit --as "$escape"; escape_free as
	quiet schema "$escape"; escape_free schema
	quiet audit --rule "$escape"; escape_free rule
	quiet audit --fail-on "$escape"; escape_free fail-on
	store=$scratch/$escape
	quiet list unit; escape_free store
}

test_places_that_are_no_store() {
	store=$scratch/missing
	gives 2 "$scratch/missing" list system
	mkdir "$scratch/empty" "$scratch/other"
	store=$scratch/empty
	gives 2 "$scratch/empty" list system
	printf 'x' >"$scratch/other/data.mdb"
	store=$scratch/other
	gives 2 "$scratch/other" list system
	store=$scratch/other/data.mdb
	gives 2 "$scratch/other" list system
	new_store twice
	gives 2 '' init
}

# STORE STEP: the number behind the word "format" is so much more.
change_format() {
	python3 - "$1/data.mdb" "$2" "$("$program" --store "$1" --lang en stat | sed -n 's/^format *//p')" <<-'END'
		import sys
		name, step, ours = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
		data = open(name, "rb").read()
		now, then = (b"format" + number.to_bytes(8, "big") for number in (ours, ours + step))
		assert data.count(now) > 0
		open(name, "wb").write(data.replace(now, then))
	END
	cp "$1/data.mdb" "$scratch/before.mdb"
}

test_other_formats() {
	for other in newer older; do
		new_store $other
		quiet add unit name=A
		[ $other = newer ] && change_format "$store" 1 || change_format "$store" -1
		for command in 'list unit' 'add unit name=B' audit verify "backup $scratch/$other-copy" 'stat' 'init --name A' 'undo'; do
			# shellcheck disable=SC2086
			gives 2 '' $command
			grep -qE "$other/?: .*($other than this program's [0-9]+[;,] (install|export)|a register here already)" "$scratch/err" ||
				fail "$command: $(cat "$scratch/err")"
		done
		cmp -s "$store/data.mdb" "$scratch/before.mdb" || fail "a store of $other format was written to"
	done
}

# Root writes everywhere: the program is asked as nobody, who owns a store and has taken the right to write from it.
test_read_only_directory() {
	[ "$(id -u)" = 0 ] || { echo '    skipped: only root may become nobody'; return; }
	new_store read_only
	quiet add unit name=A
	quiet add person name=Nils login=nobody access=administrator
	chmod 755 "$scratch"
	chmod a-w "$store"/* "$store"
	chown -R 65534:65534 "$store"
	for lock in there missing; do
		[ $lock = there ] || rm "$store/lock.mdb"
		as_nobody list unit
		[ $? = 0 ] || fail "list, lock $lock: $(cat "$scratch/err")"
		grep -q 'UNI-0001' "$scratch/out" || fail 'list shows nothing'
		as_nobody verify
		[ $? = 0 ] || fail "verify, lock $lock: $(cat "$scratch/err")"
		for command in 'add unit name=B' audit 'undo' "import $here/../../conf/sample/unit.csv"; do
			# shellcheck disable=SC2086
			as_nobody $command
			[ $? = 2 ] || fail "$command, lock $lock: status"
			grep -q "read_only: you may not: ask for the rights" "$scratch/err" || fail "$command: $(cat "$scratch/err")"
		done
	done
	chown -R 0:0 "$store"
	chmod 755 "$store"
	chmod 644 "$store/data.mdb"
	as_nobody list unit
	[ $? = 2 ] || fail 'read beside others that write, without a lock'
	grep -q 'lock.mdb' "$scratch/err" || fail "nothing about the lock: $(cat "$scratch/err")"
}

as_nobody() {
	setpriv --reuid=65534 --regid=65534 --clear-groups "$program" --store "$store" --today 2026-11-22 --lang en "$@" \
		>"$scratch/out" 2>"$scratch/err"
}

# What comes in broken, by what is said of it: nothing of it is taken, and no control character comes out.
test_bad_files() {
	new_store bad
	quiet add system name=S code=TAKEN
	while IFS='|' read -r file bytes words; do
		[ -n "$file" ] || continue
		printf "$bytes" >"$scratch/$file"
		case $file in
		*.json) gives 2 "$scratch/$file$words" catalogue import "$scratch/$file" ;;
		*) gives 2 "$scratch/$file$words" import "$scratch/$file" ;;
		esac
		LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$scratch/out" "$scratch/err" && fail "a control character: $file $bytes"
	done <<-'END'
		unit.csv|name,kind\nA,"depart\n|:2:3: the quote that begins here is never closed; is the file cut off?
		unit.csv|name\nA"x\n|:2:2: a quote inside a field without quotes
		unit.csv|name,kind\nA\n|:2:1: 1 field where the header has 2
		unit.csv|name,kind\nA,department,x\n|:2:1: 3 fields where the header has 2
		unit.csv|name,kind,name\nA,department,B\n|:1: columns 1 and 3 of the header are both named "name"
		unit.csv|name,colour\nA,red\n|:1: column 2: unit has no field "colour"; forvalta schema lists them
		unit.csv|name,knd\nA,department\n|:1: column 2: unit has no field "knd"; did you mean kind?
		unit.csv|\303\245,name\nA,B\345\n|:2:4: the byte 0xe5 is not UTF-8 here
		unit.csv|name\n\303\205\n\303|:3:1: ends inside a character of UTF-8; is the file cut off?
		unit.csv|name\nA\000B\n|:2:2: a NUL byte
		unit.csv|\377\376n\000a\000m\000e\000\n\000A|:2:1: ends inside a character of UTF-16LE
		unit.csv|name\nA\033]0;x\007\n|:2:1: name: holds the control character U+001B
		unit.csv|name\nA\302\2331m\n|:2:1: name: holds the control character U+009B
		unit.csv|name\nA\342\200\256B\n|:2:1: name: holds the control character U+202E
		unit.csv|name\rA\r|:1:5: a carriage return that is no line end
		unit.csv|| is empty; its first line must name the columns
		unit.csv|name,from\nA,2026-02-30\n|:2:3: from: "2026-02-30" is not a day; February 2026 has 28
		unit.csv|name,from\nA,0007-05-25\n|:2:3: from: "0007-05-25" cannot be kept: the year must be
		unit.csv|name,from\nA,03/04/2026\n|:2:3: from: "03/04/2026" can be read as more than one day; write year-month-day
		unit.csv|name,budget\nA,5 kr\n|:2:3: budget: "5 kr" is not an amount; write digits
		unit.csv|name,budget\nA,1 250 000\n|:2:3: budget: "1 250 000" is not an amount
		unit.csv|name,budget\nA,"5,50"\n|:2:3: budget: "5,50" is not an amount
		unit.csv|name,budget\nA,\342\210\2225\n|:2:3: budget: "−5" is not an amount
		unit.csv|name,budget\nA,99999999999999999999\n|:2:3: budget: "99999999999999999999" is too large
		unit.csv|name,parent\nA,UNI-0099\n|:2:3: parent: "UNI-0099" is the code or name of no record
		unit.csv|name,parent\nA,B\nB,A\n|:3: parent: the records would lie inside one another in a circle; name another
		unit.csv|code,name\nTAKEN,A\n|:2:1: code: "TAKEN" is already the code of a record of the kind System; give another
		p.json|{|:1:2: the document ends too early; is the file cut off?
		p.json|[{"cycle":"1","eol":"2026-02-30"}]|:1:21: [0].eol: "2026-02-30" is not a day
		p.json|[{"cycle":"1","cycle":"2"}]|:1:15: [0].cycle: stands twice
		p.json|[{"cycle":"\377","eol":"2026-01-30"}]|:1:12: the byte 0xff is not UTF-8 here
		p.json|[{"cycle":"a\000b"}]|:1:13: a NUL byte
		p.json|[{"cycle":"1\\u001b[31m","eol":"2026-01-30"}]|:1:11: [0].cycle: the character U+001B may not stand
		p.json|[{"cycle":"1\\ud800"}]|:1:19: half of a surrogate pair
	END
	[ "$("$program" --store "$store" list unit --format csv | wc -l)" = 1 ] || fail 'something was taken'
	[ "$("$program" --store "$store" list product --format csv | wc -l)" = 1 ] || fail 'a product was taken'
	gives 0 '#2' history --limit 1
}

test_spreadsheets() {
	new_store sheets
	mkdir "$scratch/sheets-in"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/spreadsheets.py" "$scratch/sheets-in" >"$scratch/cases" || fail 'spreadsheets.py'
	while IFS='|' read -r name wanted words; do
		gives "$wanted" "$words" import --entity system --sheet System --dry-run "$scratch/sheets-in/$name.xlsx"
	done <"$scratch/cases"
	book=$scratch/sheets-in/errors.xlsx
	gives 64 'the file being read' import --entity system --sheet System --rejects "$book" "$book"
	gives 1 '2 rows rejected' import --entity system --sheet System --rejects "$scratch/refused" "$book"
	sed -n '2,3s/,.*//p' "$scratch/refused" | tr '\n' ' ' | grep -qx '2 40 ' || fail "rows: $(cat "$scratch/refused")"
	gives 0 '1 row read' import --entity system "$scratch/sheets-in/good.xlsx"
	gives 2 'there is no sheet "Blad1"; there are "Om", "System"' import --entity system --sheet Blad1 "$scratch/sheets-in/good.xlsx"
	quiet import --entity system --sheet System - <"$scratch/sheets-in/good.xlsx" || fail "from standard input: $(cat "$scratch/err")"
	quiet list system --columns code,in_use_from,notes --format csv --defuse
	grep -qx "PRO,2019-01-01,'=1+1" "$scratch/out" || fail "what was read: $(cat "$scratch/out")"
	quiet list system --columns code,notes --format csv
	grep -qx 'PRO,=1+1' "$scratch/out" || fail 'as it is'
	[ ! -e /tmp/forvalta-was-here ] || fail 'a part got out'
}

# What a list holds comes back from its spreadsheet as it was: days, amounts, and what looks like a formula.
test_lists_as_spreadsheets() {
	new_store books
	quiet add system name==1+1 in_use_from=2019-01-01 criticality=3 || fail "$(cat "$scratch/err")"
	quiet add cost system=SYS-0001 year=2026 kind=operation basis=budget note==2+2 amount=412000,50 || fail "$(cat "$scratch/err")"
	for entity in system cost person; do
		columns=code,name
		[ $entity = system ] && columns=$columns,in_use_from,criticality
		[ $entity = cost ] && columns=code,system,year,kind,basis,note,amount
		quiet list $entity --columns $columns --format xlsx || fail "$entity: $(cat "$scratch/err")"
		cp "$scratch/out" "$scratch/$entity.xlsx"
		gives 0 '1 row read: 0 records added, 1 as it was' import --entity $entity --dry-run "$scratch/$entity.xlsx"
	done
	gives 64 'groups are told as' list system --group criticality --format xlsx
}

# Out to each who is asked, filled in by a script, and back.
test_review_spreadsheets() {
	new_store reviews
	quiet add person 'name=Chef' login=chef || fail "$(cat "$scratch/err")"
	quiet add person 'name=Stig' 'login=../../stig' || fail "$(cat "$scratch/err")"
	quiet add person 'name=Anställd' manager=PRS-0002 || fail "$(cat "$scratch/err")"
	quiet add person 'name=Annan' manager=PRS-0003 || fail "$(cat "$scratch/err")"
	quiet add system name=Ekonomi || fail "$(cat "$scratch/err")"
	for words in 'PRS-0004 level=read' 'PRS-0004 level=write' 'PRS-0005 level=read'; do
		quiet add permission system=SYS-0001 person=$words || fail "$(cat "$scratch/err")"
	done
	gives 0 '3 questions, asked of 2' review open permissions name=Hösten due=2026-12-15
	gives 64 'use: forvalta review export' review export REV-0001 --per-reviewer
	gives 2 'is no round of review' review export SYS-0001
	gives 0 '2 files' review export REV-0001 --per-reviewer --output "$scratch/reviews-out"
	[ "$(ls "$scratch/reviews-out" | tr '\n' ' ')" = 'PRS-0003.xlsx chef.xlsx ' ] || fail "files: $(ls "$scratch/reviews-out")"
	gives 0 'left open 3' review import "$scratch/reviews-out"
	quiet review export REV-0001 || fail "$(cat "$scratch/err")"
	cmp -sn 4 "$scratch/out" "$scratch/reviews-out/chef.xlsx" || fail 'everything in one is no spreadsheet'
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/fill_in.py" "$scratch/reviews-out/chef.xlsx" keep remove || fail 'fill_in.py'
	printf 'code;decision\n' >"$scratch/reviews-out/other.xlsx"
	gives 1 'other.xlsx: refused: this is no spreadsheet (.xlsx)' review import "$scratch/reviews-out"
	grep -q 'chef.xlsx:5: RVI-0001 accepted: keep' "$scratch/out" || fail "answers: $(cat "$scratch/out")"
	grep -q 'accepted 2, accepted already 0, refused 1, left open 1' "$scratch/err" || fail "sums: $(cat "$scratch/err")"
	rm "$scratch/reviews-out/other.xlsx"
	gives 0 'accepted 0, accepted already 2' review import "$scratch/reviews-out"
	quiet review import <"$scratch/reviews-out/chef.xlsx" || fail "from standard input: $(cat "$scratch/err")"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/fill_in.py" "$scratch/reviews-out/chef.xlsx" remove keep || fail 'fill_in.py'
	gives 1 'refused: answered meanwhile by Anna Berg on 2026-11-22: keep' review import "$scratch/reviews-out/chef.xlsx"
	gives 2 'No such file' review import "$scratch/nothing-here"
	mkdir "$scratch/reviews-none"
	gives 2 'there is no .xlsx in it' review import "$scratch/reviews-none"
}

# Standard error goes to the journal at night: what the register keeps of people and secrets has no place there.
test_nothing_kept_is_told() {
	new_store told
	quiet add person 'name=Namn Namnsson' login=namn email=namn@hemligt.example telephone=070-HEMLIGT || fail "$(cat "$scratch/err")"
	quiet add system name=Procapita notes=HEMLIGTVÄRDE 'secrecy_ground=OSL 18:8 §' || fail "$(cat "$scratch/err")"
	printf 'code,name,criticality\nSYS-0001,Procapita,x\n' >"$scratch/told.csv"
	for words in audit 'audit --raise' 'notify --dry-run' verify doctor stat 'list system --where nosuch=1' 'set SYS-0001 criticality=x' \
		'set SYS-0001 name=' 'set PRS-0002 active_from=x' 'add person login=namn name=x' 'remove PRS-0002' 'undo 99' history 'show PRS-0002' \
		'list person --format csv' ssh-keys "import --entity system $scratch/told.csv" "export --output $scratch/told-out" 'backup /dev/null' \
		'finding accept OWN-01:SYS-0001' 'erase PRS-0002 --why x' 'remove SYS-0001'; do
		quiet $words
		[ $? -le 64 ] || fail "$words"
		grep -qi 'hemligt' "$scratch/err" && fail "forvalta $words tells: $(cat "$scratch/err")"
	done
}

test_hostile_surroundings() {
	new_store surroundings
	quiet add system name=Procapita
	mkdir "$scratch/hostile-places"
	SANITIZED=$SANITIZED python3 "$here/hostile.py" "$program" "$store" "$scratch/hostile-places" >"$scratch/out" || fail "$(cut -c1-300 "$scratch/out" | head -20)"
}

test_full_disk() {
	mkdir -p "$scratch/small"
	mount -t tmpfs -o size=1m tmpfs "$scratch/small" 2>/dev/null || { echo '    skipped: a small disk cannot be mounted here'; return; }
	store=$scratch/small/store
	gives 0 '' init --name A
	number=0
	while [ $number -lt 400 ] && quiet add unit "name=Enhet $number" "description=$(printf '%06000d' 0)"; do
		number=$((number + 1))
	done
	[ $number -lt 400 ] || fail 'the disk never filled'
	gives 2 '' add unit name=Till "description=$(printf '%06000d' 0)"
	gives 0 'all is well' verify
	[ "$("$program" --store "$store" list unit --format csv | grep -c UNI-)" = $number ] || fail 'something acknowledged is not there'
	gives 2 'no room is left on the disk' backup
	[ -z "$(ls -A "$store/backups")" ] || fail 'something is left of a backup for which there was no room'
	full=$number
	new_store roomy
	number=0
	while [ $number -lt 250 ] && quiet add unit "name=Enhet $number" "description=$(printf '%06000d' 0)"; do
		number=$((number + 1))
	done
	"$program" --store "$store" export --format jsonl >"$scratch/large.jsonl"
	gives 0 '' backup "$scratch/large"
	store=$scratch/small/store
	gives 2 'no room is left on the disk' restore "$scratch/large" --replace
	gives 0 'all is well' verify
	grep -q "^records $((full + 1))," "$scratch/out" || fail "a full disk has changed the store: $(cat "$scratch/out")"
	rm -r "$store"
	gives 2 'no room is left on the disk' restore "$scratch/large.jsonl"
	gives 2 'no room is left on the disk' restore "$scratch/large"
	[ ! -e "$store" ] || fail 'something is left of what there was no room for'
	umount "$scratch/small"
}

test_unknown_login() {
	new_store logins
	[ "$(id -u)" = 0 ] || { echo '    skipped: only root may act as others'; return; }
	gives 2 '' add unit name=A --as nobody
	gives 2 '' add unit name=A --as no.such.person
}

# The table of roles through the program: LOGIN|STATUS|WORDS|COMMAND. The whole of it: register/test_roles.
test_roles() {
	[ "$(id -u)" = 0 ] || { echo '    skipped: only root may act as others'; return; }
	new_store roles
	quiet add supplier code=LEV name=Linden
	for role in reader steward licence_manager permission_manager portfolio_manager security auditor administrator; do
		quiet add person "code=P-$role" "name=$role" "login=$role" "access=$role" || fail "$(cat "$scratch/err")"
	done
	quiet add person code=P-technical name=technical login=technical access=steward
	for system in OWN OTHER; do
		quiet add system "code=$system" "name=$system" version=7 criticality=2
		quiet add component "code=C-$system" "system=$system" product=postgresql version=12 extended_end=2027-01-31
		quiet add licence "code=L-$system" "system=$system" name="$system" metric=named_user || fail "$(cat "$scratch/err")"
	done
	quiet add assignment code=ASG person=P-steward role=system_manager system=OWN
	quiet add assignment code=TECH person=P-technical role=technical_manager system=OWN
	quiet add unit code=U name=Nämnden
	quiet add opportunity code=OPP title=Byte sponsor=P-reader
	quiet add requirement opportunity=OPP text=Svensk level=must
	quiet add offer code=BID opportunity=OPP supplier=LEV price=1000 || fail "$(cat "$scratch/err")"
	printf 'code,name\nOWN,Ours\nOTHER,Ours too\n' >"$scratch/system.csv"
	printf 'code,system\nASG,OTHER\n' >"$scratch/assignment.csv"
	printf 'unknown_user = "read";\n' >"$scratch/read.conf"
	while IFS='|' read -r login status words command; do
		[ -n "$login" ] || continue
		eval "gives $status \"\$words\" --as $login $command"
	done <<-END
		reader|0|OTHER|list system
		reader|2|may not add|add unit name=A
		reader|2|may not change|set OTHER name=A
		reader|2|may not change or remove|remove C-OWN
		reader|0|OPP-|add opportunity title=Behov 'need=Vi skriver allt två gånger'
		reader|2|may not add|add opportunity title=Behov stage=decided
		reader|2|may not add|add opportunity title=Behov award_published=2026-01-01
		reader|2|is for whoever manages it|history OWN
		reader|2|auditor|audit
		reader|2|may not add|import $scratch/system.csv --key name
		reader|0|Price|show BID
		steward|0|OWN|set OWN name='Ours alone'
		steward|0|2027-01-31|show C-OWN
		steward|0|not shown to your role|show C-OTHER
		steward|2|may not change|set OTHER name=A
		steward|2|may not change|set C-OWN system=OTHER
		steward|2|may not change|set C-OTHER system=OWN
		steward|2|may not change|set ASG system=OTHER
		steward|2|may not add|add assignment person=P-steward role=system_owner system=OTHER
		steward|2|may not add|add integration from_system=OTHER to_system=OWN name=X
		steward|0|INT-|add integration from_system=OWN to_system=OTHER name=X
		steward|0|LIU-|add licence_use licence=L-OWN person=P-reader
		steward|2|may not add|add licence_use licence=L-OTHER person=P-reader
		steward|2|:3: name: your role may not change it|import $scratch/system.csv
		steward|2|:2: system: your role may not change it|import $scratch/assignment.csv
		steward|0|Version:|history OWN
		steward|2|is for whoever manages it|history OTHER
		steward|2|may not add|add system name=New
		technical|0|CMP-|add component system=OWN product=nginx
		technical|2|may not add|add component system=OTHER product=nginx
		technical|2|may not change|set OWN name=A
		technical|0|postgresql|show C-OWN
		licence_manager|0|LIC-|add licence name=A metric=device
		licence_manager|2|may not add|add permission system=OWN account=x level=read
		permission_manager|0|PRM-|add permission system=OWN account=x level=read
		permission_manager|2|may not add|add licence name=A metric=device
		portfolio_manager|0|FOR-|add forum name=A
		portfolio_manager|0|not shown to your role|show BID
		portfolio_manager|2|may not change|set BID price=1
		portfolio_manager|2|may not change|set OWN name=A
		reader|0|OPP-|capture 'Vi skriver allt två gånger' --why 'Som planerare behöver vi skriva en gång' --unit U
		reader|2|may not change|receive OPP
		steward|2|may not change|receive OPP --answer no --why 'Finns redan'
		portfolio_manager|0|OPP|receive OPP --answer taken_up
		reader|1|Leader in IT: not stated|gate OPP
		reader|2|may not change|triage OPP --track infrastructure --size small --set
		portfolio_manager|0|Track           infrastructure|triage OPP --track infrastructure --size small --set
		administrator|0|OPP|set OPP secrecy_ground='19 kap. 3 § OSL'
		reader|1|not shown to you|gate OPP
		reader|0|not shown to you|triage OPP
		administrator|0|OPP|set OPP secrecy_ground=
		reader|2|may not|stop OPP --why 'Behövs inte' --lesson 'Fråga först'
		security|0|OTHER|set OTHER confidentiality=2
		security|2|may not change name|set OTHER name=A
		security|0|2027-01-31|show C-OTHER
		auditor|2|may not add|add opportunity title=Behov
		auditor|2|may not change|set OWN name=A
		auditor|0|2027-01-31|show C-OTHER
		auditor|0|Version:|history OTHER
		auditor|0|Price|show BID
		nobody.known|2|no active person|list system
		nobody.known --config $scratch/read.conf|0|OTHER|list system
		nobody.known --config $scratch/read.conf|2|may not add|add opportunity title=Behov
		administrator|0|OWN|set OWN name=A
	END
	SSH_ORIGINAL_COMMAND="capture Behov --why Därför --unit U" quiet --ssh reader || fail "a need through SSH: $(cat "$scratch/err")"
	"$program" --store "$store" --as reader list system --columns code,support_ends,decide_state --format csv >"$scratch/out"
	grep -q '^OTHER,,' "$scratch/out" || fail "support is shown to a reader: $(cat "$scratch/out")"
	"$program" --store "$store" --as reader list component --where 'version = "12"' --format csv >"$scratch/out"
	grep -q 'C-O' "$scratch/out" && fail 'a condition tells a reader what a list does not'
	"$program" --store "$store" --as reader show OTHER --format json | grep -q '"version"\|support_ends\|obsolescence' && fail 'JSON tells a reader more'
	gives 0 'all is well' verify
}

# A group that may write the files is told of wherever somebody looks.
test_shared_register() {
	store=$scratch/own
	gives 0 '' init
	quiet stat
	grep -q '^shared' "$scratch/out" && fail 'a store of one says that it is shared'
	store=$scratch/shared
	gives 0 'roles are advice only' init --shared "$(id -gn)"
	gives 0 "everybody of the group $(id -gn) can write the files" stat
	gives 2 'no group' init --shared no.such.group
	tmux -L "$$" -f /dev/null new-session -d -x 80 -y 24 "$program --store $store --lang en" || { echo '    skipped: no tmux'; return; }
	waited=0
	until tmux -L "$$" capture-pane -p | grep -q 'A shared register: its group can write' || [ $waited -gt 600 ]; do
		sleep 0.1
		waited=$((waited + 1))
	done
	[ $waited -le 600 ] || fail "the screen does not say that it is shared: $(tmux -L "$$" capture-pane -p)"
	tmux -L "$$" kill-server
}

test_outputs_that_cannot_be_written() {
	new_store outputs
	quiet add unit name=A
	"$program" --store "$store" list unit >&- 2>"$scratch/err"
	[ $? = 2 ] || fail 'closed standard output'
	"$program" --store "$store" list unit >/dev/full 2>"$scratch/err"
	[ $? = 2 ] || fail '/dev/full'
	grep -q 'standard output' "$scratch/err" || fail "nothing about standard output: $(cat "$scratch/err")"
	"$program" --store "$store" export unit >/dev/full 2>/dev/null
	[ $? = 2 ] || fail 'export to /dev/full'
	"$program" --help >/dev/full 2>/dev/null
	[ $? = 2 ] || fail 'help to /dev/full'
	"$program" --store "$store" list unit 2>&- >"$scratch/out" || fail 'closed standard error'
	"$program" --store "$store" show UNI-0099 2>&- >"$scratch/out"
	[ -s "$scratch/out" ] && fail 'words for standard error came out elsewhere'
	"$program" --store "$store" verify <&- >/dev/null 2>&1 || fail 'closed standard input'
}

test_configuration() {
	new_store configured
	printf 'colour = "red";\n' >"$scratch/a.conf"
	gives 2 "$scratch/a.conf:1" list unit --config "$scratch/a.conf"
	printf '\nlanguage = 3;\n' >"$scratch/a.conf"
	gives 2 "$scratch/a.conf:2" list unit --config "$scratch/a.conf"
	printf 'language = "sv";\nstore = "%s";\n' "$store" >"$scratch/a.conf"
	"$program" --config "$scratch/a.conf" show UNI-0001 2>&1 | grep -q 'UNI-0001' || fail 'the store of the configuration'
	gives 2 'missing.conf' list unit --config "$scratch/missing.conf"
	quiet add system name=A phase=in_use planned_retirement=2030-06-30
	gives 0 'in good time' list system --columns decide_state
	printf 'decide_soon_months = 60;\n' >"$scratch/a.conf"
	gives 0 'soon' list system --columns decide_state --config "$scratch/a.conf"
}

test_two_writers() {
	new_store writers
	for writer in a b; do
		(for number in 1 2 3 4 5 6 7 8 9 10; do "$program" --store "$store" add unit "name=$writer $number" || echo lost; done) >"$scratch/writer.$writer" 2>&1 &
	done
	wait
	grep -h lost "$scratch/writer.a" "$scratch/writer.b" && fail 'a writer was refused'
	[ "$("$program" --store "$store" list unit --format csv --columns code | sort -u | grep -c UNI-)" = 20 ] || fail 'not twenty units'
	gives 0 'all is well' verify
}

# Random registers against an oracle in fractions; `make portfolio-oracle` makes thousands.
test_portfolio() {
	mkdir -p "$scratch/portfolio"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/portfolio_oracle.py" "$program" "$scratch/portfolio" 1 5 >"$scratch/out" 2>&1 || fail "$(cat "$scratch/out")"
	new_store portfolio
	quiet add goal name=Mål weight=0
	quiet add opportunity title=Nytt stage=received benefit_score=5
	gives 0 'The weights of the goals sum to nothing: nothing can be ranked.' priority
	gives 0 'Målens vikter blir tillsammans ingenting: inget kan rangordnas.' priority --lang sv
	gives 2 '--where: column' priority --where 'weight ='
	gives 64 'priority' priority OPP-0001
	gives 0 'rank,code,title,priority' report priority --format csv
	gives 2 'there are no requirements to judge an offer by; write them first' offers OPP-0001
	gives 2 'GOL-0001 is no opportunity; offers are made for one' offers GOL-0001
	quiet add supplier name=Nord
	gives 2 'there are no requirements to judge an offer by; write them first (OPP-0001)' add offer opportunity=OPP-0001 supplier=LEV-0001
	quiet add requirement opportunity=OPP-0001 text=Snabbt level=should weight=0
	gives 2 'the weights of the requirements sum to nothing' add offer opportunity=OPP-0001 supplier=LEV-0001 price=1
	quiet set REQ-0001 weight=3
	gives 0 '' add offer opportunity=OPP-0001 supplier=LEV-0001 price=1
	gives 2 'the offers have been opened' set REQ-0001 weight=4
	gives 2 'the offers have been opened' remove REQ-0001
	gives 0 'fixed: the offers are opened' offers OPP-0001
	gives 0 '<title>Anbud: Nytt</title>' report offers OPP-0001 --format html --lang sv
	gives 2 'parent: the records would lie inside one another in a circle' set GOL-0001 parent=GOL-0001
	gives 2 'programme: the records would lie inside one another in a circle' set OPP-0001 programme=OPP-0001
	gives 2 'end: 2026-01-01 is before start, 2026-02-01' set OPP-0001 start=2026-02-01 end=2026-01-01
	gives 0 'Realisation: measured of the target due  not stated' report benefits
	gives 0 'No alternative is chosen whose cost is known' report benefits OPP-0001
	gives 0 'Of these, nothing under way names  1' report goals
	gives 64 'there is too much after it' report goals GOL-0001
}

# Random registers against an oracle in decimal numbers; `make cost-oracle` makes thousands.
test_cost() {
	mkdir -p "$scratch/cost"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/cost_oracle.py" "$program" "$scratch/cost" 1 6 >"$scratch/out" 2>&1 || fail "$(cat "$scratch/out")"
	new_store costs
	quiet add system name=Arkivet users=10
	gives 0 'No cost is known' cost SYS-0001
	quiet add cost system=SYS-0001 year=2026 kind=operation basis=actual amount=1000 certainty=booked
	gives 0 "Today's budget" cost SYS-0001 --lines
	gives 0 'Dagens budget' cost SYS-0001 --lang sv
	gives 0 '<svg' cost SYS-0001 --format html
	gives 0 'year,group,kind,origin,' cost SYS-0001 --format csv
	gives 2 'no system, service or opportunity' cost CST-0001
	quiet set SYS-0001 planned_retirement=2027-06-30
	quiet add opportunity title=Nytt
	gives 0 'is not known: no system' cost OPP-0001
	quiet add opportunity_system opportunity=OPP-0001 system=SYS-0001 role=replaced
	quiet add alternative opportunity=OPP-0001 title=Molnet kind=replace life_years=8 investment=900 yearly_run=10
	gives 0 '"kind": "nothing"' cost OPP-0001 --format json --rate 0
	grep -q '"yearly": "1150.00"' "$scratch/out" || fail 'going on as it is: 11 years of 1,000 and 500 to leave, over 10 years'
	grep -q '"yearly": "122.50"' "$scratch/out" || fail 'a new one: 900 and 8 years of 10, over 8 years'
	gives 2 'investment: 10.00 is less than investment_min, 900.00' add alternative opportunity=OPP-0001 title=O kind=replace life_years=8 investment_min=900 investment=10
	gives 2 'yearly_run_max: 5.00 is less than yearly_run_min, 6.00' add alternative opportunity=OPP-0001 title=O kind=replace life_years=8 yearly_run_min=6 yearly_run_max=5
	gives 2 'investment: -1.00 is too small' add alternative opportunity=OPP-0001 title=O kind=replace life_years=8 investment=-1
	gives 2 'life_years: 0 is outside 1 to 60' add alternative opportunity=OPP-0001 title=O kind=replace life_years=0
	gives 2 'life_years: 200 is outside 1 to 60' add alternative opportunity=OPP-0001 title=O kind=replace life_years=200
	gives 2 'ready: 2027-01-01 is before starts, 2028-01-01' add alternative opportunity=OPP-0001 title=O kind=replace life_years=8 starts=2028-01-01 ready=2027-01-01
	gives 0 'Sida vid sida' report cost OPP-0001 --lang sv
	quiet report cost SYS-0001 --format html --output "$scratch/cost.html"
	grep -q '</html>' "$scratch/cost.html" || fail 'no page in the file'
	gives 2 'none of what it can be about: system, service, opportunity' report cost CST-0001
	gives 64 'by its code' report cost
	gives 64 'from 1 to 60' cost SYS-0001 --years 0
	gives 64 'from 1 to 60' cost SYS-0001 --years 200
	gives 0 '3.50 %' cost SYS-0001 --rate 3,5
	gives 64 'from 0 to 50' cost SYS-0001 --rate -100
	gives 64 'none of text, csv, json, html' cost SYS-0001 --format pdf
}

# The sample's reports in both languages, counted again from its lists, looked at as pages and printed.
test_reports() {
	new_store reports
	quiet import "$here/../../conf/sample/"*.csv || fail "$(head -3 "$scratch/err")"
	quiet catalogue import "$here/../../conf/sample/catalogue.json" || fail "$(head -3 "$scratch/err")"
	for lang in en sv; do
		{
			run --lang $lang report upcoming --years 1 --by $([ $lang = sv ] && echo committee || echo year)
			run --lang $lang report supplier LEV-0003
			run --lang $lang report service SRV-0038
			run --lang $lang report opportunity OPP-0003
			run --lang $lang report decision OPP-0003
			run --lang $lang report decision AVT-0044
			run --lang $lang report decision SYS-0091
		} | same reports.$lang
	done
	mkdir -p "$scratch/pages"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/reports.py" "$program" "$store" "$scratch/pages" ${SANITIZED:+unprinted} >"$scratch/out" 2>&1 || fail "$(tail -5 "$scratch/out")"
	grep skipped "$scratch/out"
	gives 0 'decide by' timeline
	gives 0 'Tidslinje' --lang sv timeline SYS-0001 SRV-0001
	gives 64 'from 1 to 20' timeline SYS-0001 --years 21
	gives 64 '--from' timeline SYS-0001 --from nonsense
	gives 2 'have no timeline' timeline PRS-0001
	gives 64 'from 1 to 30' report upcoming --years 0
	gives 64 'none of year, committee' report upcoming --by unit
	gives 64 'takes no condition' report upcoming --where 'name = "x"'
	gives 2 'none of what it can be about: unit' report upcoming SYS-0001
	gives 0 'What comes up in the next 5 years: Socialnämnden' report upcoming UNI-0004
	gives 0 '2026-10-30,decided,2027-04-30,option,Driftavtal datorhall,AVT-0108' report upcoming --format csv
	gives 64 'are for the whole register' report upcoming UNI-0004 --years 3
	gives 64 'by its code' report decision
	gives 2 'none of what it can be about: opportunity, contract, system' report decision UNI-0001
	echo before >"$scratch/whole.html"
	gives 2 'none of what it can be about: service' report service SYS-0001 --format html --output "$scratch/whole.html"
	[ "$(cat "$scratch/whole.html")" = before ] || fail 'a report that could not be made has left something'
	gives 2 'nowhere' report service SRV-0001 --output "$scratch/nowhere/page.html"
}

# A report shows what its reader may see: nothing of a system that is secret, nor what a weak one is made of.
test_reports_for_a_reader() {
	[ "$(id -u)" = 0 ] || { echo '    skipped: only root may act for others here'; return; }
	new_store reader
	quiet import "$here/../../conf/sample/"*.csv || fail "$(head -3 "$scratch/err")"
	quiet catalogue import "$here/../../conf/sample/catalogue.json" || fail "$(head -3 "$scratch/err")"
	quiet add person name=Läsare login=lasare access=reader
	gives 0 SYS-0053 report upcoming --format csv
	gives 0 'Microsoft Windows Server and 2 more' report upcoming
	all=$("$program" --store "$store" --today 2026-11-22 report upcoming --format json | sed -n 's/^  "yearly": "\(.*\)",/\1/p')
	quiet set SYS-0053 secrecy_ground='18 kap. 8 § OSL'
	gives 0 '"hidden": ' report upcoming --format json --as lasare
	grep -q "\"yearly\": \"$all\"" "$scratch/out" && fail 'the sum tells of what is secret'
	for words in upcoming 'upcoming --by committee' 'supplier LEV-0011' 'decision SYS-0116'; do
		for format in text csv json html; do
			# shellcheck disable=SC2086
			quiet report $words --format $format --as lasare || fail "report $words: $(cat "$scratch/err")"
			grep -qE 'SYS-0053|Ruttsnickaren Hemtj|Microsoft Windows' "$scratch/out" && fail "report $words as $format tells of what is hidden"
		done
	done
	gives 0 'is not shown to you' report decision SYS-0053 --as lasare
	gives 0 'rests on what is not shown to you' report service SRV-0027 --as lasare
	gives 0 'rests on a system that is not shown to you' report opportunity OPP-0001 --as lasare
	gives 0 'Over its life, full' report service SRV-0027
}

# A programme adds up what it holds, at any depth, and only that.
test_programme() {
	new_store programme
	cat >"$scratch/opportunity.csv" <<-END
		code,title,stage,programme,budget,spent,end,health
		P,Programmet,running,,900.00,,,
		A,Del A,running,P,100.50,10.25,2026-10-31,red
		B,Del B,decided,P,200.00,,2027-01-31,
		C,Del i A,delivered,A,,5.00,2026-01-31,
		D,En annan,running,,7000.00,7000.00,,
	END
	cat >"$scratch/benefit.csv" <<-END
		code,opportunity,title,yearly_value,realised_value,measured
		N1,A,Tid,50.00,,
		N2,C,Pengar,25.00,20.00,2026-11-01
		N3,P,Helheten,1000.00,,
	END
	quiet import "$scratch/opportunity.csv" "$scratch/benefit.csv" || fail "$(cat "$scratch/err")"
	quiet report programme P --format json
	for words in '"parts": 3,' '"amount": "300.50"' '"amount": "15.25"' '"amount": "75.00"' '"amount": "20.00"' '"late": 1' '"off_course": 1' \
		'"frame": "900.00"'; do
		grep -qF -- "$words" "$scratch/out" || fail "no $words: $(cat "$scratch/out")"
	done
	gives 0 '· Del i A' report programme P
	gives 0 'Delar' report programme P --lang sv
	gives 0 'Parts                      0' report programme D
	quiet add unit code=UNI name=Enhet
	gives 2 'none of what it can be about: opportunity' report programme UNI
}

# From a need in the line to benefits that were measured, and another that is stopped; every gate on the way.
test_opportunity() {
	new_store opportunities
	quiet add unit name=Nämnden
	quiet add person name=Bo login=bo
	quiet add person name=Cia login=cia
	quiet add supplier name=Nordvik
	quiet add object name=Omsorg unit=Nämnden side=business
	quiet add system name=Gamla phase=in_use object=Omsorg users=40
	quiet add system name=Nya phase=introduction object=Omsorg supplier=Nordvik documentation=yes 'exit_plan=Allt ut'
	quiet add cost system=SYS-0001 year=2026 kind=operation basis=actual amount=300000
	gives 64 'usage: forvalta capture TITLE' capture
	gives 64 'say why and for which unit' capture 'Planera en gång' --unit Nämnden
	gives 2 'is the code or name of no record' capture 'Planera en gång' --why 'Som planerare' --unit Nowhere
	gives 0 'answers by 2026-12-04' capture 'Planera en gång' --why 'Som planerare' --unit Nämnden
	gives 2 'say who received it' set OPP-0001 stage=decided
	gives 2 'receive it first' set OPP-0001 stage=running
	gives 2 '--answer: answer: "maybe" is none of' receive OPP-0001 --answer maybe
	gives 0 OPP-0001 receive OPP-0001 --answer taken_up
	gives 0 'Proposed track  not stated' triage OPP-0001
	gives 2 'gives no track or no size' triage OPP-0001 --set
	gives 0 '"proposed_track": "business_development"' triage OPP-0001 --work yes --size small --set --format json
	gives 1 'forvalta add alternative opportunity=OPP-0001' gate OPP-0001
	gives 64 'is none of decided, delivered, retired' gate OPP-0001 --for dinner
	gives 2 'Accepted when, Who leads it in the business, Who leads it in IT and 14 more' set OPP-0001 stage=decided
	quiet set OPP-0001 acceptance=Ja sponsor=Bo it_lead=Cia new_way_of_working=Ny flows=Alla roles_changed=Planerare \
		functions_kept=6 functions_changed=3 functions_new=1 'exit_plan=Allt ut' || fail "$(cat "$scratch/err")"
	quiet add opportunity_system opportunity=OPP-0001 system=SYS-0001 role=replaced
	quiet add opportunity_system opportunity=OPP-0001 system=SYS-0002 role=used_instead
	quiet add alternative opportunity=OPP-0001 kind=replace title=Köp life_years=8 chosen=yes \
		investment=400000 change_and_training=50000
	quiet add benefit opportunity=OPP-0001 title=Tid owner=Bo measure=timmar baseline=12 beneficiary=staff due=2028-01-31
	gives 1 'secures=open_api' gate OPP-0001
	quiet add requirement opportunity=OPP-0001 text=Vår level=must 'secures=data_owned;open_standards;open_api'
	gives 0 '40 %' gate OPP-0001
	gives 0 OPP-0001 set OPP-0001 stage=decided start=2026-11-22 end=2027-06-30
	gives 0 OPP-0001 set OPP-0001 stage=running end=2027-08-31
	gives 0 'Times moved                1' show OPP-0001
	gives 1 'forvalta add assignment system=SYS-0002 role=system_owner' gate OPP-0001
	gives 2 'forvalta gate OPP-0001 --for delivered' set OPP-0001 stage=delivered
	quiet add assignment person=Bo role=system_owner system=SYS-0002
	quiet add assignment person=Cia role=system_manager system=SYS-0002 trained=2026-11-20
	quiet add plan object=Omsorg year=2026
	quiet add contract name=Avtal supplier=Nordvik start=2026-01-01 end=2030-12-31 yearly_cost=200000
	quiet add contract_system contract=AVT-0001 system=SYS-0002
	quiet add permission system=SYS-0002 person=Cia level=administer
	gives 0 'Missing          0' gate OPP-0001
	gives 0 OPP-0001 set OPP-0001 stage=delivered
	gives 2 'a benefit has not been measured yet' set OPP-0001 stage=realised
	quiet set BEN-0001 outcome=8 measured=2026-11-22
	gives 0 OPP-0001 set OPP-0001 stage=realised
	gives 2 'Archive decision and steps' set SYS-0001 phase=retired
	gives 1 'forvalta add retirement_step system=SYS-0001' gate SYS-0001
	quiet add retirement_step system=SYS-0001 kind=archive_decision done=2026-11-20
	gives 0 '"missing": 0' gate SYS-0001 --format json
	gives 0 SYS-0001 set SYS-0001 phase=retired
	quiet capture 'Samma en gång till' --why Dubbelt --unit Nämnden
	quiet add opportunity_trigger opportunity=OPP-0002 kind=need about=SYS-0002
	quiet capture 'Något annat' --why Behov --unit Nämnden
	gives 64 'which other development opportunity' receive OPP-0002 --answer joined
	gives 0 OPP-0002 receive OPP-0002 --answer joined --with OPP-0003
	gives 0 'OPP-0003' show OPP-0002
	gives 0 Nya list opportunity_trigger --where 'opportunity = "OPP-0003"' --columns about
	gives 64 'say why' receive OPP-0003 --answer not_now
	gives 0 OPP-0003 receive OPP-0003 --answer taken_up
	gives 64 'say why it is stopped and what was learned' stop OPP-0003 --why 'Löstes på annat sätt'
	gives 0 OPP-0003 stop OPP-0003 --why 'Löstes på annat sätt' --lesson 'Fråga grannen först'
	gives 0 'Fråga grannen först' list lesson
	quiet undo || fail "$(cat "$scratch/err")"
	gives 0 received show OPP-0003
	printf 'code,stage,received,received_by\nOPP-0002,decided,2026-11-20,Bo\n' >"$scratch/opportunity.csv"
	gives 2 ':2:10: stage: from "rejected" there is no step to "decided"' import "$scratch/opportunity.csv"
	printf 'title,stage\nBeslutad för länge sedan,running\n' >"$scratch/opportunity.csv"
	gives 0 '1 record added' import "$scratch/opportunity.csv"
	gives 0 'all is well' verify
	mkdir -p "$scratch/gate"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/gate_oracle.py" "$program" "$scratch/gate" 1 1 15 >"$scratch/out" 2>&1 || fail "$(cat "$scratch/out")"
}

# Random registers against an oracle; `make permission-oracle` makes thousands.
test_permissions() {
	mkdir -p "$scratch/permission"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/permission_oracle.py" "$program" "$scratch/permission" 1 3 >"$scratch/out" 2>&1 || fail "$(cat "$scratch/out")"
	new_store permissions
	quiet add system name=Arkivet integrity=3
	quiet add person name=Bo login=bo
	quiet add permission system=SYS-0001 person=bo level=administer role=Arkivarie reviewed=2026-01-01
	quiet add permission system=SYS-0001 account=svc level=read
	gives 0 'Review overdue' position permissions
	gives 0 'Arkivarie' position permissions --system SYS-0001
	gives 0 'Försenad granskning, Utan skäl' position permissions --person bo --lang sv
	gives 0 'Arkivet,SYS-0001,2,2,2,' position permissions --format csv
	gives 0 'svc' report permissions SYS-0001
	gives 64 'is nothing it can be of' position keys
	gives 64 'is none of system, person, unit, supplier' position permissions --by colour
	gives 2 'bo' position permissions --system bo
	gives 0 'PRM-0002' list permission --where 'orphan = yes' --columns code,state,review_due,dormant
}

# Random registers against an oracle in fractions; `make exit-oracle` makes thousands.
test_exit() {
	mkdir -p "$scratch/exit"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/exit_oracle.py" "$program" "$scratch/exit" 1 4 >"$scratch/out" 2>&1 || fail "$(cat "$scratch/out")"
	new_store exits
	quiet add unit name=Nämnden kind=committee
	quiet add supplier name=Leverantören
	quiet add system name=Arkivet unit=UNI-0001 supplier=LEV-0001 data_owned=no exit_cost=1000
	quiet add contract name=Avtalet supplier=LEV-0001 start=2025-01-01 end=2028-12-31 renewal=none notice_months=3 termination_right=yes
	quiet add contract_system contract=AVT-0001 system=SYS-0001 part=main
	quiet add commitment contract=AVT-0001 text='Öppet gränssnitt senast 2027' must=open_api clause=7.2
	gives 0 'Ready to leave, at least' report exit SYS-0001
	gives 0 '"clause": "7.2"' report exit SYS-0001 --format json
	gives 0 'Nämnden' report exit LEV-0001 --lang sv
	gives 0 'SYS-0001,Arkivet,20,90,1000.00,,' report exit AVT-0001 --format csv
	gives 2 'none of what it can be about: system, contract, supplier' report exit UNI-0001
}

# Random registers against an oracle in fractions; `make licence-oracle` makes thousands.
test_licences() {
	mkdir -p "$scratch/licences"
	PYTHONDONTWRITEBYTECODE=1 python3 "$here/licence_oracle.py" "$program" "$scratch/licences" 1 6 >"$scratch/out" 2>&1 || fail "$(cat "$scratch/out")"
	new_store licences
	quiet add system name=Arkivet
	quiet add licence name=Kontor pool=Kontor system=SYS-0001 metric=named_user quantity=2 unit_cost=100 period=year end=2027-06-30
	quiet add licence name=Mer pool=kontor metric=named_user quantity=1 unit_cost=100 period=month
	quiet add licence_use licence=LIC-0001 device=PC-1 last_used=2026-01-01
	gives 0 'LIC-0001,Kontor,3,1,2,1400.00,Arkivet' position licences --today 2026-11-22 --format csv
	gives 0 'LIC-0001,Kontor,1,1,0,1200.00,Arkivet' position licences --date 2027-07-01 --format csv
	gives 0 '"holder": "PC-1"' position licences --system SYS-0001 --today 2026-11-22 --format json
	gives 0 'Licenslägen' report licences LIC-0002 --lang sv
	gives 0 'LIC-0001,933.33' list licence --where 'unused > 0 and name = "Kontor"' --columns code,unused_yearly --today 2026-11-22 --format csv
	gives 64 'nothing it can be of' position systems
	gives 64 'neither --person nor --by' position licences --by unit
	gives 2 '--date' position licences --date soon
	quiet add licence_use licence=LIC-0001 person=PRS-0001
	gives 2 'holds a seat of this licence already' add licence_use licence=LIC-0001 person=PRS-0001
}

test_debt() {
	new_store debts
	quiet add unit name=Kansliet
	quiet add service name=Diariet
	quiet add system name=Arkivet unit=UNI-0001 exit_cost=0
	quiet add system name=Akten unit=UNI-0001 exit_cost=0
	quiet add support service=SRV-0001 system=SYS-0001
	quiet add component system=SYS-0001 product=Motorn vendor_end=2020-01-31 remedy=replace_system
	quiet add capability name=Bevara
	quiet add system_capability system=SYS-0001 capability=CAP-0001
	quiet add system_capability system=SYS-0002 capability=CAP-0001
	quiet add cost system=SYS-0001 year=2026 kind=operation basis=budget amount=1000
	quiet add cost system=SYS-0002 year=2026 kind=operation basis=budget amount=3000
	gives 0 '"debt": "0.00"' report debt --format json
	quiet audit --today 2026-11-21
	quiet audit --today 2026-11-22
	gives 0 'Arkivet,SYS-0001,Kansliet,' report debt --format csv --today 2026-11-22
	sum=$(python3 -c 'import csv, sys; print("%.2f" % sum(float(row["cost"]) for row in csv.DictReader(open(sys.argv[1]))))' "$scratch/out")
	[ "$sum" = 100000.00 ] || fail "the findings behind it are $sum together"
	gives 0 "\"debt\": \"$sum\"" report debt --format json --today 2026-11-22
	gives 0 "\"debt\": \"$sum\"" report debt UNI-0001 --format json --today 2026-11-22
	gives 0 "\"debt\": \"$sum\"" report debt SRV-0001 --format json --today 2026-11-22
	gives 0 '"debt": "0.00"' report debt SYS-0002 --format json --today 2026-11-22
	gives 0 '"day": "2026-11-21"' report debt --format json --today 2026-11-22
	gives 0 '"overlap": "1117.23"' report debt --format json --today 2026-11-22
	gives 0 'Natt för natt' report debt --lang sv
	gives 0 '</html>' report debt --format html
	gives 2 'none of what it can be about: system, service, unit' report debt CST-0001
}

test_together() {
	new_store together
	quiet add supplier name=Leverantören
	quiet add service name=Diariet
	for end in 2029-06-30 2030-06-30 2034-06-30; do
		quiet add system name="System $end"
		quiet add contract name="Avtal $end" supplier=LEV-0001 start=2025-01-01 end=$end renewal=none yearly_cost=100
	done
	for n in 1 2 3; do
		quiet add contract_system contract=AVT-000$n system=SYS-000$n part=main
		quiet add support service=SRV-0001 system=SYS-000$n
	done
	gives 0 '2027-03-30' report together --today 2026-11-22
	gives 0 '1,Avtal 2030-06-30,AVT-0002,System 2030-06-30,SYS-0002,contract_end,2030-06-30,2028-03-30' report together \
		--format csv --today 2026-11-22
	grep -q 'AVT-0003' "$scratch/out" && fail 'what ends years later is no part of it'
	gives 0 '"join_by": "2027-03-30"' report together --format json --today 2026-11-22
	gives 0 'Vad som kan föras samman' report together --lang sv --today 2026-11-22
	gives 64 'there is too much after it' report together SRV-0001
}

test_budget() {
	new_store budgets
	quiet add unit name=Kansliet
	quiet add system name=Arkivet unit=UNI-0001
	quiet add cost system=SYS-0001 year=2026 kind=operation basis=budget amount=1000 class=run
	quiet add cost system=SYS-0001 year=2026 kind=operation basis=actual amount=1100 class=run
	quiet add cost system=SYS-0001 year=2026 kind=development basis=budget amount=300 class=develop funding=investment
	gives 0 'UNI-0001,Kansliet,1300.00,,1100.00,100.00,10' report budget --format csv
	gives 0 '78.57' report budget UNI-0001
	gives 0 '"capital_cost": "67.50"' report budget SYS-0001 --format json
	gives 0 'Mot budget' report budget --lang sv
	gives 2 'none of what it can be about' report budget CST-0001
	gives 64 'takes no condition' report budget --where 'year = 2026'
}

# What is tried is told and not written.
test_what_if() {
	new_store trials
	quiet add supplier name=Leverantören
	quiet add system name=Arkivet criticality=1
	quiet add system name=Registret
	quiet add contract name=Avtalet supplier=LEV-0001 start=2025-01-01 end=2028-12-31 renewal=none notice_months=3 signed=2024-12-01
	quiet add contract_system contract=AVT-0001 system=SYS-0001 part=main
	quiet add cost contract=AVT-0001 year=2026 kind=operation basis=actual amount=1000 certainty=agreed
	before=$("$program" --store "$store" export --format jsonl | sha256sum)
	gives 0 '2027-02-22' what-if cancel AVT-0001
	gives 0 '"then": "2030-12-31"' what-if AVT-0001 end=2030-12-31 --format json
	gives 0 'Ersätts av' what-if merge SYS-0001 SYS-0002 --on 2027-06-30 --lang sv
	gives 0 'DEC-0' what-if SYS-0001 criticality=4 AVT-0001 end=2027-06-30
	gives 0 'AVT-0001,Avtalet,last_notice_day,2028-09-30,2030-09-30' what-if AVT-0001 end=2030-12-31 --format csv
	gives 2 'cannot be merged into itself' what-if merge SYS-0001 SYS-0001
	gives 2 'is no record of this kind: Contract' what-if cancel SYS-0001
	gives 64 'the code of a record is missing' what-if merge SYS-0001
	gives 64 'write what would be another' what-if SYS-0001 SYS-0002
	[ "$("$program" --store "$store" export --format jsonl | sha256sum)" = "$before" ] || fail 'something was written'
}

# A round of review from the command line: opened, answered, closed, carried out; the protocol says what it is.
test_review() {
	new_store rounds
	quiet add person name=Chefen
	quiet add person name=Anna manager=PRS-0002
	quiet add system name=Ekonomi criticality=3
	quiet add permission system=SYS-0001 person=PRS-0003 level=write from=2025-01-01
	quiet add permission system=SYS-0001 person=PRS-0003 level=read removed=2026-01-01
	quiet add permission system=SYS-0001 account=svc level=administer
	gives 0 'None has been opened' report reviews
	gives 2 'column 15' review open permissions name=A --where 'system.name = '
	gives 2 'nothing to ask' review open permissions name=A --where 'system.criticality = 1'
	gives 2 'that day has passed' review open permissions name=A due=2020-01-01
	gives 0 '2 questions, asked of 2' review open permissions name=Hösten due=+30d --where 'system.criticality >= 3'
	gives 0 'REV-0001,Hösten,permissions' report reviews --format csv
	gives 2 'RVI-0001: decision: no answer' review decide RVI-0001 confirmed
	gives 2 'reduce_to: must be stated' review decide RVI-0001 reduce
	quiet review decide RVI-0001 remove note=slutat
	gives 2 '1 of 2 questions are undecided' review close REV-0001
	quiet review hand-on RVI-0002 Chefen
	quiet review decide RVI-0002 keep
	gives 0 '2 of 2 questions are decided' review close REV-0001
	gives 2 'answered already by' review decide RVI-0002 remove
	gives 2 'what was decided in it stands' review decide RVI-0002 remove --again
	gives 0 'is what was signed' report review REV-0001
	gives 0 'RVI-0001' report review REV-0001
	quiet review carried-out RVI-0001
	gives 0 'PRM-0001' list permission --where "removed = today and to = today"
	gives 64 'there are open' review nonsense
	gives 0 'Granskas av' report review REV-0001 --lang sv
	gives 0 'all is well' verify
}

# What comes of it is told before it is done; it is one action, and undone as one.
test_takeover() {
	new_store takeovers
	quiet add unit name=Kansliet
	quiet add unit name=Kontoret
	quiet add person name=Anna
	quiet add person name=Bertil
	quiet add system name=Arkivet unit=UNI-0001
	quiet add system name=Akten users=10
	quiet add assignment person=PRS-0002 role=system_owner system=SYS-0001 from=2020-01-01
	quiet add cost system=SYS-0001 year=2026 kind=operation basis=actual amount=1000
	before=$("$program" --store "$store" export --format jsonl | sha256sum)
	gives 0 'goes on under the new one' handover PRS-0002 PRS-0003 --dry-run
	gives 0 '"outcome": "continues"' handover PRS-0002 PRS-0003 --dry-run --format json
	gives 0 'Bertil' handover PRS-0002 PRS-0003 --dry-run --each
	gives 0 'Avvecklat' merge SYS-0001 SYS-0002 --dry-run --lang sv
	gives 2 'it cannot take over from itself' merge SYS-0001 SYS-0001
	gives 2 'another kind' handover PRS-0002 UNI-0001
	gives 2 'can be merged' merge ASG-0001 SYS-0001
	gives 2 'named before, or stays' handover UNI-0001 UNI-0002 system=SYS-0001
	gives 2 'neither a kind of record' handover UNI-0001 UNI-0002 nothing=stays
	[ "$("$program" --store "$store" export --format jsonl | sha256sum)" = "$before" ] || fail 'something was written'
	listed=$("$program" --store "$store" list cost; "$program" --store "$store" list assignment; "$program" --store "$store" list system)
	gives 0 'takes it back' handover PRS-0002 PRS-0003 --why 'new job'
	gives 0 'PRS-0003' list assignment --where 'to is unset' --columns person.code
	gives 0 'takes it back' merge SYS-0001 SYS-0002
	gives 0 'SYS-0001 merged into SYS-0002' history
	gives 2 'it has ended and cannot take over' handover SYS-0002 SYS-0001
	gives 0 'SYS-0002' list cost --columns system.code
	gives 0 'stays' handover UNI-0001 UNI-0002 system=stays --keep --dry-run
	quiet undo
	quiet undo
	[ "$("$program" --store "$store" list cost; "$program" --store "$store" list assignment; "$program" --store "$store" list system)" = "$listed" ] ||
		fail 'undo has not brought it back'
	gives 0 'all is well' verify
}

# What was listed at the time is listed again, by number and by moment; now is now; nothing is written there.
test_as_of() {
	new_store past
	for unit in A B C; do quiet add unit "name=$unit" "employees=10"; done
	before=$("$program" --store "$store" list unit --format csv)
	quiet set UNI-0001 name=Annan
	quiet remove UNI-0002
	[ "$("$program" --store "$store" --as-of '#4' list unit --format csv 2>"$scratch/err")" = "$before" ] || fail 'entry 4 is not as it was'
	grep -q 'as of .* (#4)' "$scratch/err" || fail 'the moment is not told'
	now=$("$program" --store "$store" list unit --format csv)
	[ "$("$program" --store "$store" --as-of 2199-12-31 list unit --format csv 2>/dev/null)" = "$now" ] || fail 'now is not now'
	[ "$now" != "$before" ] || fail 'nothing had changed'
	gives 0 'all is well' verify --as-of '#4'
	gives 2 'nothing can be changed' set UNI-0001 name=Åter --as-of '#4'
	gives 64 'leave --as-of out' backup "$scratch/past.copy" --as-of '#4'
	gives 0 '1 record is as it was' undo UNI-0001 --to '#2'
	gives 0 'stands as it did then' undo UNI-0001 --to '#2'
	gives 0 '1 record is as it was' undo UNI-0002 --to '#4'
	gives 2 'UNI-0003 was not there at #2' undo UNI-0003 --to '#2'
	[ "$("$program" --store "$store" list unit --format csv)" = "$before" ] || fail 'not returned to what was'
	quiet add person 'name=Läsare' login=lasare access=reader
	[ "$(id -u)" != 0 ] || gives 2 'for those who may read the whole history' --as lasare list unit --as-of '#4'
	gives 2 'not as old as that' list unit --as-of 1999-12-31
	gives 2 'no moment' list unit --as-of '2026-11-22 99:00'
}

# Through SSH whoever has left stays out, whatever day they say it is.
test_a_day_of_ones_own() {
	[ "$(id -u)" = 0 ] || { echo '    skipped: only root may act for others here'; return; }
	new_store days
	quiet add person 'name=Borta' login=borta access=administrator active_to=2020-12-31
	gives 0 '' --as borta list unit --today 2020-06-01
	gives 0 '' --ssh root list unit --today 2020-06-01
	quiet --ssh borta add unit name=X --today 2020-06-01 && fail 'who has left may write'
	SSH_ORIGINAL_COMMAND='add unit name=X --today 2020-06-01' quiet --ssh borta && fail 'who has left may write through SSH'
	[ "$("$program" --store "$store" list unit --format csv | wc -l)" = 1 ] || fail 'something was written'
}

test_interrupted_import() {
	new_store interrupted
	awk 'BEGIN { print "code,name,description"; for (i = 0; i < 60000; i++) printf "M%d,Enhet %d,En beskrivning som fyller ut raden\n", i, i }' >"$scratch/unit.csv"
	for signal in INT TERM KILL; do
		"$program" --store "$store" import "$scratch/unit.csv" >"$scratch/out" 2>"$scratch/err" &
		process=$!
		sleep 0.3
		kill -$signal $process 2>/dev/null
		wait $process 2>/dev/null
		status=$?
		[ $status = 0 ] && { echo "    skipped $signal: the import was done before"; store=$scratch/interrupted.$signal; quiet init; continue; }
		[ $signal = KILL ] || [ $status = 2 ] || fail "$signal: status $status: $(cat "$scratch/err")"
		gives 0 '' add goal "name=Efter $signal"
		[ "$("$program" --store "$store" list unit --format csv | wc -l)" = 1 ] || fail "$signal: something half done is there"
		gives 0 'all is well' verify
	done
	rm "$scratch/unit.csv"
}

# What is read only in part ends the program without a word, and with no reader of the store left behind.
test_a_reader_that_leaves() {
	new_store leaver
	awk 'BEGIN { print "code,name"; for (i = 0; i < 20000; i++) printf "M%d,Enhet %d\n", i, i }' >"$scratch/unit.csv"
	gives 0 '' import "$scratch/unit.csv"
	for words in 'list unit' 'list unit --format json' 'export unit' history; do
		said=$({ "$program" --store "$store" --lang en $words | head -1 >/dev/null; } 2>&1)
		[ -z "$said" ] || fail "$words: $said"
	done
	"$program" --store "$store" list unit >/dev/full 2>"$scratch/err" && fail 'a full disk was not noticed'
	grep -q 'cannot be written' "$scratch/err" || fail 'a full disk was not named'
	rm "$scratch/unit.csv"
}

test_a_line_without_end() {
	new_store endless
	{ printf 'name,description\nA,'; head -c 100000000 /dev/zero | tr '\0' x; } >"$scratch/unit.csv"
	# Sanitizers reserve far more addresses than there is memory: there the whole machine is the limit.
	([ "$SANITIZED" ] || ulimit -v 4000000; gives 2 'unit.csv:2' import "$scratch/unit.csv")
	rm "$scratch/unit.csv"
}

# Each is told once a day; who cannot be reached is named; the timer's exit status says so.
test_notify() {
	new_store notify
	quiet add person name=Bo login=bo email=bo@example.se language=sv
	quiet add person 'name=Cia Utan' login=cia
	quiet add person name=Dan login=dan 'email=dan@example.se -oQ/tmp'
	for person in PRS-0002 PRS-0003 PRS-0004; do quiet add activity title=Fråga responsible=$person due=2026-12-01; done
	printf '#!/bin/sh\necho "$@" >>%s\ncat >>%s\n' "$scratch/called" "$scratch/sent" >"$scratch/sendmail"
	chmod +x "$scratch/sendmail"
	printf 'notify = { sendmail = "%s"; from = "register@example.se"; };\n' "$scratch/sendmail" >"$scratch/notify.conf"
	gives 2 'bo@example.se' notify --dry-run --config "$scratch/notify.conf"
	[ -e "$scratch/called" ] && fail 'a dry run sends'
	gives 2 'not reached: Cia Utan (cia): has no e-mail address' notify --config "$scratch/notify.conf"
	grep -q 'not reached: Dan (dan): "dan@example.se -oQ/tmp" is no address' "$scratch/err" || fail "Dan is not named: $(cat "$scratch/err")"
	[ "$(cat "$scratch/called")" = '-i -f register@example.se -- bo@example.se' ] || fail "sendmail was called: $(cat "$scratch/called")"
	grep -q '^Subject: =?UTF-8?B?' "$scratch/sent" && grep -q '· Fråga · senast 2026-12-01' "$scratch/sent" || fail "sent: $(cat "$scratch/sent")"
	quiet set PRS-0003 email=cia@example.se
	quiet set PRS-0004 email=dan@example.se
	printf '#!/bin/sh\nexit 75\n' >"$scratch/sendmail"
	gives 2 'sendmail refused it with exit status 75' notify --config "$scratch/notify.conf"
	gives 0 '2 messages sent' notify --mbox "$scratch/box"
	[ "$(grep -c '^From ' "$scratch/box")" = 2 ] || fail "the mailbox: $(cat "$scratch/box")"
	grep -q bo@example.se "$scratch/box" && fail 'Bo is told twice on a day'
	quiet notify --mbox - || fail "status $? where nobody is to be told"
	[ -s "$scratch/out" ] || [ -s "$scratch/err" ] && fail "somebody is told twice: $(cat "$scratch/out" "$scratch/err")"
	gives 0 'bo@example.se' notify --mbox - --today 2026-12-01
	gives 2 'messages are about the present' notify --mbox - --as-of '#2' --today 2026-12-01
	[ -s "$scratch/out" ] && fail 'the past is sent'
	gives 2 'must be' notify --config /dev/stdin <<-'END'
		notify = { before = [ 30, -1 ]; };
	END
	printf 'notify = { from = "x -oQ"; };\n' >"$scratch/notify.conf"
	gives 2 'notify.conf:1: notify.from is no address' notify --config "$scratch/notify.conf" --mbox -
	gives 2 'Is a directory' notify --mbox / --today 2026-12-24
}

# What the units call is there to be called: everything but the register itself.
test_units() {
	store=$scratch/none
	for unit in "$here/../../conf/systemd/"*.service; do
		words=$(sed -n 's|^ExecStart=@BINDIR@/forvalta ||p' "$unit")
		[ -n "$words" ] || fail "$unit calls nothing"
		# shellcheck disable=SC2086
		gives 2 "$store" $words
		[ -f "${unit%.service}.timer" ] || fail "there is no ${unit%.service}.timer"
	done
}

# Figures for monitoring: the same head as the log gets, whole or not at all.
test_metrics() {
	new_store metrics
	quiet add system name=A phase=in_use
	quiet audit --metrics "$scratch/audit.prom" || [ $? = 1 ] || fail "$(cat "$scratch/err")"
	head=$(sed -n 's/.*, head \([0-9a-f]*\)$/\1/p' "$scratch/err")
	[ ${#head} = 64 ] || fail "no head of the chain: $(cat "$scratch/err")"
	grep -q "blake2b=\"$head\"" "$scratch/audit.prom" || fail 'the figures have another head than the log'
	[ "$(tail -1 "$scratch/audit.prom")" = '# EOF' ] || fail 'the figures are not whole'
	cp "$scratch/audit.prom" "$scratch/before.prom"
	gives 2 'No such file' audit --metrics "$scratch/nowhere/audit.prom"
	[ -c /dev/full ] && gives 2 '/dev/full' audit --metrics /dev/full
	[ -c /dev/full ] || fail 'a device was replaced'
	cmp -s "$scratch/before.prom" "$scratch/audit.prom" || fail 'the figures were touched'
	[ "$(find "$scratch" -name 'audit.prom*' | wc -l)" = 1 ] || fail 'something is left beside the figures'
}

# What the line offers, in a shell of each kind that is there: SHELL LINE. The last word is the one being typed.
completed() {
	case $1 in
	bash)
		bash -c '
			source "$1"
			words=${2//=/ = }
			read -ra COMP_WORDS <<<"${words//:/ : }"
			[[ $2 == *[\ =:] ]] && COMP_WORDS+=("")
			[[ $2 == *[=:] ]] && unset "COMP_WORDS[-1]"
			COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
			COMP_WORDS[0]=$3
			_forvalta "$3"
			printf "%s\n" "${COMPREPLY[@]}"' - "$completions/forvalta.bash" "$2" "$program" ;;
	zsh)
		zsh -fc '
			_files() { print -l *(N) }
			_describe() { local each; for each in "${(@P)4}"; do print -r -- "${${each%%:*}//\\:/:}"; done }
			words=(${(s: :)2})
			[[ $2 == *\  ]] && words+=("")
			words[1]=$3 CURRENT=${#words}
			source "$1"' - "$completions/_forvalta" "$2" "$program" ;;
	fish) fish --no-config -c 'source $argv[1]; alias forvalta=$argv[3]; complete -C $argv[2]' "$completions/forvalta.fish" "$2" "$program" | cut -f1 ;;
	esac
}

# SHELL LINE WORD…: each is offered; those after "not" are not.
offers() {
	shell=$1
	line=$2
	shift 2
	completed "$shell" "$line" >"$scratch/offered" 2>"$scratch/err"
	[ -s "$scratch/err" ] && fail "$shell, $line: $(head -3 "$scratch/err")"
	unwanted=
	for word in "$@"; do
		[ "$word" = not ] && { unwanted=1; continue; }
		if grep -qxF -- "$word" "$scratch/offered"; then
			[ "$unwanted" ] && fail "$shell, $line: offers $word"
		elif [ -z "$unwanted" ]; then
			fail "$shell, $line: no $word among $(head -5 "$scratch/offered" | tr '\n' ' ')"
		fi
	done
}

test_completion() {
	completions=$here/../../conf/completion
	completions=$(cd "$completions" && pwd)
	touch "$scratch/rows.csv"
	cd "$scratch" || return
	for shell in bash zsh fish; do
		command -v $shell >/dev/null || { echo "    skipped: there is no $shell"; continue; }
		offers $shell 'forvalta ' audit list verify not --lang
		offers $shell 'forvalta li' list not audit
		offers $shell 'forvalta --store x list sys' system system_capability not service
		offers $shell 'forvalta list --' --where --lang not --dry-run
		offers $shell 'forvalta list system --columns ' criticality decide_by
		offers $shell 'forvalta list component --where ' support_ends not criticality
		offers $shell 'forvalta add system ' name= phase= not revision=
		offers $shell 'forvalta set SYS-0001 crit' criticality=
		offers $shell 'forvalta catalogue ' import
		offers $shell 'forvalta finding ' accept reopen
		offers $shell 'forvalta help ' audit configuration
		offers $shell 'forvalta import r' rows.csv
		offers $shell 'forvalta list nothing --columns ' not name
	done
	offers bash 'forvalta list system --columns name,cri' name,criticality
	offers bash 'forvalta audit --format=js' json jsonl not csv
	offers bash 'forvalta add system phase=in' introduction in_use not idea
	offers bash 'forvalta add system name=x phase=' idea in_use
	offers bash 'forvalta audit --fail-on new:' high critical
	offers bash 'forvalta backup --store ' not rows.csv
	cd "$OLDPWD" || return
	LANG=sv "$program" complete -- 'li' | grep -q 'Räknar upp' || fail 'no Swedish'
}

. "$here/sessions.sh"

tests=$(sed -n 's/^\(test_[a-z_]*\)() {$/\1/p' "$0" "$here/sessions.sh")
for name in ${ONLY:-$tests}; do
	rm -f "$scratch/broken"
	begun=$(date +%s)
	if printf '%s\n' "$tests" | grep -qx "$name"; then
		$name
	else
		fail "there is no test $name here"
	fi
	took=$(($(date +%s) - begun))
	if [ -e "$scratch/broken" ]; then
		failed=$((failed + 1))
		echo "FAILED $name"
	else
		passed=$((passed + 1))
		[ $took -lt 5 ] || echo "$name took $took s"
	fi
done
echo "system: $passed passed, $failed failed"
[ $failed = 0 ]
