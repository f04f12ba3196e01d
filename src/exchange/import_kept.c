/* References that nothing answered to, and whose words were kept in another field: told by name, each once. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"

#define TOLD_MOST 20

struct kept_texts {
	const struct field *to;
	char **items;
	size_t count, capacity;
};

void import_keep_text(struct import *import, const struct field *to, struct slice text)
{
	if (import->kept_texts == NULL)
		import->kept_texts = memory_new(sizeof *import->kept_texts);
	struct kept_texts *kept = import->kept_texts;
	kept->to = to;
	memory_grow(&kept->items, &kept->capacity, kept->count, sizeof *kept->items);
	struct text copy = {0};
	text_append(&copy, text);
	kept->items[kept->count++] = text_take(&copy);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t leave_out_repeated(struct kept_texts *kept)
{
	size_t left = 0;
	qsort(kept->items, kept->count, sizeof *kept->items, compare_texts);
	for (size_t i = 0; i < kept->count; i++) {
		if (left > 0 && strcmp(kept->items[left - 1], kept->items[i]) == 0)
			free(kept->items[i]);
		else
			kept->items[left++] = kept->items[i];
	}
	return left;
}

void import_tell_kept(struct import *import)
{
	struct kept_texts *kept = import->kept_texts;
	struct text names = {0};
	if (kept == NULL)
		return;
	kept->count = leave_out_repeated(kept);
	for (size_t i = 0; i < kept->count && i < TOLD_MOST; i++)
		text_printf(&names, "%s%s", i == 0 ? "" : ", ", kept->items[i]);
	import_notice(import,
	              ngettext("%zu name answers to nothing in the register, and is kept as %s: %s%s",
	                       "%zu names answer to nothing in the register, and are kept as %s: %s%s", kept->count),
	              kept->count, _(kept->to->label), names.data, kept->count > TOLD_MOST ? ", â¦" : "");
	text_free(&names);
}

void import_free_kept(struct import *import)
{
	struct kept_texts *kept = import->kept_texts;
	for (size_t i = 0; kept != NULL && i < kept->count; i++)
		free(kept->items[i]);
	if (kept != NULL)
		free(kept->items);
	free(kept);
	import->kept_texts = NULL;
}
