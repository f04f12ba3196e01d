/* Random keys and random sizes over the real program and a copy of the sample municipality: it neither falls, hangs nor
 * leaks, ends as it should, and leaves a register that `verify` finds whole. The keys follow from a seed that is
 * printed; RANDOM_SEED takes another, RANDOM_MINUTES as long as is wanted (make random-keys). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "support/running.h"
#include "support/scratch.h"
#include "support/terminal.h"

#define SHORT_SECONDS 3
#define PROGRAM BUILD_DIR "/forvalta"
#define LAST_BYTES 4000 /* of what the program has sent, where it fails */
#define STEPS_OF_A_SESSION 400
#define INTERRUPTIONS 30

static struct {
	char *directory;  /* of its own: home, state, what the program writes, what the sanitizers say */
	char store[300];
	uint64_t random;
	size_t keys, sizes, sessions;
} trial;

/* ---- chance ---- */

static unsigned below(unsigned limit)
{
	trial.random ^= trial.random << 13;
	trial.random ^= trial.random >> 7;
	trial.random ^= trial.random << 17;
	return (unsigned)((trial.random >> 16) % limit);
}

/* What leads somewhere, oftener than chance would. */
static const char *const moves[] = {
	"\033[A", "\033[B", "\033[B", "\033[C", "\033[D", "\033[5~", "\033[6~", "\033[H", "\033[F", "\r", "\r",
	"\r", "\t", "\t", "\033[Z", "\033", "\033", " ", "*", "\x7f", "\x13", "\x15", "\x0f", "\x0e", "\x10",
	"\x0c", "\x14", "\033[11~", "\033[13~", "\033[14~", "\033[15~", "\033[17~", "\033[18~", "\033[19~",
	"\033[20~", "gs", "gv", "gc", "gf", "gn", "gp", "gl", "gg", "gr", "gt", "R", "n", "e", "d", "/", "f", "c",
	"s", "S", "b", "u", "U", "y", "v", ":", "?", "w", "P", "P\r", "+18m", "2027-02-28", "today", "1 250 000",
	"åäö 漢字 e\xcc\x81", "\033[200~pasted\nlines\r\033q\033[201~", "\033[<0;10;7M", "\033[<65;10;7M",
	"\033[34;5~", "\xff\xfe\xc3", "criticality >= 3", "\001\013"
};

static void type_something(struct test_terminal *terminal)
{
	char keys[64] = "";
	unsigned kind = below(10);
	if (kind < 6) {
		snprintf(keys, sizeof keys, "%s", moves[below(COUNT_OF(moves))]);
	} else if (kind < 8) {
		snprintf(keys, sizeof keys, "g%c", 'a' + (int)below(26));
	} else {
		for (unsigned i = 0, length = 1 + below(5); i < length; i++)
			keys[i] = (char)(below(12) > 0 ? ' ' + (int)below(95) : 1 + (int)below(31));
		keys[5] = '\0';
	}
	trial.keys += strlen(keys);
	test_terminal_send(terminal, keys);
}

static void resize(struct test_terminal *terminal)
{
	static const int usual[][2] = {{24, 80}, {12, 40}, {60, 200}, {50, 120}, {1, 1}, {100, 300}};
	unsigned kind = below(2 * COUNT_OF(usual));
	trial.sizes++;
	if (kind < COUNT_OF(usual))
		test_terminal_resize(terminal, usual[kind][0], usual[kind][1]);
	else
		test_terminal_resize(terminal, 1 + (int)below(70), 1 + (int)below(220));
}

/* ---- what is found ---- */

static void print_file(const char *directory, const char *name)
{
	char path[600], line[500];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file))
		fputs(line, stderr);
	if (file)
		fclose(file);
}

/* What the sanitizers have written down. */
static void print_reports(void)
{
	DIR *directory = opendir(trial.directory);
	for (struct dirent *entry; directory && (entry = readdir(directory));)
		if (strncmp(entry->d_name, "sanitizer", 9) == 0)
			print_file(trial.directory, entry->d_name);
	if (directory)
		closedir(directory);
}

static void print_last_bytes(struct test_terminal *terminal)
{
	size_t size, shown;
	const char *received = test_terminal_received(terminal, &size);
	shown = size < LAST_BYTES ? size : LAST_BYTES;
	fwrite(received + size - shown, 1, shown, stderr);
	fputc('\n', stderr);
}

static void expect_ended_well(struct test_terminal *terminal, int status, uint64_t seed)
{
	if (status == 0)
		return;
	print_last_bytes(terminal);
	print_reports();
	fail_msg("ended with %d; RANDOM_SEED=%llu", status, (unsigned long long)seed);
}

/* ---- a session ---- */

static struct test_terminal *start(void)
{
	static const char *const types[] = {NULL, "xterm", "linux", "screen", "vt100"};
	static char home[400], state[400], sanitizer[500], undefined[500];
	const char *language = below(3) > 0 ? "sv" : "en", *letters = below(4) > 0 ? "utf-8.conf" : "ascii.conf";
	snprintf(home, sizeof home, "HOME=%s", trial.directory);
	snprintf(state, sizeof state, "XDG_STATE_HOME=%s/state", trial.directory);
	snprintf(sanitizer, sizeof sanitizer, "ASAN_OPTIONS=detect_leaks=%d:exitcode=99:log_path=%s/sanitizer",
		getenv("RANDOM_MINUTES") != NULL, trial.directory); /* a short round looks for falls alone */
	snprintf(undefined, sizeof undefined, "UBSAN_OPTIONS=halt_on_error=1:exitcode=98:log_path=%s/sanitizer",
		trial.directory);
	return test_terminal_start(&(struct test_session){
		.rows = 24,
		.columns = 80,
		.blind = true,
		.type = types[below(COUNT_OF(types))],
		/* On the Linux console curses would load libgpm when the mouse is asked for, which leaks ten bytes of its own. */
		.environment = (const char *const[]){home, state, sanitizer, undefined, "NCURSES_GPM_TERMS=none", NULL},
		.arguments = (const char *const[]){"/usr/bin/env", "-C", trial.directory, PROGRAM, "--store", trial.store, "--lang",
			language, "--config", letters, NULL},
	});
}

/* The second is an answer, where something is unsaved; those that come before the first is seen count as one with it.
 */
static void interrupt(struct test_terminal *terminal)
{
	for (int i = 0; i < INTERRUPTIONS && !test_terminal_has_ended(terminal); i++) {
		test_terminal_send(terminal, "\003");
		test_terminal_settle(terminal, i < 4 ? 0 : 1000);
	}
}

/* Ended by its own keys, by a signal, or by the terminal that goes: a different end each time. */
static int end(struct test_terminal *terminal)
{
	unsigned way = below(3);
	if (way == 0)
		test_terminal_signal(terminal, SIGTERM);
	else if (way == 1)
		test_terminal_hang_up(terminal);
	else
		interrupt(terminal);
	int status = test_terminal_wait(terminal);
	/* Nobody reads any more; or it was leaving by its own keys when the line went. */
	bool unread = way == 1 && (status == 128 + SIGPIPE || status == 128 + SIGHUP);
	/* Ctrl-C or Ctrl-\ before it held its signals, or once more while it was leaving. */
	bool hurried = status == 128 + SIGINT || status == 128 + SIGQUIT;
	return unread || hurried ? 0 : status;
}

static void session(time_t until)
{
	uint64_t seed = trial.random;
	struct test_terminal *terminal = start();
	size_t shown = 0;
	while (shown == 0 && !test_terminal_has_ended(terminal)) {
		test_terminal_settle(terminal, TEST_QUIET);
		test_terminal_received(terminal, &shown);
	}
	for (int step = 0; step < STEPS_OF_A_SESSION && time(NULL) < until && !test_terminal_has_ended(terminal); step++) {
		if (below(12) == 0)
			resize(terminal);
		type_something(terminal);
		if (below(4) == 0)
			test_terminal_settle(terminal, 0);
	}
	int status = end(terminal);
	expect_ended_well(terminal, status, seed);
	test_terminal_end(&terminal);
	trial.sessions++;
}

static void random_keys_and_sizes_are_borne(void **state)
{
	const char *minutes = getenv("RANDOM_MINUTES"), *seed = getenv("RANDOM_SEED");
	char words[4000];
	(void)state;
	trial.random = seed ? strtoull(seed, NULL, 10) : 20261122;
	time_t until = time(NULL) + (minutes ? 60 * atoi(minutes) : SHORT_SECONDS);
	print_message("seed %llu\n", (unsigned long long)trial.random);
	do
		session(until);
	while (time(NULL) < until);
	print_message("%zu bytes of keys and %zu sizes in %zu sessions\n", trial.keys, trial.sizes, trial.sessions);
	if (running_run((const char *const[]){"verify", "--store", trial.store, NULL}, words, sizeof words) != 0)
		fail_msg("verify: %s", words);
}

static void write_configuration(const char *name, const char *line)
{
	char path[600];
	snprintf(path, sizeof path, "%s/%s", trial.directory, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(line, file);
	fclose(file);
}

static int make_sample(void **state)
{
	static char words[1 << 20]; /* all that it tells: what it cannot write would end it */
	(void)state;
	trial.directory = scratch_new();
	write_configuration("utf-8.conf", "ascii = false;\n");
	write_configuration("ascii.conf", "ascii = true;\n");
	snprintf(trial.store, sizeof trial.store, "%s/store", trial.directory);
	const char *const arguments[] = {"demo", "--store", trial.store, "--sample", SOURCE_DIR "/conf/sample", "--no-open",
		NULL};
	int status = running_run(arguments, words, sizeof words);
	if (status != 0)
		fprintf(stderr, "%s\n", words);
	return status;
}

static int remove_sample(void **state)
{
	(void)state;
	scratch_free(&trial.directory);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(random_keys_and_sizes_are_borne)};
	return cmocka_run_group_tests(tests, make_sample, remove_sample);
}
