#include "support/register_takeovers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/edit.h"
#include "register/summary.h"
#include "register/verify.h"

struct test_store takeovers_test;
static struct conf *conf;

int takeovers_setup(void **state)
{
	(void)state;
	test_store_open(&takeovers_test);
	conf = conf_new();
	takeovers_test.session.conf = conf;
	return 0;
}

int takeovers_teardown(void **state)
{
	(void)state;
	test_store_close(&takeovers_test);
	conf_free(&conf);
	return 0;
}

/* ---- what stands ---- */

static void append_record(struct text *out, const struct view *view, const struct record *record)
{
	const struct value_writer writer = view_writer(view, false);
	text_printf(out, "%s-%u", record->entity->name, record->id);
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		struct value value = record_value(record, field);
		if (!value.set)
			continue;
		text_printf(out, " %s=", field->name);
		value_append(out, field, &value, &writer);
	}
	text_append_char(out, '\n');
}

char *takeovers_records(void)
{
	struct view *view = view_open(takeovers_test.store, NULL);
	struct text out = {0};
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		struct records *records = records_new(view, entity->number);
		struct record record;
		for (bool there = records_first(records, &record); there; there = records_next(records, &record))
			append_record(&out, view, &record);
		records_free(&records);
	}
	view_close(&view);
	return out.data;
}

char *takeovers_line(uint8_t entity, record_id id)
{
	struct view *view = view_open(takeovers_test.store, NULL);
	struct text out = {0};
	struct record record;
	if (view_record(view, (struct ref){entity, id}, &record))
		append_record(&out, view, &record);
	else
		text_append_text(&out, "none");
	view_close(&view);
	return out.data;
}

void takeovers_assert_line(uint8_t entity, record_id id, const char *wanted)
{
	char *line = takeovers_line(entity, id);
	if (strchr(line, '\n') != NULL)
		*strchr(line, '\n') = '\0';
	assert_string_equal(line, wanted);
	free(line);
}

static void fault(void *context, const char *line)
{
	(void)context;
	fail_msg("%s", line);
}

void takeovers_assert_verified(void)
{
	struct verify_report report = {0};
	struct view *view = view_open(takeovers_test.store, NULL);
	register_verify(view, conf, fault, NULL, NULL, &report);
	view_close(&view);
}

/* ---- deeds ---- */

struct takeover_request takeovers_ask(enum takeover_kind kind, uint8_t entity, record_id from, record_id into)
{
	return (struct takeover_request){
		.kind = kind, .from = {entity, from}, .into = {{entity, into}}, .into_count = 1, .day = DAY_UNSET};
}

struct takeover *takeovers_plan(const struct takeover_request *request, struct error *error)
{
	struct view *view = view_open(takeovers_test.store, NULL);
	struct takeover *takeover = takeover_new(&takeovers_test.session, view, request, error);
	view_close(&view);
	return takeover;
}

uint64_t takeovers_carry_out(const struct takeover_request *request)
{
	struct error error = {0};
	uint64_t sequence = 0;
	struct takeover *takeover = takeovers_plan(request, &error);
	assert_string_equal(error.text, "");
	bool tried = takeover_try(&takeovers_test.session, takeover, &error);
	assert_string_equal(error.text, "");
	assert_true(tried);
	takeover_do(&takeovers_test.session, takeover, SLICE("because"), &sequence, &error);
	assert_string_equal(error.text, "");
	takeover_free(&takeover);
	return sequence;
}

void takeovers_undo(uint64_t sequence)
{
	const struct entry_facts facts = {.kind = ENTRY_UNDO};
	struct error error = {0};
	struct edit *edit = edit_begin(&takeovers_test.session, &facts, &error);
	bool ok = edit != NULL && edit_undo(edit, sequence, &error) && edit_commit(&edit, NULL, &error);
	edit_abort(&edit);
	assert_string_equal(error.text, "");
	assert_true(ok);
}

void takeovers_assert_unchanged(const char *before)
{
	char *after = takeovers_records();
	assert_string_equal(after, before);
	free(after);
}

void takeovers_assert_undone(uint64_t sequence, char *before)
{
	takeovers_undo(sequence);
	takeovers_assert_unchanged(before);
	free(before);
}

void takeovers_put(const char *records)
{
	struct error error = {0};
	test_put_records(&takeovers_test, records);
	summary_refresh_all(&takeovers_test.session, &error);
	assert_string_equal(error.text, "");
}
