/* What the rules tell: findings of the record being looked at, facts to fill in, and tallies over everything. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/memory.h"
#include "register/figures.h"

/* Many millions of cases may make as many tallies: each is kept small. */
struct tally_entry {
	record_id about, first;
	uint32_t count, whole;
	uint32_t detail; /* place in the texts: length in two bytes, then the bytes; 0: none */
	uint16_t rule;
	uint8_t about_entity, first_entity;
};

struct tally_table {
	struct tally_entry *entries;
	size_t count, capacity;
	uint32_t *places; /* a hash: place in the entries + 1 */
	size_t place_mask;
	struct text details;
};

void collector_init(struct collector *collector)
{
	*collector = (struct collector){.tallies = memory_new(sizeof *collector->tallies)};
}

void collector_free(struct collector *collector)
{
	if (collector->tallies != NULL) {
		free(collector->tallies->entries);
		free(collector->tallies->places);
		text_free(&collector->tallies->details);
	}
	free(collector->tallies);
	free(collector->items);
	free(collector->fills);
	*collector = (struct collector){0};
}

void collector_clear(struct collector *collector)
{
	collector->count = 0;
	collector->fill_count = 0;
}

/* Only what counts is set: a chain of reasons is long, and clean where it has none. */
static struct found *add(const struct rule_case *at, struct ref about)
{
	struct collector *collector = at->collector;
	memory_grow(&collector->items, &collector->capacity, collector->count, sizeof *collector->items);
	struct found_item *item = &collector->items[collector->count++];
	struct found *found = &item->found;
	item->rule = at->active->place;
	found->about = about;
	found->system = at->scope != NULL ? at->scope->system.id : 0;
	found->detail = (struct slice){"", 0};
	found->detail_of = (struct ref){0, 0};
	found->detail_year = 0;
	found->severity = at->active->severity;
	found->whose = at->rule->whose;
	found->person = 0;
	found->due = DAY_UNSET;
	found->cost = at->rule->cost;
	found->reasons.count = found->next_step.count = 0;
	found->reasons.more = found->next_step.more = 0;
	found->trigger = (struct found_trigger){.due = DAY_UNSET, .decide_by = DAY_UNSET};
	return found;
}

struct found *finding_add(const struct rule_case *at)
{
	return add(at, at->record != NULL ? record_self(at->record) : (struct ref){0, 0});
}

struct found *finding_add_about(const struct rule_case *at, struct ref about)
{
	return add(at, about);
}

static bool reads_otherwise_tomorrow(uint16_t id)
{
	return id == REASON_decision_passed || id == REASON_contract_exit_if_noticed || id == REASON_bridge_accept_risk;
}

void found_explain(struct found *found, const struct reasons *explained)
{
	for (size_t i = 0; i < explained->count; i++) {
		if (reads_otherwise_tomorrow(explained->items[i].id))
			continue;
		if (found->reasons.count == REASON_CHAIN)
			found->reasons.more++;
		else
			found->reasons.items[found->reasons.count++] = explained->items[i];
	}
	found->reasons.more = (uint16_t)(found->reasons.more + explained->more);
}

/* ---- facts to fill in ---- */

/* How long an answer takes: a choice, a number, a name, a text. */
static uint8_t effort(const struct field *field)
{
	switch (field->type) {
	case TYPE_CHOICE: case TYPE_CHOICES: case TYPE_YESNO: case TYPE_ANSWER: return 1;
	case TYPE_TEXT: case TYPE_TEXTS: case TYPE_NUMBERS: return 3;
	case TYPE_NOTE: return 4;
	default: return 2;
	}
}

/* A fact as a number, so that they sort: the shortest first, of these what gives something, then as the schema has
 * them. */
static uint64_t fill_of(struct ref about, uint8_t number)
{
	const struct field *field = schema_field(schema_entity(about.entity), number);
	uint64_t first = (uint64_t)(2 * effort(field) + (field->gives == NULL));
	return first << 48 | (uint64_t)about.entity << 40 | (uint64_t)about.id << 8 | number;
}

static struct ref about_of(uint64_t fill)
{
	return (struct ref){(uint8_t)(fill >> 40), (record_id)(fill >> 8)};
}

static const struct field *field_of(uint64_t fill)
{
	return schema_field(schema_entity(about_of(fill).entity), (uint8_t)fill);
}

/* Kept in order, each once. */
void fill_in(const struct rule_case *at, struct ref about, uint8_t field)
{
	struct collector *collector = at->collector;
	uint64_t fill = fill_of(about, field);
	size_t place = collector->fill_count;
	while (place > 0 && collector->fills[place - 1] > fill)
		place--;
	if (place > 0 && collector->fills[place - 1] == fill)
		return;
	memory_grow(&collector->fills, &collector->fill_capacity, collector->fill_count, sizeof *collector->fills);
	memmove(collector->fills + place + 1, collector->fills + place,
	        (collector->fill_count++ - place) * sizeof *collector->fills);
	collector->fills[place] = fill;
}

/* The choice that says what the answer gives; 0 where it gives nothing by itself. */
static int64_t what_it_gives(const struct field *field)
{
	const struct choice_set *set = schema_choices(CHOICES_gives);
	for (size_t i = 0; field->gives != NULL && i < set->count; i++)
		if (strcmp(set->choices[i].name, field->gives) == 0)
			return CHOICES_gives * 256 + set->choices[i].number;
	return 0;
}

static void add_fill(struct reasons *reasons, uint64_t fill, struct ref system)
{
	const struct ref about = about_of(fill);
	int64_t field = about.entity * 256 + field_of(fill)->number, choice = what_it_gives(field_of(fill));
	bool own = ref_equal(about, system);
	if (own && choice != 0)
		reasons_add(reasons, REASON_fill_in_gives, field, choice);
	else if (own)
		reasons_add(reasons, REASON_fill_in, field);
	else if (choice != 0)
		reasons_add(reasons, REASON_fill_in_of_gives, about, field, choice);
	else
		reasons_add(reasons, REASON_fill_in_of, about, field);
}

/* The rule that gathers may have begun the finding itself, with what it knows of the whole. */
static struct found *begun(const struct rule_case *at)
{
	for (size_t i = 0; i < at->collector->count; i++)
		if (at->collector->items[i].rule == at->active->place)
			return &at->collector->items[i].found;
	return finding_add(at);
}

void collector_gather(const struct rule_case *at)
{
	struct collector *collector = at->collector;
	if (collector->fill_count == 0)
		return;
	struct found *found = begun(at);
	for (size_t i = 0; i < collector->fill_count; i++)
		add_fill(&found->reasons, collector->fills[i], record_self(at->record));
	found->cost = at->rule->cost * (money_t)collector->fill_count;
	collector->fill_count = 0;
}

/* ---- tallies ---- */

static uint64_t tally_key(uint16_t rule, struct ref about, struct slice detail)
{
	uint64_t key = (UINT64_C(14695981039346656037) ^ ((uint64_t)rule << 48 | (uint64_t)about.entity << 32 | about.id)) *
	               UINT64_C(0x9e3779b97f4a7c15);
	for (size_t i = 0; i < detail.size; i++)
		key = (key ^ (unsigned char)detail.data[i]) * UINT64_C(1099511628211);
	return key >> 7;
}

static struct slice detail_of(const struct tally_table *table, const struct tally_entry *entry)
{
	uint16_t size;
	if (entry->detail == 0)
		return (struct slice){"", 0};
	memcpy(&size, table->details.data + entry->detail, sizeof size);
	return (struct slice){table->details.data + entry->detail + sizeof size, size};
}

static bool is_tally(const struct tally_table *table, const struct tally_entry *entry, uint16_t rule, struct ref about,
                     struct slice detail)
{
	return entry->about == about.id && entry->rule == rule && entry->about_entity == about.entity &&
	       slice_equal(detail_of(table, entry), detail);
}

static uint32_t *place_in(const struct tally_table *table, uint64_t key, uint16_t rule, struct ref about,
                          struct slice detail)
{
	size_t at = (size_t)key & table->place_mask;
	while (table->places[at] != 0 && !is_tally(table, &table->entries[table->places[at] - 1], rule, about, detail))
		at = (at + 1) & table->place_mask;
	return &table->places[at];
}

static void widen(struct tally_table *table)
{
	size_t size = table->places == NULL ? 256 : 2 * (table->place_mask + 1);
	free(table->places);
	table->places = memory_new_array(size, sizeof *table->places);
	table->place_mask = size - 1;
	for (size_t i = 0; i < table->count; i++) {
		const struct tally_entry *entry = &table->entries[i];
		struct ref about = {entry->about_entity, entry->about};
		struct slice detail = detail_of(table, entry);
		*place_in(table, tally_key(entry->rule, about, detail), entry->rule, about, detail) = (uint32_t)i + 1;
	}
}

static uint32_t keep_detail(struct tally_table *table, struct slice detail)
{
	uint16_t size = (uint16_t)detail.size;
	if (size == 0)
		return 0;
	if (table->details.size == 0)
		text_append_char(&table->details, '\0'); /* no detail begins at 0 */
	size_t start = table->details.size;
	text_append_bytes(&table->details, &size, sizeof size);
	text_append_bytes(&table->details, detail.data, size);
	return (uint32_t)start;
}

static struct tally_entry *tally_entry(const struct rule_case *at, struct ref about, struct slice detail)
{
	struct tally_table *table = at->collector->tallies;
	uint16_t rule = at->active->place;
	if (table->places == NULL || 4 * table->count >= 3 * table->place_mask)
		widen(table);
	uint32_t *place = place_in(table, tally_key(rule, about, detail), rule, about, detail);
	if (*place != 0)
		return &table->entries[*place - 1];
	memory_grow(&table->entries, &table->capacity, table->count, sizeof *table->entries);
	table->entries[table->count] = (struct tally_entry){
		.about = about.id, .about_entity = about.entity, .rule = rule, .detail = keep_detail(table, detail)};
	*place = (uint32_t)++table->count;
	return &table->entries[table->count - 1];
}

static void count_one(struct tally_entry *entry, struct ref one)
{
	entry->count++;
	if (entry->first == 0 || (one.entity == entry->first_entity && one.id < entry->first)) {
		entry->first = one.id;
		entry->first_entity = one.entity;
	}
}

void tally_add(const struct rule_case *at, struct ref about, struct slice detail, struct ref one)
{
	count_one(tally_entry(at, about, detail), one);
}

void tally_share(const struct rule_case *at, struct ref about, struct slice detail, struct ref one, bool counts)
{
	struct tally_entry *entry = tally_entry(at, about, detail);
	entry->whole++;
	if (counts)
		count_one(entry, one);
}

struct found *tally_finding(const struct rule_case *at, const struct tally *tally)
{
	struct found *found = add(at, tally->about);
	found->detail = tally->detail;
	return found;
}

static struct tally tally_of(const struct tally_table *table, const struct tally_entry *entry)
{
	return (struct tally){.about = {entry->about_entity, entry->about},
	                      .detail = detail_of(table, entry),
	                      .count = entry->count,
	                      .whole = entry->whole,
	                      .first = {entry->first_entity, entry->first}};
}

static int compare_tallies(const void *a, const void *b, void *context)
{
	const struct tally_table *table = context;
	const struct tally_entry *x = &table->entries[*(const uint32_t *)a], *y = &table->entries[*(const uint32_t *)b];
	if (x->about_entity != y->about_entity)
		return x->about_entity - y->about_entity;
	if (x->about != y->about)
		return x->about < y->about ? -1 : 1;
	return slice_compare(detail_of(table, x), detail_of(table, y));
}

void collector_settle(const struct rule_case *at, int64_t least, void (*settled)(void *context), void *context)
{
	struct tally_table *table = at->collector->tallies;
	uint32_t *sorted = NULL;
	size_t count = 0, capacity = 0;
	for (size_t i = 0; i < table->count; i++) {
		if (table->entries[i].rule != at->active->place || (table->entries[i].whole != 0 && table->entries[i].whole < least))
			continue;
		memory_grow(&sorted, &capacity, count, sizeof *sorted);
		sorted[count++] = (uint32_t)i;
	}
	if (count > 0)
		qsort_r(sorted, count, sizeof *sorted, compare_tallies, table);
	for (size_t i = 0; i < count; i++) {
		const struct tally tally = tally_of(table, &table->entries[sorted[i]]);
		at->rule->settle(at, &tally);
		settled(context);
	}
	free(sorted);
}
