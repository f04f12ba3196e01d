#include "support/dumping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

char *test_dump(struct store *store, size_t *size)
{
	struct error error = {0};
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, size);
	struct view *view = view_open(store, &error);
	bool done = dump_write(view, out, NULL, NULL, &error);
	fclose(out);
	view_close(&view);
	if (!done)
		fail_msg("%s", error.text);
	return bytes;
}
