#include "exchange/bom_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exchange/import_private.h"
#include "lifecycle/support.h"
#include "model/hash.h"

/* By what a part or a component is known: 128 bits of the kind of key and its folded text. */
struct key {
	uint64_t hash[2];
};

enum key_kind { KEY_IDENTIFIER, KEY_NAMED, KEY_BASE, KEY_PRODUCT };

struct keyed {
	struct key key;
	size_t at; /* the component */
};

struct own_component {
	struct ref ref;
	bool ours, taken;
};

struct bom_match {
	struct text texts;
	struct bom_match_part *parts;
	size_t *offsets; /* into `texts`: three of each part, until all are there */
	size_t count;
	struct own_component *components;
	size_t component_count, component_capacity;
	struct keyed *keys; /* sorted */
	size_t key_count, key_capacity;
};

static struct key make_key(enum key_kind kind, struct slice text, struct slice version)
{
	struct text folded = {0};
	struct key key = {{0, 0}};
	text_append_folded(&folded, text);
	if (kind == KEY_NAMED) {
		text_append_char(&folded, '\n');
		text_append_folded(&folded, version);
	}
	hash_128(folded.data, folded.size, (uint64_t)kind + 1, key.hash);
	text_free(&folded);
	return key;
}

/* ---- parts seen ---- */

struct bom_seen {
	struct names *names;
	record_id last;
};

struct bom_seen *bom_seen_new(void)
{
	struct bom_seen *seen = memory_new(sizeof *seen);
	seen->names = names_new();
	return seen;
}

void bom_seen_free(struct bom_seen **seen)
{
	names_free(&(*seen)->names);
	free(*seen);
	*seen = NULL;
}

static bool is_seen(struct bom_seen *seen, const struct bom_match_part *part)
{
	struct text known = {0};
	struct ref other;
	if (part->identifier.size > 0)
		text_append(&known, part->identifier);
	else
		text_printf(&known, "%.*s\n%.*s", (int)part->product.size, part->product.data, (int)part->version.size,
		            part->version.data);
	bool again = !names_add(seen->names, NAME_ROW, part->identifier.size > 0, text_slice(&known),
	                        (struct ref){E_component, seen->last + 1}, &other);
	seen->last += !again;
	text_free(&known);
	return again;
}

static bool is_taken(const struct bom_seen *seen, struct ref component)
{
	struct ref other;
	bool several;
	char id[16];
	snprintf(id, sizeof id, "%u", component.id);
	return names_find(seen->names, NAME_CODE, 0, slice_of(id), &other, &several);
}

static void take(struct bom_seen *seen, struct ref component)
{
	struct ref other;
	char id[16];
	snprintf(id, sizeof id, "%u", component.id);
	names_add(seen->names, NAME_CODE, 0, slice_of(id), component, &other);
}

/* ---- components ---- */

static void add_key(struct bom_match *match, enum key_kind kind, struct slice text, struct slice version)
{
	memory_grow(&match->keys, &match->key_capacity, match->key_count, sizeof *match->keys);
	match->keys[match->key_count++] = (struct keyed){make_key(kind, text, version), match->component_count - 1};
}

static void add_component(struct bom_match *match, const struct record *component, struct slice source,
                          const struct bom_seen *seen)
{
	struct slice product = record_text(component, F_component_product);
	struct slice version = record_text(component, F_component_version);
	struct slice identifier = record_text(component, F_component_identifier);
	bool ours = slice_equal(record_text(component, F_component_source), source);
	memory_grow(&match->components, &match->component_capacity, match->component_count, sizeof *match->components);
	match->components[match->component_count++] =
		(struct own_component){record_self(component), ours, is_taken(seen, record_self(component))};
	if (identifier.size > 0)
		add_key(match, KEY_IDENTIFIER, support_identifier(identifier), version);
	else
		add_key(match, KEY_NAMED, product, version);
	if (ours && identifier.size > 0)
		add_key(match, KEY_BASE, support_identifier_base(identifier), version);
	else if (ours)
		add_key(match, KEY_PRODUCT, product, version);
}

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = memcmp(&x->key, &y->key, sizeof x->key);
	return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static int compare_key(const void *key, const void *item)
{
	return memcmp(key, &((const struct keyed *)item)->key, sizeof(struct key));
}

static void read_components(struct bom_match *match, const struct view *view, struct ref system, struct slice source,
                            const struct bom_seen *seen)
{
	struct records *records = records_new(view, E_component);
	struct record component;
	bool on = false;
	while (records_child(records, system.id, &on, &component))
		add_component(match, &component, source, seen);
	records_free(&records);
	if (match->key_count > 0)
		qsort(match->keys, match->key_count, sizeof *match->keys, compare_keyed);
}

/* The first that is not another part's already; the list's own before anybody else's. */
static struct own_component *find_component(struct bom_match *match, struct key key)
{
	struct own_component *found = NULL;
	size_t at = memory_first_at(&key, match->keys, match->key_count, sizeof *match->keys, compare_key);
	for (; at < match->key_count && memcmp(&match->keys[at].key, &key, sizeof key) == 0; at++) {
		struct own_component *component = &match->components[match->keys[at].at];
		if (!component->taken && (found == NULL || (component->ours && !found->ours)))
			found = component;
	}
	return found;
}

/* ---- parts ---- */

static void keep(struct bom_match *match, size_t *offset, struct slice text)
{
	*offset = match->texts.size;
	text_append(&match->texts, text);
}

static void read_part(struct bom_match *match, const struct bom *bom, size_t index)
{
	const struct bom_part *from = &bom->parts[index];
	struct bom_match_part *part = &match->parts[index];
	size_t *offsets = &match->offsets[index * 3];
	offsets[0] = match->texts.size;
	bom_append_name(&match->texts, bom_slice(bom, from->group), bom_slice(bom, from->name));
	keep(match, &offsets[1], bom_slice(bom, from->version));
	keep(match, &offsets[2], support_identifier(bom_slice(bom, from->identifier)));
	part->line = from->line;
	part->fate = bom_layer(bom_slice(bom, from->type), &part->layer) ? PART_NEW : PART_LEFT_OUT;
}

static void settle_texts(struct bom_match *match)
{
	for (size_t i = 0; i < match->count; i++) {
		const size_t *at = &match->offsets[i * 3];
		size_t end = i + 1 < match->count ? at[3] : match->texts.size;
		const char *texts = match->texts.data == NULL ? "" : match->texts.data;
		match->parts[i].product = (struct slice){texts + at[0], at[1] - at[0]};
		match->parts[i].version = (struct slice){texts + at[1], at[2] - at[1]};
		match->parts[i].identifier = (struct slice){texts + at[2], end - at[2]};
	}
}

static void settle(struct bom_match_part *part, struct own_component *component, struct bom_seen *seen)
{
	if (component == NULL)
		return;
	component->taken = true;
	take(seen, component->ref);
	part->fate = component->ours ? PART_OWN : PART_THEIRS;
	part->component = component->ref;
}

static void match_same(struct bom_match *match, struct bom_match_part *part, struct bom_seen *seen)
{
	struct own_component *found = NULL;
	if (part->fate != PART_NEW)
		return;
	if (is_seen(seen, part)) {
		part->fate = PART_AGAIN;
		return;
	}
	if (part->identifier.size > 0)
		found = find_component(match, make_key(KEY_IDENTIFIER, part->identifier, part->version));
	if (found == NULL)
		found = find_component(match, make_key(KEY_NAMED, part->product, part->version));
	settle(part, found, seen);
}

static void match_other_version(struct bom_match *match, struct bom_match_part *part, struct bom_seen *seen)
{
	if (part->fate != PART_NEW)
		return;
	bool known = part->identifier.size > 0;
	settle(part, find_component(match, known ? make_key(KEY_BASE, support_identifier_base(part->identifier), part->version)
	                                         : make_key(KEY_PRODUCT, part->product, part->version)),
	       seen);
}

struct bom_match *bom_match_new(const struct view *view, struct ref system, struct slice source, const struct bom *bom,
                                struct bom_seen *seen)
{
	struct bom_match *match = memory_new(sizeof *match);
	match->count = bom->part_count;
	match->parts = memory_new_array(match->count + 1, sizeof *match->parts);
	match->offsets = memory_new_array(match->count + 1, 3 * sizeof *match->offsets);
	read_components(match, view, system, source, seen);
	for (size_t i = 0; i < match->count; i++)
		read_part(match, bom, i);
	settle_texts(match);
	for (size_t i = 0; i < match->count; i++)
		match_same(match, &match->parts[i], seen);
	for (size_t i = 0; i < match->count; i++)
		match_other_version(match, &match->parts[i], seen);
	return match;
}

void bom_match_free(struct bom_match **address)
{
	struct bom_match *match = *address;
	text_free(&match->texts);
	free(match->parts);
	free(match->offsets);
	free(match->components);
	free(match->keys);
	free(match);
	*address = NULL;
}

size_t bom_match_count(const struct bom_match *match)
{
	return match->count;
}

const struct bom_match_part *bom_match_part(const struct bom_match *match, size_t index)
{
	return &match->parts[index];
}
