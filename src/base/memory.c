#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base_private.h"

/* Nothing here may need memory. */
_Noreturn void memory_exhausted(void)
{
	static const char words[] = "forvalta: out of memory; nothing was changed\n";
	ssize_t ignored = write(STDERR_FILENO, words, sizeof(words) - 1);

	(void)ignored;
	_exit(2);
}

/* At least 1, so that what comes back is never NULL. */
static size_t product(size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		memory_exhausted();
	return bytes ? bytes : 1;
}

void *memory_new(size_t size)
{
	return memory_new_array(1, size);
}

void *memory_new_array(size_t count, size_t size)
{
	void *bytes = calloc(1, product(count, size));

	if (!bytes)
		memory_exhausted();
	return bytes;
}

void *memory_resize(void *old, size_t count, size_t size)
{
	void *bytes = realloc(old, product(count, size));

	if (!bytes)
		memory_exhausted();
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
		memory_exhausted();
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
			memory_exhausted();
		wanted *= 2;
	}
	memcpy(&items, items_address, sizeof(items));
	items = memory_resize(items, wanted, size);
	memcpy(items_address, &items, sizeof(items));
	*capacity = wanted;
}

size_t memory_first_at(const void *key, const void *items, size_t count, size_t size,
                       int (*compare)(const void *key, const void *item))
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(key, (const char *)items + middle * size) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
