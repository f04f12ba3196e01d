/* The picture: what is drawn over what, from one picture to the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/lang.h"
#include "base/memory.h"
#include "support/terminal.h"
#include "tui/canvas.h"
#include "tui/terminal.h"

struct piece {
	int column;
	const char *text;
	enum role role;
};

/* Each is drawn after the one before: what is left of that must not be seen. */
static const struct {
	struct piece pieces[3];
	const char *row;
	bool reversed; /* its first column */
} pictures[] = {
	{{{0, "plain", ROLE_NORMAL}}, "plain", false},
	{{{0, "plain", ROLE_SELECTED}}, "plain", true},
	{{{0, "plain", ROLE_NORMAL}}, "plain", false},
	{{{0, "漢字漢", ROLE_NORMAL}}, "漢字漢", false},
	{{{0, "漢字漢", ROLE_NORMAL}, {1, "x", ROLE_NORMAL}}, " x字漢", false},
	{{{0, "漢字漢", ROLE_NORMAL}, {2, "x", ROLE_NORMAL}}, "漢x 漢", false},
	{{{0, "漢字漢", ROLE_NORMAL}, {1, "xyz", ROLE_NORMAL}}, " xyz漢", false},
	{{{0, "漢字漢", ROLE_NORMAL}, {1, "ǻ", ROLE_NORMAL}, {4, "b", ROLE_NORMAL}}, " ǻ字b", false},
	{{{1, "漢字漢", ROLE_NORMAL}}, " 漢字漢", false},
	{{{0, "漢字漢", ROLE_SELECTED}, {1, "漢", ROLE_NORMAL}}, " 漢 漢", false},
	{{{78, "漢", ROLE_NORMAL}, {0, "漢", ROLE_NORMAL}, {79, "|", ROLE_NORMAL}}, NULL, false},
	{{{0, NULL, ROLE_NORMAL}}, "", false},
	{{{-3, "outside", ROLE_NORMAL}, {200, "outside", ROLE_NORMAL}, {5, "inside", ROLE_NORMAL}}, "     inside", false},
};

static void draw_picture(size_t number, bool anew)
{
	struct area all = canvas_begin();
	for (size_t i = 0; i < COUNT_OF(pictures[number].pieces); i++) {
		const struct piece *piece = &pictures[number].pieces[i];
		if (piece->text != NULL)
			canvas_text(3, piece->column, all.columns - piece->column, piece->role, slice_of(piece->text));
	}
	canvas_printf(0, 0, all.columns, ROLE_NORMAL, "picture %zu, %d × %d", number, all.columns, all.rows);
	canvas_end(anew);
}

/* n is the next picture, any other key the same one; another size alone is not answered. */
static int draw_them(void *argument)
{
	const char *fallback;
	struct error error = {0};
	size_t number = 0;
	(void)argument;
	lang_start("en");
	if (!terminal_start(&(struct terminal_options){0}, &fallback, &error)) {
		fprintf(stderr, "%s\n", error.text);
		return 2;
	}
	for (bool anew = false; number < COUNT_OF(pictures);) {
		draw_picture(number, anew);
		anew = false;
		struct event event = terminal_wait(-1, -1);
		for (; event.kind != EVENT_KEY || event.key > 'z'; event = terminal_wait(-1, -1))
			anew = anew || event.kind == EVENT_RESIZED;
		number += event.key == 'n';
	}
	terminal_end();
	canvas_free();
	return 0;
}

static struct test_terminal *start(void)
{
	return test_terminal_start(&(struct test_session){.rows = 24, .columns = 80, .run = draw_them});
}

static void expect_picture(struct test_terminal *terminal, size_t number, int columns, int rows)
{
	char title[60];
	snprintf(title, sizeof title, "picture %zu, %d × %d", number, columns, rows);
	test_terminal_expect(terminal, title);
	test_terminal_settle(terminal, TEST_QUIET);
	if (pictures[number].row != NULL)
		assert_string_equal(test_terminal_row(terminal, 3), pictures[number].row);
	assert_int_equal(test_terminal_reversed(terminal, 3, 0), pictures[number].reversed);
}

static void each_picture_stands_alone(void **state)
{
	(void)state;
	struct test_terminal *terminal = start();
	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		expect_picture(terminal, i, 80, 24);
		test_terminal_send(terminal, "n");
	}
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
}

static void a_size_that_comes_back_has_its_picture(void **state)
{
	(void)state;
	static const int sizes[][2] = {{2, 10}, {24, 80}, {40, 120}, {2, 3}, {24, 80}};
	struct test_terminal *terminal = start();
	expect_picture(terminal, 0, 80, 24);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		test_terminal_resize(terminal, sizes[i][0], sizes[i][1]);
		test_terminal_settle(terminal, TEST_QUIET);
		if (sizes[i][0] < 24)
			continue;
		test_terminal_send(terminal, "d");
		expect_picture(terminal, 0, sizes[i][1], sizes[i][0]);
	}
	test_terminal_end(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_picture_stands_alone),
		cmocka_unit_test(a_size_that_comes_back_has_its_picture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
