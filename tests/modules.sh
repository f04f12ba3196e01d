#!/bin/sh
# Checks that dependencies point down: modules.sh [DIRECTORY]. Names file and line of every #include in src/ and
# include/ that points upward or sideways, and in tests/ too of a library's header or a private header outside the
# module that it belongs to; only the bench, whose floor it is, may know the engine beside the store. The order is that of CONTRIBUTING.md, "The house".
cd "${1:-$(dirname "$0")/..}" || exit 2

find src include tests -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort | xargs awk '
BEGIN {
	# Each may include what stands on an earlier line; those on one line do not know each other.
	level("base")
	level("conf identity")
	level("model")
	level("store lifecycle")
	level("register")
	level("query")
	level("audit")
	level("exchange report")
	level("tui")
	level("cli")
	only["lmdb.h"] = "store"
	only["libconfig.h"] = "conf"
	only["curses.h"] = only["ncurses.h"] = only["term.h"] = only["panel.h"] = only["menu.h"] = only["form.h"] = "tui"
}

function level(names,   i, count, parts) {
	levels++
	count = split(names, parts, " ")
	for (i = 1; i <= count; i++)
		rank[parts[i]] = levels
}

function refuse(why) {
	printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
	refused = 1
}

# Library headers, also by a path such as <ncursesw/ncurses.h>.
/^[ \t]*#[ \t]*include[ \t]*</ {
	split(FILENAME, place, "/")
	header = $0
	sub(/^[^<]*</, "", header)
	sub(/>.*/, "", header)
	name = header
	sub(/.*\//, "", name)
	bench = place[1] == "tests" && place[2] == "bench" && name == "lmdb.h"
	if ((name in only) && only[name] != place[2] && !bench)
		refuse("<" header "> belongs to the module " only[name] " alone")
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	split(FILENAME, place, "/")
	module = place[2]
	if (module == "support") # tests/support/audit_cases.c is shared by the tests of audit
		module = substr(place[3], 1, match(place[3], /[_.]/) - 1)
	header = $0
	sub(/^[^"]*"/, "", header)
	sub(/".*/, "", header)
	target = header
	sub(/\/.*/, "", target)
	if (header ~ /_private\.h$/ && target != module && module != "fuzz") # a fuzz target tests the module that it feeds
		refuse("\"" header "\" is private to the module " target)
	else if (place[1] == "tests")
		next
	else if (!(module in rank))
		refuse("\"" module "\" is no module of the house")
	else if (!(target in rank) || target == header)
		refuse("\"" header "\" names no module of the house")
	else if (target != module && rank[target] >= rank[module])
		refuse("\"" header "\" points " (rank[target] > rank[module] ? "upward" : "sideways") " from " module)
}

END { exit refused }'
