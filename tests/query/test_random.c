/* Random conditions over random records against a slow evaluator of the test's own, which knows its own copy of the
 * records and nothing of the module; and the canonical text of each, parsed again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "query/expression.h"
#include "support/store.h"

#define UNITS 6
#define SYSTEMS 60
#define COMPONENTS 4
#define COSTS 3
#define ROUNDS 3000
#define ROUNDS_SMALL 500
#define NONE INT32_MIN

enum kleene { NO, MAYBE, YES };

/* The test's own register. NONE where a value is not set. */
static struct {
	int employees, parent;
} units[UNITS];
static struct {
	int criticality, users, phase, answer, unit, from;
	char name[8];
	int component_count, component_ends[COMPONENTS], cost_count, cost_year[COSTS], cost_payer[COSTS], cost_amount[COSTS];
} systems[SYSTEMS];

static const char *const phases[] = {"idea", "procurement", "introduction", "pilot", "in_use", "phase_out", "retired"};
static const char *const answers[] = {"yes", "no", "partly", "unknown"};
static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};

static uint32_t random_state = 20261122;

static int below(int limit)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (int)(((uint64_t)random_state * (uint32_t)limit) >> 32);
}

static int maybe(int limit)
{
	return below(4) == 0 ? NONE : below(limit);
}

static void append_day(struct text *out, int day)
{
	char buffer[DAY_TEXT_SIZE];
	text_append_text(out, day_text(day, buffer));
}

/* Days are counted from the test's today. */
static day_t today(void)
{
	return day_from_civil(2026, 11, 22);
}

static void make_units(struct changes *changes)
{
	for (int i = 0; i < UNITS; i++) {
		struct text fields = {0};
		units[i].employees = maybe(4);
		units[i].parent = i == 0 || below(3) == 0 ? NONE : below(i);
		text_printf(&fields, "name=Unit %d", i);
		if (units[i].employees != NONE)
			text_printf(&fields, "|employees=%d", units[i].employees);
		if (units[i].parent != NONE)
			text_printf(&fields, "|parent=UNI-%04d", units[i].parent + 1);
		test_put_in(changes, E_unit, 0, fields.data);
		text_free(&fields);
	}
}

static void make_children(struct changes *changes, int i)
{
	struct text fields = {0};
	systems[i].component_count = below(COMPONENTS + 1);
	for (int c = 0; c < systems[i].component_count; c++) {
		int end = systems[i].component_ends[c] = below(4) == 0 ? NONE : below(60) - 30;
		text_clear(&fields);
		text_printf(&fields, "system=SYS-%04d|product=P", i + 1);
		if (end != NONE) {
			text_append_text(&fields, "|vendor_end=");
			append_day(&fields, today() + end);
		}
		test_put_in(changes, E_component, 0, fields.data);
	}
	systems[i].cost_count = below(COSTS + 1);
	for (int c = 0; c < systems[i].cost_count; c++) {
		systems[i].cost_year[c] = 2025 + below(3);
		systems[i].cost_payer[c] = maybe(UNITS);
		systems[i].cost_amount[c] = below(7) - 3;
		text_clear(&fields);
		text_printf(&fields, "system=SYS-%04d|year=%d|kind=licence|basis=budget|amount=%d", i + 1,
		            systems[i].cost_year[c], systems[i].cost_amount[c]);
		if (systems[i].cost_payer[c] != NONE)
			text_printf(&fields, "|payer=UNI-%04d", systems[i].cost_payer[c] + 1);
		test_put_in(changes, E_cost, 0, fields.data);
	}
	text_free(&fields);
}

static void make_system(struct changes *changes, int i)
{
	struct text fields = {0};
	snprintf(systems[i].name, sizeof systems[i].name, "%c%c%c", "aAbB"[below(4)], "xXyY"[below(4)], "12"[below(2)]);
	systems[i].criticality = maybe(4);
	systems[i].users = maybe(4);
	systems[i].phase = maybe(7);
	systems[i].answer = maybe(4);
	systems[i].unit = maybe(UNITS);
	systems[i].from = below(4) == 0 ? NONE : below(60) - 30;
	text_printf(&fields, "name=%s", systems[i].name);
	if (systems[i].criticality != NONE)
		text_printf(&fields, "|criticality=%d", systems[i].criticality + 1);
	if (systems[i].users != NONE)
		text_printf(&fields, "|users=%d", systems[i].users);
	if (systems[i].phase != NONE)
		text_printf(&fields, "|phase=%s", phases[systems[i].phase]);
	if (systems[i].answer != NONE)
		text_printf(&fields, "|essential=%s", answers[systems[i].answer]);
	if (systems[i].unit != NONE)
		text_printf(&fields, "|unit=UNI-%04d", systems[i].unit + 1);
	if (systems[i].from != NONE) {
		text_append_text(&fields, "|in_use_from=");
		append_day(&fields, today() + systems[i].from);
	}
	test_put_in(changes, E_system, 0, fields.data);
	text_free(&fields);
	make_children(changes, i);
}

/* A condition as a tree: what it is, with numbers that mean something to that kind. */
struct tree {
	int kind, a, b, sign;
	struct tree *first, *second;
};

enum {
	TREE_AND, TREE_OR, TREE_NOT, /* the rest are leaves */
	LEAF_CRITICALITY, LEAF_PHASE, LEAF_PHASE_IN, LEAF_FROM, LEAF_UNIT, LEAF_EMPLOYEES, LEAF_PARENT, LEAF_ANSWER,
	LEAF_IS_UNKNOWN, LEAF_IS_SET, LEAF_NAME, LEAF_CONTAINS, LEAF_FIELDS, LEAF_COUNT, LEAF_EXISTS, LEAF_SUM, LEAF_END
};

static struct tree *make_tree(int depth)
{
	struct tree *tree = memory_new(sizeof *tree);
	bool leaf = depth == 0 || below(4) == 0;
	tree->kind = leaf ? LEAF_CRITICALITY + below(LEAF_END - LEAF_CRITICALITY) : below(3);
	tree->a = below(1000);
	tree->b = below(1000);
	tree->sign = below(6);
	if (!leaf)
		tree->first = make_tree(depth - 1);
	if (!leaf && tree->kind != TREE_NOT)
		tree->second = make_tree(depth - 1);
	return tree;
}

static void free_tree(struct tree *tree)
{
	if (tree == NULL)
		return;
	free_tree(tree->first);
	free_tree(tree->second);
	free(tree);
}

/* Written in one of the ways it may be written. */
static void print_tree(struct text *out, const struct tree *tree)
{
	const char *sign = signs[tree->sign];
	switch (tree->kind) {
	case TREE_AND: case TREE_OR:
		text_append_text(out, "(");
		print_tree(out, tree->first);
		text_append_text(out,
		                 tree->kind == TREE_AND ? (tree->a % 2 ? " and " : " OCH ") : (tree->a % 2 ? " or " : " eller "));
		print_tree(out, tree->second);
		text_append_text(out, ")");
		break;
	case TREE_NOT:
		text_append_text(out, "not ");
		print_tree(out, tree->first);
		break;
	case LEAF_CRITICALITY:
		text_printf(out, tree->b % 2 ? "criticality %s %d" : "criticality%s%d", sign, tree->a % 4 + 1);
		break;
	case LEAF_PHASE: text_printf(out, "phase %s %s", sign, phases[tree->a % 7]); break;
	case LEAF_PHASE_IN: text_printf(out, "phase in (%s, %s)", phases[tree->a % 7], phases[tree->b % 7]); break;
	case LEAF_FROM: text_printf(out, "in_use_from %s today %c %dd", sign, tree->b % 2 ? '+' : '-', tree->a % 31); break;
	case LEAF_UNIT: text_printf(out, "unit %s 'unit %d'", signs[tree->sign % 2], tree->a % UNITS); break;
	case LEAF_EMPLOYEES: text_printf(out, "%d %s unit.employees", tree->a % 4, sign); break;
	case LEAF_PARENT: text_printf(out, "unit.parent %s UNI-%04d", signs[tree->sign % 2], tree->a % UNITS + 1); break;
	case LEAF_ANSWER: text_printf(out, "essential %s %s", signs[tree->sign % 2], answers[tree->a % 4]); break;
	case LEAF_IS_UNKNOWN: text_printf(out, "essential is %sunknown", tree->a % 2 ? "not " : ""); break;
	case LEAF_IS_SET: text_printf(out, "unit.parent is %sset", tree->a % 2 ? "un" : ""); break;
	case LEAF_NAME:
		text_printf(out, "name %s '%c%c1'", signs[tree->sign % 2], "ab"[tree->a % 2], "XY"[tree->b % 2]);
		break;
	case LEAF_CONTAINS: text_printf(out, "name contains '%c'", "AyX2"[tree->a % 4]); break;
	case LEAF_FIELDS: text_printf(out, "criticality %s users", sign); break;
	case LEAF_COUNT:
		text_printf(out, "count(component where vendor_end < today + %dd) %s %d", tree->a % 31, sign, tree->b % 4);
		break;
	case LEAF_EXISTS: text_printf(out, "exists(component where vendor_end %s today)", sign); break;
	default:
		text_printf(out, "sum(cost.amount where year = 2026 and payer != 'Unit %d') %s %d", tree->a % UNITS, sign,
		            tree->b % 5 - 2);
		break;
	}
}

static enum kleene known(bool yes)
{
	return yes ? YES : NO;
}

static bool holds(int sign, int a, int b)
{
	const bool all[] = {a == b, a != b, a < b, a <= b, a > b, a >= b};
	return all[sign];
}

static enum kleene compared(int sign, int a, int b)
{
	return a == NONE || b == NONE ? MAYBE : known(holds(sign, a, b));
}

static int lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool name_holds(int i, char wanted)
{
	for (const char *c = systems[i].name; *c != '\0'; c++)
		if (lower(*c) == lower(wanted))
			return true;
	return false;
}

/* Tries every way in which the undecided children could turn out. */
static enum kleene count_slow(const struct tree *tree, int i)
{
	int certain = 0, open = 0, yes = 0, no = 0;
	for (int c = 0; c < systems[i].component_count; c++) {
		enum kleene is = tree->kind == LEAF_COUNT ? compared(2, systems[i].component_ends[c], tree->a % 31)
		                                          : compared(tree->sign, systems[i].component_ends[c], 0);
		certain += is == YES;
		open += is == MAYBE;
	}
	for (int more = 0; more <= open; more++) {
		bool is = tree->kind == LEAF_COUNT ? holds(tree->sign, certain + more, tree->b % 4) : certain + more > 0;
		yes += is;
		no += !is;
	}
	return no == 0 ? YES : yes == 0 ? NO : MAYBE;
}

static enum kleene sum_slow(const struct tree *tree, int i)
{
	int sum = 0, count = 0;
	for (int c = 0; c < systems[i].cost_count; c++) {
		enum kleene payer = compared(1, systems[i].cost_payer[c], tree->a % UNITS);
		if (systems[i].cost_year[c] != 2026 || payer == NO)
			continue;
		if (payer == MAYBE)
			return MAYBE;
		sum += systems[i].cost_amount[c];
		count++;
	}
	return count == 0 ? MAYBE : known(holds(tree->sign, sum, tree->b % 5 - 2));
}

static enum kleene evaluate_slow(const struct tree *tree, int i)
{
	enum kleene first, second;
	int unit = systems[i].unit, parent = unit == NONE ? NONE : units[unit].parent, criticality = systems[i].criticality;
	switch (tree->kind) {
	case TREE_AND: case TREE_OR:
		first = evaluate_slow(tree->first, i);
		second = evaluate_slow(tree->second, i);
		if (tree->kind == TREE_AND)
			return first == NO || second == NO ? NO : first == YES && second == YES ? YES : MAYBE;
		return first == YES || second == YES ? YES : first == NO && second == NO ? NO : MAYBE;
	case TREE_NOT:
		first = evaluate_slow(tree->first, i);
		return first == YES ? NO : first == NO ? YES : MAYBE;
	case LEAF_CRITICALITY: return compared(tree->sign, criticality, tree->a % 4);
	case LEAF_PHASE: return compared(tree->sign, systems[i].phase, tree->a % 7);
	case LEAF_PHASE_IN:
		return systems[i].phase == NONE ? MAYBE : known(systems[i].phase == tree->a % 7 || systems[i].phase == tree->b % 7);
	case LEAF_FROM: return compared(tree->sign, systems[i].from, tree->b % 2 ? tree->a % 31 : -(tree->a % 31));
	case LEAF_UNIT: return compared(tree->sign % 2, unit, tree->a % UNITS);
	case LEAF_EMPLOYEES: return unit == NONE ? MAYBE : compared(tree->sign, tree->a % 4, units[unit].employees);
	case LEAF_PARENT: return compared(tree->sign % 2, parent, tree->a % UNITS);
	case LEAF_ANSWER: return compared(tree->sign % 2, systems[i].answer, tree->a % 4);
	case LEAF_IS_UNKNOWN: return known((systems[i].answer == 3) != (tree->a % 2));
	case LEAF_IS_SET: return known((parent != NONE) != (tree->a % 2));
	case LEAF_NAME: {
		bool same = lower(systems[i].name[0]) == "ab"[tree->a % 2] && lower(systems[i].name[1]) == "xy"[tree->b % 2] &&
		            systems[i].name[2] == '1';
		return known(same == (tree->sign % 2 == 0));
	}
	case LEAF_CONTAINS: return known(name_holds(i, "AyX2"[tree->a % 4]));
	case LEAF_FIELDS: return criticality == NONE ? MAYBE : compared(tree->sign, criticality + 1, systems[i].users);
	case LEAF_COUNT: case LEAF_EXISTS: return count_slow(tree, i);
	default: return sum_slow(tree, i);
	}
}

static struct test_store test;
static struct view *view;
static struct reading *reading;

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	struct changes *changes = test_changes(&test);
	make_units(changes);
	for (int i = 0; i < SYSTEMS; i++)
		make_system(changes, i);
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

static struct expression *parse(struct slice text)
{
	struct error error = {0};
	struct expression *expression = expression_parse(schema_entity(E_system), text, NULL, &error);
	if (expression == NULL)
		fail_msg("%.*s\n%s", (int)text.size, text.data, error.text);
	return expression;
}

static void check_records(const struct tree *tree, const struct expression *expression, const char *text)
{
	struct evaluation *evaluation = evaluation_new(expression, reading, NULL, NULL);
	struct records *records = records_new(view, E_system);
	struct record record;
	int i = 0;
	assert_non_null(evaluation);
	for (bool there = records_first(records, &record); there; there = records_next(records, &record), i++) {
		int expected = (int)evaluate_slow(tree, i), found = (int)evaluation_test(evaluation, &record);
		if (found != expected)
			fail_msg("SYS-%04d: %d, not %d\n%s", i + 1, found, expected, text);
	}
	assert_int_equal(i, SYSTEMS);
	records_free(&records);
	evaluation_free(&evaluation);
}

static void test_random_conditions(void **state)
{
	(void)state;
	int rounds = getenv("TEST_SMALL") != NULL ? ROUNDS_SMALL : ROUNDS;
	for (int round = 0; round < rounds; round++) {
		struct tree *tree = make_tree(round % 6);
		struct text text = {0}, canonical = {0}, again = {0};
		print_tree(&text, tree);
		struct expression *expression = parse(text_slice(&text));
		expression_append(&canonical, expression);
		struct expression *second = parse(text_slice(&canonical));
		expression_append(&again, second);
		assert_string_equal(again.data, canonical.data);
		check_records(tree, round % 2 ? expression : second, text.data);
		expression_free(&expression);
		expression_free(&second);
		text_free(&text);
		text_free(&canonical);
		text_free(&again);
		free_tree(tree);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_conditions)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
