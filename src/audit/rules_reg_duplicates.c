/* REG: the same thing twice. Names are compared squeezed: small letters, letters and digits alone, without the Swedish
 * ending of the definite form. What has the same 32 bits of hash is looked up and compared in full: a name costs eight
 * bytes. */
#include <stdlib.h>
#include <string.h>

#include "audit/rules_reg.h"
#include "base/memory.h"

#define KEY_MOST 120
#define KEY_LEAST 3

struct key {
	char data[KEY_MOST];
	size_t size;
};

/* Small letters of ASCII and Latin-1; signs and spaces left out. */
static void squeeze(struct slice text, struct key *key)
{
	key->size = 0;
	for (size_t i = 0; i < text.size && key->size + 2 < KEY_MOST; i++) {
		unsigned char c = (unsigned char)text.data[i];
		bool after_c3 = key->size > 0 && (unsigned char)key->data[key->size - 1] == 0xC3;
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c - 'A' + 'a');
		else if (after_c3 && c >= 0x80 && c <= 0x9E && c != 0x97)
			c = (unsigned char)(c + 0x20);
		else if (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
			continue;
		key->data[key->size++] = (char)c;
	}
}

static bool ends_with(const struct key *key, const char *ending)
{
	size_t size = strlen(ending);
	return key->size >= size && memcmp(key->data + key->size - size, ending, size) == 0;
}

#define STEM_LEAST 6 /* shorter words end in "et" and "en" by themselves */

static void cut(struct key *key, const char *ending, size_t least)
{
	if (key->size >= least + strlen(ending) && ends_with(key, ending))
		key->size -= strlen(ending);
}

static void name_key(uint8_t entity, struct slice name, struct key *key)
{
	squeeze(name, key);
	if (entity == E_supplier) {
		cut(key, "aktiebolag", KEY_LEAST);
		cut(key, "publ", KEY_LEAST);
		cut(key, "ab", KEY_LEAST);
	} else {
		cut(key, "et", STEM_LEAST);
		cut(key, "en", STEM_LEAST);
	}
}

/* The keys of a record, one after another. */
struct keys {
	const struct record *record;
	struct slice aliases;
	int place;
};

static bool next_key(struct keys *keys, struct key *key)
{
	uint8_t entity = keys->record->entity->number;
	bool supplier = entity == E_supplier;
	struct slice alias;
	switch (keys->place++) {
	case 0:
		keys->aliases = record_text(keys->record, supplier ? F_supplier_aliases : F_system_aliases);
		name_key(entity, record_text(keys->record, supplier ? F_supplier_name : F_system_name), key);
		return true;
	case 1:
		if (supplier && record_is_set(keys->record, F_supplier_organisation_number)) {
			squeeze(record_text(keys->record, F_supplier_organisation_number), key);
			return true;
		}
		return next_key(keys, key);
	default:
		if (!value_list_next_text(&keys->aliases, &alias))
			return false;
		name_key(entity, alias, key);
		return true;
	}
}

struct entry {
	uint32_t hash;
	record_id id;
};
struct entries {
	struct entry *items;
	size_t count, capacity;
};

static uint32_t hash_key(const struct key *key)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < key->size; i++)
		hash = (hash ^ (unsigned char)key->data[i]) * UINT64_C(1099511628211);
	return (uint32_t)(hash >> 32) ^ (uint32_t)hash;
}

static bool is_compared(const struct record *record)
{
	return record->entity->number != E_system || system_is_used(record);
}

static void add_keys(struct entries *entries, const struct record *record)
{
	struct keys keys = {.record = record};
	struct key key;
	while (next_key(&keys, &key)) {
		if (key.size < KEY_LEAST)
			continue;
		memory_grow(&entries->items, &entries->capacity, entries->count, sizeof *entries->items);
		entries->items[entries->count++] = (struct entry){hash_key(&key), record->id};
	}
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static bool share_key(const struct record *a, const struct record *b)
{
	struct keys of_a = {.record = a};
	struct key one, other;
	while (next_key(&of_a, &one)) {
		struct keys of_b = {.record = b};
		while (one.size >= KEY_LEAST && next_key(&of_b, &other))
			if (other.size == one.size && memcmp(other.data, one.data, one.size) == 0)
				return true;
	}
	return false;
}

/* A part and its whole, and a system and its successor, may well be called the same. */
static bool are_related(const struct record *a, const struct record *b)
{
	if (a->entity->number == E_supplier)
		return record_ref_id(a, F_supplier_part_of) == b->id || record_ref_id(b, F_supplier_part_of) == a->id ||
		       record_ref_id(a, F_supplier_succeeded_by) == b->id || record_ref_id(b, F_supplier_succeeded_by) == a->id;
	record_id parent = record_ref_id(a, F_system_parent);
	record_id of_b = record_ref_id(b, F_system_parent);
	return parent == b->id || of_b == a->id || (parent != 0 && parent == of_b) ||
	       record_ref_id(a, F_system_replaced_by) == b->id || record_ref_id(b, F_system_replaced_by) == a->id;
}

struct pair {
	record_id first, second;
};
struct pairs {
	struct pair *items;
	size_t count, capacity;
};

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->second > y->second) - (x->second < y->second);
}

/* Of one hash the ids rise: each is paired with the one before. */
static void find_pairs(const struct entries *entries, struct pairs *pairs)
{
	for (size_t i = 1; i < entries->count; i++) {
		const struct entry *before = &entries->items[i - 1], *entry = &entries->items[i];
		if (before->hash != entry->hash || before->id == entry->id)
			continue;
		memory_grow(&pairs->items, &pairs->capacity, pairs->count, sizeof *pairs->items);
		pairs->items[pairs->count++] = (struct pair){before->id, entry->id};
	}
	if (pairs->count > 0)
		qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_pairs);
}

static void judge_pair(const struct rule_case *at, uint8_t entity, const struct pair *pair)
{
	struct record a, b;
	if (!view_record(at->world->view, (struct ref){entity, pair->first}, &a) ||
	    !view_record(at->world->view, (struct ref){entity, pair->second}, &b) || are_related(&a, &b) || !share_key(&a, &b))
		return;
	struct found *found = finding_add_about(at, record_self(&a));
	found->system = entity == E_system ? pair->first : 0;
	found->detail_of = record_self(&b);
	reasons_add(&found->reasons, REASON_same_as, record_self(&a), record_self(&b));
}

static void look_through(const struct rule_case *at, uint8_t entity)
{
	struct entries entries = {0};
	struct pairs pairs = {0};
	struct records *records = records_new(at->world->view, entity);
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		if (is_compared(&record))
			add_keys(&entries, &record);
	records_free(&records);
	if (entries.count > 0)
		qsort(entries.items, entries.count, sizeof *entries.items, compare_entries);
	find_pairs(&entries, &pairs);
	free(entries.items);
	for (size_t i = 0; i < pairs.count; i++)
		if (i == 0 || compare_pairs(&pairs.items[i - 1], &pairs.items[i]) != 0)
			judge_pair(at, entity, &pairs.items[i]);
	free(pairs.items);
}

void reg_look_for_duplicates(const struct rule_case *at)
{
	look_through(at, E_system);
	look_through(at, E_supplier);
}
