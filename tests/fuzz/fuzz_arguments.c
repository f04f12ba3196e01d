/* Any words, NUL between them, as a command line: parsed, completed, and explained. Nothing is opened. What is said of
 * them must be harmless to a terminal. */
#include "fuzz/program.h"

#define WORDS_MOST 40

static void parse(int count, const char *const *given)
{
	struct cli cli = {.called = "forvalta", .today = DAY_UNSET};
	char *words[WORDS_MOST + 1] = {NULL};
	for (int i = 0; i < count; i++)
		words[i] = (char *)(uintptr_t)given[i];
	if (!cli_parse(&cli, count, words, &cli.error))
		REQUIRE(cli.error.text[0] != '\0');
	else
		REQUIRE(cli.argument_count >= 0 && cli.argument_count <= count);
	require_harmless(cli.error.text, strlen(cli.error.text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *words[WORDS_MOST + 2] = {"complete", "--"};
	const char *const *given = words + 2;
	struct text line = {0};
	int count = 0;
	text_append_bytes(&line, bytes, size);
	for (const char *at = line.data; at != NULL && at <= line.data + line.size && count < WORDS_MOST; at += strlen(at) + 1)
		words[2 + count++] = at;
	parse(count, given);
	run_program(2 + count, words);
	if (count > 0)
		run_program(2, (const char *const[]){"help", given[0]});
	text_free(&line);
	return 0;
}
