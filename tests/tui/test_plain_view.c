/* The view to copy from: plain lines on the terminal's own screen, each value whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "model/schema.h"
#include "support/register_screens.h"

#define LONG_PURPOSE "Keeps what is to be kept for ever, in forms that can be read by whoever comes after us, " \
	"and tells where each thing came from, who made it, who may see it and for how long it is to be secret, å ä ö and all."

/* What has come since the text `from`, as bytes. */
static bool has_come(struct test_terminal *terminal, const char *from, const char *text)
{
	size_t size;
	const char *received = test_terminal_received(terminal, &size);
	const char *begin = memmem(received, size, from, strlen(from));
	return begin != NULL && memmem(begin, size - (size_t)(begin - received), text, strlen(text)) != NULL;
}

static void a_record_is_copied_whole(void **state)
{
	(void)state;
	small_register_change(&small, E_system, 4, "purpose=" LONG_PURPOSE);
	struct test_terminal *terminal = look_as("admin", 24, 80);
	keys(terminal, "gs");
	keys(terminal, "/arkivet" ENTER);
	keys(terminal, ENTER);
	keys(terminal, "P");
	test_terminal_expect(terminal, "Enter leads back");
	assert_true(has_come(terminal, "\033[?1049l", "Purpose: " LONG_PURPOSE "\r\n"));
	assert_true(has_come(terminal, "\033[?1049l", "System: Arkivet\r\n"));
	assert_false(has_come(terminal, "\033[?1049l", "─"));
	test_terminal_resize(terminal, 30, 100); /* drawn by the terminal alone */
	keys(terminal, "x");
	assert_true(test_terminal_shows(terminal, "Enter leads back"));
	keys(terminal, ENTER);
	test_terminal_expect(terminal, "Where it stands");
	keys(terminal, ESC);
	keys(terminal, "P"); /* the row of the list */
	test_terminal_expect(terminal, "Enter leads back");
	test_terminal_expect(terminal, "Code: SYS-0004");
	keys(terminal, "?");
	test_terminal_expect(terminal, "to be marked and copied");
	keys(terminal, "q");
	test_terminal_expect(terminal, "Code: SYS-0004");
	keys(terminal, ESC);
	test_terminal_expect(terminal, "/ arkivet");
	leave(&terminal);
}

static void what_is_read_is_copied_too(void **state)
{
	static const struct {
		const char *keys[4], *line;
	} texts[] = {
		{{"gf", ENTER, "P"}, "About: "},
		{{"gs", ENTER, "\033[Z", "P"}, "The record was made."},
		{{"gn", "R", ENTER, "P"}, "\r\n"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct test_terminal *terminal = look_as("admin", 24, 80);
		for (size_t j = 0; j < COUNT_OF(texts[i].keys) && texts[i].keys[j] != NULL; j++)
			keys(terminal, texts[i].keys[j]);
		test_terminal_expect(terminal, "Enter leads back");
		assert_true(has_come(terminal, "\033[?1049l", texts[i].line));
		keys(terminal, ENTER);
		test_terminal_expect(terminal, "Help");
		leave(&terminal);
	}
}

static void nothing_stored_steers_the_terminal_there(void **state)
{
	size_t size;
	(void)state;
	struct test_terminal *terminal = small_register_look(&(struct looking){
		.small = &small, .login = "admin", .language = "en", .rows = 24, .columns = 80, .ascii = true});
	keys(terminal, "gs");
	keys(terminal, "/arkivet" ENTER);
	keys(terminal, "P");
	test_terminal_expect(terminal, "Enter leads back");
	assert_true(has_come(terminal, "\033[?1049l", "to be secret, a a o and all."));
	const char *received = test_terminal_received(terminal, &size);
	for (size_t i = 0; i < size; i++)
		assert_in_range((unsigned char)received[i], 1, 0x7f);
	test_terminal_hang_up(terminal);
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_copied_whole),
		cmocka_unit_test(what_is_read_is_copied_too),
		cmocka_unit_test(nothing_stored_steers_the_terminal_there),
	};
	return cmocka_run_group_tests(tests, register_screens_setup, register_screens_teardown);
}
