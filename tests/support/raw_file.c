#include "support/raw_file.h"

#include <stdio.h>
#include <string.h>

void raw_file_read(struct text *out, const char *directory, const char *name)
{
	char piece[1 << 14];
	struct text path = {0};
	size_t size;
	text_printf(&path, "%s/%s", directory, name);
	FILE *file = fopen(path.data, "r");
	text_free(&path);
	if (file == NULL)
		return;
	while ((size = fread(piece, 1, sizeof piece, file)) > 0)
		text_append_bytes(out, piece, size);
	fclose(file);
}

size_t raw_count(const struct text *bytes, const char *wanted)
{
	size_t found = 0;
	for (const char *at = bytes->data, *end = at + bytes->size;
	     (at = memmem(at, (size_t)(end - at), wanted, strlen(wanted))) != NULL; at++)
		found++;
	return found;
}
