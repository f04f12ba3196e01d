#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/error.h"
#include "base/lang.h"
#include "base/memory.h"
#include "base/money.h"

/* The directory of the test's own catalogues. */
static char directory[] = "/tmp/forvalta-lang-XXXXXX";

static const struct {
	const char *message, *translation;
	size_t message_size, translation_size;
} messages[] = {
	/* As msgfmt sorts them. */
	{"", "Language: sv\n", 0, 13},
	{"%d row\0%d rows", "%d rad\0%d rader", 14, 15},
	{"Cancel", "Avbryt", 6, 6},
	{"February", "februari", 8, 8},
	{"Not translated", "", 14, 0},
	{"today", "idag", 5, 4},
};

static void append_word(struct text *file, size_t word)
{
	for (int shift = 0; shift < 32; shift += 8)
		text_append_char(file, (char)(word >> shift));
}

static void append_catalogue(struct text *file)
{
	size_t count = COUNT_OF(messages), table = 28, at = table + count * 16;

	append_word(file, 0x950412de);
	append_word(file, 0);
	append_word(file, count);
	append_word(file, table);
	append_word(file, table + count * 8);
	append_word(file, 0);
	append_word(file, 0);
	for (size_t i = 0; i < count; at += messages[i++].message_size + 1) {
		append_word(file, messages[i].message_size);
		append_word(file, at);
	}
	for (size_t i = 0; i < count; at += messages[i++].translation_size + 1) {
		append_word(file, messages[i].translation_size);
		append_word(file, at);
	}
	for (size_t i = 0; i < count; i++)
		text_append_bytes(file, messages[i].message, messages[i].message_size + 1);
	for (size_t i = 0; i < count; i++)
		text_append_bytes(file, messages[i].translation, messages[i].translation_size + 1);
}

static void write_catalogue(const char *code, struct slice bytes)
{
	struct text path = {0};

	text_printf(&path, "%s/%s", directory, code);
	mkdir(path.data, 0700);
	text_append_text(&path, "/LC_MESSAGES");
	mkdir(path.data, 0700);
	text_append_text(&path, "/forvalta.mo");
	FILE *file = fopen(path.data, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
	text_free(&path);
}

static int set_up(void **state)
{
	(void)state;
	struct text file = {0};

	assert_non_null(mkdtemp(directory));
	append_catalogue(&file);
	write_catalogue("sv", text_slice(&file));
	text_free(&file);
	assert_true(lang_start("en"));
	lang_look_in(directory);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	struct text command = {0};

	text_printf(&command, "rm -r %s", directory);
	int status = system(command.data);
	text_free(&command);
	return status;
}

static void the_language_changes_while_running(void **state)
{
	(void)state;
	assert_string_equal(_("Cancel"), "Cancel");
	assert_true(lang_set("sv"));
	assert_string_equal(lang_code(), "sv");
	assert_string_equal(_("Cancel"), "Avbryt");
	assert_string_equal(_("Never heard of"), "Never heard of");
	assert_string_equal(_("Not translated"), "Not translated");
	assert_string_equal(_(""), "");
	assert_true(lang_set("en"));
	assert_string_equal(lang_code(), "en");
	assert_string_equal(_("Cancel"), "Cancel");
}

static void plurals(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		unsigned long number;
		const char *words;
	} cases[] = {
		{"en", 0, "0 rows"}, {"en", 1, "1 row"}, {"en", 2, "2 rows"}, {"sv", 0, "0 rader"}, {"sv", 1, "1 rad"},
		{"sv", 2, "2 rader"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char words[32];
		assert_true(lang_set(cases[i].code));
		snprintf(words, sizeof(words), ngettext("%d row", "%d rows", cases[i].number), (int)cases[i].number);
		assert_string_equal(words, cases[i].words);
	}
	lang_set("en");
}

static void names_are_known_in_every_language(void **state)
{
	(void)state;
	assert_string_equal(lang_translate("sv", "Cancel"), "Avbryt");
	assert_string_equal(lang_translate("en", "Cancel"), "Cancel");
	assert_string_equal(lang_translate("fi", "Cancel"), "Cancel");
	assert_string_equal(lang_translate("../sv", "Cancel"), "Cancel");
	assert_string_equal(lang_code(), "en");
}

static void there_is_no_such_language(void **state)
{
	(void)state;
	static const char *const codes[] = {"fi", "", "s", "SV", "sv_SE", "../x", "svsvsv"};
	assert_true(lang_set("sv"));
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		assert_false(lang_set(codes[i]));
		assert_string_equal(lang_code(), "sv");
	}
	assert_false(lang_start("fi"));
	assert_string_equal(lang_code(), "en");
}

static void the_environment_says_the_language(void **state)
{
	(void)state;
	static const struct {
		const char *all, *messages, *lang, *code;
	} cases[] = {
		{"sv_SE.UTF-8", NULL, NULL, "sv"}, {NULL, "sv_FI", "en_US", "sv"}, {NULL, NULL, "sv", "sv"},
		{"C", "sv_SE", "sv_SE", "en"},
		{"", "", "sv_SE.UTF-8", "sv"}, {NULL, NULL, NULL, "en"}, {NULL, NULL, "de_DE.UTF-8", "en"},
		{"POSIX", NULL, "sv_SE", "en"},
		{"en_GB.UTF-8", "sv_SE", NULL, "en"}, {NULL, NULL, "svenska", "en"}, {NULL, NULL, "s", "en"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *const values[] = {cases[i].all, cases[i].messages, cases[i].lang};
		static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
		for (size_t j = 0; j < COUNT_OF(names); j++) {
			if (values[j])
				setenv(names[j], values[j], 1);
			else
				unsetenv(names[j]);
		}
		assert_true(lang_start(NULL));
		assert_string_equal(lang_code(), cases[i].code);
	}
	lang_set("en");
}

static void numbers_stay_those_of_the_c_locale(void **state)
{
	(void)state;
	setenv("LC_ALL", "sv_SE.UTF-8", 1);
	assert_true(lang_start(NULL));
	assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
	assert_string_equal(setlocale(LC_CTYPE, NULL), "C.UTF-8");
	lang_set("en");
}

static void amounts_and_errors_follow_the_language(void **state)
{
	(void)state;
	char text[NUMBER_TEXT_SIZE];
	struct error error = {0};
	day_t day = DAY_UNSET;

	assert_true(lang_set("sv"));
	assert_string_equal(money_local_text(125000000, text), "1\u00a0250\u00a0000,00");
	assert_false(day_parse(SLICE("2026-02-30"), &day, &error));
	assert_string_equal(error.text, "\"2026-02-30\" is not a day; februari 2026 has 28");
	assert_true(lang_set("en"));
	assert_true(day_parse_typed(SLICE("idag + 1d"), 10, &day, &error));
	assert_int_equal(day, 11);
}

/* Every catalogue cut short and every one with a byte changed is refused or read; it is never read beyond its end. */
static void damaged_catalogues_are_no_catalogues(void **state)
{
	(void)state;
	struct text file = {0};
	char code[4] = "aaa";

	append_catalogue(&file);
	for (size_t i = 0; i < 12; i++, code[2]++) {
		struct text damaged = {0};
		text_append(&damaged, text_slice(&file));
		if (i < 7)
			damaged.data[i * 4 + (i == 1 ? 2 : 3)] ^= 0x40;
		else
			damaged.size = (size_t[]){0, 27, 60, 100, file.size - 1}[i - 7];
		write_catalogue(code, text_slice(&damaged));
		bool ignores_the_word = i == 5 || i == 6; /* the hash table, which is not used */
		assert_int_equal(lang_set(code), ignores_the_word);
		text_free(&damaged);
	}
	lang_set("en");
	text_free(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_language_changes_while_running),
		cmocka_unit_test(plurals),
		cmocka_unit_test(names_are_known_in_every_language),
		cmocka_unit_test(there_is_no_such_language),
		cmocka_unit_test(the_environment_says_the_language),
		cmocka_unit_test(numbers_stay_those_of_the_c_locale),
		cmocka_unit_test(amounts_and_errors_follow_the_language),
		cmocka_unit_test(damaged_catalogues_are_no_catalogues),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
