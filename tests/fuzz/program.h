/* The whole program inside a target: its words in, its exit status and all it has written out. */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include <string.h>

#include "fuzz/fuzz.h"

int forvalta_main(int count, char **words);
#define main forvalta_main
#include "cli/main.c"
#undef main

#define PROGRAM_WORDS 64

/* Nothing that could steer a terminal: of control characters only line and tab. */
static inline void require_harmless(const char *bytes, size_t size)
{
	unsigned character;
	struct slice rest = {bytes, size}, line, piece;
	while (slice_next(&rest, '\n', &line))
		for (struct slice tabs = line; slice_next(&tabs, '\t', &piece);)
			if (text_first_forbidden(piece, false, &character) != SIZE_MAX) {
				fprintf(stderr, "U+%04X in the line \"%.*s\"\n", character, (int)line.size, line.data);
				abort();
			}
}

/* Runs it as a shell would; `words` without the program's own. What is written must be harmless. */
static inline int run_program(int count, const char *const *words)
{
	FILE *out = stdout, *errors = stderr;
	char *given[PROGRAM_WORDS + 2] = {(char *)(uintptr_t)"forvalta"}, *written = NULL, *told = NULL;
	size_t written_size = 0, told_size = 0;
	for (int i = 0; i < count && i < PROGRAM_WORDS; i++)
		given[i + 1] = (char *)(uintptr_t)words[i];
	stdout = open_memstream(&written, &written_size);
	stderr = open_memstream(&told, &told_size);
	int status = forvalta_main(1 + (count < PROGRAM_WORDS ? count : PROGRAM_WORDS), given);
	fclose(stdout);
	fclose(stderr);
	stdout = out;
	stderr = errors;
	if (getenv("TELL") != NULL)
		fprintf(stderr, "%s%s[%d]\n", written, told, status);
	require_harmless(written, written_size);
	require_harmless(told, told_size);
	REQUIRE(status == EXIT_DONE || status == EXIT_FOUND || status == EXIT_FAILED || status == EXIT_USAGE);
	free(written);
	free(told);
	return status;
}

#endif
