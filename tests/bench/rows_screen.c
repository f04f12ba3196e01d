/* The register on the whole screen, measured from outside: the program in a pseudo-terminal, from a key to the last
 * byte of its answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "bench/bench.h"
#include "bench/watched.h"

#define DOWN "\033[B"
#define PAGE_DOWN "\033[6~"
#define TAKE_AWAY "\025" /* what has been typed; Esc would wait for the rest of a key's sequence */
#define LAST_OF_PICTURE "Help"
#define QUIET_AFTER_START 300 /* milliseconds: the desk has counted on */
#define QUIET_IN_ORDER 2000   /* milliseconds: a million rows are found and sorted, and no key shows that too */
#define IDLE 5000             /* milliseconds: two looks for changes */
#define KEYS_MOST 1000

struct key_times {
	double seconds[KEYS_MOST];
	uint64_t count;
	double processor; /* of all together */
	size_t most_bytes;
};

static bool start(const struct bench *bench, struct watched *watched, int rows, int columns)
{
	char day[DAY_TEXT_SIZE];
	const char *const arguments[] = {bench->program, "--store", bench->store, "--lang", "en", "--today",
	                                 day_text(BENCH_TODAY, day), NULL};
	setenv("XDG_STATE_HOME", bench->directory, 1);
	return watched_start(watched, arguments, rows, columns);
}

static bool press(struct watched *watched, const char *key, struct key_times *times)
{
	size_t bytes;
	double before = watched_processor(watched), taken = watched_key(watched, key, &bytes);
	if (taken < 0 || times->count == KEYS_MOST)
		return false;
	times->processor += watched_processor(watched) - before;
	times->seconds[times->count++] = taken;
	times->most_bytes = bytes > times->most_bytes ? bytes : times->most_bytes;
	return true;
}

/* The keys in turn, so many times. */
static bool press_many(struct watched *watched, const char *const *keys, size_t count, unsigned times_each,
                       struct key_times *times)
{
	bool ok = true;
	for (unsigned i = 0; ok && i < times_each; i++)
		for (size_t key = 0; ok && key < count; key++)
			ok = press(watched, keys[key], times);
	return ok;
}

static void tell_keys(const char *what, struct key_times *times, const char *aim)
{
	char words[120], slowest[120], a[32], b[32], c[32], processor[40];
	if (times->count == 0) {
		printf("%s: could not be measured: a key was not answered\n", what);
		return;
	}
	snprintf(processor, sizeof processor, "(cpu %s)", in_time(times->processor / (double)times->count, a));
	snprintf(words, sizeof words, "%s %s", in_time(percentile(times->seconds, times->count, 0.5), a), processor);
	snprintf(slowest, sizeof slowest, "95 %% %s, 99.9 %% %s", in_time(percentile(times->seconds, times->count, 0.95), b),
	         in_time(percentile(times->seconds, times->count, 0.999), c));
	table_words(what, words, slowest, "", aim);
}

static void tell_start(const struct bench *bench)
{
	double seconds[15], processor[15];
	for (size_t i = 0; i < COUNT_OF(seconds); i++) {
		struct watched watched;
		if (!start(bench, &watched, 24, 80))
			return;
		seconds[i] = watched_first_picture(&watched, LAST_OF_PICTURE);
		processor[i] = watched_processor(&watched);
		watched_end(&watched);
	}
	char here[80], a[32], b[32];
	snprintf(here, sizeof here, "%s (cpu %s)", in_time(percentile(seconds, COUNT_OF(seconds), 0.5), a),
	         in_time(percentile(processor, COUNT_OF(processor), 0.5), b));
	table_words("start to the first whole screen", here, "", "", "15 ms at 1,000,000, as at 10,000");
}

static bool begin_in_list(const struct bench *bench, struct watched *watched, int rows, int columns)
{
	size_t bytes;
	if (!start(bench, watched, rows, columns) || watched_first_picture(watched, LAST_OF_PICTURE) < 0)
		return false;
	watched_settle(watched, QUIET_AFTER_START);
	bool there = watched_key(watched, "g", &bytes) >= 0 && watched_key(watched, "s", &bytes) >= 0;
	watched_settle(watched, QUIET_AFTER_START);
	return there;
}

static void tell_moves(const struct bench *bench, int rows, int columns)
{
	static const char *const moves[] = {DOWN};
	struct key_times times = {0};
	struct watched watched;
	char what[60], here[60];
	if (begin_in_list(bench, &watched, rows, columns)) {
		watched_settle(&watched, QUIET_IN_ORDER);
		press_many(&watched, moves, 1, (unsigned)rows - 8, &times); /* within the page */
	}
	size_t idle = watched_settle(&watched, IDLE);
	watched_end(&watched);
	snprintf(what, sizeof what, "most bytes for a move at %d×%d; in 5 s of waiting", columns, rows);
	snprintf(here, sizeof here, "%zu; %zu", times.most_bytes, idle);
	table_words(what, here, "", "", "under 90; 0");
}

static void tell_session(const struct bench *bench)
{
	static const char *const down[] = {DOWN}, *const page[] = {PAGE_DOWN}, *const record[] = {"\r", "q", DOWN},
					  *const letters[] = {"s", "y", "s", "t", "e", "m", TAKE_AWAY};
	static const struct {
		const char *what;
		const char *const *keys;
		size_t count;
		unsigned times;
	} ways[] = {
		{"key to screen: cursor down", down, COUNT_OF(down), 600},
		{"key to screen: page down", page, COUNT_OF(page), 200},
		{"key to screen: open a record, back, down", record, COUNT_OF(record), 100},
		{"letter of the filter to the first page", letters, COUNT_OF(letters), 20},
	};
	struct watched watched;
	char memory[32];
	if (!begin_in_list(bench, &watched, 24, 80)) {
		printf("the list of systems could not be opened on the screen\n");
		return;
	}
	watched_settle(&watched, QUIET_IN_ORDER);
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct key_times times = {0};
		bool filters = ways[i].keys == letters;
		size_t bytes;
		if (filters)
			watched_key(&watched, "/", &bytes);
		press_many(&watched, ways[i].keys, ways[i].count, ways[i].times, &times);
		tell_keys(ways[i].what, &times, filters ? "30 ms for a first page" : "0.5 ms, 95 % 1 ms, 99.9 % 5 ms");
		watched_settle(&watched, QUIET_AFTER_START);
	}
	table_words("private memory after that", in_bytes(watched_memory(&watched), memory), "", "",
	            "12 MiB + 16 bytes a row");
	watched_end(&watched);
}

/* A help window is opened and left by Esc alone, which has to be told from the beginning of another key. */
static void tell_escape(const struct bench *bench)
{
	struct key_times times = {0};
	struct watched watched;
	size_t bytes;
	if (!begin_in_list(bench, &watched, 24, 80))
		return;
	bool ok = true;
	for (int i = 0; ok && i < 50; i++)
		ok = watched_key(&watched, "?", &bytes) >= 0 && press(&watched, "\033", &times);
	watched_end(&watched);
	tell_keys("Esc to the window closed", &times, "100 ms");
}

static void tell_lost_terminal(const struct bench *bench)
{
	double seconds[15];
	size_t count = 0;
	char here[40];
	for (struct watched watched; count < COUNT_OF(seconds); count++) {
		if (!begin_in_list(bench, &watched, 24, 80))
			return;
		seconds[count] = watched_lose(&watched);
	}
	table_words("a lost terminal to the end, slowest of 15", in_time(percentile(seconds, count, 1), here), "", "", "2 s");
}

void rows_screen(struct bench *bench)
{
	table_section("the whole screen in a pseudo-terminal: median, 95 % and 99.9 % of keys; processor time of one");
	tell_start(bench);
	tell_session(bench);
	tell_moves(bench, 24, 80);
	tell_moves(bench, 60, 200);
	tell_escape(bench);
	tell_lost_terminal(bench);
}
