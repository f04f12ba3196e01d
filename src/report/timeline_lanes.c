#include "report/timeline_lanes.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/authority.h"
#include "register/scope.h"
#include "report/telling.h"

struct timeline_reader {
	const struct teller *teller;
	struct scope_reader *scopes;
	struct lead_parameters leads;
	day_t today;
};

#define SCOPE (UINT64_C(1) << E_release_plan)

struct timeline_reader *timeline_reader_new(const struct teller *teller)
{
	const struct session *session = teller->session;
	struct timeline_reader *reader = memory_new(sizeof *reader);
	*reader = (struct timeline_reader){
		.teller = teller,
		.scopes = scope_reader_new(teller->view, session->conf, session->today, SCOPE),
		.leads = facts_lead_parameters(session->conf, session->today),
		.today = session->today,
	};
	return reader;
}

void timeline_reader_free(struct timeline_reader **reader)
{
	if (*reader == NULL)
		return;
	scope_reader_free(&(*reader)->scopes);
	free(*reader);
	*reader = NULL;
}

/* ---- agreements ---- */

static bool renews(const struct contract_terms *terms, const struct contract_clock *clock)
{
	bool over = (clock->remarks & CONTRACT_TERMINATED) != 0;
	return !over && clock->current_end != DAY_UNSET && contract_renews_tacitly(terms);
}

/* In force to the end of the running term, then what options or silence make of it. */
static void add_terms(struct timeline_lane *lane, const struct contract_terms *terms,
                      const struct contract_clock *clock)
{
	bool runs = (clock->remarks & CONTRACT_RUNNING) != 0 && clock->ends_by_termination == DAY_UNSET;
	timeline_add_span(lane, runs ? SPAN_AFTER : SPAN_HOLDS, terms->start, clock->current_end);
	if (clock->options_left > 0 && clock->current_end != DAY_UNSET && clock->final_end != DAY_UNSET)
		timeline_add_span(lane, SPAN_OPTION, clock->current_end + 1, clock->final_end);
	if (renews(terms, clock))
		timeline_add_span(lane, SPAN_AFTER, clock->current_end + 1, DAY_UNSET);
}

static void add_term_days(struct timeline_lane *lane, const struct contract_terms *terms,
                          const struct contract_clock *clock)
{
	timeline_add_event(lane, EVENT_BEGINS, terms->start);
	timeline_add_event(lane, EVENT_OPTION_BY, clock->option_notice_day);
	timeline_add_event(lane, EVENT_NOTICE_BY, clock->last_notice_day);
	timeline_add_event(lane, EVENT_TERM_ENDS, clock->current_end);
	if (clock->final_end != clock->current_end)
		timeline_add_event(lane, EVENT_OPTIONS_END, clock->final_end);
}

static void fill_contract(struct timeline_reader *reader, const struct record *contract, struct timeline_lane *lane)
{
	struct contract_reading reading;
	struct contract_clock clock;
	facts_contract(contract, &reading);
	contract_clock(&reading.terms, reader->today, &clock);
	add_terms(lane, &reading.terms, &clock);
	add_term_days(lane, &reading.terms, &clock);
}

static void fill_licence(struct timeline_reader *reader, const struct record *licence, struct timeline_lane *lane)
{
	struct contract_terms terms;
	struct contract_clock clock;
	facts_licence(licence, &terms);
	contract_clock(&terms, reader->today, &clock);
	add_terms(lane, &terms, &clock);
	add_term_days(lane, &terms, &clock);
}

/* ---- systems and what they are made of ---- */

/* What a system is made of, and how weak it is, are for some only. */
static bool may_explain(const struct timeline_reader *reader, const struct record *system)
{
	return authority_may_explain(reader->teller->session, reader->teller->view, system);
}

static void add_component(struct timeline_lane *lane, const struct component_facts *facts,
                          const struct component_clock *clock)
{
	bool stated = clock->source == SUPPORT_STATED_UNDATED;
	if (facts->vendor_end != DAY_UNSET || stated)
		timeline_add_span(lane, SPAN_HOLDS, DAY_UNSET, facts->vendor_end);
	if (facts->extended_end != DAY_UNSET && !stated)
		timeline_add_span(lane, SPAN_OPTION, facts->vendor_end == DAY_UNSET ? DAY_UNSET : facts->vendor_end + 1,
		                  facts->extended_end);
	timeline_add_event(lane, EVENT_ACT_BY, clock->act_by);
	timeline_add_event(lane, EVENT_SUPPORT_ENDS, facts->vendor_end);
	timeline_add_event(lane, EVENT_EXTENDED_ENDS, facts->extended_end);
	timeline_add_event(lane, EVENT_OWN_END, facts->own_end);
}

/* An end that nobody knows is no green light: it is marked at today. */
static void fill_component(struct timeline_reader *reader, const struct record *component, struct timeline_lane *lane)
{
	struct component_facts facts;
	struct component_clock clock;
	facts_component(component, &facts);
	component_clock(&facts, &reader->leads, &clock);
	add_component(lane, &facts, &clock);
	if (clock.support_ends == DAY_UNSET && clock.source != SUPPORT_STATED_UNDATED)
		timeline_add_event(lane, EVENT_UNKNOWN, reader->today);
}

static void fill_integration(struct timeline_reader *reader, const struct record *integration,
                             struct timeline_lane *lane)
{
	day_t end = told_day(reader->teller, integration, F_integration_support_end);
	if (end != DAY_UNSET)
		timeline_add_span(lane, SPAN_HOLDS, DAY_UNSET, end);
	timeline_add_event(lane, EVENT_SUPPORT_ENDS, end);
}

static void fill_release(struct timeline_reader *reader, const struct record *release, struct timeline_lane *lane)
{
	day_t start = told_day(reader->teller, release, F_release_plan_start);
	day_t end = told_day(reader->teller, release, F_release_plan_end);
	if (record_choice(release, F_release_plan_state) == C_release_plan_state_cancelled || start == DAY_UNSET)
		return;
	timeline_add_span(lane, SPAN_WORK, start, end == DAY_UNSET ? start : end);
	timeline_add_event(lane, EVENT_RELEASE_STARTS, start);
}

static void add_life(struct timeline_reader *reader, const struct record *system, struct timeline_lane *lane)
{
	uint8_t phase = record_choice(system, F_system_phase);
	day_t from = told_day(reader->teller, system, F_system_in_use_from);
	day_t planned = told_day(reader->teller, system, F_system_planned_retirement);
	day_t retired = told_day(reader->teller, system, F_system_retired_on);
	day_t end = retired != DAY_UNSET ? retired : planned;
	bool lives = phase == 0 || phase >= PHASE_INTRODUCTION;
	if ((lives || from != DAY_UNSET) && (phase != PHASE_RETIRED || end != DAY_UNSET))
		timeline_add_span(lane, SPAN_LIFE, from, end);
	timeline_add_event(lane, EVENT_BEGINS, from);
	timeline_add_event(lane, EVENT_RETIRES, end);
}

static bool may_see_contract(const struct timeline_reader *reader, const struct record *contract)
{
	return contract->bytes != NULL && told_may_see(reader->teller, contract);
}

static void add_contracts(struct timeline_reader *reader, const struct system_scope *scope, struct timeline_lane *lane)
{
	for (size_t i = 0; i < scope->lists[E_contract].count; i++) {
		const struct scope_contract *contract = &scope->contracts[i];
		if (!contract->main || !contract->there || !may_see_contract(reader, &scope->lists[E_contract].items[i]))
			continue;
		add_terms(lane, &contract->reading.terms, &contract->clock);
		timeline_add_event(lane, EVENT_OPTION_BY, contract->clock.option_notice_day);
		timeline_add_event(lane, EVENT_NOTICE_BY, contract->clock.last_notice_day);
		timeline_add_event(lane, EVENT_TERM_ENDS, contract->clock.current_end);
	}
}

static void fill_system(struct timeline_reader *reader, const struct record *system, struct timeline_lane *lane)
{
	const struct system_scope *scope = scope_read(reader->scopes, system);
	add_life(reader, system, lane);
	timeline_add_event(lane, EVENT_DECIDE_BY, scope->decision.decide_by);
	if (may_explain(reader, system)) {
		timeline_add_event(lane, EVENT_ACT_BY, scope->decision.act_by);
		timeline_add_event(lane, EVENT_SUPPORT_ENDS, scope->support.support_ends);
	}
	add_contracts(reader, scope, lane);
	for (size_t i = 0; i < scope->lists[E_release_plan].count; i++)
		fill_release(reader, &scope->lists[E_release_plan].items[i], lane);
}

/* The earliest of its systems' days. */
static void fill_service(struct timeline_reader *reader, const struct record *service, struct timeline_lane *lane)
{
	struct naming *naming = naming_new(reader->teller->view, E_support, F_support_service, record_self(service));
	struct service_decision decision = service_decision_none;
	struct system_support support = system_support_none;
	struct record row, system;
	day_t to = told_day(reader->teller, service, F_service_to);
	timeline_add_span(lane, SPAN_LIFE, told_day(reader->teller, service, F_service_from), to);
	timeline_add_event(lane, EVENT_BEGINS, told_day(reader->teller, service, F_service_from));
	timeline_add_event(lane, EVENT_ENDS, to);
	while (naming_next(naming, &row)) {
		struct ref ref = {E_system, row.parent};
		if (!reading_record(reader->teller->reading, ref, &system) || !told_may_see(reader->teller, &system))
			continue;
		const struct system_scope *scope = scope_read(reader->scopes, &system);
		service_decision_add(&decision, ref, &scope->decision);
		if (may_explain(reader, &system))
			system_support_merge(&support, &scope->support);
	}
	naming_free(&naming);
	timeline_add_event(lane, EVENT_DECIDE_BY, decision.decide_by);
	timeline_add_event(lane, EVENT_SUPPORT_ENDS, support.support_ends);
}

static void fill_opportunity(struct timeline_reader *reader, const struct record *opportunity,
                             struct timeline_lane *lane)
{
	const struct teller *teller = reader->teller;
	day_t start = told_day(teller, opportunity, F_opportunity_start);
	day_t end = told_day(teller, opportunity, F_opportunity_end);
	if (start != DAY_UNSET)
		timeline_add_span(lane, SPAN_WORK, start, end);
	timeline_add_event(lane, EVENT_BEGINS, start);
	timeline_add_event(lane, EVENT_DECIDE_BY, told_day(teller, opportunity, F_opportunity_decide_by));
	timeline_add_event(lane, EVENT_ENDS, end);
}

/* ---- lanes ---- */

typedef void lane_filler(struct timeline_reader *reader, const struct record *record, struct timeline_lane *lane);

static lane_filler *const fillers[ENTITY_LIMIT] = {
	[E_system] = fill_system,
	[E_service] = fill_service,
	[E_contract] = fill_contract,
	[E_licence] = fill_licence,
	[E_component] = fill_component,
	[E_integration] = fill_integration,
	[E_release_plan] = fill_release,
	[E_opportunity] = fill_opportunity,
};

bool timeline_has_lane(uint8_t entity)
{
	return entity < ENTITY_LIMIT && fillers[entity] != NULL;
}

static bool may_see(const struct timeline_reader *reader, const struct record *record)
{
	struct record system;
	if (!told_may_see(reader->teller, record))
		return false;
	return record->entity->number != E_component ||
	       (reading_record(reader->teller->reading, (struct ref){E_system, record->parent}, &system) &&
	        may_explain(reader, &system));
}

bool timeline_lane_read(struct timeline_reader *reader, struct ref about, struct timeline_lane *lane)
{
	struct record record;
	*lane = (struct timeline_lane){.about = about};
	if (!timeline_has_lane(about.entity) || !reading_record(reader->teller->reading, about, &record))
		return false;
	lane->hidden = !may_see(reader, &record);
	if (!lane->hidden)
		fillers[about.entity](reader, &record, lane);
	return true;
}

/* ---- which lanes tell of a record ---- */

/* Records of `entity` whose `field` names the record (0: those stored below it); where `other` is not 0 it names what
 * has the lane, where it is F_first_own's parent it is the row's own. */
enum follow { FOLLOW_ROW, FOLLOW_FIELD, FOLLOW_PARENT };

static const struct relation {
	uint8_t of, entity, field, leads, parent;
	enum follow follow;
} relations[] = {
	{E_system, E_contract_system, 0, F_contract_system_contract, 0, FOLLOW_FIELD},
	{E_system, E_licence, 0, 0, 0, FOLLOW_ROW},
	{E_system, E_component, 0, 0, 0, FOLLOW_ROW},
	{E_system, E_integration, 0, 0, 0, FOLLOW_ROW},
	{E_system, E_release_plan, 0, 0, 0, FOLLOW_ROW},
	{E_system, E_opportunity_system, F_opportunity_system_system, 0, E_opportunity, FOLLOW_PARENT},
	{E_service, E_support, F_support_service, 0, E_system, FOLLOW_PARENT},
	{E_contract, E_contract_system, F_contract_system_contract, 0, E_system, FOLLOW_PARENT},
	{E_contract, E_licence, F_licence_contract, 0, 0, FOLLOW_ROW},
	{E_supplier, E_contract, F_contract_supplier, 0, 0, FOLLOW_ROW},
	{E_supplier, E_system, F_system_supplier, 0, 0, FOLLOW_ROW},
	{E_unit, E_service, F_service_unit, 0, 0, FOLLOW_ROW},
	{E_unit, E_system, F_system_unit, 0, 0, FOLLOW_ROW},
	{E_opportunity, E_opportunity_system, 0, F_opportunity_system_system, 0, FOLLOW_FIELD},
};

bool timeline_can(uint8_t entity)
{
	for (size_t i = 0; i < COUNT_OF(relations); i++)
		if (relations[i].of == entity)
			return true;
	return timeline_has_lane(entity);
}

#define KEPT_MONTHS 12 /* of releases that are over */

static bool is_past_release(const struct timeline_reader *reader, const struct timeline_lane *lane)
{
	day_t since = day_add_months(reader->today, -KEPT_MONTHS);
	return lane->about.entity == E_release_plan && lane->event_count > 0 && lane->events[0].day < since;
}

static void add_lane(struct timeline_reader *reader, struct timeline_lanes *lanes, struct ref about, bool always)
{
	struct timeline_lane lane;
	for (size_t i = 0; i < lanes->count; i++)
		if (ref_equal(lanes->items[i].about, about))
			return;
	if (!timeline_lane_read(reader, about, &lane))
		return;
	bool empty = lane.hidden || (lane.span_count == 0 && lane.event_count == 0);
	if (!always && (empty || is_past_release(reader, &lane)))
		return;
	memory_grow(&lanes->items, &lanes->capacity, lanes->count, sizeof *lanes->items);
	lanes->items[lanes->count++] = lane;
}

static void follow(struct timeline_reader *reader, const struct relation *relation, const struct record *row,
                   struct timeline_lanes *lanes)
{
	switch (relation->follow) {
	case FOLLOW_ROW: add_lane(reader, lanes, record_self(row), false); break;
	case FOLLOW_FIELD: add_lane(reader, lanes, record_ref(row, relation->leads), false); break;
	case FOLLOW_PARENT: add_lane(reader, lanes, (struct ref){relation->parent, row->parent}, false); break;
	}
}

static void read_relation(struct timeline_reader *reader, const struct relation *relation, struct ref about,
                          struct timeline_lanes *lanes)
{
	struct record row;
	if (relation->field != 0) {
		struct naming *naming = naming_new(reader->teller->view, relation->entity, relation->field, about);
		while (naming_next(naming, &row))
			follow(reader, relation, &row, lanes);
		naming_free(&naming);
	} else {
		struct records *records = records_new(reader->teller->view, relation->entity);
		bool on = false;
		while (records_child(records, about.id, &on, &row))
			follow(reader, relation, &row, lanes);
		records_free(&records);
	}
}

/* What is stored below a system leads to it. */
static void read_system_above(struct timeline_reader *reader, struct ref about, struct timeline_lanes *lanes)
{
	const struct entity *entity = schema_entity(about.entity);
	struct record record;
	if (entity_lies_below(entity, E_system) && reading_record(reader->teller->reading, about, &record))
		add_lane(reader, lanes, (struct ref){E_system, record.parent}, false);
}

void timeline_lanes_read(struct timeline_reader *reader, struct ref about, struct timeline_lanes *lanes)
{
	add_lane(reader, lanes, about, true);
	for (size_t i = 0; i < COUNT_OF(relations); i++)
		if (relations[i].of == about.entity)
			read_relation(reader, &relations[i], about, lanes);
	read_system_above(reader, about, lanes);
}
