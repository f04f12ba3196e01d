/* Cost rows as budget, forecast and outcome, beside a slow walk over all of them for each sum. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/budgets.h"
#include "support/store.h"

#define ROWS 400

static struct test_store test;
static uint32_t chance = 7;

static uint32_t draw(uint32_t below)
{
	chance = chance * 1664525u + 1013904223u;
	return (chance >> 8) % below;
}

static const char records[] = "unit name=Top\nunit name=Left|parent=UNI-0001\nunit name=Right|parent=UNI-0001\n"
							  "object name=O|unit=UNI-0002\nobject name=P|parent=OBJ-0001\n"
							  "supplier name=L\n"
							  "system name=A|unit=UNI-0002|object=OBJ-0002\nsystem name=B|unit=UNI-0003\nsystem name=C\n"
							  "service name=S|unit=UNI-0002\n"
							  "contract name=K|supplier=LEV-0001|start=2020-01-01|unit=UNI-0003\n";

static const struct ref owners[] = {{E_system, 1}, {E_system, 2}, {E_system, 3}, {E_service, 1}, {E_object, 1},
                                    {E_contract, 1}};
static const char *const owner_words[] = {"system=SYS-0001", "system=SYS-0002", "system=SYS-0003",
                                          "service=SRV-0001", "object=OBJ-0001", "contract=AVT-0001"};

/* What each asks for: bits of `owners`. */
static const struct {
	struct ref about;
	unsigned owners;
} asked[] = {
	{{0, 0}, 63},  {{E_unit, 1}, 1 | 2 | 8 | 16 | 32}, {{E_unit, 2}, 1 | 8 | 16}, {{E_unit, 3}, 2 | 32},
	{{E_object, 1}, 1 | 16}, {{E_object, 2}, 1},       {{E_system, 3}, 4},        {{E_contract, 1}, 32},
};

static struct row {
	size_t owner;
	int year, kind, basis;
	money_t amount;
} rows[ROWS];

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test, records);
	struct changes *changes = test_changes(&test);
	for (size_t i = 0; i < ROWS; i++) {
		struct text words = {0};
		struct row *row = &rows[i];
		*row = (struct row){draw(6), 2024 + (int)draw(4), 1 + (int)draw(16), 1 + (int)draw(3), (money_t)draw(100000)};
		const struct choice *kind = schema_choice(schema_choices(CHOICES_cost_kind), (uint8_t)row->kind);
		const struct choice *basis = schema_choice(schema_choices(CHOICES_cost_basis), (uint8_t)row->basis);
		text_printf(&words, "%s|year=%d|kind=%s|basis=%s|amount=%lld.%02lld", owner_words[row->owner], row->year, kind->name,
		            basis->name, (long long)row->amount / 100, (long long)row->amount % 100);
		test_put_in(changes, E_cost, 0, words.data);
		text_free(&words);
	}
	test_commit(&changes);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

struct telling {
	unsigned owners;
	size_t lines;
};

static money_t slow_sum(const struct budget_line *line, int basis)
{
	money_t sum = NUMBER_UNSET;
	for (size_t i = 0; i < ROWS; i++)
		if (ref_equal(owners[rows[i].owner], line->owner) && rows[i].year == line->year && rows[i].kind == line->kind &&
		    rows[i].basis == basis)
			sum = (sum == NUMBER_UNSET ? 0 : sum) + (line->kind == COST_KIND_RESIDUAL ? -rows[i].amount : rows[i].amount);
	return sum;
}

static bool check_line(void *context, const struct budget_line *line)
{
	struct telling *telling = context;
	bool wanted = false;
	for (size_t i = 0; i < COUNT_OF(owners); i++)
		wanted = wanted || (ref_equal(owners[i], line->owner) && telling->owners >> i & 1);
	assert_true(wanted);
	for (int basis = COST_BASIS_BUDGET; basis < COST_BASES; basis++)
		assert_true(line->of[basis] == slow_sum(line, basis));
	telling->lines++;
	return true;
}

/* How many different things, years and kinds there are. */
static size_t slow_count(unsigned wanted)
{
	size_t count = 0;
	for (size_t i = 0; i < ROWS; i++) {
		bool first = wanted >> rows[i].owner & 1;
		for (size_t j = 0; first && j < i; j++)
			first = rows[j].owner != rows[i].owner || rows[j].year != rows[i].year || rows[j].kind != rows[i].kind;
		count += first;
	}
	return count;
}

static void test_every_sum(void **state)
{
	struct view *view = view_open(test.store, NULL);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		struct telling telling = {.owners = asked[i].owners};
		budgets_each(view, asked[i].about, check_line, &telling);
		assert_int_equal(telling.lines, slow_count(asked[i].owners));
	}
	view_close(&view);
}

int main(void)
{
	lang_start("en");
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_sum)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
