#include "support/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/journal.h"
#include "support/scratch.h"

void test_store_open(struct test_store *test)
{
	test_store_open_sized(test, (size_t)1 << 30);
}

void test_store_open_sized(struct test_store *test, size_t map_size)
{
	struct error error = {0};
	*test = (struct test_store){.directory = scratch_new()};
	test->store =
		store_open(test->directory, &(struct store_options){.create = true, .map_size = map_size}, &error);
	assert_string_equal(error.text, "");
	assert_non_null(test->store);
	test->session = (struct session){.store = test->store, .today = day_from_civil(2026, 11, 22), .actor = RECORD_BY_ROOT,
	                                 .access = UINT32_C(1) << (C_access_administrator - 1), .known = true};
}

void test_store_close(struct test_store *test)
{
	test->session.store = test->store; /* a test may have opened it anew */
	session_close(&test->session);
	test->store = NULL;
	scratch_free(&test->directory);
}

struct changes *test_changes(struct test_store *test)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .actor = RECORD_BY_ROOT, .where = SLICE("test")};
	struct error error = {0};
	struct changes *changes = changes_begin(test->store, &facts, &error);
	assert_string_equal(error.text, "");
	return changes;
}

void test_commit(struct changes **changes)
{
	struct error error = {0};
	changes_commit(changes, NULL, &error);
	assert_string_equal(error.text, "");
}

static bool resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	(void)target;
	return view_find_code(context, text, ref) ||
	       error_set(error, ERROR_NOT_FOUND, "no record %.*s", (int)text.size, text.data);
}

static void set_field(struct draft *draft, struct slice pair, const struct value_reader *reader)
{
	struct slice name;
	struct error error = {0};
	slice_next(&pair, '=', &name);
	const struct field *field = schema_find_field(draft->entity, name);
	if (field == NULL)
		fail_msg("%s has no field %.*s", draft->entity->name, (int)name.size, name.data);
	if (!draft_parse(draft, field, pair, reader, &error))
		fail_msg("%s", error.text);
}

record_id test_put_in(struct changes *changes, uint8_t entity, record_id id, const char *fields)
{
	struct view *view = changes_view(changes);
	const struct value_reader reader = {.resolve = resolve, .context = view};
	struct slice rest = slice_of(fields), pair;
	struct error error = {0};
	struct record before;
	struct draft draft;
	uint32_t revision = 0;
	draft_init(&draft, schema_entity(entity));
	if (id != 0 && view_record(view, (struct ref){entity, id}, &before)) {
		draft_copy_record(&draft, &before);
		revision = record_revision(&before);
	}
	while (slice_next(&rest, '|', &pair))
		set_field(&draft, pair, &reader);
	if (id == 0)
		id = changes_new_id(changes, entity);
	if (!changes_put(changes, &draft, id, revision, &error))
		fail_msg("%s", error.text);
	draft_free(&draft);
	return id;
}

record_id test_put(struct test_store *test, uint8_t entity, record_id id, const char *fields)
{
	struct changes *changes = test_changes(test);
	id = test_put_in(changes, entity, id, fields);
	test_commit(&changes);
	return id;
}

static void put_line(struct changes *changes, struct slice line)
{
	struct slice name;
	char fields[4096];
	slice_next(&line, ' ', &name);
	const struct entity *entity = schema_find_entity(name);
	if (entity == NULL)
		fail_msg("there is no entity %.*s", (int)name.size, name.data);
	assert_true(line.size < sizeof fields);
	memcpy(fields, line.data, line.size);
	fields[line.size] = '\0';
	test_put_in(changes, entity->number, 0, fields);
}

void test_put_records(struct test_store *test, const char *records)
{
	struct changes *changes = test_changes(test);
	struct slice rest = slice_of(records), line;
	while (slice_next(&rest, '\n', &line))
		if (line.size > 0)
			put_line(changes, line);
	test_commit(&changes);
}

void test_remove(struct test_store *test, uint8_t entity, record_id id)
{
	struct changes *changes = test_changes(test);
	struct record record;
	struct error error = {0};
	assert_true(view_record(changes_view(changes), (struct ref){entity, id}, &record));
	assert_true(changes_remove(changes, (struct ref){entity, id}, record_revision(&record), &error));
	test_commit(&changes);
}
