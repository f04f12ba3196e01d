/* The ways back and on: out as a file and in again, a backup in its place, a person erased, a store of an older format
 * brought up. All on copies: the register that the other rows measure stays as it is. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "bench/bench.h"
#include "store/kv.h"
#include "store/upgrade.h"

/* ---- the program, as it is called ---- */

struct call {
	const struct bench *bench;
	char words[1000];
};

static struct call call_of(const struct bench *bench, const char *format, ...) __attribute__((format(printf, 2, 3)));
static struct call call_of(const struct bench *bench, const char *format, ...)
{
	struct call call = {.bench = bench};
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(call.words, sizeof call.words, format, arguments);
	va_end(arguments);
	return call;
}

/* A shell's line to its end; processor time is that of what it ran. */
static void run_line(void *context, struct measured *measured)
{
	measure_begin(measured);
	if (system(((const struct call *)context)->words) == 0)
		measure_end(measured);
	else
		measure_failed(measured, "it ended with a fault");
}

static struct measured run_program(const struct bench *bench, const char *store, const char *words)
{
	struct call call = call_of(bench, "'%s' --config '%s/bench.conf' --store '%s/%s' %s", bench->program, bench->directory,
	                           bench->directory, store, words);
	return measure(run_line, &call);
}

static void remove_copy(const struct bench *bench, const char *name)
{
	char *path = bench_path(bench, name);
	bench_remove(path);
	free(path);
}

static double file_size(const struct bench *bench, const char *name)
{
	char *path = bench_path(bench, name);
	struct stat status = {0};
	if (stat(path, &status) != 0)
		status.st_size = 0;
	free(path);
	return (double)status.st_size;
}

/* ---- the copy, with somebody who may do all of it ---- */

static bool add_administrator(const struct bench *bench, struct measured *measured)
{
	struct bench copy = *bench;
	struct session session;
	struct error error = {0};
	copy.store = bench_path(bench, "copy");
	bool ok = bench_open(&copy, false, &session, measured) &&
	          (register_add_administrator(&session, "bench-administrator", NULL, &error) ||
	           measure_failed(measured, error.text));
	session_close(&session);
	free(copy.store);
	return ok;
}

/* ---- out and in ---- */

static void tell_export(struct bench *bench)
{
	char words[300], what[100], bytes[32];
	snprintf(words, sizeof words, "--as bench-administrator export --format jsonl > '%s/whole.jsonl'", bench->directory);
	struct measured own = run_program(bench, "copy", words);
	struct call dump = call_of(bench, "sqlite3 '%s' .dump > '%s/whole.sql'", bench->database, bench->directory);
	struct measured peer = measure(run_line, &dump);
	snprintf(what, sizeof what, "export as JSON Lines, %s", in_bytes(file_size(bench, "whole.jsonl"), bytes));
	table_time(what, &own, "sqlite3 .dump", &peer, "");
	snprintf(words, sizeof words, "restore '%s/whole.jsonl' >/dev/null", bench->directory);
	own = run_program(bench, "restored", words);
	struct call read = call_of(bench, "sqlite3 '%s/restored.db' < '%s/whole.sql'", bench->directory, bench->directory);
	peer = measure(run_line, &read);
	table_time("restore of that, verified", &own, "sqlite3 < dump", &peer, "");
	remove_copy(bench, "restored");
	remove_copy(bench, "restored.db");
	remove_copy(bench, "whole.jsonl");
	remove_copy(bench, "whole.sql");
}

static void tell_restore(struct bench *bench)
{
	char words[300];
	snprintf(words, sizeof words, "restore '%s/copy' >/dev/null", bench->directory);
	struct measured own = run_program(bench, "restored", words);
	struct call copy = call_of(bench, "sqlite3 '%s/restored.db' \".restore '%s'\" 'PRAGMA integrity_check' >/dev/null",
	                           bench->directory, bench->database);
	struct measured peer = measure(run_line, &copy);
	table_time("restore of a backup, verified", &own, ".restore, integrity_check", &peer, "");
	remove_copy(bench, "restored");
	remove_copy(bench, "restored.db");
}

static void tell_erasure(struct bench *bench)
{
	struct measured own =
		run_program(bench, "copy", "--as bench-administrator erase PRS-0042 --why 'decision 1' >/dev/null");
	table_time("erasing one person", &own, "", NULL, "");
}

/* ---- a made-up step of the upgrade: every record is written anew ---- */

static bool rewrite_records(struct kv_txn *txn, struct error *error)
{
	struct kv_cursor *cursor = kv_cursor_new(txn, KV_RECORD);
	struct kv_bytes key, value;
	struct text copy = {0};
	for (bool there = kv_seek(cursor, (struct kv_bytes){"", 0}, &key, &value); there;
	     there = kv_next(cursor, &key, &value)) {
		text_clear(&copy);
		text_append_bytes(&copy, key.data, key.size);
		text_append_bytes(&copy, value.data, value.size);
		kv_put(txn, KV_RECORD, (struct kv_bytes){copy.data, key.size},
		       (struct kv_bytes){copy.data + key.size, copy.size - key.size});
	}
	kv_cursor_free(&cursor);
	text_free(&copy);
	return kv_check(txn, error);
}

static void upgrade(void *context, struct measured *measured)
{
	const struct upgrade_step steps[] = {{STORE_FORMAT, rewrite_records}, {0, NULL}};
	char *copy = bench_path(context, "copy"), *before = bench_path(context, "before");
	const struct store_options options = {0};
	struct upgrade_result result;
	struct error error = {0};
	measure_begin(measured);
	if (store_upgrade(copy, steps, STORE_FORMAT + 1, before, &options, &result, &error))
		measure_end(measured);
	else
		measure_failed(measured, error.text);
	free(copy);
	free(before);
}

static void tell_upgrade(struct bench *bench)
{
	struct measured own = measure(upgrade, bench);
	table_time("upgrade by a step that writes every record anew", &own, "", NULL, "");
	remove_copy(bench, "before");
	remove_copy(bench, "copy");
}

void rows_back(struct bench *bench)
{
	struct measured made = {0};
	table_section("the ways back and on");
	if (!bench_copy(bench, "copy", &made) || !add_administrator(bench, &made)) {
		table_failed("a copy to try them on", &made);
		return;
	}
	tell_export(bench);
	tell_restore(bench);
	tell_erasure(bench);
	tell_upgrade(bench);
}
