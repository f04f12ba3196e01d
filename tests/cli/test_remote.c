/* What a session through SSH may ask for: the words of its command, and the table of commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "cli/remote.h"

/* Words as [a][b]; what begins with ! is refused with these words in it. */
static const struct {
	const char *line, *words;
} lines[] = {
	{"", ""},
	{" \t ", ""},
	{"list", "[list]"},
	{"  list\tsystem  ", "[list][system]"},
	{"list 'two words'", "[list][two words]"},
	{"list \"two words\"", "[list][two words]"},
	{"a''b", "[ab]"},
	{"''", "[]"},
	{"a \"\" b", "[a][][b]"},
	{"name='Åsa \"Å\" Ö'", "[name=Åsa \"Å\" Ö]"},
	{"\"it's\"", "[it's]"},
	{"'it'\"'\"'s'", "[it's]"},
	{"\"a\\\"b\\\\c\\d\"", "[a\"b\\c\\d]"},
	{"'a\\'", "[a\\]"},
	{"--where 'criticality >= 3 and count(component) > 0'", "[--where][criticality >= 3 and count(component) > 0]"},
	{"undo #12", "[undo][#12]"},
	{"set A name=* b=? c=[d] e={f} g=~h i=!j k=%l", "[set][A][name=*][b=?][c=[d]][e={f}][g=~h][i=!j][k=%l]"},
	{"\"$HOME `id`\"", "[$HOME `id`]"}, /* quoted, it stands as it is */
	{"list | sh", "!| does nothing"},
	{"list & ", "!& does nothing"},
	{"list; id", "!; does nothing"},
	{"list > x", "!> does nothing"},
	{"list < x", "!< does nothing"},
	{"$(id)", "!$ does nothing"},
	{"(id)", "!( does nothing"},
	{"id)", "!) does nothing"},
	{"`id`", "!` does nothing"},
	{"a\\ b", "!\\ does nothing"},
	{"list 'a", "!' is missing"},
	{"list \"a", "!\" is missing"},
	{"list \"a\\\"", "!\" is missing"},
	{"list\nid", "!U+000A"},
	{"list '\033[31m'", "!U+001B"},
	{"list\t'a\t\342\200\256'", "!U+202E"},
	{"list \377", "!U+FFFD"},
};

static void write_words(const struct split_words *words, char *out, size_t size)
{
	size_t length = 0;
	out[0] = '\0';
	for (size_t i = 0; i < words->count; i++)
		length += (size_t)snprintf(out + length, size - length, "[%s]", words->words[i]);
}

static void words_are_split_by_quotes_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct split_words words = {0};
		struct error error = {0};
		char told[500];
		bool ok = split_words(lines[i].line, &words, &error);
		write_words(&words, told, sizeof told);
		if (ok == (lines[i].words[0] == '!') || (ok && strcmp(told, lines[i].words) != 0) ||
		    (!ok && (error.kind != ERROR_USAGE || strstr(error.text, lines[i].words + 1) == NULL)))
			fail_msg("%s: %s %s", lines[i].line, told, error.text);
		split_words_free(&words);
	}
}

static void too_long_a_line_is_refused(void **state)
{
	static char line[SPLIT_LARGEST + 2];
	struct split_words words = {0};
	struct error error = {0};
	(void)state;
	memset(line, 'a', SPLIT_LARGEST);
	assert_true(split_words(line, &words, &error));
	assert_int_equal(words.count, 1);
	split_words_free(&words);
	line[SPLIT_LARGEST] = 'a';
	assert_false(split_words(line, &words, &error));
	split_words_free(&words);
	line[SPLIT_MOST * 2] = '\0';
	for (size_t i = 1; i < SPLIT_MOST * 2; i += 2)
		line[i] = ' ';
	assert_true(split_words(line, &words, &error));
	assert_int_equal(words.count, SPLIT_MOST);
	split_words_free(&words);
	memcpy(line + SPLIT_MOST * 2, "a", 2);
	assert_false(split_words(line, &words, &error));
	split_words_free(&words);
}

/* What may be asked for from outside is decided upon here; any other command is not. */
static const char over_ssh[] = "list show add set remove import export report catalogue bom audit finding rules "
							   "history "
							   "undo verify stat schema help cost what-if priority offers "
							   "decide capture receive triage gate stop handover merge timeline releases problem review position ";

static bool has_word(const char *words, const char *word)
{
	char spaced[100];
	snprintf(spaced, sizeof spaced, "%s ", word);
	for (const char *at = words; (at = strstr(at, spaced)) != NULL; at++)
		if (at == words || at[-1] == ' ')
			return true;
	return false;
}

static void only_what_was_decided_upon_is_for_ssh(void **state)
{
	(void)state;
	for (size_t i = 0; cli_commands[i] != NULL; i++) {
		const struct command *command = cli_commands[i];
		if (has_word(over_ssh, command->name) != command->over_ssh)
			fail_msg("%s: may it be asked for through SSH?", command->name);
	}
}

static bool is_place(const char *argument)
{
	return argument != NULL && (strstr(argument, "FILE") || strstr(argument, "DIR") || strstr(argument, "LOGIN"));
}

static void check_options(const struct option_row *row, const char *command)
{
	for (; row != NULL && row->name != NULL; row++)
		if (is_place(row->argument) && !row->local)
			fail_msg("%s --%s %s names a place of this machine: .local", command, row->name, row->argument);
}

static void what_names_a_file_is_for_the_machine_only(void **state)
{
	static const char *const global[] = {"store", "config", "as", "ssh", "ssh-auth", "force-network"};
	(void)state;
	check_options(cli_global_options, "forvalta");
	for (size_t i = 0; cli_global_options[i].name != NULL; i++)
		for (size_t j = 0; j < COUNT_OF(global); j++)
			assert_true(strcmp(cli_global_options[i].name, global[j]) != 0 || cli_global_options[i].local);
	for (size_t i = 0; cli_commands[i] != NULL; i++) {
		if (!cli_commands[i]->over_ssh)
			continue;
		check_options(cli_commands[i]->options, cli_commands[i]->name);
		if (is_place(cli_commands[i]->usage) && cli_commands[i]->files == 0)
			fail_msg("%s %s takes files: which argument is the first?", cli_commands[i]->name, cli_commands[i]->usage);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_split_by_quotes_and_nothing_else),
		cmocka_unit_test(too_long_a_line_is_refused),
		cmocka_unit_test(only_what_was_decided_upon_is_for_ssh),
		cmocka_unit_test(what_names_a_file_is_for_the_machine_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
