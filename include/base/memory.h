/* Memory. Out of memory ends the program with one line and status 2: every change is one transaction, so
 * nothing is left half done. What comes from here is freed with free(). */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *memory_new(size_t size);                  /* zeroed */
void *memory_new_array(size_t count, size_t size); /* zeroed; the product is checked */
void *memory_resize(void *old, size_t count, size_t size);
char *memory_copy_text(const char *text);       /* NULL gives NULL */
void *memory_copy(const void *bytes, size_t size);

/* Grows `*items` (of `size` bytes each) so that index `count` exists; doubles. */
void memory_grow(void *items_address, size_t *capacity, size_t count, size_t size);

/* The place of the first of `count` sorted items that does not come before `key`, `count` where all do. `compare` as
 * bsearch takes it. */
size_t memory_first_at(const void *key, const void *items, size_t count, size_t size,
                       int (*compare)(const void *key, const void *item));

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
