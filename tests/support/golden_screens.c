#include "support/golden_screens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void golden_type(struct test_terminal *terminal, const char *keys)
{
	struct slice rest = slice_of(keys), piece;
	while (slice_next(&rest, '|', &piece)) {
		char once[80];
		snprintf(once, sizeof once, "%.*s", (int)piece.size, piece.data);
		test_terminal_send(terminal, once);
		test_terminal_settle(terminal, TEST_QUIET);
	}
}

void golden_compare(const char *name, const char *picture)
{
	char path[300], golden[100000] = "";
	snprintf(path, sizeof path, SOURCE_DIR "/tests/tui/golden/%s.txt", name);
	FILE *file = fopen(path, getenv("GOLDEN") ? "w" : "r");
	if (!file)
		fail_msg("%s cannot be opened; GOLDEN=1 writes it", path);
	if (getenv("GOLDEN")) {
		fprintf(file, "%s\n", picture);
	} else {
		size_t size = fread(golden, 1, sizeof golden - 1, file);
		golden[size] = '\0';
	}
	fclose(file);
	size_t size = strlen(picture);
	if (!getenv("GOLDEN") && (strncmp(golden, picture, size) != 0 || strcmp(golden + size, "\n") != 0)) {
		fprintf(stderr, "%s is:\n%s\n--- but this is seen:\n%s\n", path, golden, picture);
		fail_msg("%s is no longer what is seen; make golden draws it anew", path);
	}
}
