/* Stored findings of rules that look after the systems, by what they are about: a few bytes each, since the row itself
 * is read where it stands in the view. */
#include <stdlib.h>

#include "audit/audit_private.h"
#include "base/memory.h"

static uint32_t hash_of(uint16_t rule, struct ref about, struct slice detail)
{
	uint64_t key = (UINT64_C(14695981039346656037) ^ ((uint64_t)rule << 48 | (uint64_t)about.entity << 32 | about.id)) *
	               UINT64_C(0x9e3779b97f4a7c15);
	for (size_t i = 0; i < detail.size; i++)
		key = (key ^ (unsigned char)detail.data[i]) * UINT64_C(1099511628211);
	return (uint32_t)(key >> 24);
}

void elsewhere_add(struct elsewhere *elsewhere, uint16_t rule, const struct record *stored)
{
	uint32_t hash = hash_of(rule, record_ref(stored, F_finding_about), record_text(stored, F_finding_detail));
	memory_grow(&elsewhere->items, &elsewhere->capacity, elsewhere->count, sizeof *elsewhere->items);
	elsewhere->items[elsewhere->count++] = (struct elsewhere_item){hash, stored->id};
	elsewhere->sorted = false;
}

static int compare_items(const void *a, const void *b)
{
	const struct elsewhere_item *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* All are added before the first is looked for. */
static void sort(struct elsewhere *elsewhere)
{
	if (elsewhere->sorted)
		return;
	if (elsewhere->count > 0)
		qsort(elsewhere->items, elsewhere->count, sizeof *elsewhere->items, compare_items);
	free(elsewhere->matched);
	elsewhere->matched = memory_new_array(elsewhere->count / 8 + 1, 1);
	elsewhere->sorted = true;
}

/* The first with that hash, or where it would stand. */
static size_t first_of(const struct elsewhere *elsewhere, uint32_t hash)
{
	size_t from = 0, to = elsewhere->count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (elsewhere->items[middle].hash < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool elsewhere_find(struct elsewhere *elsewhere, const struct view *view, const struct active_rule *active,
                    const struct found *found, struct record *stored)
{
	uint32_t hash = hash_of(active->place, found->about, found->detail);
	sort(elsewhere);
	for (size_t at = first_of(elsewhere, hash); at < elsewhere->count && elsewhere->items[at].hash == hash; at++) {
		if (!view_record(view, (struct ref){E_finding, elsewhere->items[at].id}, stored) ||
		    !match_is_same(stored, slice_of(active->id), found))
			continue;
		elsewhere->matched[at / 8] |= (uint8_t)(1 << at % 8);
		return true;
	}
	return false;
}

bool elsewhere_next_unmatched(struct elsewhere *elsewhere, const struct view *view, size_t *at, struct record *stored)
{
	sort(elsewhere);
	for (; *at < elsewhere->count; ++*at)
		if ((elsewhere->matched[*at / 8] >> *at % 8 & 1) == 0 &&
		    view_record(view, (struct ref){E_finding, elsewhere->items[*at].id}, stored)) {
			++*at;
			return true;
		}
	return false;
}

void elsewhere_free(struct elsewhere *elsewhere)
{
	free(elsewhere->items);
	free(elsewhere->matched);
	*elsewhere = (struct elsewhere){0};
}
