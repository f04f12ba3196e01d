/* Keys, the table of actions and the looks: what stands in the tables must hold together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "tui/action.h"
#include "tui/theme.h"

static void keys_are_read_and_named(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		keycode key;
		const char *text;
	} cases[] = {
		{"Enter", '\r', "Enter"},
		{"F10", KEYCODE_F10, "F10"},
		{"^S", 19, "Ctrl-S"},
		{"a", 'a', "a"},
		{"ö", 0xf6, "ö"},
		{"Space", ' ', "Space"},
		{"^", '^', "^"},
		{"/", '/', "/"},
	};
	static const char *const wrong[] = {"", "Entre", "ab", "^s", "F13"};
	char buffer[KEY_TEXT_SIZE];
	keycode key;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(key_parse(slice_of(cases[i].name), &key));
		assert_int_equal(key, cases[i].key);
		assert_string_equal(key_text(key, buffer), cases[i].text);
	}
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(key_parse(slice_of(wrong[i]), &key));
}

static void bindings_are_one_key_or_two(void **state)
{
	(void)state;
	struct slice rest = SLICE(" F1 ? gd  gö Space");
	static const struct binding wanted[] = {{KEYCODE_F1, 0}, {'?', 0}, {'g', 'd'}, {'g', 0xf6}, {' ', 0}};
	struct binding binding;
	char buffer[KEY_TEXT_SIZE];
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		assert_true(binding_next(&rest, &binding));
		assert_int_equal(binding.first, wanted[i].first);
		assert_int_equal(binding.second, wanted[i].second);
	}
	assert_false(binding_next(&rest, &binding));
	assert_string_equal(binding_text(wanted[2], buffer), "g d");
}

static void every_action_is_whole(void **state)
{
	(void)state;
	for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		const struct action *row = action_row(action);
		assert_true(row->name[0] && row->title[0] && row->help[0] && row->contexts && row->handler);
		assert_int_equal(row->help[strlen(row->help) - 1], '.');
		assert_int_equal(action_named(slice_of(row->name)), action);
	}
	assert_int_equal(action_named(SLICE("no-such")), ACTION_NONE);
}

/* A word in the table that is no key would end the list in silence. */
static void every_key_in_the_table_is_one(void **state)
{
	(void)state;
	for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		struct slice words = slice_of(action_row(action)->keys), rest = words, word;
		struct binding binding;
		size_t bindings = 0, written = 0;
		while (binding_next(&rest, &binding))
			bindings++;
		while (slice_next(&words, ' ', &word))
			written += word.size > 0;
		assert_int_equal(bindings, written);
	}
}

/* The contexts that screens are in together. */
static const unsigned places[] = {
	IN_SCREEN | IN_LIST | IN_NARROWING | IN_MARKING | IN_SORTING | IN_RECORDS | IN_REGISTER | IN_TABLE | IN_FINDING,
	IN_SCREEN | IN_LIST | IN_REGISTER | IN_SEARCHING | IN_RECORD | IN_RECORDS | IN_FACTS,
	IN_TYPING | IN_ENTRY | IN_CHOOSING,
	IN_SCREEN | IN_TEXT | IN_RECORDS, IN_SCREEN | IN_FORM | IN_TYPING, IN_SCREEN | IN_FORM, IN_QUESTION,
	IN_TYPING | IN_NOTE,
	IN_SCREEN | IN_LIST | IN_MARKING | IN_TAKEOVER,
};

static bool works(struct binding binding, unsigned place)
{
	return action_of_keys(place, binding.first, binding.second) != ACTION_NONE;
}

static void no_two_actions_of_a_place_share_a_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
			struct slice rest = slice_of(action_row(action)->keys);
			struct binding binding;
			while (action_applies(action, places[i]) && binding_next(&rest, &binding)) {
				if (!works(binding, places[i]))
					continue;
				if (action_of_keys(places[i], binding.first, binding.second) != action)
					fail_msg("%s shares a key in place %zu", action_row(action)->name, i);
			}
		}
	}
}

static void every_function_key_has_a_letter(void **state)
{
	(void)state;
	for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		struct slice rest = slice_of(action_row(action)->keys);
		struct binding binding;
		bool function = false, other = false;
		while (binding_next(&rest, &binding)) {
			bool is_function = binding.first >= KEYCODE_F1 && binding.first <= KEYCODE_F12;
			function = function || is_function;
			other = other || !is_function;
		}
		if (function && !other)
			fail_msg("%s has a function key only", action_row(action)->name);
	}
}

static void help_and_a_way_back_are_everywhere(void **state)
{
	(void)state;
	char buffer[KEY_TEXT_SIZE];
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		assert_int_equal(action_of_keys(places[i], KEYCODE_F1, 0), ACTION_HELP);
		assert_int_equal(action_of_keys(places[i], KEYCODE_ESCAPE, 0), ACTION_CANCEL);
		bool typing = places[i] & IN_TYPING;
		assert_int_equal(action_of_keys(places[i], '?', 0), typing ? ACTION_NONE : ACTION_HELP);
		assert_string_equal(action_key_text(ACTION_HELP, places[i], buffer), typing ? "F1" : "?");
	}
}

/* The xterm palette: a cube of 6 × 6 × 6 and a row of greys. */
static double luminance(int colour)
{
	static const int steps[] = {0, 95, 135, 175, 215, 255};
	double sum = 0;
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	int cube = colour - 16, parts[] = {steps[cube / 36 % 6], steps[cube / 6 % 6], steps[cube % 6]};
	for (int i = 0; i < 3; i++) {
		double part = (colour >= 232 ? 8 + 10 * (colour - 232) : parts[i]) / 255.0;
		sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

/* WCAG's contrast, on a black and on a white background. */
static void colours_can_be_read_on_dark_and_light(void **state)
{
	(void)state;
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		struct look look = theme_look(role, 256);
		if (look.colour < 0)
			continue;
		assert_in_range(look.colour, 16, 255);
		double light = luminance(look.colour);
		assert_true((light + 0.05) / 0.05 >= 3.99);
		assert_true(1.05 / (light + 0.05) >= 3.99);
	}
	assert_int_equal(theme_look(ROLE_DANGER, 8).colour, 1);
	assert_int_equal(theme_look(ROLE_DANGER, 0).colour, -1);
	assert_true(theme_look(ROLE_SELECTED, 0).emphasis & EMPHASIS_REVERSE);
}

/* The console's are in the kernel's own font and in that of Debian's console-setup for Swedish, Lat15-Fixed16. */
static void every_sign_is_also_for_consoles_and_in_ascii(void **state)
{
	(void)state;
	for (enum symbol symbol = 0; symbol < SYMBOL_COUNT; symbol++) {
		assert_int_equal(text_width(slice_of(theme_symbol(symbol, SIGNS_ALL))), 1);
		assert_int_equal(strlen(theme_symbol(symbol, SIGNS_ASCII)), 1);
		assert_non_null(strstr("»·─│┌┐└┘▲▼↑↓>x~!", theme_symbol(symbol, SIGNS_CONSOLE)));
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(keys_are_read_and_named),
	cmocka_unit_test(bindings_are_one_key_or_two),
	cmocka_unit_test(every_action_is_whole),
	cmocka_unit_test(every_key_in_the_table_is_one),
	cmocka_unit_test(no_two_actions_of_a_place_share_a_key),
	cmocka_unit_test(every_function_key_has_a_letter),
	cmocka_unit_test(help_and_a_way_back_are_everywhere),
	cmocka_unit_test(colours_can_be_read_on_dark_and_light),
	cmocka_unit_test(every_sign_is_also_for_consoles_and_in_ascii),
};

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
