#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

static void words_are_set_prefixed_and_cleared(void **state)
{
	(void)state;
	struct error error = {0};

	assert_false(error_set(&error, ERROR_CONFLICT, "%s %d", "row", 7));
	assert_int_equal(error.kind, ERROR_CONFLICT);
	assert_string_equal(error.text, "row 7");
	assert_false(error_prefix(&error, "%s:%d", "contracts.csv", 41));
	assert_string_equal(error.text, "contracts.csv:41: row 7");
	assert_int_equal(error.kind, ERROR_CONFLICT);
	error_clear(&error);
	assert_int_equal(error.kind, ERROR_NONE);
	assert_string_equal(error.text, "");
}

__attribute__((format(printf, 2, 3)))
static bool set_through_a_list(struct error *error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	bool done = error_set_va(error, ERROR_STORE, format, arguments);
	va_end(arguments);
	return done;
}

static void arguments_may_come_as_a_list(void **state)
{
	(void)state;
	struct error error = {0};

	assert_false(set_through_a_list(&error, "%s %d", "row", 7));
	assert_false(set_through_a_list(NULL, "%s", "x"));
	assert_string_equal(error.text, "row 7");
	assert_int_equal(error.kind, ERROR_STORE);
}

static void nobody_has_to_want_the_words(void **state)
{
	(void)state;
	assert_false(error_set(NULL, ERROR_INPUT, "x"));
	assert_false(error_set_errno(NULL, "x"));
	assert_false(error_prefix(NULL, "x"));
	error_clear(NULL);
}

static void the_systems_word_is_of_the_call(void **state)
{
	(void)state;
	struct error error = {0};

	errno = ENOENT;
	assert_false(error_set_errno(&error, "%s", "/etc/forvalta.conf"));
	assert_string_equal(error.text, "/etc/forvalta.conf: No such file or directory");
	assert_int_equal(error.kind, ERROR_SYSTEM);
}

static void quoted_text_cannot_steer_a_terminal(void **state)
{
	(void)state;
	struct error error = {0};

	error_set(&error, ERROR_INPUT, "\"%s\"", "\033]0;x\007\nå\xff");
	assert_string_equal(error.text, "\"\\x1b]0;x\\x07\\x0aå\\xff\"");
	error_prefix(&error, "%s", "a\tb");
	assert_string_equal(error.text, "a\\x09b: \"\\x1b]0;x\\x07\\x0aå\\xff\"");
}

static void long_words_are_cut_at_a_character(void **state)
{
	(void)state;
	for (size_t before = 1000; before < 1030; before++) {
		struct error error;
		struct text words = {0};
		for (size_t i = 0; i < before; i++)
			text_append_char(&words, 'a');
		text_append_text(&words, "ååe\u0301日本");
		size_t whole = words.size;
		memset(&error, 'x', sizeof(error));
		error_set(&error, ERROR_INPUT, "%s", words.data);
		size_t size = strlen(error.text);
		assert_int_equal(text_first_invalid(slice_of(error.text)), SIZE_MAX);
		assert_true(whole < sizeof(error.text) ? size == whole : size + 4 > sizeof(error.text) && size < sizeof(error.text));
		text_free(&words);
	}
}

static void wrong_usage_has_its_own_status(void **state)
{
	(void)state;
	struct error error = {.kind = ERROR_USAGE};

	assert_int_equal(error_exit_status(&error), 64);
	error.kind = ERROR_STORE;
	assert_int_equal(error_exit_status(&error), 2);
	assert_int_equal(error_exit_status(NULL), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_set_prefixed_and_cleared),
		cmocka_unit_test(arguments_may_come_as_a_list),
		cmocka_unit_test(nobody_has_to_want_the_words),
		cmocka_unit_test(the_systems_word_is_of_the_call),
		cmocka_unit_test(quoted_text_cannot_steer_a_terminal),
		cmocka_unit_test(long_words_are_cut_at_a_character),
		cmocka_unit_test(wrong_usage_has_its_own_status),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
