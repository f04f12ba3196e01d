/* A store of each released format, kept in tests/stores as a file of the engine and as an export: what was written once
 * is opened, verified and exported the same for ever. With --make it writes the one of this program's format anew. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "exchange/dump.h"
#include "register/edit.h"
#include "register/verify.h"
#include "store/upgrade.h"
#include "support/dumping.h"
#include "support/scratch.h"
#include "support/store.h"

#define STORES SOURCE_DIR "/tests/stores"

static const struct store_options small = {.map_size = (size_t)1 << 30};

static bool find(struct session *session, const char *code, struct ref *ref, uint32_t *revision)
{
	struct view *view = view_open(session->store, NULL);
	struct record record;
	bool there = view_find_code(view, slice_of(code), ref) && view_record(view, *ref, &record);
	*revision = there ? record_revision(&record) : 0;
	view_close(&view);
	return there;
}

/* "system name=A|criticality=3" makes a record, "SYS-0001 name=B" changes it, "SYS-0001" removes it. */
static void do_line(struct session *session, const char *words)
{
	struct slice rest = slice_of(words), what, pair;
	struct error error = {0};
	struct ref ref = {0};
	struct record before;
	struct draft draft;
	uint32_t revision = 0;
	char code[64];
	slice_next(&rest, ' ', &what);
	snprintf(code, sizeof code, "%.*s", (int)what.size, what.data);
	const struct entity *entity = schema_find_entity(what);
	if (entity == NULL && !find(session, code, &ref, &revision))
		fail_msg("nothing is called %s", code);
	draft_init(&draft, entity != NULL ? entity : schema_entity(ref.entity));
	struct view *view = view_open(session->store, &error);
	const struct value_reader reader = register_reader(view, session->today, false);
	if (revision > 0 && view_record(view, ref, &before))
		draft_copy_record(&draft, &before);
	bool ok = true, removed = rest.size == 0;
	while (ok && slice_next(&rest, '|', &pair)) {
		struct slice name;
		slice_next(&pair, '=', &name);
		const struct field *field = schema_find_field(draft.entity, name);
		if (field == NULL)
			fail_msg("%s: there is no field %.*s", words, (int)name.size, name.data);
		ok = draft_parse(&draft, field, pair, &reader, &error);
	}
	view_close(&view);
	ref.entity = draft.entity->number;
	ok = ok && (removed ? register_remove(session, ref, revision, SLICE("it is gone"), &error)
	                    : register_save(session, &draft, &ref, revision, SLICE("as it was told"), &error));
	draft_free(&draft);
	if (!ok)
		fail_msg("%s: %s", words, error.text);
}

/* Something of each kind of value, a history with every kind of image but erased ones, a run of the audit. */
static void fill(struct session *session)
{
	static const char *const lines[] = {
		"unit name=Exempelkommun|kind=organisation|employees=3535|budget=3288000000.00",
		"unit name=Socialförvaltningen|code=SOC|parent=Exempelkommun|kind=department",
		"person name=Anna Berg|login=anna|unit=SOC|access=steward;security",
		"supplier name=Leverantören AB",
		"system name=Procapita \"äldre\"|aliases=ProCap;PC|unit=SOC|criticality=3|phase=in_use|in_use_from=2019-01-01|"
		"notes=Två rader:\nden andra, med 😀 och \\",
		"system name=Lex|unit=SOC|criticality=2|phase=in_use",
		"component system=SYS-0001|product=PostgreSQL|version=12|layer=database|vendor_end=2024-11-21",
		"component system=SYS-0001|product=Debian|version=12",
		"contract name=Drift|supplier=Leverantören AB|start=2020-01-01|end=2027-12-31|notice_months=6",
		"cost system=SYS-0001|kind=licence|year=2026|amount=412000.50|basis=budget",
		"permission system=SYS-0001|person=Anna Berg|level=write|from=2020-01-01",
		"SYS-0001 criticality=4",
		"SOC name=Vård och omsorg",
		"CMP-0002",
	};
	struct error error = {0};
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		do_line(session, lines[i]);
	struct audit *audit = audit_run(session, &(struct audit_options){0}, &error);
	if (audit == NULL)
		fail_msg("%s", error.text);
	audit_free(&audit);
	struct edit *edit = edit_begin(session, &(struct entry_facts){.kind = ENTRY_UNDO}, &error);
	if (edit == NULL || !edit_undo(edit, 0, &error) || !edit_commit(&edit, NULL, &error))
		fail_msg("%s", error.text);
}

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void run(const char *format, ...)
{
	struct text command = {0};
	va_list arguments;
	va_start(arguments, format);
	text_vprintf(&command, format, arguments);
	va_end(arguments);
	if (system(command.data) != 0)
		fail_msg("%s", command.data);
	text_free(&command);
}

static void note_fault(void *context, const char *line)
{
	text_printf(context, "%s\n", line);
}

static void verify(struct store *store, const char *name)
{
	struct text faults = {0};
	struct verify_report report;
	struct view *view = view_open(store, NULL);
	store_verify(view, note_fault, NULL, &faults, &report);
	assert_true(report.records > 10 && report.entries > 10 && report.images > 10);
	if (report.faults > 0)
		fail_msg("%s: %s", name, faults.data);
	view_close(&view);
	text_free(&faults);
}

static void expect_export(struct store *store, const char *directory, const char *name)
{
	size_t size;
	char *bytes = test_dump(store, &size);
	struct text path = {0};
	verify(store, name);
	text_printf(&path, "%s/again.jsonl", directory);
	FILE *file = fopen(path.data, "w");
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	fclose(file);
	run("cmp %s %s/register.jsonl", path.data, directory);
	text_free(&path);
	free(bytes);
}

static void check_store(const char *name)
{
	struct error error = {0};
	struct dump_result result;
	struct upgrade_result upgraded;
	char *directory = scratch_new();
	struct text place = {0}, file = {0}, copy = {0};
	struct conf *conf = conf_new();
	text_printf(&place, "%s/store", directory);
	text_printf(&file, "%s/register.jsonl", directory);
	text_printf(&copy, "%s/copy", directory);
	run("mkdir -m 700 %s && gzip -dc " STORES "/%s/data.mdb.gz >%s/data.mdb", place.data, name, place.data);
	run("gzip -dc " STORES "/%s/register.jsonl.gz >%s", name, file.data);
	if (!store_upgrade(place.data, upgrade_steps, STORE_FORMAT, copy.data, &small, &upgraded, &error))
		fail_msg("%s: %s", name, error.text);
	struct store *store = store_open(place.data, &small, &error);
	if (store == NULL)
		fail_msg("%s: %s", name, error.text);
	if (upgraded.done)
		verify(store, name);
	else
		expect_export(store, directory, name);
	store_close(&store);
	text_append_text(&place, "-restored");
	if (!dump_restore(file.data, place.data, &small, conf, false, NULL, NULL, &result, &error))
		fail_msg("%s: %s", name, error.text);
	store = store_open(place.data, &small, &error);
	verify(store, name); /* its summary rows may be of this program: what they say has changed since */
	store_close(&store);
	conf_free(&conf);
	text_free(&place);
	text_free(&file);
	text_free(&copy);
	scratch_free(&directory);
}

static void test_each_format(void **state)
{
	(void)state;
	char ours[32];
	bool found = false;
	DIR *listing = opendir(STORES);
	struct dirent *entry;
	assert_non_null(listing);
	snprintf(ours, sizeof ours, "format-%d", STORE_FORMAT);
	while ((entry = readdir(listing)) != NULL) {
		if (strncmp(entry->d_name, "format-", 7) != 0)
			continue;
		check_store(entry->d_name);
		found = found || strcmp(entry->d_name, ours) == 0;
	}
	closedir(listing);
	if (!found)
		fail_msg("there is no tests/stores/%s: make golden-store", ours);
}

/* What another program worked out otherwise is no reason to refuse it: it is worked out anew. */
static void test_summary_rows_of_another_program(void **state)
{
	(void)state;
	struct test_store test;
	struct error error = {0};
	struct dump_result result;
	struct verify_report report;
	struct text file = {0}, place = {0}, faults = {0};
	size_t size;
	test_store_open(&test);
	struct conf *conf = conf_new();
	test.session.conf = conf;
	fill(&test.session);
	struct changes *changes = test_changes(&test);
	changes_put_summary(changes, (struct ref){E_system, 1}, SLICE("of another program"));
	test_commit(&changes);
	char *bytes = test_dump(test.store, &size), *directory = scratch_new();
	text_printf(&file, "%s/register.jsonl", directory);
	text_printf(&place, "%s/store", directory);
	FILE *out = fopen(file.data, "w");
	assert_int_equal(fwrite(bytes, 1, size, out), size);
	fclose(out);
	if (!dump_restore(file.data, place.data, &small, conf, false, NULL, NULL, &result, &error))
		fail_msg("%s", error.text);
	struct store *store = store_open(place.data, &small, &error);
	struct view *view = view_open(store, &error);
	register_verify(view, conf, note_fault, NULL, &faults, &report);
	if (report.faults > 0)
		fail_msg("%s", faults.data);
	view_close(&view);
	store_close(&store);
	conf_free(&conf);
	test_store_close(&test);
	text_free(&file);
	text_free(&place);
	scratch_free(&directory);
	free(bytes);
}

/* Salts and moments differ from one making to the next: it is made once for each format. */
static void make(void **state)
{
	(void)state;
	struct test_store test;
	struct text place = {0};
	size_t size;
	test_store_open(&test);
	struct conf *conf = conf_new();
	test.session.conf = conf;
	fill(&test.session);
	text_printf(&place, STORES "/format-%d", STORE_FORMAT);
	char *bytes = test_dump(test.store, &size), *copy = scratch_new();
	run("mkdir -p %s", place.data);
	struct text file = {0}, backup = {0};
	text_printf(&file, "%s/register.jsonl", copy);
	text_printf(&backup, "%s/backup", copy);
	FILE *out = fopen(file.data, "w");
	assert_int_equal(fwrite(bytes, 1, size, out), size);
	fclose(out);
	assert_true(store_backup(test.store, backup.data, NULL));
	run("gzip -9nc %s >%s/register.jsonl.gz && gzip -9nc %s/data.mdb >%s/data.mdb.gz", file.data, place.data,
	    backup.data, place.data);
	conf_free(&conf);
	test_store_close(&test);
	text_free(&file);
	text_free(&backup);
	text_free(&place);
	scratch_free(&copy);
	free(bytes);
}

int main(int count, char **words)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_format),
	                                  cmocka_unit_test(test_summary_rows_of_another_program)},
	                        makers[] = {cmocka_unit_test(make)};
	if (count > 1 && strcmp(words[1], "--make") == 0)
		return cmocka_run_group_tests(makers, NULL, NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
