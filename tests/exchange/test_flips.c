/* Single flipped bits anywhere in a store: each is found by `verify` or refused on opening, or lies where nothing is
 * kept; and none ends the process. FLIPS=10000 for many; FLIP=BIT for one, without a child, to see where
 * it ends. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "exchange/dump.h"
#include "register/verify.h"
#include "support/importing.h"

enum outcome { FOUND = 10, REFUSED, UNTOUCHED, MISSED };

static struct text original; /* bytes of the data file */
static char *path;           /* of it */
static char *expected;       /* everything, as a dump */
static size_t expected_size;

static void ignore(void *context, const char *line)
{
	(void)context;
	(void)line;
}

static struct store *open_store(const struct import_test *test)
{
	return store_open(test->store.directory, &(struct store_options){.read_only = true, .map_size = (size_t)1 << 30},
					  NULL);
}

/* NULL where it cannot be written. */
static char *dump(const struct view *view, size_t *size)
{
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, size);
	struct error error = {0};
	bool ok = dump_write(view, out, NULL, NULL, &error);
	if (!ok)
		print_error("%s\n", error.text);
	fclose(out);
	if (ok)
		return bytes;
	free(bytes);
	return NULL;
}

static enum outcome look(const struct import_test *test)
{
	struct verify_report report;
	struct store *store = open_store(test);
	struct view *view = store == NULL ? NULL : view_open(store, NULL);
	size_t size = 0;
	if (view == NULL)
		return REFUSED;
	register_verify(view, NULL, ignore, NULL, NULL, &report);
	if (report.faults > 0)
		return FOUND;
	char *now = dump(view, &size);
	bool same = now != NULL && size == expected_size && memcmp(now, expected, size) == 0;
	size_t at = 0;
	while (!same && now != NULL && at < size && at < expected_size && now[at] == expected[at])
		at++;
	if (!same)
		print_error("%.*s\n%.*s\n", 200, now == NULL ? "it cannot be written" : now + (at < 100 ? 0 : at - 100), 200,
		            expected + (at < 100 ? 0 : at - 100));
	free(now);
	return same ? UNTOUCHED : MISSED;
}

static int in_child(const struct import_test *test)
{
	int status;
	fflush(NULL);
	pid_t process = fork();
	if (process == 0) {
		signal(SIGBUS, SIG_DFL); /* as the program itself: it guards itself where nobody does */
		signal(SIGSEGV, SIG_DFL);
		_exit((int)look(test));
	}
	assert_int_equal(waitpid(process, &status, 0), process);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
		return REFUSED;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void put_byte(size_t at, char byte)
{
	FILE *file = fopen(path, "r+");
	assert_non_null(file);
	assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
	assert_int_equal(putc(byte, file), (unsigned char)byte);
	assert_int_equal(fclose(file), 0);
}

static void fill(struct import_test *test)
{
	struct text rows = {0};
	text_append_text(&rows, "code,name,description\n");
	for (int i = 0; i < 60; i++)
		text_printf(&rows, "U%d,Enhet %d,Vad enheten gör för dem som den är till för\n", i, i);
	assert_string_equal(importing_text(test, "unit.csv", rows.data), "");
	assert_string_equal(importing_text(test, "system.csv", "code,name,unit\nA,Alfa,U1\nB,Beta,U2\n"), "");
	assert_string_equal(importing_text(test, "component.csv", "system,product,own_end\nA,Del,2027-01-01\nB,Del,\n"), "");
	assert_string_equal(importing_text(test, "system.csv", "code,name,unit\nA,Alfa två,U3\n"), "");
	text_free(&rows);
}

static void take_original(struct import_test *test)
{
	struct text name = {0};
	char piece[65536];
	size_t size;
	struct view *view = view_open(test->store.store, NULL);
	expected = dump(view, &expected_size);
	view_close(&view);
	store_close(&test->store.store);
	text_printf(&name, "%s/data.mdb", test->store.directory);
	path = strdup(name.data);
	FILE *file = fopen(path, "r");
	while ((size = fread(piece, 1, sizeof piece, file)) > 0)
		text_append_bytes(&original, piece, size);
	fclose(file);
	text_free(&name);
}

static void every_flipped_bit_is_found(void **state)
{
	struct import_test *test = *state;
	const char *asked = getenv("FLIPS");
	unsigned flips = asked != NULL ? (unsigned)atoi(asked) : getenv("TEST_SMALL") != NULL ? 20 : 400;
	unsigned long long random_state = 42, counts[MISSED + 1] = {0};
	fill(test);
	take_original(test);
	if (getenv("FLIP") != NULL) {
		size_t bit = strtoull(getenv("FLIP"), NULL, 10);
		put_byte(bit / 8, (char)(original.data[bit / 8] ^ 1 << bit % 8));
		print_message("bit %zu: %d\n", bit, (int)look(test));
		put_byte(bit / 8, original.data[bit / 8]);
		flips = 0;
	}
	for (unsigned i = 0; i < flips; i++) {
		random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
		size_t bit = (size_t)(random_state >> 20) % (original.size * 8);
		put_byte(bit / 8, (char)(original.data[bit / 8] ^ 1 << bit % 8));
		int outcome = in_child(test);
		put_byte(bit / 8, original.data[bit / 8]);
		if (outcome < FOUND || outcome >= MISSED)
			fail_msg("bit %zu: %d", bit, outcome);
		counts[outcome]++;
	}
	print_message("%u flips: %llu found, %llu refused, %llu where nothing is kept\n", flips, counts[FOUND],
				  counts[REFUSED], counts[UNTOUCHED]);
	assert_int_equal(in_child(test), UNTOUCHED);
	test->store.store = store_open(test->store.directory, &(struct store_options){.map_size = (size_t)1 << 30}, NULL);
	free(path);
	free(expected);
	text_free(&original);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_flipped_bit_is_found, importing_setup, importing_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
