#include "support/store_deeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/memory.h"
#include "exchange/import.h"
#include "register/edit.h"
#include "register/erase.h"
#include "store/backups.h"
#include "store/kv_private.h"
#include "store/store_private.h"
#include "store/upgrade.h"
#include "support/contents.h"

#define KEPT 2

/* A copy of the store stands beside the same things. */
static char *beside(const struct test_store *test, const char *suffix)
{
	struct text path = {0};
	const char *directory = store_directory(test->store), *copy = strstr(directory, "-copy");
	text_append(&path, (struct slice){directory, copy == NULL ? strlen(directory) : (size_t)(copy - directory)});
	text_printf(&path, "-%s", suffix);
	return text_take(&path);
}

/* Whole words: "Undone 7.1" is not the beginning of "Undone 7.17". */
static bool begins_with(struct slice name, const char *words)
{
	size_t size = strlen(words);
	return name.size >= size && memcmp(name.data, words, size) == 0 && (name.size == size || name.data[size] == ' ');
}

/* How many records of the kind have a name that begins with these words; *last gets the last one. */
static size_t count_named(const struct view *view, uint8_t entity, const char *words, struct record *last)
{
	struct records *records = records_new(view, entity);
	struct record record;
	size_t count = 0;
	while (records_next(records, &record)) {
		if (!begins_with(record_text(&record, schema_entity(entity)->name_field), words))
			continue;
		count++;
		if (last != NULL)
			*last = record;
	}
	records_free(&records);
	return count;
}

/* ---- the deeds: what is done, and what must stand once that was told ---- */

record_id deeds_put(struct test_store *test, uint8_t entity, record_id id, const char *before, const char *tag,
                    const char *after)
{
	char fields[200];
	snprintf(fields, sizeof fields, "%s%s%s", before, tag, after);
	return test_put(test, entity, id, fields);
}

/* The entry that added it, for what takes back just that: others write too. */
static uint64_t add_goal(struct test_store *test, const char *name, const char *tag, struct ref *ref)
{
	struct changes *changes = test_changes(test);
	uint64_t sequence = 0;
	char fields[200];
	snprintf(fields, sizeof fields, "name=%s %s", name, tag);
	*ref = (struct ref){E_goal, test_put_in(changes, E_goal, 0, fields)};
	return changes_commit(&changes, &sequence, NULL) ? sequence : 0;
}

static bool import_suppliers(struct test_store *test, const char *tag, struct error *error)
{
	int file = memfd_create("suppliers", MFD_CLOEXEC);
	FILE *stream = fdopen(dup(file), "w");
	char path[40], *paths[] = {path};
	struct import_result result;
	const struct import_options options = {.entity = "supplier"};
	fprintf(stream, "name\n");
	for (int i = 0; i < DEEDS_IMPORTED; i++)
		fprintf(stream, "%s %d\n", tag, i);
	fclose(stream);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	bool done = import_files(&test->session, paths, 1, &options, &result, error);
	close(file);
	return done;
}

static bool is_imported(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	(void)test;
	size_t count = count_named(view, E_supplier, tag, NULL);
	return count == DEEDS_IMPORTED || (count == 0 && !told);
}

static bool audit(struct test_store *test, const char *tag, struct error *error)
{
	struct session night = test->session;
	deeds_put(test, E_system, 0, "name=Audited ", tag, "|criticality=4|phase=in_use"); /* something to be found */
	night.actor = RECORD_BY_AUDIT;
	struct audit *made = audit_run(&night, &(struct audit_options){0}, error);
	bool done = made != NULL;
	audit_free(&made);
	return done;
}

static bool is_audited(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	struct records *records = records_new(view, E_run);
	struct record record;
	char name[60];
	bool ended = false;
	(void)test;
	snprintf(name, sizeof name, "Audited %s", tag);
	while (records_next(records, &record))
		ended = ended || record_is_set(&record, F_run_ended);
	records_free(&records);
	return !told || (ended && count_named(view, E_system, name, NULL) == 1);
}

static bool undo(struct test_store *test, const char *tag, struct error *error)
{
	struct ref ref;
	uint64_t sequence = add_goal(test, "Undone", tag, &ref);
	struct edit *edit = edit_begin(&test->session, &(struct entry_facts){.kind = ENTRY_UNDO, .undoes = sequence}, error);
	bool done = edit != NULL && edit_undo(edit, sequence, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return done;
}

static bool is_undone(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	char name[60];
	(void)test;
	snprintf(name, sizeof name, "Undone %s", tag);
	return !told || count_named(view, E_goal, name, NULL) == 0;
}

static bool give_back(struct test_store *test, const char *tag, struct error *error)
{
	struct ref ref;
	uint64_t then = add_goal(test, "Returned", tag, &ref);
	test_remove(test, ref.entity, ref.id);
	struct edit *edit = edit_begin(&test->session, &(struct entry_facts){.kind = ENTRY_UNDO}, error);
	bool done = edit != NULL && edit_return(edit, ref, then, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return done;
}

static bool is_given_back(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	char name[60];
	(void)test;
	snprintf(name, sizeof name, "Returned %s", tag);
	return !told || count_named(view, E_goal, name, NULL) == 1;
}

static bool erase(struct test_store *test, const char *tag, struct error *error)
{
	struct ref ref = {E_person, deeds_put(test, E_person, 0, "name=Sixten ", tag, "|telephone=070-123")};
	struct erase_result result = {0};
	deeds_put(test, E_person, ref.id, "title=Chef ", tag, "");
	bool done = register_erase(&test->session, ref, SLICE("decided"), &result, error);
	erase_result_free(&result);
	return done;
}

/* Whole, with the telephone, or not a word of it. */
static bool is_erased(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	char name[60];
	struct record person;
	(void)test;
	snprintf(name, sizeof name, "Sixten %s", tag);
	size_t count = count_named(view, E_person, name, &person);
	return count == 0 || (!told && count == 1 && record_is_set(&person, F_person_telephone));
}

static bool content(void *context, struct store *copy, struct error *error)
{
	(void)context;
	(void)copy;
	(void)error;
	return true;
}

static bool back_up(struct test_store *test, const char *tag, struct error *error)
{
	char *place = beside(test, "backups");
	struct text path = {0};
	size_t removed;
	(void)tag;
	bool done = backups_make(test->store, place, moment_now(), content, NULL, &path, error) &&
	            backups_rotate(place, KEPT, path.data, &removed, error);
	text_free(&path);
	free(place);
	return done;
}

/* Whatever has a name is whole, and once told there is one. */
static bool is_backed_up(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	char *place = beside(test, "backups"), **names;
	size_t count;
	bool good = backups_list(place, &names, &count, NULL) && (count > 0 || !told);
	(void)view;
	(void)tag;
	for (size_t i = 0; good && i < count; i++) {
		char *path = kv_files_path(place, names[i]);
		/* a removed one may have kept its name, but then it is empty */
		good = !kv_files_exist(path) || contents_read(path, path).sequence > 0;
		free(path);
	}
	backups_free_list(&names, count);
	free(place);
	return good;
}

static bool mark(struct kv_txn *txn, struct error *error)
{
	(void)error;
	meta_put(txn, "marked", bytes_of("yes", 3));
	return true;
}

static const struct upgrade_step steps[] = {{STORE_FORMAT, mark}, {STORE_FORMAT + 1, mark}, {0, NULL}};

static bool upgrade(struct test_store *test, const char *tag, struct error *error)
{
	const struct store_options options = {.map_size = (size_t)1 << 28};
	char suffix[60], *old, *before;
	struct upgrade_result result;
	snprintf(suffix, sizeof suffix, "upgraded-%s", tag);
	old = beside(test, suffix);
	snprintf(suffix, sizeof suffix, "before-%s", tag);
	before = beside(test, suffix);
	bool done = store_backup(test->store, old, error) &&
	            store_upgrade(old, steps, STORE_FORMAT + 2, before, &options, &result, error);
	free(before);
	free(old);
	return done;
}

/* 0: nothing is there. */
static uint64_t format_of(const char *directory)
{
	const struct kv_options options = {.read_only = true, .older = true};
	struct error error = {0};
	struct kv *kv = kv_files_exist(directory) ? kv_open(directory, &options, &error) : NULL;
	struct kv_txn *txn = kv == NULL ? NULL : kv_begin(kv, false, &error);
	uint64_t format = 0;
	struct kv_bytes value;
	if (txn != NULL && (!meta_number(txn, "format", &format) || !meta_is_sealed(txn) ||
	                    meta_get(txn, "marked", &value) != (format > STORE_FORMAT)))
		format = UINT64_MAX;
	kv_abort(&txn);
	if (kv != NULL)
		kv_close(&kv);
	return error.kind == ERROR_NONE ? format : UINT64_MAX;
}

static bool is_upgraded(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	char suffix[60], *old, *before;
	(void)view;
	snprintf(suffix, sizeof suffix, "upgraded-%s", tag);
	old = beside(test, suffix);
	snprintf(suffix, sizeof suffix, "before-%s", tag);
	before = beside(test, suffix);
	uint64_t now = format_of(old), was = format_of(before);
	free(before);
	free(old);
	if (now > STORE_FORMAT || told)
		return was == STORE_FORMAT && now <= STORE_FORMAT + 2 && (!told || now == STORE_FORMAT + 2);
	return now != UINT64_MAX && was != UINT64_MAX;
}

static bool restore(struct test_store *test, const char *tag, struct error *error)
{
	const struct store_options options = {.map_size = (size_t)1 << 28};
	char *from, *to = beside(test, "restored"), suffix[60];
	snprintf(suffix, sizeof suffix, "copy-%s", tag);
	from = beside(test, suffix);
	struct rebuild *rebuild = store_backup(test->store, from, error) ? rebuild_from(from, to, &options, error) : NULL;
	bool done = rebuild != NULL && rebuild_install(&rebuild, kv_files_exist(to), error);
	rebuild_abandon(&rebuild);
	free(from);
	free(to);
	return done;
}

/* It took the place of the one before: one of them stands there. */
static bool is_restored(const struct test_store *test, const struct view *view, const char *tag, bool told)
{
	char *to = beside(test, "restored");
	struct contents contents = contents_read(to, to);
	(void)view;
	(void)tag;
	free(to);
	return contents.there ? contents.sequence > 0 : !told;
}

const struct deed deeds[] = {
	{"audit", audit, is_audited},          {"undo", undo, is_undone},
	{"return", give_back, is_given_back},  {"erase", erase, is_erased},
	{"backup", back_up, is_backed_up},     {"upgrade", upgrade, is_upgraded},
	{"restore", restore, is_restored},     {"import", import_suppliers, is_imported},
};
const size_t deeds_count = COUNT_OF(deeds);
