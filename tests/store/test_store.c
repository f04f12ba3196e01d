/* Tables on the key-value room: records, moves, indexes with what they carry, codes, references, history, undo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/journal.h"
#include "support/store.h"

static struct test_store test;

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void print_fault(void *context, const char *line)
{
	(void)context;
	print_message("%s\n", line);
}

static void check_store(void)
{
	struct view *view = view_open(test.store, NULL);
	struct verify_report report;
	store_verify(view, print_fault, NULL, NULL, &report);
	assert_int_equal(report.faults, 0);
	view_close(&view);
}

static char *name_of(struct ref ref)
{
	struct view *view = view_open(test.store, NULL);
	struct text name = {0};
	view_append_name(view, ref, &name);
	view_close(&view);
	return text_take(&name);
}

static void assert_name(struct ref ref, const char *expected)
{
	char *name = name_of(ref);
	assert_string_equal(name, expected);
	free(name);
}

static const struct ref system_1 = {E_system, 1}, system_2 = {E_system, 2}, component_1 = {E_component, 1};

static void test_put_get_and_remove(void **state)
{
	(void)state;
	struct record record;
	assert_int_equal(test_put(&test, E_system, 0, "name=A"), 1);
	assert_int_equal(test_put(&test, E_system, 0, "name=B|code=EGEN"), 2);
	assert_int_equal(test_put(&test, E_system, 1, "name=A2"), 1);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_count(view, E_system), 2);
	assert_int_equal(view_count(view, E_unit), 0);
	assert_true(view_record(view, system_1, &record));
	assert_int_equal(record.id, 1);
	assert_int_equal(record_revision(&record), 2);
	assert_true(record_created(&record) <= record_changed(&record));
	assert_false(view_record(view, (struct ref){E_system, 3}, &record));
	assert_false(view_record(view, (struct ref){E_system, 0}, &record));
	assert_false(view_record(view, (struct ref){63, 1}, &record));
	test_remove(&test, E_system, 1);
	assert_true(view_record(view, system_1, &record)); /* a view is one moment */
	assert_true(view_is_stale(view));
	view_close(&view);
	assert_name(system_1, "SYS-0001");
	assert_int_equal(test_put(&test, E_system, 0, "name=C"), 3); /* an id is never used again */
	assert_name(system_2, "B");
	check_store();
}

static bool finds_code(const char *code, struct ref expected)
{
	struct view *view = view_open(test.store, NULL);
	struct ref ref = {0, 0};
	bool found = view_find_code(view, slice_of(code), &ref);
	view_close(&view);
	return found && ref_equal(ref, expected);
}

static void test_codes(void **state)
{
	(void)state;
	test_put(&test, E_system, 0, "name=A");
	test_put(&test, E_system, 0, "name=B|code=Vård-1");
	assert_true(finds_code("SYS-0001", system_1));
	assert_true(finds_code("sys-1", system_1));
	assert_true(finds_code("VÅRD-1", system_2));
	assert_false(finds_code("SYS-0002", system_2)); /* it has another */
	assert_false(finds_code("Vård", system_2));
	/* Somebody chooses what would be the default code of the next one: the next one is another. */
	test_put(&test, E_unit, 0, "name=U|code=SYS-0003");
	assert_int_equal(test_put(&test, E_system, 0, "name=C"), 4);
	assert_true(finds_code("SYS-0003", (struct ref){E_unit, 1}));
	test_put(&test, E_system, 2, "code=NY");
	assert_false(finds_code("Vård-1", system_2));
	assert_true(finds_code("ny", system_2));
	test_remove(&test, E_system, 2);
	assert_false(finds_code("NY", system_2));
	check_store();
}

static void list_records(struct text *out, uint8_t entity)
{
	struct view *view = view_open(test.store, NULL);
	struct records *records = records_new(view, entity);
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		text_printf(out, "%u/%u ", record.parent, record.id);
	for (bool there = records_last(records, &record); there; there = records_previous(records, &record))
		text_printf(out, "%u/%u ", record.parent, record.id);
	records_free(&records);
	view_close(&view);
}

static void assert_records(uint8_t entity, const char *expected)
{
	struct text listed = {0};
	list_records(&listed, entity);
	assert_string_equal(listed.data == NULL ? "" : listed.data, expected);
	text_free(&listed);
}

static void test_children_lie_together_and_move(void **state)
{
	(void)state;
	test_put(&test, E_system, 0, "name=A");
	test_put(&test, E_system, 0, "name=B");
	test_put(&test, E_component, 0, "system=SYS-0002|product=P1");
	test_put(&test, E_component, 0, "system=SYS-0001|product=P2");
	test_put(&test, E_component, 0, "system=SYS-0002|product=P3");
	assert_records(E_component, "1/2 2/1 2/3 2/3 2/1 1/2 ");
	test_put(&test, E_component, 1, "system=SYS-0001");
	assert_records(E_component, "1/1 1/2 2/3 2/3 1/2 1/1 ");
	assert_name(component_1, "P1");
	test_put(&test, E_component, 3, "product=P4");
	assert_records(E_component, "1/1 1/2 2/3 2/3 1/2 1/1 ");
	test_remove(&test, E_component, 2);
	assert_records(E_component, "1/1 2/3 2/3 1/1 ");
	check_store();
}

static void append_children(struct text *out, struct records *records, record_id parent)
{
	struct record record;
	bool found = false;
	text_printf(out, "%u:", parent);
	while (records_child(records, parent, &found, &record))
		text_printf(out, "%u,", record.id);
	text_append_char(out, ' ');
}

/* In whatever order the parents are asked for. */
static void test_children_of_one_parent(void **state)
{
	(void)state;
	static const record_id orders[][8] = {
		{1, 2, 3, 4, 5, 6, 7, 8}, {8, 7, 6, 5, 4, 3, 2, 1}, {3, 3, 1, 8, 8, 2, 5, 1}, {1, 8, 1, 8, 4, 4, 9, 1}};
	struct changes *changes = test_changes(&test);
	for (int i = 0; i < 40; i++)
		test_put_in(changes, E_system, 0, "name=S");
	/* Children of 1, 4, 4, 8, and of many between 9 and 40. */
	static const record_id parents[] = {1, 4, 4, 8};
	for (size_t i = 0; i < COUNT_OF(parents) + 31; i++) {
		char fields[60];
		snprintf(fields, sizeof fields, "system=SYS-%04u|product=P", i < COUNT_OF(parents) ? parents[i] : (record_id)(i + 5));
		test_put_in(changes, E_component, 0, fields);
	}
	test_commit(&changes);
	struct view *view = view_open(test.store, NULL);
	struct records *records = records_new(view, E_component);
	for (size_t o = 0; o < COUNT_OF(orders); o++) {
		struct text found = {0}, expected = {0};
		for (size_t i = 0; i < COUNT_OF(orders[o]); i++) {
			append_children(&found, records, orders[o][i]);
			text_printf(&expected, "%u:%s ", orders[o][i],
			            orders[o][i] == 1     ? "1,"
			            : orders[o][i] == 4   ? "2,3,"
			             : orders[o][i] == 8  ? "4,"
			              : orders[o][i] == 9 ? "5,"
			                                  : "");
		}
		append_children(&found, records, 39);
		append_children(&found, records, 40);
		append_children(&found, records, 41);
		text_append_text(&expected, "39:35, 40: 41: ");
		assert_string_equal(found.data, expected.data);
		text_free(&found);
		text_free(&expected);
	}
	records_free(&records);
	view_close(&view);
}

static void append_hits(struct text *out, uint8_t entity, uint8_t number, const struct value *value)
{
	struct view *view = view_open(test.store, NULL);
	const struct field *field = schema_field(schema_entity(entity), number);
	struct index *index = index_new(view, field, entity);
	struct index_hit hit = {0};
	bool there = value != NULL ? index_seek(index, value, &hit) : index_first(index, &hit);
	for (; there; there = value != NULL ? index_next_same(index, &hit) : index_next(index, &hit))
		text_printf(out, "%u ", hit.id);
	index_free(&index);
	view_close(&view);
}

static void assert_hits(uint8_t entity, uint8_t field, const struct value *value, const char *expected)
{
	struct text hits = {0};
	append_hits(&hits, entity, field, value);
	assert_string_equal(hits.data == NULL ? "" : hits.data, expected);
	text_free(&hits);
}

static struct value text_value(const char *text)
{
	return (struct value){.set = true, .text = slice_of(text)};
}

static void test_indexes(void **state)
{
	(void)state;
	struct value name;
	test_put(&test, E_unit, 0, "name=Enhet");
	test_put(&test, E_system, 0, "name=Beta|unit=UNI-0001");
	test_put(&test, E_system, 0, "name=Alfa");
	test_put(&test, E_system, 0, "name=BETA|unit=UNI-0001");
	test_put(&test, E_system, 0, "name=Betan");
	name = text_value("beta");
	assert_hits(E_system, F_system_name, &name, "1 3 ");
	name = text_value("bet");
	assert_hits(E_system, F_system_name, &name, "");
	assert_hits(E_system, F_system_name, NULL, "2 1 3 4 ");
	struct value unit = {.set = true, .ref = {E_unit, 1}};
	assert_hits(E_system, F_system_unit, &unit, "1 3 ");
	test_put(&test, E_system, 1, "unit=|name=Gamma");
	assert_hits(E_system, F_system_unit, &unit, "3 ");
	assert_hits(E_system, F_system_name, NULL, "2 3 4 1 ");
	test_remove(&test, E_system, 3);
	assert_hits(E_system, F_system_unit, &unit, "");
	assert_hits(E_system, F_system_name, NULL, "2 4 1 ");
	check_store();
}

/* Longer than the room in a key: told apart all the same. */
static void test_long_values(void **state)
{
	(void)state;
	char fields[3][400];
	for (int i = 0; i < 3; i++) {
		memset(fields[i], 0, sizeof fields[i]);
		strcpy(fields[i], "name=");
		for (int c = 0; c < 100 + i; c++)
			strcat(fields[i], "åb");
		if (i < 2)
			strcat(fields[i], i == 0 ? "x" : "");
	}
	for (int i = 0; i < 3; i++) {
		fields[i][5 + 297] = '\0'; /* 198 characters, 297 bytes */
		fields[i][5 + 296] = (char)('a' + i);
		test_put(&test, E_system, 0, fields[i]);
	}
	for (int i = 0; i < 3; i++) {
		char expected[16];
		struct value name = text_value(fields[i] + 5);
		snprintf(expected, sizeof expected, "%d ", i + 1);
		assert_hits(E_system, F_system_name, &name, expected);
	}
	check_store();
}

static void assert_payload(record_id person, const int64_t expected[5])
{
	struct view *view = view_open(test.store, NULL);
	const struct field *field = schema_field(schema_entity(E_permission), F_permission_person);
	struct index *index = index_new(view, field, E_permission);
	struct index_hit hit;
	const struct value value = {.set = true, .ref = {E_person, person}};
	assert_non_null(field->payload);
	assert_true(index_seek(index, &value, &hit));
	for (size_t place = 0; place < 5 && field->payload[place] != 0; place++)
		assert_int_equal(payload_number(field, E_permission, &hit, place), expected[place]);
	assert_int_equal(payload_number(field, E_permission, &hit, 30), NUMBER_UNSET);
	index_free(&index);
	view_close(&view);
}

/* What the row of person carries, in the order of the schema: system, level, from, to … */
static void test_payload_follows_the_record(void **state)
{
	(void)state;
	const struct field *field = schema_field(schema_entity(E_permission), F_permission_person);
	int64_t expected[5];
	test_put(&test, E_system, 0, "name=A");
	test_put(&test, E_system, 0, "name=B");
	test_put(&test, E_person, 0, "name=P");
	test_put(&test, E_permission, 0, "system=SYS-0001|person=PRS-0001|from=1900-01-01|to=2026-12-31|role=Läsare");
	for (int round = 0; round < 2; round++) {
		for (size_t place = 0; place < 5; place++) {
			switch (field->payload[place]) {
			case F_permission_system: expected[place] = 1 + round; break;
			case F_permission_from: expected[place] = round ? NUMBER_UNSET : DAY_FIRST; break;
			case F_permission_to: expected[place] = day_from_civil(2026, 12, 31); break;
			default: expected[place] = NUMBER_UNSET; break;
			}
		}
		assert_payload(1, expected);
		check_store();
		test_put(&test, E_permission, 1, "system=SYS-0002|from=");
	}
}

struct found {
	struct text list;
	size_t stop_after;
};

static bool note_reference(void *context, const struct record *record, const struct field *field)
{
	struct found *found = context;
	text_printf(&found->list, "%s-%u.%s ", record->entity->prefix, record->id, field->name);
	return --found->stop_after > 0;
}

static void test_references(void **state)
{
	(void)state;
	struct found found = {.stop_after = 100};
	test_put(&test, E_system, 0, "name=A");
	test_put(&test, E_system, 0, "name=B|parent=SYS-0001|replaced_by=SYS-0001");
	test_put(&test, E_component, 0, "system=SYS-0001|product=P");
	test_put(&test, E_component, 0, "system=SYS-0002|product=P");
	test_put(&test, E_decision, 0, "title=D|about=SYS-0002;SYS-0001");
	test_put(&test, E_risk, 0, "title=R|about=SYS-0001");
	test_put(&test, E_unit, 0, "name=One"); /* the same id, another entity */
	test_put(&test, E_service, 0, "name=S|unit=UNI-0001");
	struct view *view = view_open(test.store, NULL);
	view_references(view, system_1, note_reference, &found);
	assert_string_equal(found.list.data, "SYS-2.parent SYS-2.replaced_by CMP-1.system DEC-1.about RSK-1.about ");
	text_clear(&found.list);
	found.stop_after = 2;
	view_references(view, system_1, note_reference, &found);
	assert_string_equal(found.list.data, "SYS-2.parent SYS-2.replaced_by ");
	text_free(&found.list);
	view_close(&view);
}

static bool note_image(void *context, const struct image *image)
{
	struct text *list = context;
	static const char *const states[] = {"current", "former", "removed", "erased"};
	text_printf(list, "%u %s #%llu", image->revision, states[image->state], (unsigned long long)image->sequence);
	if (image->readable) {
		struct slice name = record_text(&image->record, image->record.entity->name_field);
		text_printf(list, " %.*s %u/%u", (int)name.size, name.data, image->record.parent, image->record.id);
	}
	text_append_text(list, "; ");
	return true;
}

static void assert_history(struct ref ref, const char *expected)
{
	struct view *view = view_open(test.store, NULL);
	struct text list = {0};
	view_history(view, ref, note_image, &list);
	assert_string_equal(list.data == NULL ? "" : list.data, expected);
	text_free(&list);
	view_close(&view);
}

static void test_history(void **state)
{
	(void)state;
	test_put(&test, E_system, 0, "name=A");
	test_put(&test, E_system, 0, "name=B");
	test_put(&test, E_component, 0, "system=SYS-0001|product=P");
	test_put(&test, E_component, 1, "product=Q|system=SYS-0002");
	test_remove(&test, E_component, 1);
	test_put(&test, E_component, 1, "product=R|system=SYS-0001");
	assert_history(component_1, "1 former #3 P 1/1; 2 former #4 Q 2/1; 3 removed #5; 4 current #6 R 1/1; ");
	assert_history(system_1, "1 current #1 A 0/1; ");
	assert_history((struct ref){E_system, 9}, "");
	struct view *view = view_open(test.store, NULL);
	struct image image;
	assert_int_equal(view_last_revision(view, component_1), 4);
	assert_int_equal(view_last_revision(view, (struct ref){E_component, 2}), 0);
	assert_true(view_image(view, component_1, 2, &image) && image.readable);
	assert_false(view_image(view, component_1, 5, &image));
	assert_int_equal(view_sequence(view), 6);
	view_close(&view);
	check_store();
}

static void test_conflicts(void **state)
{
	(void)state;
	struct error error = {0};
	struct draft draft;
	test_put(&test, E_system, 0, "name=A");
	test_put(&test, E_system, 1, "name=B");
	draft_init(&draft, schema_entity(E_system));
	draft_set_text(&draft, F_system_name, SLICE("C"));
	struct changes *changes = test_changes(&test);
	assert_false(changes_put(changes, &draft, 1, 1, &error));
	assert_int_equal(error.kind, ERROR_CONFLICT);
	assert_string_equal(error.text, "SYS-0001 was changed by somebody else meanwhile (revision 2, you had 1)");
	assert_false(changes_put(changes, &draft, 1, 0, &error));
	assert_false(changes_put(changes, &draft, 9, 3, &error));
	assert_string_equal(error.text, "SYS-0009 was removed by somebody else meanwhile");
	assert_false(changes_remove(changes, system_1, 1, &error));
	assert_true(changes_put(changes, &draft, 1, 2, &error));
	assert_int_equal(changes_count(changes), 1);
	changes_abort(&changes);
	assert_name(system_1, "B");
	draft_free(&draft);
	check_store();
}

static void test_nothing_writes_nothing(void **state)
{
	(void)state;
	uint64_t sequence = 99;
	test_put(&test, E_system, 0, "name=A");
	struct changes *changes = test_changes(&test);
	assert_true(changes_commit(&changes, &sequence, NULL));
	assert_int_equal(sequence, 0);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_sequence(view), 1);
	view_close(&view);
}

static void note_touched(void *context, struct ref ref)
{
	text_printf(context, "%u.%u ", ref.entity, ref.id);
}

static bool undo(uint64_t sequence, struct text *touched, struct error *error)
{
	const struct entry_facts facts = {
		.kind = ENTRY_UNDO, .actor = RECORD_BY_ROOT, .where = SLICE("test"), .undoes = sequence};
	struct changes *changes = changes_begin(test.store, &facts, error);
	bool ok = changes_undo(changes, sequence, note_touched, touched, error) && changes_commit(&changes, NULL, error);
	changes_abort(&changes);
	return ok;
}

static void test_undo(void **state)
{
	(void)state;
	struct text touched = {0};
	struct error error = {0};
	assert_false(undo(0, &touched, &error));
	assert_string_equal(error.text, "the change log is empty: there is nothing to undo");
	test_put(&test, E_system, 0, "name=A"); /* #1 */
	test_put(&test, E_system, 0, "name=X"); /* #2 */
	struct changes *changes = test_changes(&test);
	test_put_in(changes, E_system, 1, "name=B");
	test_put_in(changes, E_system, 1, "name=C");
	test_put_in(changes, E_component, 0, "system=SYS-0001|product=P");
	test_commit(&changes); /* #3 */
	assert_true(undo(0, &touched, &error)); /* #4 */
	assert_string_equal(touched.data, "8.1 8.1 17.1 17.1 "); /* before and after */
	assert_name(system_1, "A");
	assert_records(E_component, "");
	check_store();
	assert_true(undo(4, &touched, &error)); /* the undoing itself, #5 */
	assert_name(system_1, "C");
	assert_records(E_component, "1/1 1/1 ");
	test_put(&test, E_system, 1, "name=D"); /* #6 */
	assert_false(undo(5, &touched, &error));
	assert_int_equal(error.kind, ERROR_CONFLICT);
	assert_name(system_1, "D");
	assert_false(undo(77, &touched, &error));
	assert_int_equal(error.kind, ERROR_NOT_FOUND);
	test_remove(&test, E_system, 2); /* #7 */
	assert_true(undo(0, &touched, &error));
	assert_name(system_2, "X");
	assert_int_equal(test_put(&test, E_component, 0, "system=SYS-0002|product=Q"), 2);
	check_store();
	text_free(&touched);
}

static uint64_t put_in_group(uint64_t group, bool open, const char *first, const char *second)
{
	const struct entry_facts facts = {
		.kind = ENTRY_IMPORT, .actor = RECORD_BY_IMPORT, .where = SLICE("import"), .group = group, .open = open};
	struct error error = {0};
	uint64_t sequence;
	struct changes *changes = changes_begin(test.store, &facts, &error);
	assert_string_equal(error.text, "");
	test_put_in(changes, E_system, 1, first);
	if (second != NULL)
		test_put_in(changes, E_system, 0, second);
	assert_true(changes_commit(&changes, &sequence, &error));
	return sequence;
}

/* One action in several transactions, others saving between them: undone as one. */
static void test_groups_are_undone_whole(void **state)
{
	(void)state;
	struct text touched = {0};
	struct error error = {0};
	test_put(&test, E_system, 0, "name=A");
	assert_true(store_import_begin(test.store, &error));
	uint64_t group = put_in_group(0, true, "name=B", "name=New 1");
	test_put(&test, E_unit, 0, "name=Between");
	put_in_group(group, true, "name=C", "name=New 2");
	put_in_group(group, false, "name=D", NULL);
	store_import_end(test.store);
	test_put(&test, E_unit, 0, "name=After");
	assert_true(undo(group, &touched, &error));
	assert_name(system_1, "A");
	assert_records(E_system, "0/1 0/1 ");
	assert_records(E_unit, "0/1 0/2 0/2 0/1 ");
	text_free(&touched);
	check_store();
}

/* What somebody changed between two changes of the group to the same record is not lost with them. */
static void test_what_came_between_is_not_undone(void **state)
{
	(void)state;
	struct text touched = {0};
	struct error error = {0};
	test_put(&test, E_system, 0, "name=A");
	assert_true(store_import_begin(test.store, &error));
	uint64_t group = put_in_group(0, true, "name=B", NULL);
	put_in_group(group, true, "name=C", NULL);
	test_put(&test, E_system, 1, "users=7");
	put_in_group(group, false, "name=D", NULL);
	store_import_end(test.store);
	assert_false(undo(group, &touched, &error));
	assert_int_equal(error.kind, ERROR_CONFLICT);
	assert_string_equal(error.text, "SYS-0001 was changed by root while this was being written, which would be lost with "
	                                "it; correct it by hand");
	assert_name(system_1, "D");
	text_free(&touched);
	check_store();
}

/* Rolling back an import goes as far as the other's change. */
static void test_rolling_back_stops_at_what_came_between(void **state)
{
	(void)state;
	struct error error = {0};
	test_put(&test, E_system, 0, "name=A");
	assert_true(store_import_begin(test.store, &error));
	uint64_t group = put_in_group(0, true, "name=B", NULL);
	test_put(&test, E_system, 1, "name=Mine");
	put_in_group(group, true, "name=C", NULL);
	store_import_end(test.store);
	test_put(&test, E_unit, 0, "name=After");
	assert_name(system_1, "Mine");
	check_store();
}

static void put_derived(record_id id, uint32_t revision, const char *rule)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .actor = RECORD_BY_AUDIT, .where = SLICE("audit")};
	struct error error = {0};
	struct changes *changes = changes_begin(test.store, &facts, &error);
	struct draft draft;
	draft_init(&draft, schema_entity(E_finding));
	draft_set_text(&draft, F_finding_id, SLICE("R:1"));
	draft_set_text(&draft, F_finding_rule, slice_of(rule));
	assert_true(changes_put_derived(changes, &draft, id, revision, &error));
	assert_true(changes_commit(&changes, NULL, &error));
	draft_free(&draft);
}

static void assert_rule(const char *rule)
{
	struct view *view = view_open(test.store, NULL);
	struct record record;
	assert_true(view_record(view, (struct ref){E_finding, 1}, &record));
	assert_true(slice_equal_text(record_text(&record, F_finding_rule), rule));
	view_close(&view);
}

/* What the audit worked out has no images; what a person did to it is undone all the same, whatever the audit has made
 * of it since. */
static void test_what_people_do_to_derived_records_is_undone(void **state)
{
	(void)state;
	struct text touched = {0};
	struct error error = {0};
	put_derived(1, 0, "A");
	put_derived(1, 1, "B");
	test_put(&test, E_finding, 1, "rule=C");
	check_store();
	assert_true(undo(0, &touched, &error));
	assert_string_equal(touched.data, "58.1 58.1 ");
	assert_rule("B");
	check_store();
	assert_true(undo(0, &touched, &error));
	assert_rule("C");
	put_derived(1, 5, "D");
	assert_true(undo(5, &touched, &error));
	assert_rule("B");
	check_store();
	put_derived(1, 7, "E");
	test_remove(&test, E_finding, 1);
	assert_records(E_finding, "");
	check_store();
	assert_true(undo(0, &touched, &error));
	assert_rule("E");
	test_put(&test, E_finding, 1, "rule=F");
	text_free(&touched);
	check_store();
}

/* An import whose process has gone is taken back before anything else is written. */
static void test_unfinished_groups_are_rolled_back(void **state)
{
	(void)state;
	struct error error = {0};
	test_put(&test, E_system, 0, "name=A");
	assert_true(store_import_begin(test.store, &error));
	uint64_t group = put_in_group(0, true, "name=B", "name=New 1");
	put_in_group(group, true, "name=C", "name=New 2");
	test_put(&test, E_unit, 0, "name=Between"); /* while it lives nothing is rolled back */
	assert_name(system_1, "C");
	store_import_end(test.store); /* as when its process has died */
	test_put(&test, E_unit, 0, "name=After");
	assert_name(system_1, "A");
	assert_records(E_system, "0/1 0/1 ");
	assert_records(E_unit, "0/1 0/2 0/2 0/1 ");
	check_store();
	assert_true(store_import_begin(test.store, &error));
	assert_false(store_import_begin(test.store, &error));
	store_import_end(test.store);
}

static void test_journal(void **state)
{
	(void)state;
	struct entry entry;
	uint8_t head[DIGEST_SIZE];
	test_put(&test, E_system, 0, "name=A");
	test_put(&test, E_system, 1, "name=B");
	test_remove(&test, E_system, 1);
	struct view *view = view_open(test.store, NULL);
	struct journal *journal = journal_new(view);
	moment_t last = 0;
	uint32_t revision = 0;
	for (bool there = journal_seek(journal, 0, &entry); there; there = journal_next(journal, &entry)) {
		assert_int_equal(entry.sequence, ++revision);
		assert_int_equal(entry.group, entry.sequence);
		assert_int_equal(entry.kind, ENTRY_CHANGE);
		assert_int_equal(entry.actor, RECORD_BY_ROOT);
		assert_true(slice_equal_text(entry.where, "test") && entry.why.size == 0 && !entry.open);
		assert_true(entry.moment >= last);
		last = entry.moment;
		assert_int_equal(entry.count, 1);
		assert_true(ref_equal(entry_change(&entry, 0).ref, system_1));
		assert_int_equal(entry_change(&entry, 0).revision, revision);
	}
	assert_int_equal(revision, 3);
	assert_true(journal_last(journal, &entry) && entry.sequence == 3);
	assert_int_equal(journal_head(view, head), 3);
	assert_memory_equal(head, entry.hash, DIGEST_SIZE);
	assert_true(journal_previous(journal, &entry) && entry.sequence == 2);
	assert_false(journal_seek(journal, 4, &entry));
	journal_free(&journal);
	view_close(&view);
}

static void test_summaries_and_facts(void **state)
{
	(void)state;
	struct slice row;
	record_id id;
	struct changes *changes = test_changes(&test);
	for (record_id i = 1; i <= 5; i++) {
		char text[8];
		snprintf(text, sizeof text, "row %u", i);
		changes_put_summary(changes, (struct ref){i % 2 ? E_system : E_service, i}, slice_of(text));
	}
	changes_remove_summary(changes, (struct ref){E_system, 3});
	changes_put_fact(changes, "profile", SLICE("start"));
	test_commit(&changes);
	struct view *view = view_open(test.store, NULL);
	struct summaries *summaries = summaries_new(view, E_system);
	assert_true(summaries_next(summaries, &id, &row) && id == 1 && slice_equal_text(row, "row 1"));
	assert_true(summaries_next(summaries, &id, &row) && id == 5);
	assert_false(summaries_next(summaries, &id, &row));
	assert_true(summaries_seek(summaries, 2, &id, &row) && id == 5);
	assert_false(summaries_seek(summaries, 6, &id, &row));
	assert_true(view_summary(view, (struct ref){E_service, 4}, &row) && slice_equal_text(row, "row 4"));
	assert_false(view_summary(view, (struct ref){E_system, 4}, &row));
	assert_int_equal(view_summaries(view), 4);
	assert_true(view_fact(view, "profile", &row) && slice_equal_text(row, "start"));
	assert_false(view_fact(view, "nothing", &row));
	assert_int_equal(view_sequence(view), 0); /* beside the records: not in the journal */
	summaries_free(&summaries);
	view_close(&view);
}

static void test_reading_only(void **state)
{
	(void)state;
	struct error error = {0};
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	test_put(&test, E_system, 0, "name=A");
	store_close(&test.store);
	test.store =
		store_open(test.directory, &(struct store_options){.read_only = true, .map_size = (size_t)1 << 30}, &error);
	assert_non_null(test.store);
	assert_true(store_is_read_only(test.store));
	assert_name(system_1, "A");
	assert_null(changes_begin(test.store, &facts, &error));
	assert_int_equal(error.kind, ERROR_STORE);
	store_close(&test.store);
	assert_null(store_open(test.directory, &(struct store_options){.create = true, .map_size = (size_t)1 << 30}, &error));
	assert_non_null(strstr(error.text, "there is a register here already"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_put_get_and_remove),
		TEST(test_codes),
		TEST(test_children_lie_together_and_move),
		TEST(test_children_of_one_parent),
		TEST(test_indexes),
		TEST(test_long_values),
		TEST(test_payload_follows_the_record),
		TEST(test_references),
		TEST(test_history),
		TEST(test_conflicts),
		TEST(test_nothing_writes_nothing),
		TEST(test_undo),
		TEST(test_groups_are_undone_whole),
		TEST(test_what_came_between_is_not_undone),
		TEST(test_rolling_back_stops_at_what_came_between),
		TEST(test_what_people_do_to_derived_records_is_undone),
		TEST(test_unfinished_groups_are_rolled_back),
		TEST(test_journal),
		TEST(test_summaries_and_facts),
		TEST(test_reading_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
