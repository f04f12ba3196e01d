/* REG: what is not known. */
#include <string.h>

#include "audit/rules_reg.h"
#include "lifecycle/completeness.h"

/* ---- the facts that are wanted, by entity: the schema's marks, read once ---- */

#define FIELDS 40

struct wanted_field {
	uint8_t number, unknown; /* the value that says unknown, 0 where there is none */
};
struct wanted_fields {
	bool read;
	uint8_t count;
	struct wanted_field items[FIELDS];
};

static uint8_t unknown_of(const struct field *field)
{
	if (field->type == TYPE_ANSWER)
		return C_answer_unknown;
	const struct choice_set *set = field->type == TYPE_CHOICE ? schema_choices(field->choices) : NULL;
	for (size_t i = 0; set != NULL && i < set->count; i++)
		if (strcmp(set->choices[i].name, "unknown") == 0)
			return set->choices[i].number;
	return 0;
}

static const struct wanted_fields *wanted_of(uint8_t entity)
{
	static struct wanted_fields table[ENTITY_LIMIT];
	struct wanted_fields *wanted = &table[entity];
	if (wanted->read)
		return wanted;
	const struct entity *row = schema_entity(entity);
	for (size_t i = 0; i < row->field_count && wanted->count < FIELDS; i++)
		if (row->fields[i].wanted)
			wanted->items[wanted->count++] = (struct wanted_field){row->fields[i].number, unknown_of(&row->fields[i])};
	wanted->read = true;
	return wanted;
}

/* ---- completeness ---- */

/* An end, renewal or notice is no question to a contract that has none. */
static bool is_asked(const struct record *contract, uint8_t field)
{
	if (field == F_contract_end || field == F_contract_renewal)
		return !record_yes(contract, F_contract_running);
	return field != F_contract_notice_months || record_yes(contract, F_contract_running) ||
	       record_choice(contract, F_contract_renewal) != C_renewal_none;
}

static inline uint8_t fact_of(const struct record *record, const struct wanted_field *wanted)
{
	if (record->entity->number == E_contract && !is_asked(record, wanted->number))
		return FACT_NOT_WANTED;
	if (!record_holds(record, wanted->number))
		return FACT_NOT_SET;
	return wanted->unknown != 0 && record_choice(record, wanted->number) == wanted->unknown ? FACT_UNKNOWN : FACT_KNOWN;
}

static void count_record(struct completeness *completeness, const struct record *record)
{
	const struct wanted_fields *wanted = wanted_of(record->entity->number);
	for (size_t i = 0; i < wanted->count; i++) {
		uint8_t fact = fact_of(record, &wanted->items[i]);
		completeness->wanted += fact != FACT_NOT_WANTED;
		completeness->known += fact == FACT_KNOWN;
	}
}

/* A contract over several systems is asked about at the first of them. */
static bool is_first_system(const struct rule_case *at, const struct record *contract)
{
	const struct field *field = schema_field(schema_entity(E_contract_system), F_contract_system_contract);
	struct index *index = index_new(at->world->view, field, E_contract_system);
	const struct value value = {.set = true, .ref = record_self(contract)};
	struct index_hit hit;
	bool first = true;
	for (bool there = index_seek(index, &value, &hit); there && first; there = index_next_same(index, &hit))
		first = payload_number(field, E_contract_system, &hit, 0) >= at->record->id;
	index_free(&index);
	return first;
}

static void ask_for_record(const struct rule_case *at, const struct record *record)
{
	const struct wanted_fields *wanted = wanted_of(record->entity->number);
	bool asked = false;
	for (size_t i = 0; i < wanted->count; i++) {
		uint8_t fact = fact_of(record, &wanted->items[i]);
		if (fact != FACT_NOT_SET && fact != FACT_UNKNOWN)
			continue;
		if (!asked && record->entity->number == E_contract && !is_first_system(at, record))
			return;
		asked = true;
		fill_in(at, record_self(record), wanted->items[i].number);
	}
}

/* The records whose facts are the system's: itself, what lies below it, the main contracts that have not ended. */
typedef void visit_function(const struct rule_case *at, const struct record *record, void *context);

static void each_record(const struct rule_case *at, visit_function *visit, void *context)
{
	static const uint8_t below[] = {E_component, E_integration, E_licence, E_contract_system};
	visit(at, at->record, context);
	for (size_t e = 0; e < sizeof below; e++)
		for (size_t i = 0; i < at->scope->lists[below[e]].count; i++)
			if (at->scope->lists[below[e]].items[i].parent == at->record->id)
				visit(at, &at->scope->lists[below[e]].items[i], context);
	for (size_t i = 0; i < at->scope->lists[E_contract].count; i++) {
		const struct scope_contract *contract = &at->scope->contracts[i];
		if (contract->there && contract->main && contract->clock.state != CONTRACT_ENDED)
			visit(at, &at->scope->lists[E_contract].items[i], context);
	}
}

static void visit_to_count(const struct rule_case *at, const struct record *record, void *completeness)
{
	(void)at;
	count_record(completeness, record);
}

static void visit_to_ask(const struct rule_case *at, const struct record *record, void *context)
{
	(void)context;
	ask_for_record(at, record);
}

void reg_look_for_completeness(const struct rule_case *at)
{
	struct completeness completeness = {0};
	if (!system_is_used(at->record))
		return;
	each_record(at, visit_to_count, &completeness);
	/* Exact: what prints as the limit may lie below it. */
	if (completeness.wanted == 0 || completeness.known * INT64_C(100) >= at->thresholds[0] * completeness.wanted)
		return;
	struct found *found = finding_add(at);
	found->severity = C_severity_low;
	reasons_add(&found->reasons, REASON_known_of, (int64_t)completeness.known, (int64_t)completeness.wanted);
	each_record(at, visit_to_ask, NULL);
}

/* ---- unknown for long ---- */

struct askable_fields {
	uint8_t count, numbers[UINT8_MAX];
	uint8_t unknown[UINT8_MAX];
};

/* Fields of a system that may be answered with "unknown"; read once. */
static const struct askable_fields *askable_fields(const struct entity *entity)
{
	static struct askable_fields askable;
	if (askable.count > 0)
		return &askable;
	for (size_t i = 0; i < entity->field_count; i++) {
		uint8_t unknown = unknown_of(&entity->fields[i]);
		if (unknown == 0)
			continue;
		askable.numbers[askable.count] = entity->fields[i].number;
		askable.unknown[askable.count++] = unknown;
	}
	return &askable;
}

/* The day of an activity that is to answer the field: the latest, of those still to be done. */
static day_t activity_due(const struct rule_case *at, const struct field *field)
{
	day_t due = DAY_UNSET;
	if (view_count(at->world->view, E_activity) == 0)
		return due;
	struct naming *activities = naming_new(at->world->view, E_activity, F_activity_about, record_self(at->record));
	struct record activity;
	while (naming_next(activities, &activity)) {
		uint8_t state = record_choice(&activity, F_activity_state);
		bool to_do = state != C_activity_state_done && state != C_activity_state_cancelled;
		if (to_do && schema_find_field(at->record->entity, record_text(&activity, F_activity_field)) == field)
			due = day_later(due, record_day(&activity, F_activity_due));
	}
	naming_free(&activities);
	return due;
}

static void tell_unknown(const struct rule_case *at, const struct field *field, struct found **found)
{
	day_t due = activity_due(at, field), changed = moment_day(record_changed(at->record));
	bool late = due != DAY_UNSET ? due < at->world->today
	                             : months_have_passed(changed, at->thresholds[0], at->world->today);
	int64_t number = E_system * 256 + field->number;
	if (!late)
		return;
	if (*found == NULL)
		*found = finding_add(at);
	if (due != DAY_UNSET)
		reasons_add(&(*found)->reasons, REASON_unknown_due, number, (int64_t)due);
	else
		reasons_add(&(*found)->reasons, REASON_unknown_since, number, (int64_t)changed);
}

void reg_look_for_unknown(const struct rule_case *at)
{
	const struct askable_fields *askable = askable_fields(at->record->entity);
	struct found *found = NULL;
	if (!system_is_used(at->record) || !scope_is_critical(at))
		return;
	for (size_t i = 0; i < askable->count; i++)
		if (record_choice(at->record, askable->numbers[i]) == askable->unknown[i])
			tell_unknown(at, schema_field(at->record->entity, askable->numbers[i]), &found);
}
