/* What is typed, and what becomes of it in the cells of the screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/memory.h"
#include "tui/cells.h"
#include "tui/choices.h"
#include "tui/line_editor.h"

/* '|' in `before` and `after` is the cursor. */
static void put_text(struct line_editor *editor, const char *text)
{
	const char *bar = strchr(text, '|');
	struct text plain = {0};
	text_append_bytes(&plain, text, (size_t)(bar - text));
	text_append_text(&plain, bar + 1);
	line_editor_set(editor, text_slice(&plain));
	editor->cursor = (size_t)(bar - text);
	text_free(&plain);
}

static void assert_text(const struct line_editor *editor, const char *wanted)
{
	struct text shown = {0};
	text_append_bytes(&shown, editor->text.data ? editor->text.data : "", editor->cursor);
	text_append_char(&shown, '|');
	text_append_text(&shown, editor->text.data ? editor->text.data + editor->cursor : "");
	assert_string_equal(shown.data, wanted);
	text_free(&shown);
}

static void edits_move_by_whole_characters(void **state)
{
	(void)state;
	static const struct {
		const char *before;
		enum action_id action;
		const char *after;
	} cases[] = {
		{"a|b", ACTION_EDIT_LEFT, "|ab"},
		{"|ab", ACTION_EDIT_LEFT, "|ab"},
		{"ab|", ACTION_EDIT_RIGHT, "ab|"},
		{"|åb", ACTION_EDIT_RIGHT, "å|b"},
		{"e\xcc\x81|b", ACTION_EDIT_LEFT,
			"|e\xcc\x81"
			"b"},
		{"x👩‍💻|y", ACTION_EDIT_BACKSPACE, "x|y"},
		{"x|👩‍💻y", ACTION_EDIT_DELETE, "x|y"},
		{"|", ACTION_EDIT_BACKSPACE, "|"},
		{"|", ACTION_EDIT_DELETE, "|"},
		{"one two |x", ACTION_EDIT_WORD, "one |x"},
		{"one|", ACTION_EDIT_WORD, "|"},
		{"one  two|", ACTION_EDIT_WORD_LEFT, "one  |two"},
		{"|one  two", ACTION_EDIT_WORD_RIGHT, "one  |two"},
		{"a|bc", ACTION_EDIT_REST, "a|"},
		{"a|bc", ACTION_EDIT_HOME, "|abc"},
		{"a|bc", ACTION_EDIT_END, "abc|"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct line_editor editor = {0};
		put_text(&editor, cases[i].before);
		assert_true(line_editor_act(&editor, cases[i].action));
		assert_text(&editor, cases[i].after);
		line_editor_free(&editor);
	}
}

/* There, back again and there once more; what stood in the field counts as unchanged. */
static void what_is_undone_is_as_it_was(void **state)
{
	(void)state;
	struct line_editor editor = {0};
	line_editor_set(&editor, SLICE("förr"));
	line_editor_act(&editor, ACTION_EDIT_UNDO);
	assert_text(&editor, "förr|");
	line_editor_type(&editor, '!');
	for (int i = 0; i < 2; i++) {
		assert_true(line_editor_changed(&editor));
		line_editor_act(&editor, ACTION_EDIT_UNDO);
		assert_text(&editor, "förr|");
		assert_false(line_editor_changed(&editor));
		line_editor_act(&editor, ACTION_EDIT_UNDO);
		assert_text(&editor, "förr!|");
	}
	line_editor_free(&editor);
}

static void typed_marks_join_their_letter(void **state)
{
	(void)state;
	struct line_editor editor = {.limit = 8};
	assert_false(line_editor_act(&editor, ACTION_UP));
	assert_true(line_editor_type(&editor, 'e'));
	assert_true(line_editor_type(&editor, 'x'));
	assert_true(line_editor_act(&editor, ACTION_EDIT_LEFT));
	assert_true(line_editor_type(&editor, 0x301));
	assert_text(&editor, "e\xcc\x81|x");
	assert_true(line_editor_type(&editor, KEYCODE_TAB));
	assert_false(line_editor_type(&editor, KEYCODE_UP));
	assert_false(line_editor_type(&editor, 7));
	assert_true(line_editor_type(&editor, 0xe5));
	assert_text(&editor, "e\xcc\x81 å|x");
	assert_false(line_editor_type(&editor, 0xe5)); /* 7 of 8 bytes */
	assert_text(&editor, "e\xcc\x81 å|x");
	assert_true(line_editor_changed(&editor));
	assert_true(line_editor_act(&editor, ACTION_EDIT_UNDO));
	assert_text(&editor, "|");
	assert_true(line_editor_act(&editor, ACTION_EDIT_UNDO));
	assert_text(&editor, "e\xcc\x81 åx|");
	line_editor_free(&editor);
}

static void the_cursor_is_always_in_sight(void **state)
{
	(void)state;
	static const keycode typed[] = {'a', 0xe5, 0x301, 0x6f22, 0x1f469, ' ', 'x', 0x200d};
	static const enum action_id actions[] = {
		ACTION_EDIT_LEFT,
		ACTION_EDIT_RIGHT,
		ACTION_EDIT_WORD_LEFT,
		ACTION_EDIT_WORD_RIGHT,
		ACTION_EDIT_HOME,
		ACTION_EDIT_END,
		ACTION_EDIT_BACKSPACE,
		ACTION_EDIT_DELETE,
		ACTION_EDIT_WORD,
		ACTION_EDIT_REST,
		ACTION_EDIT_UNDO,
	};
	struct line_editor editor = {.limit = 200};
	srand(5);
	for (int round = 0; round < 20000; round++) {
		int columns = 1 + rand() % 30;
		if (rand() % 3)
			line_editor_type(&editor, typed[(size_t)rand() % COUNT_OF(typed)]);
		else
			line_editor_act(&editor, actions[(size_t)rand() % COUNT_OF(actions)]);
		assert_true(editor.cursor <= editor.text.size && editor.text.size <= 200);
		assert_true(text_first_invalid(text_slice(&editor.text)) == SIZE_MAX);
		int cursor = line_editor_scroll(&editor, columns);
		assert_in_range(cursor, 0, columns - 1);
		assert_true(editor.first <= editor.cursor);
	}
	line_editor_free(&editor);
}

/* Cells as text: wide ones followed by '_'. */
static void append_cells(const struct cell_run *run, struct text *out)
{
	for (size_t i = 0; i < run->count; i++) {
		for (const wchar_t *character = run->cells[i].characters; *character; character++) {
			uint8_t bytes[6];
			text_append_bytes(out, bytes, (size_t)u8_uctomb(bytes, (ucs4_t)*character, 6));
		}
		if (run->cells[i].columns == 2)
			text_append_char(out, '_');
	}
}

static void text_becomes_cells(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int columns;
		bool ascii;
		const char *cells;
		bool cut;
	} cases[] = {
		{"abc", 3, false, "abc", false},
		{"abc", 2, false, "ab", true},
		{"abc", 0, false, "", true},
		{"", 5, false, "", false},
		{"漢字x", 5, false, "漢_字_x", false},
		{"漢字x", 3, false, "漢_", true},
		{"e\xcc\x81x", 1, false, "e\xcc\x81", true},
		{"\xcc\x81x", 3, false, " \xcc\x81x", false},
		{"👩‍💻!", 9, false, "👩_💻_!", false},
		{"👩‍💻!", 3, false, "", true},
		{"a\033[1m", 9, false, "a\\x1b[1m", false},
		{"\xff", 9, false, "\\xff", false},
		{"❤️x", 9, false, "❤x", false},
		{"Åäö é ß", 9, true, "Aao e s", false},
		{"漢 …–", 9, true, "? ~-", false},
		{"e\xcc\x81", 9, true, "e", false},
		{"👍🏽x", 9, false, "👍_x", false},
		{"🇸🇪x", 9, false, "🇸🇪x", false},
		{"1️⃣x", 9, false, "1\xe2\x83\xa3x", false},
		{"soft\xc2\xadly", 9, false, "softly", false},
		{"\xcd\xb8!", 9, false, "\xef\xbf\xbd!", false}, /* U+0378 is nobody's yet */
		{"שלום", 9, false, "שלום", false},
		{"한국x", 9, false, "한_국_x", false},
		{"กำลัง", 9, false, "กำลัง", false},
		{"漢字x", 9, true, "??x", false},
		{"👩‍💻👍🏽x", 9, true, "???x", false},
	};
	struct cell_run run = {0};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text shown = {0};
		cells_fill(&run, slice_of(cases[i].text), cases[i].columns, cases[i].ascii);
		append_cells(&run, &shown);
		assert_string_equal(shown.data ? shown.data : "", cases[i].cells);
		assert_int_equal(run.cut, cases[i].cut);
		assert_in_range(run.columns, 0, cases[i].columns);
		struct slice text = slice_of(cases[i].text);
		assert_int_equal(cells_fit(text, cases[i].columns, cases[i].ascii) == text.size, !cases[i].cut);
		if (!cases[i].cut)
			assert_int_equal(cells_width(text, cases[i].ascii), run.columns);
		text_free(&shown);
	}
	cells_free(&run);
}

static void choices_are_found_by_all_words(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		size_t count;
		uint64_t first;
	} cases[] = {{"", 3, 1}, {"ÅR", 2, 1}, {"år hjul", 1, 2}, {"hjul år", 1, 2}, {"möte", 1, 3}, {"år möte", 0, 0},
		{"  ", 3, 1}};
	struct choices choices = {0};
	choices_add(&choices, 1, "Årsbudget", NULL, NULL);
	choices_add(&choices, 2, "Årshjul", "plan", NULL);
	choices_add(&choices, 3, "Forum", NULL, "Möten");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		choices_filter(&choices, slice_of(cases[i].typed));
		assert_int_equal(choices_count(&choices), cases[i].count);
		if (cases[i].count > 0)
			assert_int_equal(choices_at(&choices, 0)->key, cases[i].first);
	}
	choices_free(&choices);
}

static void a_name_comes_before_what_is_said_of_it(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		uint64_t first, second;
	} cases[] = {{"behörig", 2, 1}, {"person", 1, 3}, {"granskning", 3, 2}, {"granskning behörig", 2, 3}};
	struct choices choices = {0};
	choices_add(&choices, 1, "Personer", "315", "Någon som har behörigheter");
	choices_add(&choices, 2, "Behörigheter", "2017", "Vad någon får göra, efter granskning");
	choices_add(&choices, 3, "Granskningsomgångar", "3", "Där personers behörigheter ses över");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		choices_filter(&choices, slice_of(cases[i].typed));
		assert_int_equal(choices_at(&choices, 0)->key, cases[i].first);
		assert_int_equal(choices_at(&choices, 1)->key, cases[i].second);
	}
	choices_free(&choices);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(edits_move_by_whole_characters),
	cmocka_unit_test(what_is_undone_is_as_it_was),
	cmocka_unit_test(typed_marks_join_their_letter),
	cmocka_unit_test(the_cursor_is_always_in_sight),
	cmocka_unit_test(text_becomes_cells),
	cmocka_unit_test(choices_are_found_by_all_words),
	cmocka_unit_test(a_name_comes_before_what_is_said_of_it),
};

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
