#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Nothing here may need memory. */
static _Noreturn void out_of_memory(void)
{
	static const char words[] = "forvalta: out of memory; nothing was changed\n";
	ssize_t ignored = write(STDERR_FILENO, words, sizeof(words) - 1);

	(void)ignored;
	_exit(2);
}

void *memory_new(size_t size)
{
	return memory_new_array(1, size);
}

void *memory_new_array(size_t count, size_t size)
{
	void *bytes = calloc(count ? count : 1, size ? size : 1);

	if (!bytes)
		out_of_memory();
	return bytes;
}

void *memory_resize(void *old, size_t count, size_t size)
{
	void *bytes = reallocarray(old, count ? count : 1, size ? size : 1);

	if (!bytes)
		out_of_memory();
	return bytes;
}

char *memory_copy_text(const char *text)
{
	return text ? memory_copy(text, strlen(text) + 1) : NULL;
}

void *memory_copy(const void *bytes, size_t size)
{
	void *copy = malloc(size ? size : 1);

	if (!copy)
		out_of_memory();
	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

void memory_grow(void *items_address, size_t *capacity, size_t count, size_t size)
{
	void *items;

	if (count < *capacity)
		return;
	size_t wanted = *capacity ? *capacity : 8;
	while (wanted <= count) {
		if (wanted > SIZE_MAX / 2)
			out_of_memory();
		wanted *= 2;
	}
	memcpy(&items, items_address, sizeof(items));
	items = memory_resize(items, wanted, size);
	memcpy(items_address, &items, sizeof(items));
	*capacity = wanted;
}
