/* Greater deeds under kills and pulled plugs, by turns: an import of several batches, an audit, undoing, a record's
 * return, an erasure, a backup with rotation, an upgrade, a restore. After each a unit is added whose name tells that
 * it was done: where that stands the deed must stand whole, and where it does not, whole or not at all. See
 * support/durability.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "exchange/dump.h"
#include "support/durability.h"
#include "support/store_deeds.h"

static struct conf *conf;

/* ---- the register ---- */

static void *open_register(const char *directory, bool create, struct error *error)
{
	const struct session_options options = {.directory = directory, .login = "root", .system = !create,
	                                        .today = day_from_civil(2026, 11, 22)};
	struct test_store *test = memory_new(sizeof *test);
	if (conf == NULL)
		conf = conf_new();
	if ((create && !register_init(&options, false, 0, "Anna Berg", conf, error) && error->kind != ERROR_INPUT) ||
	    (error_clear(error), !session_open(&test->session, &options, conf, error))) {
		free(test);
		return NULL;
	}
	test->session.actor = RECORD_BY_ROOT;
	test->session.access = UINT32_C(1) << (C_access_administrator - 1);
	test->store = test->session.store;
	return test;
}

static void close_register(void *open)
{
	struct test_store *test = open;
	session_close(&test->session);
	free(test);
}

/* ---- the stream ---- */

/* Another writer's, or one that it has just finished, is no fault of this one. */
static bool is_beside_another(const struct error *error)
{
	static const char *const words[] = {"another import is", "another audit is", "another backup is", "is in use",
	                                    "run the import again", "has changed", "holds a store already"};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strstr(error->text, words[i]) != NULL)
			return true;
	return false;
}

static uint64_t write_deed(void *open, struct error *error)
{
	static unsigned count;
	struct test_store *test = open;
	unsigned turn = count++;
	char tag[40];
	snprintf(tag, sizeof tag, "%ld.%u", (long)getpid(), turn);
	turn = (turn + (unsigned)getpid()) % deeds_count;
	if (deeds[turn].make(test, tag, error)) {
		char name[40];
		snprintf(name, sizeof name, "name=%s ", deeds[turn].name);
		deeds_put(test, E_unit, 0, name, tag, "");
	} else if (is_beside_another(error)) {
		error_clear(error);
		deeds_put(test, E_unit, 0, "name=nothing ", tag, "");
	} else {
		return 0;
	}
	struct view *view = view_open(test->store, error);
	uint64_t sequence = view_sequence(view);
	view_close(&view);
	return sequence;
}

static void note_fault(void *context, const char *line)
{
	snprintf(context, 1000, "%s", line);
}

static bool is_told_true(const struct test_store *test, const struct view *view, struct slice name, char *words,
                         size_t size)
{
	struct slice rest = name, deed;
	char tag[40] = "";
	slice_next(&rest, ' ', &deed);
	snprintf(tag, sizeof tag, "%.*s", (int)rest.size, rest.data);
	for (size_t i = 0; i < deeds_count; i++)
		if (slice_equal_text(deed, deeds[i].name) && !deeds[i].stands(test, view, tag, true)) {
			snprintf(words, size, "%s %s was told and does not stand", deeds[i].name, tag);
			return false;
		}
	return true;
}

/* A tag that only an untold deed has left is found by what it has left. */
static bool is_half_imported(const struct view *view, char *words, size_t size)
{
	size_t rows = view_count(view, E_supplier);
	snprintf(words, size, "%zu suppliers: an import is half there", rows);
	return rows % DEEDS_IMPORTED != 0;
}

static bool check_view(const struct test_store *test, const struct view *view, uint64_t acknowledged, char *words,
                       size_t size)
{
	struct verify_report report = {0};
	struct records *units;
	struct record unit;
	char fault[1000] = "";
	bool good = view_sequence(view) >= acknowledged;
	if (!good)
		snprintf(words, size, "%ju was acknowledged, %ju is there", (uintmax_t)acknowledged, (uintmax_t)view_sequence(view));
	store_verify(view, note_fault, NULL, fault, &report);
	if (report.faults > 0) {
		snprintf(words, size, "%ju faults, such as %s", (uintmax_t)report.faults, fault);
		return false;
	}
	units = records_new(view, E_unit);
	while (good && records_next(units, &unit))
		good = is_told_true(test, view, record_text(&unit, F_unit_name), words, size);
	records_free(&units);
	for (size_t i = 0; good && i < deeds_count; i++) {
		good = deeds[i].stands(test, view, "none", false);
		if (!good)
			snprintf(words, size, "%s is half done", deeds[i].name);
	}
	return good && !is_half_imported(view, words, size);
}

/* Written to once: that takes back an import that was cut off. */
static bool check_register(void *open, uint64_t acknowledged, char *words, size_t size)
{
	struct test_store *test = open;
	struct error error = {0};
	deeds_put(test, E_unit, 0, "name=looking", "", "");
	struct view *view = view_open(test->store, &error);
	bool good = view != NULL && check_view(test, view, acknowledged, words, size);
	if (view == NULL)
		snprintf(words, size, "%s", error.text);
	view_close(&view);
	return good;
}

/* The other way to copy: everything out as text, and in again. */
static bool copy_register(void *open, const char *directory, struct error *error)
{
	const struct store_options options = {.map_size = (size_t)1 << 28};
	struct test_store *test = open;
	int file = memfd_create("dump", MFD_CLOEXEC);
	FILE *stream = fdopen(dup(file), "w");
	struct view *view = view_open(test->store, error);
	struct dump_result result;
	char path[40];
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	bool done = view != NULL && dump_write(view, stream, NULL, NULL, error);
	view_close(&view);
	done = fclose(stream) == 0 && done;
	lseek(file, 0, SEEK_SET);
	done = done && dump_restore(path, directory, &options, conf, false, NULL, NULL, &result, error);
	close(file);
	return done;
}

int main(int count, char **arguments)
{
	static const struct durable_stream stream = {
		.changes = 15, /* every deed but the import twice */
		.images = 25,
		.rounds = 3,
		.rounds_each_store = 3,
		.longest_microseconds = 150000,
		.open = open_register,
		.close = close_register,
		.write = write_deed,
		.check = check_register,
		.copy = copy_register,
	};

	return durability_main(count, arguments, &stream);
}
