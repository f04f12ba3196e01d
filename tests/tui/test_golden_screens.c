/* Pictures of every screen, as text: what a person sees of the small register, in both languages, at two sizes, in
 * ASCII and without colours. GOLDEN=1 writes them anew (make golden): read the difference before it is committed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/memory.h"
#include "support/golden_screens.h"
#include "support/small_register.h"

static struct small_register small;

/* Keys are sent one picture at a time: "|" between what is to be drawn before the next is typed. */
static const struct {
	const char *name, *login, *keys;
} pictures[] = {
	{"desk", "anna.berg", ""},
	{"desk-register", "admin", ""},
	{"desk-business", "anna.berg", "v"},
	{"systems", "admin", "gs"},
	{"systems-filter", "admin", "gs|/hem"},
	{"systems-condition", "admin", "gs|f|criticality >= 4\r"},
	{"columns", "admin", "gs|c"},
	{"contracts", "admin", "gc"},
	{"record", "anna.berg", "gs|/barn\r|\r"},
	{"record-passed", "anna.berg", "gs|/hemtj\r|\r"},
	{"record-components", "anna.berg", "gs|/hemtj\r|\r|\t\t\t"},
	{"record-why", "anna.berg", "gs|/barn\r|\r|w"},
	{"findings", "admin", "gf"},
	{"finding", "admin", "gf|\r"},
	{"acknowledge", "admin", "gf|\r|a"},
	{"form", "admin", "gs|/barn\r|e"},
	{"form-choice", "admin", "gs|/barn\r|e|\t\t\t\t\t\t\t\t\t\t|\r"},
	{"form-new", "admin", "gs|n"},
	{"form-day", "admin", "gs|/barn\r|e|\t\t\t\t\t\t\t\t\t\t\t\t\t|\x0f"},
	{"opportunity", "admin", "gn|j|p"},
	{"opportunity-alternatives", "admin", "gn|j|p|\t"},
	{"all", "admin", "gg"},
	{"find", "admin", "gr|arkiv"},
	{"go", "admin", "g"},
	{"remove", "admin", "gs|d"},
	{"help", "admin", "gs|?"},
	{"palette", "admin", "gs|:"},
	{"questions", "admin", "gq"},
	{"service", "anna.berg", "v|\r"},
	{"reports", "admin", "gs|/hemtj\r|\r|R"},
	{"report-cost", "admin", "gs|/lön\r|\r|R|\r|jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj"},
	{"report-alternatives", "admin", "gn|j\r|R|\r|jjjjjjjjjjjjjjjj"},
};

static const struct {
	const char *name, *language;
	int rows, columns;
	bool ascii, mono;
} looks[] = {
	{"sv-80x24", "sv", 24, 80, false, false},
	{"en-80x24", "en", 24, 80, false, false},
	{"sv-120x40", "sv", 40, 120, false, false},
	{"en-120x40", "en", 40, 120, false, false},
	{"sv-ascii", "sv", 24, 80, true, true},
};

static void take(size_t look, size_t picture)
{
	char name[100];
	struct test_terminal *terminal = small_register_look(&(struct looking){
		.small = &small, .login = pictures[picture].login, .language = looks[look].language, .ascii = looks[look].ascii,
		.mono = looks[look].mono, .rows = looks[look].rows, .columns = looks[look].columns});
	test_terminal_settle(terminal, TEST_QUIET);
	golden_type(terminal, pictures[picture].keys);
	snprintf(name, sizeof name, "%s/%s", looks[look].name, pictures[picture].name);
	golden_compare(name, test_terminal_text(terminal));
	test_terminal_end(&terminal);
}

static void pictures_of(size_t look)
{
	for (size_t i = 0; i < COUNT_OF(pictures); i++)
		take(look, i);
}

static void swedish_at_80_by_24(void **state)
{
	(void)state;
	pictures_of(0);
}

static void english_at_80_by_24(void **state)
{
	(void)state;
	pictures_of(1);
}

static void swedish_at_120_by_40(void **state)
{
	(void)state;
	pictures_of(2);
}

static void english_at_120_by_40(void **state)
{
	(void)state;
	pictures_of(3);
}

/* Nothing but ASCII is sent, and no colours. */
static void swedish_in_ascii_without_colours(void **state)
{
	(void)state;
	pictures_of(4);
}

static int setup(void **state)
{
	(void)state;
	small_register_make(&small);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	small_register_remove(&small);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(swedish_at_80_by_24), cmocka_unit_test(english_at_80_by_24),
		cmocka_unit_test(swedish_at_120_by_40), cmocka_unit_test(english_at_120_by_40),
		cmocka_unit_test(swedish_in_ascii_without_colours),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
