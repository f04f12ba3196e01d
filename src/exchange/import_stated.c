/* Ids that codes state. One bit each: files of a million rows with codes are no rarity. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exchange/import_private.h"

#define AHEAD_MAX 1000000 /* beside two for each one taken; what lies further ahead is a code like any other */

struct stated {
	record_id first; /* never used before the import, nor any after it */
	record_id highest;
	uint64_t taken;
	uint8_t *bits;
	size_t size; /* bytes */
};

static struct stated *stated_of(struct import *import, uint8_t entity)
{
	struct stated *stated = import->stated[entity];
	if (stated != NULL)
		return stated;
	import->stated[entity] = stated = memory_new(sizeof *stated);
	stated->first = view_next_id(import->view, entity);
	return stated;
}

static void make_room(struct stated *stated, size_t byte)
{
	size_t before = stated->size;
	memory_grow(&stated->bits, &stated->size, byte, 1);
	memset(stated->bits + before, 0, stated->size - before);
}

bool stated_take(struct import *import, struct ref named)
{
	struct stated *stated = stated_of(import, named.entity);
	if (named.id < stated->first || named.id - stated->first > AHEAD_MAX + 2 * stated->taken)
		return false;
	size_t bit = named.id - stated->first;
	if (bit / 8 >= stated->size)
		make_room(stated, bit / 8);
	stated->bits[bit / 8] = (uint8_t)(stated->bits[bit / 8] | 1 << bit % 8);
	stated->taken++;
	if (named.id > stated->highest)
		stated->highest = named.id;
	return true;
}

bool stated_has(const struct import *import, struct ref named)
{
	const struct stated *stated = import->stated[named.entity];
	if (stated == NULL || named.id < stated->first || named.id > stated->highest)
		return false;
	size_t bit = named.id - stated->first;
	return stated->bits[bit / 8] >> bit % 8 & 1;
}

record_id stated_highest(const struct import *import, uint8_t entity)
{
	return import->stated[entity] == NULL ? 0 : import->stated[entity]->highest;
}

void stated_free(struct import *import)
{
	for (unsigned entity = 0; entity < ENTITY_LIMIT; entity++) {
		if (import->stated[entity] != NULL)
			free(import->stated[entity]->bits);
		free(import->stated[entity]);
		import->stated[entity] = NULL;
	}
}
