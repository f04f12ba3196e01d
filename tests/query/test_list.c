/* Lists: columns, conditions, orders, counts; finding in steps and narrowing letter by letter. */
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
#include "query/finder.h"
#include "support/store.h"

#define SYSTEMS 3000

static struct test_store test;
static struct view *view;
static struct reading *reading;

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t limit)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

/* Names that are alike for longer than eight bytes, and such as only Swedish order sorts right. */
static void append_name(struct text *out, unsigned number)
{
	static const char *const starts[] = {"Verksamhetssystem för ", "Ärendehantering ", "ÅÄÖ ", "Elevregister",
	                                     "elevregister",           "Zebra é ",         "X"};
	static const char *const ends[] = {"skolan", "Åre", "äldreomsorg", "Östersund", "vård", "arkiv", "e-tjänst"};
	text_printf(out, "%s%s %u", starts[random_below(COUNT_OF(starts))], ends[random_below(COUNT_OF(ends))], number);
}

static void put_system(struct changes *changes, unsigned number)
{
	struct text fields = {0};
	text_append_text(&fields, "name=");
	append_name(&fields, number);
	if (random_below(4) > 0)
		text_printf(&fields, "|criticality=%u", 1 + random_below(4));
	if (random_below(3) > 0)
		text_printf(&fields, "|unit=UNI-%04u", 1 + random_below(5));
	if (random_below(3) > 0)
		text_printf(&fields, "|in_use_from=20%02u-0%u-1%u", random_below(40), 1 + random_below(9), random_below(10));
	if (random_below(5) > 0)
		text_printf(&fields, "|phase=%s", random_below(2) ? "in_use" : "phase_out");
	if (random_below(9) == 0)
		text_printf(&fields, "|aliases=Procapita;PC%u", number);
	if (random_below(2) == 0)
		text_printf(&fields, "|replacement_value=%d", (int)random_below(2000) - 1000);
	test_put_in(changes, E_system, 0, fields.data);
	text_free(&fields);
}

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	struct changes *changes = test_changes(&test);
	for (unsigned i = 0; i < 5; i++) {
		char fields[80];
		snprintf(fields, sizeof fields, "name=%s%u", i % 2 ? "Ängsskolan" : "Centralskolan", i);
		test_put_in(changes, E_unit, 0, fields);
	}
	for (unsigned i = 1; i <= SYSTEMS; i++)
		put_system(changes, i);
	test_commit(&changes);
	view = view_open(test.store, NULL);
	reading = reading_new(view, &test.session);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	reading_free(&reading);
	view_close(&view);
	test_store_close(&test);
	return 0;
}

static struct list_plan *plan_of(const struct list_request *request)
{
	struct error error = {0};
	struct list_plan *plan = list_plan_new(schema_entity(E_system), request, &error);
	if (plan == NULL)
		fail_msg("%s", error.text);
	return plan;
}

/* The order of two values, worked out another way than by sort keys. */
static int compare_slow(const struct list_sort *sort, const struct record *a, const struct record *b)
{
	const struct field *field = path_field(&sort->path);
	struct value x = reading_value(reading, a, &sort->path), y = reading_value(reading, b, &sort->path);
	if (!x.set || !y.set)
		return (int)y.set - (int)x.set;
	int order = 0;
	if (field_holds_ref(field)) {
		struct record of_x, of_y;
		assert_true(view_record(view, x.ref, &of_x) && view_record(view, y.ref, &of_y));
		const struct field *name = schema_field(of_x.entity, of_x.entity->name_field);
		struct value name_x = record_value(&of_x, name), name_y = record_value(&of_y, name);
		order = value_compare(name, &name_x, &name_y);
	} else if (field->number == F_code) {
		order = (a->id > b->id) - (a->id < b->id); /* none was chosen, and all have four digits */
	} else {
		order = value_compare(field, &x, &y);
	}
	return sort->descending ? -order : order;
}

static void check_order(const struct list_plan *plan, const struct record *a, const struct record *b)
{
	int order = 0;
	for (size_t i = 0; order == 0 && i < list_plan_sorts(plan); i++)
		order = compare_slow(list_plan_sort(plan, i), a, b);
	if (order == 0)
		order = a->id < b->id ? -1 : 1;
	if (order >= 0)
		fail_msg("SYS-%04u stands before SYS-%04u", a->id, b->id);
}

static void test_orders(void **state)
{
	(void)state;
	static const char *const sorts[] = {
		"name",
		"-name",
		"criticality",
		"-criticality,name",
		"criticality,-name",
		"unit",
		"-unit,-criticality,-name",
		"unit.name,phase,name",
		"replacement_value",
		"-replacement_value,name",
		"in_use_from,-criticality",
		"phase,-in_use_from,name",
		"code",
		"revision",
		"created,-code",
	};
	for (size_t i = 0; i < COUNT_OF(sorts); i++) {
		struct list_plan *plan = plan_of(&(struct list_request){.sort = slice_of(sorts[i])});
		struct rows *list = rows_new(plan, reading, NULL);
		struct record before, record;
		bool seen[SYSTEMS + 1] = {false};
		size_t count = 0;
		for (; rows_next(list, &record); before = record, count++) {
			assert_false(seen[record.id]);
			seen[record.id] = true;
			if (count > 0)
				check_order(plan, &before, &record);
		}
		assert_int_equal(count, SYSTEMS);
		rows_free(&list);
		list_plan_free(&plan);
	}
}

static void count_slow(const char *where, uint64_t *true_rows, uint64_t *unknown_rows)
{
	struct expression *expression = expression_parse(schema_entity(E_system), slice_of(where), NULL, NULL);
	struct evaluation *evaluation = evaluation_new(expression, reading, NULL, NULL);
	struct records *records = records_new(view, E_system);
	struct record record;
	*true_rows = *unknown_rows = 0;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
		enum truth truth = evaluation_test(evaluation, &record);
		*true_rows += truth == TRUTH_TRUE;
		*unknown_rows += truth == TRUTH_UNKNOWN;
	}
	records_free(&records);
	evaluation_free(&evaluation);
	expression_free(&expression);
}

static void test_counts(void **state)
{
	(void)state;
	uint64_t true_rows, unknown_rows;
	const char *where = "criticality >= 3 and unit = 'Centralskolan0'";
	count_slow(where, &true_rows, &unknown_rows);
	assert_true(true_rows > 0 && unknown_rows > 0);
	for (int sorted = 0; sorted < 2; sorted++) {
		struct list_plan *plan =
			plan_of(&(struct list_request){.where = slice_of(where), .sort = slice_of(sorted ? "name" : "")});
		struct rows *list = rows_new(plan, reading, NULL);
		struct record record;
		uint64_t count = 0;
		while (rows_next(list, &record))
			count++;
		assert_int_equal(count, true_rows);
		assert_int_equal(rows_true(list), true_rows);
		assert_int_equal(rows_unknown(list), unknown_rows);
		rows_free(&list);
		list_plan_free(&plan);
	}
}

static void test_offset_and_limit(void **state)
{
	(void)state;
	for (int sorted = 0; sorted < 2; sorted++) {
		struct list_plan *all = plan_of(&(struct list_request){.sort = slice_of(sorted ? "name" : "")});
		struct list_plan *part =
			plan_of(&(struct list_request){.sort = slice_of(sorted ? "name" : ""), .offset = 10, .limit = 7});
		struct rows *whole = rows_new(all, reading, NULL), *piece = rows_new(part, reading, NULL);
		struct record record, expected;
		for (int i = 0; i < 10; i++)
			assert_true(rows_next(whole, &expected));
		for (int i = 0; i < 7; i++) {
			assert_true(rows_next(whole, &expected));
			assert_true(rows_next(piece, &record));
			assert_int_equal(record.id, expected.id);
		}
		assert_false(rows_next(piece, &record));
		rows_finish(piece);
		assert_int_equal(rows_true(piece), SYSTEMS);
		rows_free(&whole);
		rows_free(&piece);
		list_plan_free(&all);
		list_plan_free(&part);
	}
}

static void test_cells(void **state)
{
	(void)state;
	struct list_plan *plan = plan_of(&(struct list_request){
		.columns = SLICE("code, namn,unit,unit.name,revision,criticality"), .where = SLICE("code = 'SYS-0001'")});
	struct rows *list = rows_new(plan, reading, NULL);
	struct value_writer writer = view_writer(view, false);
	struct text cell = {0}, heading = {0};
	struct record record;
	assert_int_equal(list_plan_columns(plan), 6);
	list_append_heading(&heading, list_plan_column(plan, 3));
	assert_string_equal(heading.data, "Responsible unit.Name");
	assert_true(rows_next(list, &record));
	rows_append_cell(list, &record, 0, &writer, &cell);
	assert_string_equal(cell.data, "SYS-0001");
	text_clear(&cell);
	rows_append_cell(list, &record, 4, &writer, &cell);
	assert_string_equal(cell.data, "1");
	assert_false(rows_next(list, &record));
	text_free(&cell);
	text_free(&heading);
	rows_free(&list);
	list_plan_free(&plan);
}

static void test_default_columns(void **state)
{
	(void)state;
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		struct error error = {0};
		struct list_plan *plan = list_plan_new(entity, &(struct list_request){0}, &error);
		if (plan == NULL)
			fail_msg("%s: %s", entity->name, error.text);
		if (list_plan_columns(plan) < 3)
			fail_msg("%s has few columns", entity->name);
		for (size_t c = 0; c < list_plan_columns(plan); c++) {
			const struct field *field = path_field(list_plan_column(plan, c));
			if (field->secret || field->type == TYPE_NOTE)
				fail_msg("%s.%s is no column to begin with", entity->name, field->name);
		}
		list_plan_free(&plan);
	}
}

static void test_refusals(void **state)
{
	(void)state;
	static const struct {
		struct list_request request;
		const char *error;
	} cases[] = {
		{{.columns = SLICE("code,nmae")}, "columns: \"nmae\" is no field of system; did you mean name?"},
		{{.columns = SLICE("name.code")},
	  "columns: name is no reference to one entity: nothing of it can be asked for with a point"},
		{{.sort = SLICE("-criticalty")}, "sort: \"criticalty\" is no field of system; did you mean criticality?"},
		{{.where = SLICE("name = ")}, "where: column 8: a field or a value is missing here"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		assert_null(list_plan_new(schema_entity(E_system), &cases[i].request, &error));
		assert_string_equal(error.text, cases[i].error);
	}
	struct error error = {0};
	struct list_plan *plan = plan_of(&(struct list_request){.where = SLICE("criticality = 1 or unit = 'Ingenstans'")});
	assert_null(rows_new(plan, reading, &error));
	assert_string_equal(error.text, "where: column 27: no unit has the code or name \"Ingenstans\"");
	list_plan_free(&plan);
}

static size_t count_words_slow(const char *words, const char *where)
{
	struct list_plan *plan = plan_of(&(struct list_request){.words = slice_of(words), .where = slice_of(where)});
	struct rows *list = rows_new(plan, reading, NULL);
	rows_finish(list);
	size_t count = rows_true(list);
	rows_free(&list);
	list_plan_free(&plan);
	return count;
}

static void test_words(void **state)
{
	(void)state;
	assert_int_equal(count_words_slow("", ""), SYSTEMS);
	assert_int_equal(count_words_slow("sys-0042", ""), 1);
	assert_int_equal(count_words_slow("SYS-0042", ""), 1);
	assert_int_equal(count_words_slow("Sys-0042", ""), 0);
	assert_int_equal(count_words_slow("procapita", ""),
	                 count_words_slow("aliases-none", "aliases is set") + count_words_slow("", "aliases is set"));
	assert_int_equal(count_words_slow("elev SKOLA", ""), 0);
	assert_true(count_words_slow("elev skola", "") > count_words_slow("Elev skola", ""));
	assert_int_equal(count_words_slow("elev skola", ""), count_words_slow("skola elev", ""));
	assert_int_equal(count_words_slow("åre", ""), count_words_slow("", "name contains 'Åre'"));
}

/* Letters typed one after the other, with a step of a millisecond between, then to the end. */
static void type(struct finder *finder, const char *words, const char *where)
{
	struct text typed = {0};
	struct error error = {0};
	for (const char *c = words; *c != '\0'; c++) {
		text_append_char(&typed, *c);
		if (((unsigned char)c[1] & 0xc0) == 0x80)
			continue;
		finder_set_words(finder, text_slice(&typed));
		finder_step(finder, reading, 1, &error);
	}
	while (!finder_step(finder, reading, 1, &error))
		assert_string_equal(error.text, "");
	assert_int_equal(finder_count(finder), count_words_slow(words, where));
	text_free(&typed);
}

static void test_narrowing(void **state)
{
	(void)state;
	static const char *const typed[] = {"elevregister", "e skola 1", "verksamhetssystem för åre 12",
	                                    "Ärende",       "xyzzy",     "procapita"};
	static const char *const wheres[] = {"", "criticality >= 2", "phase is set"};
	for (size_t w = 0; w < COUNT_OF(wheres); w++)
		for (size_t i = 0; i < COUNT_OF(typed); i++) {
			struct list_plan *plan =
				plan_of(&(struct list_request){.where = slice_of(wheres[w]), .sort = slice_of(i % 2 ? "-name" : "")});
			struct finder *finder = finder_new(plan);
			struct record before, record;
			type(finder, typed[i], wheres[w]);
			for (size_t row = 0; row < finder_count(finder); row++, before = record) {
				assert_true(finder_record(finder, reading, row, &record));
				if (row > 0)
					check_order(plan, &before, &record);
			}
			finder_set_words(finder, slice_of(""));
			finder_step(finder, reading, 0, NULL);
			assert_int_equal(finder_count(finder), count_words_slow("", wheres[w]));
			finder_free(&finder);
			list_plan_free(&plan);
		}
}

int main(void)
{
	lang_look_in(BUILD_DIR "/locale");
	lang_start("en");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders), cmocka_unit_test(test_counts),          cmocka_unit_test(test_offset_and_limit),
		cmocka_unit_test(test_cells),  cmocka_unit_test(test_default_columns), cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_words),  cmocka_unit_test(test_narrowing),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
