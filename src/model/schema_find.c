/* Names to rows: stable names, old names, labels in every language. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/model_private.h"
#include "model/schema.h"

/* How names are compared: folded, with space and '-' as '_'. */
static void append_key(struct text *out, struct slice name)
{
	size_t start = out->size;
	text_append_folded(out, slice_trim(name));
	for (size_t i = start; i < out->size; i++)
		if (out->data[i] == ' ' || out->data[i] == '-')
			out->data[i] = '_';
}

static bool same_name(struct slice key, const char *candidate)
{
	if (candidate == NULL || *candidate == '\0')
		return false;
	struct text other = {0};
	append_key(&other, slice_of(candidate));
	bool same = slice_equal(key, text_slice(&other));
	text_free(&other);
	return same;
}

static bool is_label(struct slice key, const char *label)
{
	return label != NULL && (same_name(key, label) || same_name(key, lang_translate("sv", label)));
}

/* A reference that has the name of what it refers to is called so in every language: "enhet" of a system. */
static bool is_called_as_target(struct slice key, const struct field *field)
{
	const struct entity *target = field->type == TYPE_REF ? schema_entity(field->target) : NULL;
	return target != NULL && strcmp(target->name, field->name) == 0 && is_label(key, target->label);
}

bool schema_is_label(struct slice name, const char *label)
{
	struct text key = {0};
	append_key(&key, name);
	bool same = is_label(text_slice(&key), label);
	text_free(&key);
	return same;
}

static bool is_old_name(struct slice key, const char *old_names)
{
	struct slice rest = slice_of(old_names), piece;
	while (slice_next(&rest, ';', &piece))
		if (slice_equal(key, piece))
			return true;
	return false;
}

const struct entity *schema_find_entity(struct slice name)
{
	const struct entity *found = NULL, *entity;
	struct text key = {0};
	append_key(&key, name);
	for (size_t i = 0; found == NULL && (entity = schema_entity_at(i)) != NULL; i++)
		if (slice_equal_text(text_slice(&key), entity->name))
			found = entity;
	for (size_t i = 0; found == NULL && (entity = schema_entity_at(i)) != NULL; i++)
		if (is_label(text_slice(&key), entity->label) || is_label(text_slice(&key), entity->plural))
			found = entity;
	text_free(&key);
	return found;
}

#define PREFIX_SLOTS 256

/* Codes are read by the million, so prefixes have a table; all of them have three letters. */
static const struct entity *by_prefix[PREFIX_SLOTS];

static size_t prefix_slot(const char *letters)
{
	size_t hash = 0;
	for (size_t i = 0; i < 3; i++)
		hash = hash * 31 + (size_t)(letters[i] & 0x1f); /* either case */
	return hash % PREFIX_SLOTS;
}

static void note_prefix(const struct entity *entity)
{
	size_t at = prefix_slot(entity->prefix);
	while (by_prefix[at] != NULL)
		at = (at + 1) % PREFIX_SLOTS;
	by_prefix[at] = entity;
}

__attribute__((constructor)) static void note_prefixes(void)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		note_prefix(entity);
}

/* Prefixes are capital letters; letters are given in either case. */
static bool same_prefix(const char *prefix, const char *letters)
{
	bool same = true;
	for (size_t i = 0; i < 3; i++)
		same = same && (letters[i] & ~0x20) == prefix[i];
	return same;
}

const struct entity *schema_find_prefix(struct slice prefix)
{
	if (prefix.size != 3)
		return NULL;
	for (size_t at = prefix_slot(prefix.data); by_prefix[at] != NULL; at = (at + 1) % PREFIX_SLOTS)
		if (same_prefix(by_prefix[at]->prefix, prefix.data))
			return by_prefix[at];
	return NULL;
}

static const struct field *field_at(const struct entity *entity, size_t index)
{
	if (index < entity->field_count)
		return &entity->fields[index];
	return schema_header_field_at(index - entity->field_count);
}

const struct field *schema_find_field(const struct entity *entity, struct slice name)
{
	const struct field *found = NULL, *field;
	/* The stable name as it is: the common case, without folding. */
	for (size_t i = 0; (field = field_at(entity, i)) != NULL; i++)
		if (slice_equal_text(name, field->name))
			return field;
	struct text key = {0};
	append_key(&key, name);
	for (size_t i = 0; found == NULL && (field = field_at(entity, i)) != NULL; i++)
		if (slice_equal_text(text_slice(&key), field->name) || is_old_name(text_slice(&key), field->old_names))
			found = field;
	for (size_t i = 0; found == NULL && (field = field_at(entity, i)) != NULL; i++)
		if (is_label(text_slice(&key), field->label) || is_label(text_slice(&key), field->business))
			found = field;
	for (size_t i = 0; found == NULL && (field = field_at(entity, i)) != NULL; i++)
		if (is_label(text_slice(&key), field->also) || is_called_as_target(text_slice(&key), field))
			found = field;
	text_free(&key);
	return found;
}

const struct choice *schema_find_choice(const struct choice_set *set, struct slice name)
{
	const struct choice *found = NULL;
	for (size_t i = 0; i < set->count; i++)
		if (slice_equal_text(name, set->choices[i].name))
			return &set->choices[i];
	struct text key = {0};
	append_key(&key, name);
	for (size_t i = 0; found == NULL && i < set->count; i++)
		if (slice_equal_text(text_slice(&key), set->choices[i].name))
			found = &set->choices[i];
	for (size_t i = 0; found == NULL && i < set->count; i++)
		if (is_label(text_slice(&key), set->choices[i].label))
			found = &set->choices[i];
	text_free(&key);
	return found;
}

/* Edit distance with a bound: names are short, this runs once per misspelling. */
static size_t distance(struct slice a, const char *b)
{
	size_t rows[2][64] = {{0}}, width = strlen(b);
	if (a.size >= 63 || width >= 63)
		return 99;
	for (size_t j = 0; j <= width; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.size; i++) {
		size_t *now = rows[i & 1], *before = rows[(i - 1) & 1];
		now[0] = i;
		for (size_t j = 1; j <= width; j++) {
			size_t best = before[j - 1] + (a.data[i - 1] != b[j - 1]);
			best = before[j] + 1 < best ? before[j] + 1 : best;
			now[j] = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
		}
	}
	return rows[a.size & 1][width];
}

void schema_keep_nearest(struct slice name, const char *candidate, size_t *best, const char **nearest)
{
	size_t size = strlen(candidate);
	if (*nearest == NULL)
		*best = name.size / 3 + 2;
	if ((size > name.size ? size - name.size : name.size - size) >= *best)
		return;
	size_t d = distance(name, candidate);
	if (d < *best) {
		*best = d;
		*nearest = candidate;
	}
}

const char *schema_nearest_field(const struct entity *entity, struct slice name)
{
	size_t best = 0;
	const char *nearest = NULL;
	const struct field *field;
	for (size_t i = 0; (field = field_at(entity, i)) != NULL; i++)
		schema_keep_nearest(name, field->name, &best, &nearest);
	return nearest;
}

const char *schema_nearest_entity(struct slice name)
{
	size_t best = 0;
	const char *nearest = NULL;
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		schema_keep_nearest(name, entity->name, &best, &nearest);
	return nearest;
}
