/* What the rules tell: findings of the record being looked at, facts to fill in, and tallies over everything. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/memory.h"
#include "register/figures.h"

struct tally_slot {
	uint64_t key; /* 0: free */
	uint16_t rule;
	bool share;
	char *detail; /* owned */
	struct tally tally;
};

struct tally_table {
	struct tally_slot *slots;
	size_t count, capacity;
};

void collector_init(struct collector *collector)
{
	*collector = (struct collector){.tallies = memory_new(sizeof *collector->tallies)};
}

void collector_free(struct collector *collector)
{
	for (size_t i = 0; collector->tallies != NULL && i < collector->tallies->capacity; i++)
		free(collector->tallies->slots[i].detail);
	if (collector->tallies != NULL)
		free(collector->tallies->slots);
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

void fill_in(const struct rule_case *at, struct ref about, uint8_t field)
{
	struct collector *collector = at->collector;
	for (size_t i = 0; i < collector->fill_count; i++)
		if (collector->fills[i].field == field && ref_equal(collector->fills[i].about, about))
			return;
	memory_grow(&collector->fills, &collector->fill_capacity, collector->fill_count, sizeof *collector->fills);
	collector->fills[collector->fill_count++] = (struct fill){about, field};
}

static const struct field *field_of(const struct fill *fill)
{
	return schema_field(schema_entity(fill->about.entity), fill->field);
}

/* How long an answer takes: a choice, a number, a name, a text. */
static int effort(const struct fill *fill)
{
	switch (field_of(fill)->type) {
	case TYPE_CHOICE: case TYPE_CHOICES: case TYPE_YESNO: case TYPE_ANSWER: return 1;
	case TYPE_TEXT: case TYPE_TEXTS: case TYPE_NUMBERS: return 3;
	case TYPE_NOTE: return 4;
	default: return 2;
	}
}

/* The shortest first, of these what gives something, then as the schema has them. */
static int compare_fills(const void *a, const void *b)
{
	const struct fill *x = a, *y = b;
	if (effort(x) != effort(y))
		return effort(x) - effort(y);
	if ((field_of(x)->gives != NULL) != (field_of(y)->gives != NULL))
		return field_of(x)->gives != NULL ? -1 : 1;
	if (x->about.entity != y->about.entity)
		return x->about.entity - y->about.entity;
	if (x->about.id != y->about.id)
		return x->about.id < y->about.id ? -1 : 1;
	return x->field - y->field;
}

static void add_fill(struct reasons *reasons, const struct fill *fill, struct ref system)
{
	const char *gives = field_of(fill)->gives;
	const struct choice *given = gives == NULL ? NULL : schema_find_choice(schema_choices(CHOICES_gives), slice_of(gives));
	int64_t field = fill->about.entity * 256 + fill->field, choice = given == NULL ? 0 : CHOICES_gives * 256 + given->number;
	bool own = ref_equal(fill->about, system);
	if (own && given != NULL)
		reasons_add(reasons, REASON_fill_in_gives, field, choice);
	else if (own)
		reasons_add(reasons, REASON_fill_in, field);
	else if (given != NULL)
		reasons_add(reasons, REASON_fill_in_of_gives, fill->about, field, choice);
	else
		reasons_add(reasons, REASON_fill_in_of, fill->about, field);
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
	qsort(collector->fills, collector->fill_count, sizeof *collector->fills, compare_fills);
	struct found *found = begun(at);
	for (size_t i = 0; i < collector->fill_count; i++)
		add_fill(&found->reasons, &collector->fills[i], record_self(at->record));
	found->cost = at->rule->cost * (money_t)collector->fill_count;
	collector->fill_count = 0;
}

/* ---- tallies ---- */

static uint64_t tally_key(uint16_t rule, struct ref about, struct slice detail)
{
	uint64_t key = UINT64_C(14695981039346656037) ^ ((uint64_t)rule << 48 | (uint64_t)about.entity << 32 | about.id);
	key *= UINT64_C(0x9e3779b97f4a7c15);
	for (size_t i = 0; i < detail.size; i++)
		key = (key ^ (unsigned char)detail.data[i]) * UINT64_C(1099511628211);
	return key == 0 ? 1 : key;
}

static bool is_tally(const struct tally_slot *slot, uint16_t rule, struct ref about, struct slice detail)
{
	return slot->rule == rule && ref_equal(slot->tally.about, about) && slice_equal(slot->tally.detail, detail);
}

static struct tally_slot *place_in(struct tally_table *table, uint64_t key, uint16_t rule, struct ref about, struct slice detail)
{
	size_t at = (size_t)(key >> 7) & (table->capacity - 1);
	while (table->slots[at].key != 0 && !(table->slots[at].key == key && is_tally(&table->slots[at], rule, about, detail)))
		at = (at + 1) & (table->capacity - 1);
	return &table->slots[at];
}

static void grow_table(struct tally_table *table)
{
	struct tally_table wider = {.capacity = table->capacity == 0 ? 256 : 2 * table->capacity, .count = table->count};
	wider.slots = memory_new_array(wider.capacity, sizeof *wider.slots);
	for (size_t i = 0; i < table->capacity; i++) {
		const struct tally_slot *slot = &table->slots[i];
		if (slot->key != 0)
			*place_in(&wider, slot->key, slot->rule, slot->tally.about, slot->tally.detail) = *slot;
	}
	free(table->slots);
	*table = wider;
}

static struct tally_slot *tally_slot(const struct rule_case *at, struct ref about, struct slice detail)
{
	struct tally_table *table = at->collector->tallies;
	uint64_t key = tally_key(at->active->place, about, detail);
	if (2 * table->count >= table->capacity)
		grow_table(table);
	struct tally_slot *slot = place_in(table, key, at->active->place, about, detail);
	if (slot->key != 0)
		return slot;
	table->count++;
	*slot = (struct tally_slot){.key = key, .rule = at->active->place, .tally = {.about = about}};
	slot->detail = memory_new(detail.size + 1);
	if (detail.size > 0)
		memcpy(slot->detail, detail.data, detail.size);
	slot->tally.detail = (struct slice){slot->detail, detail.size};
	return slot;
}

static void count_one(struct tally_slot *slot, struct ref one)
{
	slot->tally.count++;
	if (!ref_is_set(slot->tally.first) || (one.entity == slot->tally.first.entity && one.id < slot->tally.first.id))
		slot->tally.first = one;
}

void tally_add(const struct rule_case *at, struct ref about, struct slice detail, struct ref one)
{
	count_one(tally_slot(at, about, detail), one);
}

void tally_share(const struct rule_case *at, struct ref about, struct slice detail, struct ref one, bool counts)
{
	struct tally_slot *slot = tally_slot(at, about, detail);
	slot->share = true;
	slot->tally.whole++;
	if (counts)
		count_one(slot, one);
}

struct found *tally_finding(const struct rule_case *at, const struct tally *tally)
{
	struct found *found = add(at, tally->about);
	found->detail = tally->detail;
	return found;
}

static int compare_tallies(const void *a, const void *b)
{
	const struct tally *x = &(*(const struct tally_slot *const *)a)->tally, *y = &(*(const struct tally_slot *const *)b)->tally;
	if (x->about.entity != y->about.entity)
		return x->about.entity - y->about.entity;
	if (x->about.id != y->about.id)
		return x->about.id < y->about.id ? -1 : 1;
	size_t common = x->detail.size < y->detail.size ? x->detail.size : y->detail.size;
	int order = memcmp(x->detail.data, y->detail.data, common);
	return order != 0 ? order : (x->detail.size > y->detail.size) - (x->detail.size < y->detail.size);
}

void collector_settle(const struct rule_case *at, int64_t least)
{
	const struct tally_table *table = at->collector->tallies;
	const struct tally_slot **sorted = memory_new_array(table->count + 1, sizeof *sorted);
	size_t count = 0;
	for (size_t i = 0; i < table->capacity; i++)
		if (table->slots[i].key != 0 && table->slots[i].rule == at->active->place && (!table->slots[i].share || table->slots[i].tally.whole >= least))
			sorted[count++] = &table->slots[i];
	if (count > 0)
		qsort(sorted, count, sizeof *sorted, compare_tallies);
	for (size_t i = 0; i < count; i++)
		at->rule->settle(at, &sorted[i]->tally);
	free(sorted);
}
