#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exchange/import_private.h"
#include "model/hash.h"

struct name {
	uint64_t hash; /* of kind, scope and folded text; 128 bits with `check` */
	uint64_t check;
	struct ref ref; /* id 0: free */
	bool several;
};

struct names {
	struct text *folded; /* scratch */
	bool any[NAME_KINDS][ENTITY_LIMIT]; /* most references lead out of the import: then there is nothing to look for */
	struct name *slots;
	size_t size, count;
};

struct names *names_new(void)
{
	struct names *names = memory_new(sizeof *names);
	names->size = 1024;
	names->folded = memory_new(sizeof *names->folded);
	names->slots = memory_new_array(names->size, sizeof *names->slots);
	return names;
}

void names_free(struct names **names)
{
	if (*names == NULL)
		return;
	free((*names)->slots);
	text_free((*names)->folded);
	free((*names)->folded);
	free(*names);
	*names = NULL;
}

static struct name *find_slot(const struct names *names, uint64_t hash, uint64_t check)
{
	size_t at = hash & (names->size - 1);
	while (names->slots[at].ref.id != 0 && (names->slots[at].hash != hash || names->slots[at].check != check))
		at = (at + 1) & (names->size - 1);
	return &names->slots[at];
}

static void grow(struct names *names)
{
	struct name *old = names->slots;
	size_t size = names->size;
	names->size *= 2;
	names->slots = memory_new_array(names->size, sizeof *names->slots);
	for (size_t i = 0; i < size; i++)
		if (old[i].ref.id != 0)
			*find_slot(names, old[i].hash, old[i].check) = old[i];
	free(old);
}

static void make_key(const struct names *names, enum name_kind kind, unsigned scope, struct slice text, uint64_t key[2])
{
	text_clear(names->folded);
	text_append_folded(names->folded, slice_trim(text));
	struct slice folded = text_slice(names->folded);
	hash_128(folded.data, folded.size, (uint64_t)kind << 32 | scope, key);
}

/* Of the scope; a unique field's has its entity first. */
static bool *any(struct names *names, enum name_kind kind, unsigned scope)
{
	return &names->any[kind][(kind == NAME_UNIQUE ? scope >> 8 : scope) % ENTITY_LIMIT];
}

bool names_add(struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref ref,
               struct ref *other)
{
	uint64_t key[2];
	make_key(names, kind, scope, text, key);
	struct name *slot = find_slot(names, key[0], key[1]);
	*any(names, kind, scope) = true;
	if (slot->ref.id != 0) {
		slot->several = slot->several || !ref_equal(slot->ref, ref);
		*other = slot->ref;
		return ref_equal(slot->ref, ref);
	}
	*slot = (struct name){key[0], key[1], ref, false};
	if (++names->count * 2 > names->size)
		grow(names);
	return true;
}

void names_give(struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref ref)
{
	uint64_t key[2];
	make_key(names, kind, scope, text, key);
	struct name *slot = find_slot(names, key[0], key[1]);
	*any(names, kind, scope) = true;
	bool added = slot->ref.id == 0;
	*slot = (struct name){key[0], key[1], ref, !added && slot->several};
	names->count += added;
	if (names->count * 2 > names->size)
		grow(names);
}

bool names_find(struct names *names, enum name_kind kind, unsigned scope, struct slice text, struct ref *ref,
                bool *several)
{
	uint64_t key[2];
	if (!*any(names, kind, scope))
		return false;
	make_key(names, kind, scope, text, key);
	const struct name *slot = find_slot(names, key[0], key[1]);
	if (slot->ref.id == 0)
		return false;
	*ref = slot->ref;
	*several = slot->several;
	return true;
}

void names_each(struct names *names, void (*change)(void *context, struct ref *ref), void *context)
{
	for (size_t i = 0; i < names->size; i++)
		if (names->slots[i].ref.id != 0)
			change(context, &names->slots[i].ref);
}
