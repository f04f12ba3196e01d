/* The list without a screen: where its cursor goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tui/list_view.h"

/* One letter a row: I an item, H a heading, D a detail. */
struct rows {
	const char *kinds;
	uint64_t first_key;
};

static size_t row_count(void *owner)
{
	return strlen(((struct rows *)owner)->kinds);
}

static void row_cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	(void)owner;
	(void)column;
	(void)role;
	text_printf(out, "row %zu", row);
}

static enum row_kind row_kind(void *owner, size_t row)
{
	char kind = ((struct rows *)owner)->kinds[row];
	return kind == 'I' ? ROW_ITEM : kind == 'H' ? ROW_HEADING : ROW_DETAIL;
}

static uint64_t row_key(void *owner, size_t row)
{
	return ((struct rows *)owner)->first_key + row;
}

static size_t row_find(void *owner, uint64_t key)
{
	const struct rows *rows = owner;
	size_t row = (size_t)(key - rows->first_key);
	return key >= rows->first_key && row < row_count(owner) ? row : SIZE_MAX;
}

static void row_sort(void *owner, size_t column, bool falling)
{
	(void)owner;
	(void)column;
	(void)falling;
}

static const struct list_source source = {
	.count = row_count, .cell = row_cell, .kind = row_kind, .key = row_key, .find = row_find, .sort = row_sort,
};
static const struct list_column columns[] = {
	{.title = "A", .least = 5}, {.title = "B", .unsorted = true}, {.title = "C"},
};

static void the_cursor_stands_on_items_only(void **state)
{
	(void)state;
	static const struct {
		const char *kinds;
		size_t from;
		enum action_id action;
		size_t to;
	} cases[] = {
		{"HIDIDHI", 1, ACTION_DOWN, 3}, {"HIDIDHI", 3, ACTION_DOWN, 6}, {"HIDIDHI", 6, ACTION_DOWN, 6},
		{"HIDIDHI", 6, ACTION_UP, 3}, {"HIDIDHI", 1, ACTION_UP, 1}, {"HIDIDHI", 6, ACTION_FIRST, 1},
		{"HIDIDHID", 1, ACTION_LAST, 6}, {"IIIII", 2, ACTION_PAGE_DOWN, 4}, {"IIIII", 2, ACTION_PAGE_UP, 0},
		{"IIIIIIIIII", 2, ACTION_PAGE_DOWN, 5}, {"", 0, ACTION_DOWN, 0},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct rows rows = {cases[i].kinds, 1};
		struct list_view list = {0};
		list_view_start(&list, &source, &rows, columns, COUNT_OF(columns));
		list.page = 4;
		list_view_select(&list, cases[i].from);
		assert_int_equal(list_view_act(&list, cases[i].action), DONE_HANDLED);
		assert_int_equal(list.selected, cases[i].to);
		list_view_free(&list);
	}
}

static void a_list_of_headings_has_no_selected_row(void **state)
{
	(void)state;
	struct rows rows = {"HDH", 1};
	struct list_view list = {0};
	list_view_start(&list, &source, &rows, columns, COUNT_OF(columns));
	assert_false(list_view_has_selected(&list));
	assert_false(list_view_can(&list, ACTION_OPEN));
	rows.kinds = "";
	list_view_changed(&list);
	assert_false(list_view_has_selected(&list));
	rows.kinds = "HI";
	list_view_changed(&list);
	assert_true(list_view_has_selected(&list));
	assert_int_equal(list.selected, 1);
	list_view_free(&list);
}

static void the_cursor_follows_its_row(void **state)
{
	(void)state;
	struct rows rows = {"IIIIIIII", 10};
	struct list_view list = {0};
	list_view_start(&list, &source, &rows, columns, COUNT_OF(columns));
	list_view_select(&list, 5); /* key 15 */
	rows.first_key = 13;
	list_view_changed(&list);
	assert_int_equal(list.selected, 2);
	rows.first_key = 100; /* it is gone: the place stays */
	list_view_changed(&list);
	assert_int_equal(list.selected, 2);
	rows.kinds = "I";
	list_view_changed(&list);
	assert_int_equal(list.selected, 0);
	list_view_free(&list);
}

static void marks_are_turned_and_kept_in_order(void **state)
{
	(void)state;
	struct rows rows = {"IHIII", 1};
	struct list_view list = {0};
	list_view_start(&list, &source, &rows, columns, COUNT_OF(columns));
	list_view_select(&list, 3);
	list_view_act(&list, ACTION_MARK);
	list_view_select(&list, 0);
	list_view_act(&list, ACTION_MARK);
	assert_int_equal(list.selected, 2);
	assert_int_equal(list.mark_count, 2);
	assert_true(list_view_marked(&list, 1) && list_view_marked(&list, 4) && !list_view_marked(&list, 2));
	list_view_select(&list, 0);
	list_view_act(&list, ACTION_MARK);
	assert_true(!list_view_marked(&list, 1) && list_view_marked(&list, 4));
	rows.kinds = "IHI"; /* narrowed down: what is marked out of sight stays so */
	list_view_act(&list, ACTION_MARK_ALL);
	assert_int_equal(list.mark_count, 3);
	assert_false(list_view_marked(&list, 2));
	list_view_act(&list, ACTION_MARK_ALL);
	assert_int_equal(list.mark_count, 1);
	assert_true(list_view_marked(&list, 4));
	list_view_free(&list);
}

/* Keys in nobody's order, short and long. */
static uint64_t odd_keys[500];

static uint64_t odd_key(void *owner, size_t row)
{
	(void)owner;
	return odd_keys[row];
}

static size_t odd_count(void *owner)
{
	return *(size_t *)owner;
}

static void all_are_marked_in_whatever_order_they_stand(void **state)
{
	static const struct list_source odd = {.count = odd_count, .cell = row_cell, .key = odd_key};
	size_t count = COUNT_OF(odd_keys);
	struct list_view list = {.source = &odd, .owner = &count};
	(void)state;
	for (size_t i = 0; i < count; i++)
		odd_keys[i] = i % 3 == 0 ? count - i : UINT64_C(0x9e3779b97f4a7c15) * (i + 1) >> (i % 4 * 8);
	count = 200; /* these are marked first, then the others beside them */
	list_view_mark_all(&list);
	count = COUNT_OF(odd_keys);
	list_view_mark_all(&list);
	for (size_t i = 0; i < count; i++)
		assert_true(list_view_marked(&list, odd_keys[i]));
	for (size_t i = 1; i < list.mark_count; i++)
		assert_true(list.marks[i - 1] < list.marks[i]);
	count = 300;
	list_view_mark_all(&list);
	for (size_t i = 0; i < COUNT_OF(odd_keys); i++)
		assert_int_equal(list_view_marked(&list, odd_keys[i]), i >= 300);
	list_view_free(&list);
}

static void sorting_passes_over_columns_that_cannot(void **state)
{
	(void)state;
	struct rows rows = {"II", 1};
	struct list_view list = {0};
	static const size_t order[] = {0, 2, 0};
	list_view_start(&list, &source, &rows, columns, COUNT_OF(columns));
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		list_view_act(&list, ACTION_SORT);
		assert_int_equal(list.sort_column, order[i]);
		assert_false(list.falling);
	}
	list_view_act(&list, ACTION_SORT_TURN);
	assert_true(list.falling && list.sort_column == 0);
	list_view_free(&list);
}

/* Random moves never leave the rows, whatever they are. */
static void random_moves_stay_inside(void **state)
{
	(void)state;
	static const enum action_id actions[] = {
		ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST, ACTION_MARK,
	};
	srand(3);
	for (int round = 0; round < 300; round++) {
		char kinds[24] = {0};
		struct rows rows = {kinds, 1};
		struct list_view list = {0};
		for (int i = 0, count = rand() % 23; i < count; i++)
			kinds[i] = "IIHD"[rand() % 4];
		list_view_start(&list, &source, &rows, columns, COUNT_OF(columns));
		for (int i = 0; i < 60; i++) {
			list.page = (size_t)rand() % 9;
			list_view_act(&list, actions[(size_t)rand() % COUNT_OF(actions)]);
			assert_true(strchr(kinds, 'I') ? kinds[list.selected] == 'I' : !list_view_has_selected(&list));
		}
		list_view_free(&list);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_cursor_stands_on_items_only),
	cmocka_unit_test(a_list_of_headings_has_no_selected_row),
	cmocka_unit_test(the_cursor_follows_its_row),
	cmocka_unit_test(marks_are_turned_and_kept_in_order),
	cmocka_unit_test(all_are_marked_in_whatever_order_they_stand),
	cmocka_unit_test(sorting_passes_over_columns_that_cannot),
	cmocka_unit_test(random_moves_stay_inside),
};

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
